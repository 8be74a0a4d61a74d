import type { AlarmChannelView } from '../../../shared/contract/alarms.ts';
import type { Level } from '../../../shared/domain/record.ts';
import type { Lang } from '../../../shared/domain/say.ts';
import type { AlarmChannel, AlarmOutbox, AlarmOutcome, AlarmPort, Notice, WaitingNotice } from '../../ports/alarm.ts';
import type { ClockPort } from '../../ports/clock.ts';
import { mergedText } from './alarm-text.ts';
import { isAtLeast } from './notices-of.ts';
import { SendPace } from './send-pace.ts';

export interface LaneParts {
  readonly channel: AlarmChannel;
  readonly clock: ClockPort;
  readonly outbox: AlarmOutbox;
  readonly delivered: (count: number) => void;
  readonly troubled: (trouble: 'missed' | 'stopped' | 'unstored', count: number, why: string) => void;
  /** Something of the lane's `view` is another. */
  readonly changed: () => void;
}

export interface LaneSetUp {
  /** Absent while its secret is being read, or cannot be: what happens meanwhile waits. */
  readonly port: AlarmPort | undefined;
  /** Off: nothing is taken and nothing is sent, but a test may go. */
  readonly enabled: boolean;
  readonly level: Level;
  readonly lang: Lang;
}

export type LaneView = Pick<AlarmChannelView, 'waiting' | 'delivered' | 'missed' | 'last'>;

export const SEND_DEADLINE_MS = 10_000;
/** Long enough for the facts of one moment to be one message. */
export const GATHER_MS = 400;
export const STALE_MS = 86_400_000;
export const LONGEST_QUEUE = 1000;
/** Held in memory when the outbox cannot be written: the alarm about a full disk must still leave. */
const UNSTORED_LIMIT = 100;
const UNSTORED = -1;

/** One channel: what waits for it, when it may be spoken to, and what became of each try. Its set-up may change at any time. */
export class AlarmLane {
  readonly #parts: LaneParts;
  readonly #counts = { delivered: 0, missed: 0 };
  #setUp: LaneSetUp | undefined;
  #pace: SendPace | undefined;
  #last: LaneView['last'] = null;
  #unstored: Notice[] = [];
  #unstoredTold = false;
  /** Delivered, but the outbox would not let them go: they must not be sent again and again. */
  readonly #sentRows = new Set<number>();
  #timer: (() => void) | undefined;
  #sending: Promise<void> | undefined;
  #refused: string | undefined;
  #closed = false;

  constructor(parts: LaneParts) {
    this.#parts = parts;
  }

  get isOn(): boolean {
    return this.#setUp?.enabled === true;
  }

  /** Undefined: the channel is not set up (any more). What waits stays, and goes out by the new set-up. */
  use(setUp: LaneSetUp | undefined): void {
    const before = this.#setUp;
    this.#setUp = setUp;
    if (setUp?.port !== before?.port) {
      // Another port is another receiver or another key: what the last one refused or asked for is not its word.
      this.#pace = setUp?.port && new SendPace(setUp.port.limits);
      this.#refused = undefined;
      this.#last = null;
    }
    if (this.isOn && !before?.enabled) this.dropStale();
    if (this.isOn) this.#soon(GATHER_MS);
    else this.#timer?.();
    this.#parts.changed();
  }

  /** It cannot send as it is set up; said once, and what waits is kept. Nobody counts on a channel that is off. */
  standStill(why: string): void {
    this.#refused = why;
    this.#last = { kind: 'stopped', at: this.#parts.clock.now(), why };
    if (this.isOn) this.#parts.troubled('stopped', this.#waitingCount(), why);
    this.#parts.changed();
  }

  /** Gives up what waits, and writes that down. */
  discard(why: string): void {
    const { outbox, channel } = this.#parts;
    const stored = this.#tried(() => outbox.count(channel), 0);
    this.#tried(() => outbox.dropOldest(channel, stored), undefined);
    const count = stored + this.#unstored.length;
    this.#unstored = [];
    if (count > 0) this.#missed(count, why);
  }

  take(notices: readonly Notice[]): void {
    const setUp = this.#setUp;
    if (!setUp?.enabled) return;
    const wanted = notices.filter(({ level }) => isAtLeast(level, setUp.level));
    if (wanted.length === 0) return;
    this.#keep(wanted);
    this.#soon(GATHER_MS);
    this.#parts.changed();
  }

  dropStale(): void {
    const oldest = this.#parts.clock.now() - STALE_MS;
    const fresh = this.#unstored.filter(({ at }) => at >= oldest);
    const dropped = this.#tried(() => this.#parts.outbox.dropOlder(this.#parts.channel, oldest), 0) + this.#unstored.length - fresh.length;
    this.#unstored = fresh;
    if (dropped > 0) this.#missed(dropped, 'older than 24 h');
  }

