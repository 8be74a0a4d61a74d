import type { LabAnswer, LabMarket, LabRule, LabTarget, MessagePage } from '../../shared/contract/lab.ts';
import type { Price } from '../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../shared/domain/ids.ts';
import type { MessageFact } from '../core/event.ts';
import { locksOf } from '../core/gate/locks.ts';
import { computeTarget } from '../core/monitor/target.ts';
import { type Explained, type ExplainedRule, explain } from '../core/signal/explain.ts';
import type { EngineState } from '../core/state.ts';
import type { ExchangePort } from '../ports/exchange.ts';
import type { JournalPort } from '../ports/journal.ts';

export interface LabQuestion {
  readonly text: string;
  readonly channel: 'entry' | 'risk';
  /** When the channel posted it, ms; absent: just now. */
  readonly sentAt: number | undefined;
  /** The channel changed its words afterwards. */
  readonly edited?: boolean;
}

/** As many as a real message asks for (D3): 200 closed candles, the forming one, and one that may close while we ask. */
const CANDLES = 202;

/** What would become of a message that arrived now. Reads candles; changes and sends nothing. */
export async function labAnswer(
  state: EngineState,
  exchange: Pick<ExchangePort, 'readCandles'>,
  now: number,
  markOf: (symbol: MarketSymbol) => Price | undefined,
  question: LabQuestion,
): Promise<LabAnswer> {
  const { kind, lines, mapping, rules, decision } = explainAsNew(state, now, question);
  return {
    at: now,
    kind,
    lines,
    mapping,
    rules: rules.map(ruleRow),
    decision,
    locks: locksOf({ durable: state.durable, live: { ...state.live, now } }).map(({ said }) => said),
    market: mapping === null ? null : await readMarket(state, exchange, now, mapping.symbol, markOf(mapping.symbol)),
  };
}

export const explainAsNew = (state: EngineState, now: number, question: LabQuestion): Explained =>
  explain(asNew(state, now, question), now, state);

/** The next post of its channel: an id that was handled would only ever tell that it was handled. */
function asNew({ durable }: EngineState, now: number, { text, channel, sentAt, edited = false }: LabQuestion): MessageFact {
  const channelId = channel === 'entry' ? durable.settings.entryChannelId : durable.settings.riskChannelId;
  const messageId = (durable.lastMessageIds[String(channelId)] ?? 0) + 1;
  const head = { type: 'MessageReceived', channelId, messageId, sentAt: sentAt ?? now, text } as const;
  return { ...head, edited, backlog: false, caption: false, source: 'inbox' };
}

function ruleRow({ finding, ...head }: ExplainedRule): LabRule {
  if (finding.outcome === 'passed') return { ...head, outcome: 'passed', numbers: finding.numbers, said: null };
  if (finding.outcome === 'blind') return { ...head, outcome: 'blind', numbers: {}, said: null };
  return { ...head, outcome: 'stopped', numbers: finding.said.numbers, said: finding.said };
}

async function readMarket(
  { durable, live }: EngineState,
  exchange: Pick<ExchangePort, 'readCandles'>,
  now: number,
  symbol: MarketSymbol,
  mark: Price | undefined,
): Promise<LabMarket | null> {
  const rules = live.markets?.[symbol];
  if (rules === undefined) return null;
  const head = { symbol, tickSize: rules.tickSize, mark: mark ?? null, mode: durable.settings.mode };
  const reading = await exchange.readCandles(symbol, CANDLES);
  if (reading.kind === 'unread') return { ...head, targets: [], unread: reading.message };
  const targets = (['aggressive', 'conservative'] as const).map((mode): LabTarget => {
    const found = computeTarget(mode, reading.value, now, rules);
    return found.ok
      ? { mode, ok: true, target: found.target, trigger: found.trigger, numbers: found.numbers }
      : { mode, ok: false, why: found.why };
  });
  return { ...head, targets, unread: null };
}

/** The newest that an export reaches back to: the journal answers from the newest on, and all of them pass through memory. */
const EXPORT_REACH = 50_000;

export function exportPage(journal: Pick<JournalPort, 'messages'>, after: number, limit: number): MessagePage {
  const rows = journal
    .messages(EXPORT_REACH)
    .filter(({ seq }) => seq > after)
    .reverse();
  const page = rows.slice(0, limit);
  const lines = page.map(({ channelId, messageId, sentAt, receivedAt, text, edited }) => ({
    ...{ channelId, messageId, date: sentAt / 1000, receivedAt, text },
    ...(edited ? { edited: true as const } : {}),
  }));
  return { lines, next: rows.length > limit ? (page.at(-1)?.seq ?? null) : null };
}
