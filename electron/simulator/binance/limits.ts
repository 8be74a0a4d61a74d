import type { RateLimits } from './api.ts';

export interface LimitBreach {
  readonly status: 418 | 429;
  readonly code: -1003 | -1015;
  readonly message: string;
}

const firstBanMs = 120_000;
const longestBanMs = 3 * 86_400_000;
/** Requests that may still come after the first 429 of a minute before the address is banned. */
const patience = 10;

/** Counts per running minute (and ten seconds for orders). One address: everything that comes over loopback. */
export class LimitBook {
  readonly #limits: RateLimits;
  #minute = -1;
  #weight = 0;
  #refusedThisMinute = 0;
  #bannedUntil = 0;
  #nextBanMs = firstBanMs;
  readonly #orders = new Map<string, { minute: number; inMinute: number; tenSeconds: number; inTenSeconds: number }>();

  constructor(limits: RateLimits) {
    this.#limits = limits;
  }

  /** Books a request; a breach must be answered instead of carrying it out. */
  charge(weight: number, now: number): LimitBreach | undefined {
    this.#roll(now);
    this.#weight += weight;
    if (now < this.#bannedUntil) {
      // Asking during a ban makes it longer.
      this.#bannedUntil = Math.max(this.#bannedUntil, now + firstBanMs);
      return this.#banned();
    }
    if (this.#weight <= this.#limits.weightPerMinute) return undefined;
    this.#refusedThisMinute += 1;
    if (this.#refusedThisMinute > patience) {
      this.ban(this.#nextBanMs, now);
      this.#nextBanMs = Math.min(this.#nextBanMs * 2, longestBanMs);
      return this.#banned();
    }
    const limit = `current limit is ${this.#limits.weightPerMinute} requests per minute`;
    return {
      status: 429,
      code: -1003,
      message: `Too many requests; ${limit}. Please use the websocket for live updates to avoid polling the API.`,
    };
  }

  /** Books an order on the account's own limits. */
  chargeOrder(accountId: string, now: number): LimitBreach | undefined {
    const count = this.#ordersOf(accountId, now);
    count.inMinute += 1;
    count.inTenSeconds += 1;
    const overTen = count.inTenSeconds > this.#limits.ordersPer10Seconds;
    if (!overTen && count.inMinute <= this.#limits.ordersPerMinute) return undefined;
    const limit = overTen
      ? `${this.#limits.ordersPer10Seconds} orders per TEN_SECONDS`
      : `${this.#limits.ordersPerMinute} orders per MINUTE`;
    return { status: 429, code: -1015, message: `Too many new orders; current limit is ${limit}.` };
  }

  headers(now: number, orderAccount: string | undefined): Readonly<Record<string, string>> {
    this.#roll(now);
    const weight = { 'X-MBX-USED-WEIGHT-1M': String(this.#weight) };
    if (orderAccount === undefined) return weight;
    const count = this.#ordersOf(orderAccount, now);
    return { ...weight, 'X-MBX-ORDER-COUNT-10S': String(count.inTenSeconds), 'X-MBX-ORDER-COUNT-1M': String(count.inMinute) };
  }

  ban(ms: number, now: number): void {
    this.#bannedUntil = now + ms;
  }

  /** Everything until the end of the running minute is over the limit. */
  exhaust(now: number): void {
    this.#roll(now);
    this.#weight = Math.max(this.#weight, this.#limits.weightPerMinute);
  }

  forgive(): void {
    this.#bannedUntil = 0;
    this.#weight = 0;
    this.#refusedThisMinute = 0;
  }

  #banned(): LimitBreach {
    const until = `IP(127.0.0.1) banned until ${this.#bannedUntil}`;
    return {
      status: 418,
      code: -1003,
      message: `Way too many requests; ${until}. Please use the websocket for live updates to avoid bans.`,
    };
  }

  #roll(now: number): void {
    const minute = Math.floor(now / 60_000);
    if (minute === this.#minute) return;
    this.#minute = minute;
    this.#weight = 0;
    this.#refusedThisMinute = 0;
  }

  #ordersOf(accountId: string, now: number): { inMinute: number; inTenSeconds: number } {
    const minute = Math.floor(now / 60_000);
    const tenSeconds = Math.floor(now / 10_000);
    const known = this.#orders.get(accountId) ?? { minute, inMinute: 0, tenSeconds, inTenSeconds: 0 };
    if (known.minute !== minute) Object.assign(known, { minute, inMinute: 0 });
    if (known.tenSeconds !== tenSeconds) Object.assign(known, { tenSeconds, inTenSeconds: 0 });
    this.#orders.set(accountId, known);
    return known;
  }
}
