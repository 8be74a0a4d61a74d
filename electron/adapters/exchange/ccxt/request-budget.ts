import type { Refused } from '../../../../shared/domain/order.ts';
import type { WeightUse } from '../../../ports/exchange.ts';
import type { Headers } from './venue-client.ts';

/**
 * Who goes first when request weight runs short. close: closing orders, cancels, queries, listenKey, clock.
 * open: entries and what they and the account need. watch: what can wait a minute.
 */
export type Priority = 'close' | 'open' | 'watch';

export interface Cost {
  /** Documented request weight; 0 for placing orders. */
  readonly weight: number;
  readonly priority: Priority;
  /** Counts on the 10-second and 1-minute order counters. */
  readonly order?: boolean;
}

/** Share of the weight limit up to which each priority is let through. */
const share: Record<Priority, number> = { watch: 0.5, open: 0.75, close: 0.9 };
/** Entries may take half of the order counters, so that a close always finds room. */
const orderShare: Record<Priority, number> = { watch: 0.5, open: 0.5, close: 1 };
/** Counters restart on the exchange's clock; a request right on the edge could still fall into the old window. */
const EDGE_MS = 200;

/**
 * What the exchange lets us send. It holds nothing back in time: a call is let through at once or refused at once,
 * so an exit never waits behind reads. The exchange's headers are the truth (other programs share the IP); our own sum
 * only counts requests whose answer is still out, or all of them while no header has ever come.
 */
export class RequestBudget {
  readonly #now: () => number;
  #offsetMs = 0;
  #minute = 0;
  #tenSeconds = 0;
  #used = 0;
  #inFlight = 0;
  #told = false;
  #orders10s = 0;
  #orders1m = 0;
  #limits = { weight: 2400, orders10s: 300, orders1m: 1200 };
  #lock: { readonly until: number; readonly reason: 'banned' | 'rateLimited' } | undefined;

  constructor(now: () => number, bannedUntil: number | undefined) {
    this.#now = now;
    if (bannedUntil !== undefined) this.lock(bannedUntil, 'banned');
  }

  /** Reserves the cost, or says why not. After `undefined` the caller must call `settle` once. */
  admit(cost: Cost): Refused | undefined {
    this.#turnWindows();
    const refused = this.#locked() ?? this.#short(cost);
    if (refused !== undefined) return refused;
    this.#inFlight += cost.weight;
    if (cost.order) {
      this.#orders10s += 1;
      this.#orders1m += 1;
    }
    return undefined;
  }

  settle(cost: Cost): void {
    this.#inFlight -= cost.weight;
    if (!this.#told) this.#used += cost.weight;
  }

  /** Nothing is sent until then (D10); a later end wins, an earlier one never shortens it. */
  lock(until: number, reason: 'banned' | 'rateLimited'): void {
    if (this.#lock === undefined || until > this.#lock.until) this.#lock = { until, reason };
  }

  headersArrived(headers: Headers): void {
    this.#turnWindows();
    const used = countOf(headers['X-Mbx-Used-Weight-1m']);
    if (used !== undefined) {
      this.#told = true;
      this.#used = used;
    }
    this.#orders10s = countOf(headers['X-Mbx-Order-Count-10s']) ?? this.#orders10s;
    this.#orders1m = countOf(headers['X-Mbx-Order-Count-1m']) ?? this.#orders1m;
  }

  correctClock(offsetMs: number): void {
    this.#offsetMs = offsetMs;
  }

  limitsRead(limits: { readonly weight?: number; readonly orders10s?: number; readonly orders1m?: number }): void {
    this.#limits = { ...this.#limits, ...limits };
  }

  use(): WeightUse {
    this.#turnWindows();
    return {
      usedWeight: this.#used + this.#inFlight,
      weightLimit: this.#limits.weight,
      orders10s: this.#orders10s,
      orders1m: this.#orders1m,
      bannedUntil: this.#locked()?.until,
    };
  }

  #locked(): Refused | undefined {
    if (this.#lock === undefined || this.#lock.until <= this.#now()) {
      this.#lock = undefined;
      return undefined;
    }
    return { kind: 'refused', ...this.#lock, code: 0, message: 'held back here: the exchange asked for silence' };
  }

  #short({ weight, priority, order }: Cost): Refused | undefined {
    const used = this.#used + this.#inFlight;
    const { weight: limit, orders10s, orders1m } = this.#limits;
    // A closing order weighs nothing, so it cannot bring a ban nearer: it is let through to the very limit.
    const bound = limit * (priority === 'close' && weight === 0 ? 1 : share[priority]);
    if (used + weight > bound) return this.#heldBack(`request weight ${used} of ${limit}`, this.#minute + 1, 60_000);
    if (order && this.#orders10s >= orders10s * orderShare[priority]) {
      return this.#heldBack(`${this.#orders10s} orders in ten seconds`, this.#tenSeconds + 1, 10_000);
    }
    if (order && this.#orders1m >= orders1m * orderShare[priority]) {
      return this.#heldBack(`${this.#orders1m} orders in one minute`, this.#minute + 1, 60_000);
    }
    return undefined;
  }

  #heldBack(why: string, window: number, windowMs: number): Refused {
    const until = window * windowMs - this.#offsetMs + EDGE_MS;
    return { kind: 'refused', reason: 'rateLimited', code: 0, message: `held back here: ${why}`, until };
  }

  #turnWindows(): void {
    const venueNow = this.#now() + this.#offsetMs;
    const minute = Math.floor(venueNow / 60_000);
    const tenSeconds = Math.floor(venueNow / 10_000);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#used = 0;
      this.#orders1m = 0;
    }
    if (tenSeconds !== this.#tenSeconds) {
      this.#tenSeconds = tenSeconds;
      this.#orders10s = 0;
    }
  }
}

function countOf(header: string | undefined): number | undefined {
  const count = header === undefined ? Number.NaN : Number(header);
  return Number.isInteger(count) && count >= 0 ? count : undefined;
}
