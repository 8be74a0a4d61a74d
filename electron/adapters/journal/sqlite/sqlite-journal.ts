import { createHash, randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { ClosedTrade } from '../../../../shared/domain/record.ts';
import type { Effect } from '../../../core/effect.ts';
import type { EngineEvent } from '../../../core/event.ts';
import type { LogEntry } from '../../../core/log.ts';
import type { AuditRow, JournalRow, MessageRow } from '../../../ports/journal.ts';
import { type Journal, type JournalProblem, JournalRefused, mustOutlivePowerLoss } from '../journal.ts';
import { Mark } from './mark.ts';
import { JOURNAL_FILE, MARK, type OpenedFile, openAnew, openJournalFile } from './open-file.ts';
import { prepareStatements, type Statements } from './statements.ts';

type Stored = Record<string, SQLOutputValue>;
type VerdictEntry = Extract<LogEntry, { kind: 'verdict' }>;
type MessageReceived = Extract<EngineEvent, { type: 'MessageReceived' }>;

const ROWS_AT_ONCE = 500;
/** Numbers forgotten in one transaction: some milliseconds, in which no event can be written. */
const FORGOTTEN_AT_ONCE = 2000;
const PAGES_AT_ONCE = 500;
/** Numbers read in one slice of the check: about a millisecond. */
const CHECKED_AT_ONCE = 500;
const TAG_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Opens or creates the journal of a data folder. Throws `JournalRefused`. */
export function openSqliteJournal(dir: string, now: () => number = Date.now): SqliteJournal {
  return new SqliteJournal(openJournalFile(dir, now), openMark(dir));
}

/** Sets aside a journal that opened well but whose state this program cannot read. Throws `JournalRefused`. */
export function beginSqliteJournalAnew(dir: string, why: string, now: () => number = Date.now): SqliteJournal {
  return new SqliteJournal(openAnew(dir, why, now), openMark(dir));
}

const openMark = (dir: string): Mark => new Mark(join(dir, JOURNAL_FILE + MARK));

export class SqliteJournal implements Journal {
  readonly #db: DatabaseSync;
  readonly #do: Statements;
  readonly #problems: JournalProblem[];
  readonly #told = new Set<string>();
  readonly #mark: Mark;
  /** Absent when nothing is left to be checked. */
  #suspect: (() => void) | undefined;
  #checkedUpTo = 0;
  readonly #tag = newTag();
  #lastSeq: number;

  constructor({ db, problems, suspect }: OpenedFile, mark: Mark) {
    this.#db = db;
    this.#suspect = suspect;
    this.#mark = mark;
    this.#do = prepareStatements(db);
    const last = Number(this.#do.lastSeq.get()?.seq ?? 0);
    this.#problems = mark.found > last ? [...problems, { kind: 'wentBack', last, known: mark.found }] : [...problems];
    this.#lastSeq = Math.max(last, mark.found);
  }

  append(row: JournalRow, state: string | undefined): void {
    const { seq } = row.event;
    if (!(seq > this.#lastSeq)) throw new JournalRefused('outOfOrder', `event ${seq} after event ${this.#lastSeq}`);
    const durable = mustOutlivePowerLoss(row);
    try {
      if (durable) this.#db.exec('PRAGMA synchronous = FULL');
      this.#do.begin.run();
      this.#insert(row, state);
      this.#do.commit.run();
    } catch (error) {
      if (this.#db.isOpen && this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw new JournalRefused('notWritten', `event ${seq}: ${error instanceof Error ? error.message : String(error)}`, error);
    } finally {
      if (durable && this.#db.isOpen) this.#db.exec('PRAGMA synchronous = NORMAL');
    }
    this.#lastSeq = seq;
    if (durable) this.#mark.raiseTo(seq);
  }

  load(): { readonly lastSeq: number; readonly state: string | undefined } {
    const stored = this.#do.readState.get();
    return { lastSeq: this.#lastSeq, state: stored === undefined ? undefined : String(stored.json) };
  }

  /** A page never splits an event: it may end early, and holds more than `limit` only when one event alone says more. */
  audit(after: number, limit: number): readonly AuditRow[] {
    let from = after;
    for (;;) {
      const found = this.#auditPage(from, limit);
      const readable = found.flatMap((stored): AuditRow[] => {
        const seq = Number(stored.seq);
        const entry = this.#read<LogEntry>('log', seq, stored.json);
        return entry === undefined ? [] : [{ seq, at: Number(stored.at), entry }];
      });
      const last = found.at(-1);
      // An empty answer means "no more"; a page of nothing but unreadable rows must not look like that.
      if (readable.length > 0 || last === undefined) return readable;
      from = Number(last.seq);
    }
  }

  trades(limit: number): readonly ClosedTrade[] {
    return this.#do.trades.all(limit).flatMap((stored) => this.#read<ClosedTrade>('trades', Number(stored.seq), stored.json) ?? []);
  }

  messages(limit: number): readonly MessageRow[] {
    return this.#do.messages.all(limit).flatMap((stored): MessageRow[] => {
      const seq = Number(stored.seq);
      const event = this.#read<MessageReceived>('events', seq, stored.json);
      if (event === undefined) return [];
      const verdict = stored.verdict === null ? undefined : this.#read<VerdictEntry>('messages', seq, stored.verdict);
      const { at: receivedAt, sentAt, channelId, messageId, text, edited } = event;
      return [{ seq, receivedAt, sentAt, channelId, messageId, text, edited, verdict }];
    });
  }

  *rows(after = 0): Generator<JournalRow> {
    let from = after;
    for (;;) {
      const page = this.#do.events.all(from, ROWS_AT_ONCE);
      for (const stored of page) {
        const row = this.#restore(Number(stored.seq), stored.json);
        if (row !== undefined) yield row;
      }
      const last = page.at(-1);
      if (last === undefined) return;
      from = Number(last.seq);
    }
  }

  /**
   * Forgets rows that were written before `before` (own-clock ms), a slice at a time; false when none is left. Trades, the state and
   * the last number stay for ever. Rows after the first younger one stay too, should the clock have been set in between.
   */
  forgetBefore(before: number): boolean {
    const first = Number(this.#do.oldest.get()?.seq ?? 0);
    const kept = Number(this.#do.firstSince.get(before)?.seq ?? this.#lastSeq);
    const upTo = Math.min(kept - 1, this.#lastSeq - 1, first + FORGOTTEN_AT_ONCE);
    if (first === 0 || upTo < first) {
      this.#do.forgetMarkets.run();
      return false;
    }
    this.#do.begin.run();
    try {
      for (const statement of this.#do.forget) statement.run(upTo);
      this.#do.commit.run();
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
    // Gives pages back to the disk where the file was made for it; elsewhere they are used again.
    this.#db.exec(`PRAGMA incremental_vacuum(${PAGES_AT_ONCE})`);
    return true;
  }

  /**
   * A large file is checked while the engine runs: every row is read once, in slices, which SQLite answers with an error where a page is
   * damaged or the disk cannot read it.
   */
  checkNext(): boolean {
    const suspect = this.#suspect;
    if (!suspect) return false;
    const from = Math.max(this.#checkedUpTo, Number(this.#do.oldest.get()?.seq ?? 0) - 1);
    const upTo = from + CHECKED_AT_ONCE;
    try {
      for (const statement of this.#do.readSlice) statement.get(from, upTo);
    } catch (error) {
      this.#suspect = undefined;
      suspect();
      throw error;
    }
    this.#checkedUpTo = upTo;
    if (upTo >= this.#lastSeq) this.#suspect = undefined;
    return this.#suspect !== undefined;
  }

  orderTag(): string {
    return this.#tag;
  }

  problems(): readonly JournalProblem[] {
    return [...this.#problems];
  }

  close(): void {
    if (!this.#db.isOpen) return;
    this.#db.close();
    this.#mark.close();
  }

  #insert(row: JournalRow, state: string | undefined): void {
    const { event, effects, log } = row;
    this.#do.insertEvent.run(event.seq, event.at, event.type, this.#eventText(event));
    effects.forEach((effect, n) => {
      this.#do.insertEffect.run(event.seq, n, effect.type, JSON.stringify(effect));
    });
    if (event.type === 'MessageReceived') {
      this.#do.insertMessage.run(event.seq, event.channelId, event.messageId, event.edited ? 1 : 0, null);
    }
    log.forEach((entry, n) => {
      this.#insertLog(row, entry, n);
    });
    if (state !== undefined) this.#do.writeState.run(event.seq, state);
  }

  #insertLog({ event }: JournalRow, entry: LogEntry, n: number): void {
    const text = JSON.stringify(entry);
    if (entry.kind === 'trade') {
      this.#do.insertLog.run(event.seq, n, entry.kind, null, null, entry.trade.symbol, null, text);
      this.#do.insertTrade.run(event.seq, n, entry.trade.symbol, JSON.stringify(entry.trade));
      return;
    }
    const level = entry.kind === 'note' ? entry.level : null;
    this.#do.insertLog.run(event.seq, n, entry.kind, entry.rule, entry.code, entry.symbol ?? null, level, text);
    if (entry.kind === 'verdict') this.#judge(event, entry, text);
  }

  /** A verdict said later (after candles were read) belongs to the first unedited post of that id: repeats never act. */
  #judge(event: EngineEvent, entry: VerdictEntry, text: string): void {
    const own = event.type === 'MessageReceived' && event.channelId === entry.channelId && event.messageId === entry.messageId;
    if (own) this.#do.judgeOwnMessage.run(text, event.seq);
    else this.#do.judgeMessage.run(text, entry.channelId, entry.messageId);
  }

  /** MarketsRead carries some 150 kB and comes at every start: the list is kept once per content, the event holds its hash. */
  #eventText(event: EngineEvent): string {
    if (event.type !== 'MarketsRead') return JSON.stringify(event);
    const markets = JSON.stringify(event.markets);
    const hash = createHash('sha256').update(markets).digest('hex');
    this.#do.insertMarkets.run(hash, markets);
    // Replaced in place, so that the restored event has its keys in the old order and gives the same bytes.
    return JSON.stringify({ ...event, markets: hash });
  }

  #restore(seq: number, json: SQLOutputValue | undefined): JournalRow | undefined {
    const stored = this.#read<EngineEvent>('events', seq, json);
    if (stored === undefined) return undefined;
    const event = stored.type === 'MarketsRead' ? this.#withMarkets(stored) : stored;
    if (event === undefined) return undefined;
    const effects = this.#do.effectsOfEvent.all(seq).map((found) => this.#read<Effect>('effects', seq, found.json));
    const log = this.#do.auditOfEvent.all(seq).map((found) => this.#read<LogEntry>('log', seq, found.json));
    // A row that lacks one of its effects would make a replay report a difference that never was.
    if (effects.includes(undefined) || log.includes(undefined)) return undefined;
    return { event, effects: effects as Effect[], log: log as LogEntry[] };
  }

  #withMarkets(stored: Extract<EngineEvent, { type: 'MarketsRead' }>): EngineEvent | undefined {
    const found = this.#do.markets.get(String(stored.markets));
    const markets = this.#read<(typeof stored)['markets']>('events', stored.seq, found?.json);
    return markets === undefined ? undefined : { ...stored, markets };
  }

  #auditPage(after: number, limit: number): Stored[] {
    const found = this.#do.audit.all(after, limit + 1);
    const beyond = found[limit];
    if (beyond === undefined) return found;
    const whole = found.filter((stored) => stored.seq !== beyond.seq);
    return whole.length > 0 ? whole : this.#do.auditOfEvent.all(Number(beyond.seq));
  }

  /** Stored text back as what was appended; unreadable text is noted once and answered with `undefined`. */
  #read<T>(
    table: Extract<JournalProblem, { kind: 'unreadableRow' }>['table'],
    seq: number,
    json: SQLOutputValue | undefined,
  ): T | undefined {
    const value = objectIn(json);
    if (value !== undefined) return value as T;
    const name = `${table} ${seq}`;
    if (!this.#told.has(name)) this.#problems.push({ kind: 'unreadableRow', table, seq });
    this.#told.add(name);
    return undefined;
  }
}

function objectIn(json: SQLOutputValue | undefined): object | undefined {
  try {
    const value: unknown = JSON.parse(String(json));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const newTag = (): string => Array.from({ length: 6 }, () => TAG_CHARACTERS[randomInt(TAG_CHARACTERS.length)]).join('');
