import type { Level } from '../../../shared/domain/record.ts';
import type { Lang } from '../../../shared/domain/say.ts';
import type { AlarmChannel, AlarmOutbox, AlarmOutcome, AlarmPort, Notice, WaitingNotice } from '../../ports/alarm.ts';
import type { ClockPort } from '../../ports/clock.ts';
import { mergedText } from './alarm-text.ts';
import { isAtLeast } from './notices-of.ts';
import { SendPace } from './send-pace.ts';

export interface LaneParts {
  readonly port: AlarmPort;
  readonly level: Level;
  readonly lang: Lang;
  readonly clock: ClockPort;
  readonly outbox: AlarmOutbox;
  readonly delivered: (count: number) => void;
  readonly troubled: (trouble: 'missed' | 'stopped', count: number, why: string) => void;
}

export const SEND_DEADLINE_MS = 10_000;
/** Long enough for the facts of one moment to be one message. */
export const GATHER_MS = 400;
export const STALE_MS = 86_400_000;
export const LONGEST_QUEUE = 1000;
/** Held in memory when the outbox cannot be written: the alarm about a full disk must still leave. */
const UNSTORED_LIMIT = 100;
const UNSTORED = -1;

/** One channel: what waits for it, when it may be spoken to, and what became of each try. */
export class AlarmLane {
  readonly #parts: LaneParts;
  readonly #pace: SendPace;
  #unstored: Notice[] = [];
  #timer: (() => void) | undefined;
  #sending: Promise<void> | undefined;
  #refused: string | undefined;
  #closed = false;

  constructor(parts: LaneParts) {
    this.#parts = parts;
    this.#pace = new SendPace(parts.port.limits);
  }

  get channel(): AlarmChannel {
    return this.#parts.port.channel;
  }

  take(notices: readonly Notice[]): void {
    const wanted = notices.filter(({ level }) => isAtLeast(level, this.#parts.level));
    if (wanted.length === 0) return;
    this.#keep(wanted);
    this.#soon(GATHER_MS);
  }

  /** What a start finds waiting goes out too, unless it is too old. */
  resume(): void {
    this.dropStale();
    this.#soon(GATHER_MS);
  }

  dropStale(): void {
    const oldest = this.#parts.clock.now() - STALE_MS;
    const fresh = this.#unstored.filter(({ at }) => at >= oldest);
    const dropped = this.#tried(() => this.#parts.outbox.dropOlder(this.channel, oldest), 0) + this.#unstored.length - fresh.length;
    this.#unstored = fresh;
    if (dropped > 0) this.#parts.troubled('missed', dropped, 'older than 24 h');
  }

  /** The trader's own try, past the queue. Undefined when it was delivered, else why not. */
  async test(notice: Notice): Promise<string | undefined> {
    const wait = this.#pace.wait(this.#parts.clock.monotonic(), true);
    if (wait > 0) return `rate limit: again in ${Math.ceil(wait / 1000)} s`;
    const outcome = await this.#try([notice]);
    if (outcome.kind !== 'delivered') return outcome.why;
    this.#refused = undefined;
    this.#soon(0);
    return undefined;
  }

  /** Sends what may go at once and waits for it, then stands still; the rest waits for the next start. */
  async stop(): Promise<void> {
    this.#timer?.();
    await this.#sending;
    this.#timer?.();
    this.#sendNext();
    this.#closed = true;
    await this.#sending;
    this.#timer?.();
  }

  #keep(notices: readonly Notice[]): void {
    const { outbox } = this.#parts;
    try {
      outbox.add(this.channel, notices);
      const excess = outbox.count(this.channel) - LONGEST_QUEUE;
      if (excess <= 0) return;
      outbox.dropOldest(this.channel, excess);
      this.#parts.troubled('missed', excess, 'too many are waiting');
    } catch {
      const all = [...this.#unstored, ...notices];
      this.#unstored = all.slice(-UNSTORED_LIMIT);
      if (all.length > UNSTORED_LIMIT) this.#parts.troubled('missed', all.length - UNSTORED_LIMIT, 'the queue cannot be written');
    }
  }

  #soon(ms: number): void {
    if (this.#closed || this.#refused !== undefined || this.#sending) return;
    this.#timer?.();
    this.#timer = this.#parts.clock.after(ms, () => this.#sendNext());
  }

  #waiting(): readonly WaitingNotice[] {
    const { outbox, port } = this.#parts;
    const stored = this.#tried(() => outbox.waiting(this.channel, port.limits.merge), []);
    return [...stored, ...this.#unstored.map((notice) => ({ row: UNSTORED, notice }))].slice(0, port.limits.merge);
  }

  #sendNext(): void {
    if (this.#closed || this.#refused !== undefined || this.#sending) return;
    const waiting = this.#waiting();
    if (waiting.length === 0) return;
    const wait = this.#pace.wait(this.#parts.clock.monotonic());
    if (wait > 0) return this.#soon(wait);
    const { count } = this.#text(waiting.map(({ notice }) => notice));
    this.#sending = this.#send(waiting.slice(0, count)).finally(() => {
      this.#sending = undefined;
      this.#soon(0);
    });
  }

  async #send(taken: readonly WaitingNotice[]): Promise<void> {
    const outcome = await this.#try(taken.map(({ notice }) => notice));
    if (outcome.kind === 'delivered') {
      const rows = taken.flatMap(({ row }) => (row === UNSTORED ? [] : [row]));
      this.#tried(() => this.#parts.outbox.remove(rows), undefined);
      const sent = new Set(taken.map(({ notice }) => notice));
      this.#unstored = this.#unstored.filter((notice) => !sent.has(notice));
      this.#parts.delivered(taken.length);
    } else if (outcome.kind === 'refused') {
      this.#refused = outcome.why;
      const waiting = this.#tried(() => this.#parts.outbox.count(this.channel), 0) + this.#unstored.length;
      this.#parts.troubled('stopped', waiting, outcome.why);
    } else this.dropStale();
  }

  #text(notices: readonly Notice[]) {
    return mergedText(notices, this.#parts.lang, this.#parts.port.limits.length);
  }

  /** One try, over at the deadline whatever the adapter does. An adapter's own error text is not repeated: it may quote a URL with a token. */
  async #try(notices: readonly Notice[]): Promise<AlarmOutcome> {
    const { clock, port } = this.#parts;
    const abort = new AbortController();
    let cancel = (): void => {};
    const late = new Promise<AlarmOutcome>((resolve) => {
      cancel = clock.after(SEND_DEADLINE_MS, () => resolve({ kind: 'retry', why: `no answer in ${SEND_DEADLINE_MS / 1000} s` }));
    });
    this.#pace.tried(clock.monotonic());
    const critical = notices.some(({ level }) => level === 'critical');
    const message = { notices, text: this.#text(notices).text, critical, at: clock.now() };
    const sent = (async () => port.send(message, abort.signal))().catch(
      (): AlarmOutcome => ({ kind: 'retry', why: 'fault while sending' }),
    );
    const outcome = await Promise.race([sent, late]);
    cancel();
    abort.abort();
    if (outcome.kind === 'delivered') this.#pace.succeeded();
    else this.#pace.failed(clock.monotonic(), outcome.kind === 'retry' ? outcome.afterMs : undefined);
    return outcome;
  }

  /** The outbox is a convenience: what it throws costs a repeated or a lost alarm, never the engine. */
  #tried<T>(run: () => T, otherwise: T): T {
    try {
      return run();
    } catch {
      return otherwise;
    }
  }
}
