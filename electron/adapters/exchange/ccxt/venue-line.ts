import type { Refused, Unknown } from '../../../../shared/domain/order.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import type { Reading } from '../../../ports/exchange.ts';
import type { VenueKeys } from '../../../ports/venue-keys.ts';
import { createRedactor } from './redact.ts';
import { type Cost, RequestBudget } from './request-budget.ts';
import { type VenueAccess, VenueClient } from './venue-client.ts';
import { classifyFailure } from './venue-failure.ts';
import { millisOf, rowOf } from './wire-value.ts';

export type Answer = { readonly kind: 'answered'; readonly body: unknown } | Refused | Unknown;

/** One request: what it costs, who may go first, and the raw ccxt call that sends it. */
export interface Request extends Cost {
  /** Needs the key; without one nothing is sent. */
  readonly signed?: boolean;
  readonly send: (client: VenueClient) => Promise<unknown>;
}

export interface LineOptions extends VenueAccess {
  readonly clock: ClockPort;
  /** Own-clock ms, as kept from an earlier run: a restart must not shorten a ban. */
  readonly bannedUntil?: number;
  /** How long an answer is waited for; afterwards the outcome is unknown. */
  readonly answerWithinMs?: number;
}

/** Long enough for a slow answer, not longer than the window in which an order can still come to life. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * The one way to the exchange's REST side: asks the budget, sends once, waits a bounded time, names the outcome.
 * Never throws, never resends.
 */
export class VenueLine {
  readonly budget: RequestBudget;
  readonly #client: VenueClient;
  readonly #clock: ClockPort;
  #redact: (text: string) => string;
  #hasKey: boolean;
  readonly #answerWithinMs: number;
  #held: (until: number) => void = () => {};
  #offsetMs = 0;
  #resync: Promise<unknown> | undefined;
  #closed = false;

  constructor(options: LineOptions) {
    const { clock } = options;
    this.#clock = clock;
    this.#hasKey = options.apiKey !== '' && options.apiSecret !== '';
    this.#answerWithinMs = options.answerWithinMs ?? ANSWER_WITHIN_MS;
    this.#redact = createRedactor([options.apiKey, options.apiSecret]);
    this.budget = new RequestBudget(() => clock.now(), options.bannedUntil);
    this.#client = new VenueClient(
      options,
      () => clock.now(),
      (headers) => this.budget.headersArrived(headers),
      this.#answerWithinMs,
    );
  }

  /** Texts of this exchange without its secrets. */
  redact(text: string): string {
    return this.#redact(text);
  }

  /** For a line that was opened without keys; one that has some keeps them: an account is never changed under a running engine. */
  useKeys({ apiKey, apiSecret }: VenueKeys): void {
    if (this.#hasKey) return;
    this.#client.apiKey = apiKey;
    this.#client.secret = apiSecret;
    this.#redact = createRedactor([apiKey, apiSecret]);
    this.#hasKey = true;
  }

  /** Tells the end of every 429 and 418 at once, whoever's request met it. */
  whenHeld(tell: (until: number) => void): void {
    this.#held = tell;
  }

  async ask(request: Request): Promise<Answer> {
    const answer = await this.#sendOnce(request);
    // Told only when the clock is right again, so that whoever tries once more does not fail the same way.
    if (answer.kind === 'refused' && answer.reason === 'clock') {
      this.#resync ??= this.readClock().finally(() => {
        this.#resync = undefined;
      });
      await this.#resync;
    }
    return answer;
  }

  async readClock(): Promise<Reading<{ readonly offsetMs: number; readonly roundTripMs: number }>> {
    const asked = this.#clock.now();
    const started = this.#clock.monotonic();
    const answer = await this.#sendOnce({ weight: 1, priority: 'close', send: (client) => client.fapiPublicGetTime() });
    if (answer.kind !== 'answered') return unread('clock', answer);
    const roundTripMs = this.#clock.monotonic() - started;
    const serverTime = millisOf(rowOf(answer.body)?.serverTime);
    if (serverTime === undefined) return unreadable('clock');
    this.#offsetMs = Math.round(serverTime - (asked + roundTripMs / 2));
    this.#client.correctClock(this.#offsetMs);
    this.budget.correctClock(this.#offsetMs);
    return { kind: 'read', value: { offsetMs: this.#offsetMs, roundTripMs } };
  }

  /** The exchange's clock as far as we know it. */
  venueNow(): number {
    return this.venueTimeOf(this.#clock.now());
  }

  /** A moment of our clock on the exchange's, ms. */
  venueTimeOf(own: number): number {
    return own + this.#offsetMs;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client.disconnect();
  }

  async #sendOnce(request: Request): Promise<Answer> {
    if (this.#closed) return notSent('closed');
    if (request.signed && !this.#hasKey) {
      return { kind: 'refused', reason: 'unauthorised', code: 0, message: 'no API key is set' };
    }
    const held = this.budget.admit(request);
    if (held !== undefined) return held;
    const sent = request.send(this.#client).finally(() => this.budget.settle(request));
    try {
      return { kind: 'answered', body: await this.#inTime(sent) };
    } catch (error) {
      const failure = classifyFailure(error, { now: this.#clock.now(), offsetMs: this.#offsetMs }, this.#redact);
      if (failure.kind === 'refused' && failure.until !== undefined) {
        this.budget.lock(failure.until, failure.reason === 'banned' ? 'banned' : 'rateLimited');
        this.#held(failure.until);
      }
      return failure;
    }
  }

  /** ccxt's own time-out ends with the headers: a body that never comes would be waited for without end. */
  #inTime<T>(sent: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(this.#answerWithinMs, () => reject(new Error(`no answer within ${this.#answerWithinMs} ms`)));
      sent.then(resolve, reject).finally(cancel);
    });
  }
}

const notSent = (message: string): Refused => ({ kind: 'refused', reason: 'notSent', code: 0, message });

export type Unread = Extract<Reading<never>, { kind: 'unread' }>;

export function unread(part: string, failure: Refused | Unknown): Unread {
  if (failure.kind === 'unknown') return { kind: 'unread', part, reason: 'other', code: 0, message: failure.why };
  return { ...failure, kind: 'unread', part };
}

/** The answer came, and it is not what this call answers. */
export const unreadable = (part: string): Unread => ({
  kind: 'unread',
  part,
  reason: 'other',
  code: 200,
  message: 'the answer could not be read',
});
