import type { AlarmLimits } from '../../ports/alarm.ts';

/** When a channel may be spoken to next: its own limits, and whatever wait a failure or the other side asked for. Own monotonic time, ms. */
export class SendPace {
  readonly #limits: AlarmLimits;
  #sent: number[] = [];
  #failures = 0;
  #backOffUntil = 0;
  #askedUntil = 0;

  constructor(limits: AlarmLimits) {
    this.#limits = limits;
  }

  /** ms until a message may go; 0 is now. A test is the trader's own try: our back-off does not hold it, the other side's word does. */
  wait(now: number, isTest = false): number {
    const last = this.#sent.at(-1);
    let free = Math.max(this.#askedUntil, isTest ? 0 : this.#backOffUntil, last === undefined ? 0 : last + this.#limits.gapMs);
    for (const { count, ms } of this.#limits.windows) {
      const first = this.#sent.at(-count);
      if (first !== undefined) free = Math.max(free, first + ms);
    }
    return Math.max(0, free - now);
  }

  /** A try counts whatever became of it: the other side counts it too. */
  tried(now: number): void {
    const longest = Math.max(0, ...this.#limits.windows.map(({ count }) => count));
    this.#sent = [...this.#sent, now].slice(-Math.max(1, longest));
  }

  succeeded(): void {
    this.#failures = 0;
    this.#backOffUntil = 0;
    this.#askedUntil = 0;
  }

  /** The other side's own word goes before ours, up to a day: a wrong header must not silence a channel for ever. */
  failed(now: number, afterMs: number | undefined): void {
    const backOff = Math.min(FIRST_RETRY_MS * 2 ** this.#failures, LONGEST_RETRY_MS);
    this.#failures = Math.min(this.#failures + 1, 10);
    if (afterMs === undefined) this.#backOffUntil = now + backOff;
    else this.#askedUntil = now + Math.min(Math.max(afterMs, 0), LONGEST_ASKED_MS);
  }
}

export const FIRST_RETRY_MS = 5_000;
export const LONGEST_RETRY_MS = 600_000;
const LONGEST_ASKED_MS = 86_400_000;