  /** The trader's own try, past the queue. Undefined when it was delivered, else why not. */
  async test(notice: Notice): Promise<string | undefined> {
    const { port, lang } = this.#setUp ?? {};
    if (!port || !lang || !this.#pace) return this.#refused ?? 'its secret has not been read yet';
    const wait = this.#pace.wait(this.#parts.clock.monotonic(), true);
    if (wait > 0) return `rate limit: again in ${Math.ceil(wait / 1000)} s`;
    const outcome = await this.#try(port, this.#pace, [notice]);
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

  view(): LaneView {
    return { ...this.#counts, last: this.#last, waiting: this.#setUp ? this.#waitingCount() : 0 };
  }

  #waitingCount(): number {
    return this.#tried(() => this.#parts.outbox.count(this.#parts.channel), 0) + this.#unstored.length;
  }

  #missed(count: number, why: string): void {
    this.#counts.missed += count;
    this.#parts.troubled('missed', count, why);
    this.#parts.changed();
  }

  #keep(notices: readonly Notice[]): void {
    const { outbox, channel } = this.#parts;
    try {
      outbox.add(channel, notices);
      this.#unstoredTold = false;
      const excess = outbox.count(channel) - LONGEST_QUEUE;
      if (excess <= 0) return;
      outbox.dropOldest(channel, excess);
      this.#missed(excess, 'too many are waiting');
    } catch {
      // Once while it lasts.
      if (!this.#unstoredTold) this.#parts.troubled('unstored', notices.length, 'the queue cannot be written');
      this.#unstoredTold = true;
      const all = [...this.#unstored, ...notices];
      this.#unstored = all.slice(-UNSTORED_LIMIT);
      if (all.length > UNSTORED_LIMIT) this.#missed(all.length - UNSTORED_LIMIT, 'the queue cannot be written');
    }
  }

  get #mayNotSend(): boolean {
    return this.#closed || this.#refused !== undefined || this.#sending !== undefined || !this.isOn || !this.#setUp?.port;
  }

  #soon(ms: number): void {
    if (this.#mayNotSend) return;
    this.#timer?.();
    this.#timer = this.#parts.clock.after(ms, () => this.#sendNext());
  }

  #waiting(merge: number): readonly WaitingNotice[] {
    const { outbox, channel } = this.#parts;
    const stored = this.#tried(() => outbox.waiting(channel, merge + this.#sentRows.size), []).filter(
      ({ row }) => !this.#sentRows.has(row),
    );
    return [...stored, ...this.#unstored.map((notice) => ({ row: UNSTORED, notice }))].slice(0, merge);
  }

  #sendNext(): void {
    const { port, lang } = this.#setUp ?? {};
    if (this.#mayNotSend || !port || !lang || !this.#pace) return;
    const waiting = this.#waiting(port.limits.merge);
    if (waiting.length === 0) return;
    const wait = this.#pace.wait(this.#parts.clock.monotonic());
    if (wait > 0) return this.#soon(wait);
    const { count } = mergedText(
      waiting.map(({ notice }) => notice),
      lang,
      port.limits.length,
    );
    this.#sending = this.#send(port, this.#pace, waiting.slice(0, count)).finally(() => {
      this.#sending = undefined;
      this.#soon(0);
    });
  }

  async #send(port: AlarmPort, pace: SendPace, taken: readonly WaitingNotice[]): Promise<void> {
    const outcome = await this.#try(
      port,
      pace,
      taken.map(({ notice }) => notice),
    );
    if (outcome.kind === 'delivered') {
      const rows = taken.flatMap(({ row }) => (row === UNSTORED ? [] : [row]));
      for (const row of rows) this.#sentRows.add(row);
      this.#tried(() => {
        this.#parts.outbox.remove([...this.#sentRows]);
        this.#sentRows.clear();
      }, undefined);
      const sent = new Set(taken.map(({ notice }) => notice));
      this.#unstored = this.#unstored.filter((notice) => !sent.has(notice));
      this.#counts.delivered += taken.length;
      this.#parts.delivered(taken.length);
      this.#parts.changed();
    } else if (outcome.kind === 'retry') this.dropStale();
    // What a port that is no longer used says of itself must not stop the new one.
    else if (this.#setUp?.port === port) this.standStill(outcome.why);
  }

  /** One try, over at the deadline whatever the adapter does. An adapter's own error text is not repeated: it may quote a URL with a token. */
  async #try(port: AlarmPort, pace: SendPace, notices: readonly Notice[]): Promise<AlarmOutcome> {
    const { clock } = this.#parts;
    const abort = new AbortController();
    let cancel = (): void => {};
    const late = new Promise<AlarmOutcome>((resolve) => {
      cancel = clock.after(SEND_DEADLINE_MS, () => resolve({ kind: 'retry', why: `no answer in ${SEND_DEADLINE_MS / 1000} s` }));
    });
    pace.tried(clock.monotonic());
    const critical = notices.some(({ level }) => level === 'critical');
    const { text } = mergedText(notices, this.#setUp?.lang ?? 'ko', port.limits.length);
    const sent = (async () => port.send({ notices, text, critical, at: clock.now() }, abort.signal))().catch(
      (): AlarmOutcome => ({ kind: 'retry', why: 'fault while sending' }),
    );
    const outcome = await Promise.race([sent, late]);
    cancel();
    abort.abort();
    if (outcome.kind === 'delivered') pace.succeeded();
    else pace.failed(clock.monotonic(), outcome.kind === 'retry' ? outcome.afterMs : undefined);
    if (this.#setUp?.port === port) this.#tell(outcome);
    return outcome;
  }

  #tell(outcome: AlarmOutcome): void {
    const at = this.#parts.clock.now();
    this.#last = outcome.kind === 'delivered' ? { kind: 'delivered', at } : { kind: 'failed', at, why: outcome.why };
    this.#parts.changed();
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
