import type { AuditView, NoticeView, VerdictView } from '../../../shared/contract/view.ts';
import type { ClosedTrade } from '../../../shared/domain/record.ts';
import type { EngineEvent } from '../../core/event.ts';
import type { LogEntry } from '../../core/log.ts';
import type { AuditRow, JournalPort, MessageRow } from '../../ports/journal.ts';

const VERDICTS = 100;
const TRADES = 50;
const AUDIT = 200;

/** The newest lines of the past, newest first, as the screen shows them; older ones are asked of the journal. */
export class History {
  verdicts: readonly VerdictView[];
  trades: readonly ClosedTrade[];
  audit: readonly AuditView[];
  notices: readonly NoticeView[] = [];

  constructor(journal: JournalPort, lastSeq: number) {
    this.verdicts = journal.messages(VERDICTS).flatMap((row) => verdictOfRow(row) ?? []);
    this.trades = journal.trades(TRADES);
    this.audit = lastAudit(journal, lastSeq).flatMap((row) => auditOf(row) ?? []);
  }

  add(event: EngineEvent, log: readonly LogEntry[]): void {
    for (const entry of log) {
      if (entry.kind === 'trade') this.trades = [entry.trade, ...this.trades].slice(0, TRADES);
      if (entry.kind === 'verdict') this.#addVerdict(event, entry);
      const line = auditOf({ seq: event.seq, at: event.at, entry });
      if (!line) continue;
      this.audit = [line, ...this.audit].slice(0, AUDIT);
      if (line.level === 'critical') this.notices = [line, ...this.notices].slice(0, 50);
    }
  }

  acknowledge(seq: number): void {
    this.notices = this.notices.filter((notice) => notice.seq !== seq);
  }

  /** A later verdict on the same message (its target was refused, a held risk was judged) takes the place of the first. */
  #addVerdict(event: EngineEvent, entry: Extract<LogEntry, { kind: 'verdict' }>): void {
    const at = this.verdicts.findIndex((each) => each.channelId === entry.channelId && each.messageId === entry.messageId);
    const known = this.verdicts[at];
    const message = event.type === 'MessageReceived' && event.messageId === entry.messageId ? event : undefined;
    const { rule, code, numbers, verdict, signal } = entry;
    const line: VerdictView = {
      seq: event.seq,
      receivedAt: message?.at ?? known?.receivedAt ?? event.at,
      sentAt: message?.sentAt ?? known?.sentAt ?? event.at,
      channelId: entry.channelId,
      messageId: entry.messageId,
      signal,
      symbol: entry.symbol ?? null,
      verdict,
      text: message?.text ?? known?.text ?? '',
      rule,
      code,
      numbers,
    };
    // A repeat of a message that was handled is a line of its own: it must not hide what became of the first.
    const replaces = known !== undefined && !message;
    this.verdicts = replaces
      ? this.verdicts.map((each, index) => (index === at ? line : each))
      : [line, ...this.verdicts].slice(0, VERDICTS);
  }
}

export function auditOf({ seq, at, entry }: AuditRow): AuditView | undefined {
  if (entry.kind === 'trade') return undefined;
  const { rule, code, numbers, symbol } = entry;
  const line = { seq, at, rule, code, numbers, symbol: symbol ?? null };
  // What became of a message is a decision like any other.
  if (entry.kind === 'verdict') return { ...line, level: 'info', from: null, to: null };
  return { ...line, level: entry.level, from: entry.from ?? null, to: entry.to ?? null };
}

export function verdictOfRow(row: MessageRow): VerdictView | undefined {
  if (!row.verdict) return undefined;
  const { rule, code, numbers, verdict, signal, symbol } = row.verdict;
  const { seq, receivedAt, sentAt, channelId, messageId, text } = row;
  return { seq, receivedAt, sentAt, channelId, messageId, signal, symbol: symbol ?? null, verdict, text, rule, code, numbers };
}

/** The journal pages forward from a number, so the tail is looked for in widening steps back. */
function lastAudit(journal: JournalPort, lastSeq: number): readonly AuditRow[] {
  for (let span = 1000; ; span *= 8) {
    const rows = journal.audit(Math.max(0, lastSeq - span), 1_000_000);
    if (rows.length >= AUDIT || span >= lastSeq) return rows.slice(-AUDIT).reverse();
  }
}
