import { type Dec, zero } from '../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../shared/domain/ids.ts';

export interface FundingRow {
  readonly symbol: MarketSymbol;
  readonly at: number;
  readonly rate: Dec<'ratio'>;
}

/** Rates as they were paid. The rate of a moment is known from that moment on, the next moment before it, as the exchange shows them. */
export class FundingHistory {
  /** `next` is the place of the first row that is still to come; time only goes forward. */
  readonly #bySymbol = new Map<MarketSymbol, { readonly rows: FundingRow[]; next: number }>();

  constructor(rows: readonly FundingRow[]) {
    for (const row of rows.toSorted((a, b) => a.at - b.at)) {
      const own = this.#bySymbol.get(row.symbol);
      if (own === undefined) this.#bySymbol.set(row.symbol, { rows: [row], next: 0 });
      else own.rows.push(row);
    }
  }

  at(symbol: MarketSymbol, now: number): { readonly rate: Dec<'ratio'>; readonly next: number } {
    const own = this.#bySymbol.get(symbol);
    if (own === undefined) return { rate: zero(), next: Number.MAX_SAFE_INTEGER };
    while ((own.rows[own.next]?.at ?? Number.POSITIVE_INFINITY) <= now) own.next += 1;
    return { rate: own.rows[own.next - 1]?.rate ?? zero(), next: own.rows[own.next]?.at ?? Number.MAX_SAFE_INTEGER };
  }
}
