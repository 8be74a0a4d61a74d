import type { ClockPort } from '../../../ports/clock.ts';
import type { StreamPace } from './stream-pace.ts';
import type { Answer, VenueLine } from './venue-line.ts';
import { rowOf, textOf } from './wire-value.ts';

/** A key unused for 60 minutes is gone; while REST is blocked a younger one may still open a stream. */
const TRUSTED_MS = 55 * 60_000;

/**
 * The key in the URL of the account stream. Asked for before every dial: the exchange answers with the living key or a
 * new one, so an expired key is never dialled twice.
 */
export class ListenKey {
  readonly #line: VenueLine;
  readonly #clock: ClockPort;
  readonly #pace: StreamPace;
  readonly #gone: () => void;
  #key: string | undefined;
  #confirmedAt = 0;
  #cancelRenewal = (): void => {};
  #closed = false;

  /** `gone`: the exchange no longer knows the key, although the stream on it may look open. */
  constructor(line: VenueLine, clock: ClockPort, pace: StreamPace, gone: () => void) {
    this.#line = line;
    this.#clock = clock;
    this.#pace = pace;
    this.#gone = gone;
  }

  async obtain(): Promise<{ readonly key: string } | { readonly why: string; readonly notBefore?: number }> {
    const answer = await this.#line.ask({
      weight: 1,
      priority: 'close',
      signed: true,
      send: (client) => client.fapiPrivatePostListenKey(),
    });
    const told = answer.kind === 'answered' ? textOf(rowOf(answer.body)?.listenKey) : undefined;
    if (told !== undefined) {
      this.#confirmed(told);
      return { key: told };
    }
    if (answer.kind === 'refused' && answer.until !== undefined) {
      const trusted = this.#key !== undefined && this.#clock.monotonic() - this.#confirmedAt < TRUSTED_MS;
      return trusted && this.#key !== undefined ? { key: this.#key } : { why: whyOf(answer), notBefore: answer.until };
    }
    return { why: whyOf(answer) };
  }

  forget(): void {
    this.#key = undefined;
    this.#cancelRenewal();
  }

  close(): void {
    this.#closed = true;
    this.forget();
  }

  #confirmed(key: string): void {
    if (this.#closed) return;
    this.#key = key;
    this.#confirmedAt = this.#clock.monotonic();
    this.#renewAfter(this.#pace.renewKeyEveryMs);
  }

  #renewAfter(delayMs: number): void {
    this.#cancelRenewal();
    this.#cancelRenewal = this.#clock.after(delayMs, () => void this.#renew());
  }

  async #renew(): Promise<void> {
    const key = this.#key;
    const answer = await this.#line.ask({
      weight: 1,
      priority: 'close',
      signed: true,
      send: (client) => client.fapiPrivatePutListenKey(),
    });
    if (this.#closed || key === undefined || this.#key !== key) return;
    const living = answer.kind === 'answered' ? textOf(rowOf(answer.body)?.listenKey) : undefined;
    const isGone = (living !== undefined && living !== key) || (answer.kind === 'refused' && answer.code === -1125);
    if (isGone) {
      this.forget();
      this.#gone();
    } else if (answer.kind === 'answered') this.#confirmed(key);
    else {
      // After a ban the exits go first (D10).
      const held = answer.kind === 'refused' && answer.until !== undefined ? answer.until - this.#clock.now() : 0;
      this.#renewAfter(Math.max(0, held) + this.#pace.renewKeyAgainMs);
    }
  }
}

function whyOf(answer: Answer): string {
  if (answer.kind === 'answered') return 'no listenKey (the answer could not be read)';
  return `no listenKey (${answer.kind === 'unknown' ? answer.why : answer.message})`;
}
