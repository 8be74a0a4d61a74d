import type { MarketSymbol } from '../../../shared/domain/ids.ts';

/** countdownCancelAll: orders of a symbol are cancelled unless the client renews in time. */
export class Countdowns {
  readonly #due = new Map<string, { readonly accountId: string; readonly symbol: MarketSymbol; readonly at: number }>();

  /** 0 stops the countdown. */
  set(accountId: string, symbol: MarketSymbol, countdownMs: number, now: number): void {
    const key = `${accountId}|${symbol}`;
    if (countdownMs === 0) this.#due.delete(key);
    else this.#due.set(key, { accountId, symbol, at: now + countdownMs });
  }

  /** Those whose time is up; each is given once. */
  takeDue(now: number): readonly { readonly accountId: string; readonly symbol: MarketSymbol }[] {
    const due = [...this.#due].filter(([, entry]) => entry.at <= now);
    for (const [key] of due) this.#due.delete(key);
    return due.map(([, entry]) => entry);
  }
}
