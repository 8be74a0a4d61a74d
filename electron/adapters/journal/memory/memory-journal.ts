import type { ClosedTrade } from '../../../../shared/domain/record.ts';
import type { AuditRow, JournalRow, MessageRow } from '../../../ports/journal.ts';
import { type Journal, JournalRefused } from '../journal.ts';

/**
 * The journal of tests and of the simulation. It keeps what it is given (events are immutable), and closing it loses nothing:
 * the same object stands for the file that a restarted engine opens again.
 */
export class MemoryJournal implements Journal {
  readonly #tag: string;
  readonly #rows: JournalRow[] = [];
  #audit: AuditRow[] = [];
  readonly #trades: ClosedTrade[] = [];
  #messages: MessageRow[] = [];
  /** Channel and message id → place in `#messages` of the first unedited post. */
  readonly #firstPost = new Map<string, number>();
  #state: string | undefined;
  #lastSeq = 0;

  constructor(tag: string) {
    this.#tag = tag;
  }

  append(row: JournalRow, state: string | undefined): void {
    const { event, log } = row;
    if (!(event.seq > this.#lastSeq)) throw new JournalRefused('outOfOrder', `event ${event.seq} after event ${this.#lastSeq}`);
    this.#rows.push(row);
    if (event.type === 'MessageReceived') this.#addMessage(event);
    for (const entry of log) {
      this.#audit.push({ seq: event.seq, at: event.at, entry });
      if (entry.kind === 'trade') this.#trades.push(entry.trade);
      if (entry.kind === 'verdict') this.#judge(event, entry);
    }
    if (state !== undefined) this.#state = state;
    this.#lastSeq = event.seq;
  }

  load(): { readonly lastSeq: number; readonly state: string | undefined } {
    return { lastSeq: this.#lastSeq, state: this.#state };
  }

  /** A page never splits an event: it may end early, and holds more than `limit` only when one event alone says more. */
  audit(after: number, limit: number): readonly AuditRow[] {
    const start = this.#audit.findIndex((row) => row.seq > after);
    if (start === -1) return [];
    const beyond = this.#audit[start + limit];
    if (beyond === undefined) return this.#audit.slice(start);
    const whole = this.#audit.slice(start, start + limit).filter((row) => row.seq !== beyond.seq);
    return whole.length > 0 ? whole : this.#audit.filter((row) => row.seq === beyond.seq);
  }

  trades(limit: number): readonly ClosedTrade[] {
    return this.#trades.slice(-limit).reverse();
  }

  messages(limit: number): readonly MessageRow[] {
    return this.#messages.slice(-limit).reverse();
  }

  *rows(after = 0): Generator<JournalRow> {
    for (const row of this.#rows) if (row.event.seq > after) yield row;
  }

  forgetBefore(before: number): boolean {
    const young = this.#rows.findIndex((row) => row.event.at >= before);
    const count = Math.min(young === -1 ? this.#rows.length : young, this.#rows.length - 1);
    const upTo = this.#rows[count - 1]?.event.seq;
    if (upTo === undefined) return false;
    this.#rows.splice(0, count);
    this.#audit = this.#audit.filter(({ seq }) => seq > upTo);
    this.#messages = this.#messages.filter(({ seq }) => seq > upTo);
    // Places in the list have moved.
    this.#firstPost.clear();
    for (const [place, { channelId, messageId, edited }] of this.#messages.entries()) {
      const name = `${channelId}:${messageId}`;
      if (!edited && !this.#firstPost.has(name)) this.#firstPost.set(name, place);
    }
    return true;
  }

  checkNext(): false {
    return false;
  }

  orderTag(): string {
    return this.#tag;
  }

  problems(): readonly [] {
    return [];
  }

  close(): void {}

  #addMessage(event: Extract<JournalRow['event'], { type: 'MessageReceived' }>): void {
    const { seq, at: receivedAt, sentAt, channelId, messageId, text, edited } = event;
    const place = this.#messages.push({ seq, receivedAt, sentAt, channelId, messageId, text, edited, verdict: undefined }) - 1;
    const name = `${channelId}:${messageId}`;
    if (!edited && !this.#firstPost.has(name)) this.#firstPost.set(name, place);
  }

  /** A verdict said later (after candles were read) belongs to the first unedited post of that id: repeats never act. */
  #judge(event: JournalRow['event'], verdict: NonNullable<MessageRow['verdict']>): void {
    const { channelId, messageId } = verdict;
    const own = event.type === 'MessageReceived' && event.channelId === channelId && event.messageId === messageId;
    const place = own ? this.#messages.length - 1 : this.#firstPost.get(`${channelId}:${messageId}`);
    const message = place === undefined ? undefined : this.#messages[place];
    if (place !== undefined && message !== undefined) this.#messages[place] = { ...message, verdict };
  }
}
