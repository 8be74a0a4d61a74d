import { dec, type Price } from '../../../shared/domain/decimal.ts';
import { type MarketSymbol, symbolOf } from '../../../shared/domain/ids.ts';
import {
  type CandleInterval,
  type Depth,
  type FeedCandle,
  intervalMs,
  type MarketFeed,
  type MarketQuote,
  type SymbolRules,
} from '../../simulator/matching/market-feed.ts';
import { scriptedRules } from '../../simulator/matching/scripted-market.ts';

const PERIOD_S = 1_800;
const MIDDLE = 100;
/** Wide enough for every end of a ladder: take-profit, second entry and break-even, MDD stop. */
const AMPLITUDE = 12;
const volume = dec<'base'>('1');
const plenty = dec<'base'>('1000000');
const indexOf = (symbol: MarketSymbol): number => Number(/\d+/.exec(symbol)?.[0] ?? 0);

/** Half an hour of a slow wave, a price a second. */
const cents = Array.from({ length: PERIOD_S }, (_, second) =>
  Math.round((MIDDLE + AMPLITUDE * Math.sin((2 * Math.PI * second) / PERIOD_S)) * 100),
);
const quotes: readonly MarketQuote[] = cents.map((value) => {
  const mark: Price = dec((value / 100).toFixed(2));
  return { mark, index: mark, last: mark, fundingRate: dec('0.0001'), nextFundingTime: Number.MAX_SAFE_INTEGER };
});
const depths: readonly Depth[] = cents.map((value) => ({
  bids: [{ price: dec((value / 100).toFixed(2)), qty: plenty }],
  asks: [{ price: dec(((value + 1) / 100).toFixed(2)), qty: plenty }],
}));

/**
 * Six hundred coins on the same wave, each at another point of it. Prices are computed, never stored, so that whatever grows in a long
 * run is the program's. Its time is the given clock's.
 */
export class Waves implements MarketFeed {
  readonly #rules: ReadonlyMap<MarketSymbol, SymbolRules>;
  readonly #listeners = new Set<(symbols: readonly MarketSymbol[], at: number) => void>();
  #now: number;

  constructor(count: number, now: number) {
    this.#now = now;
    const names = Array.from({ length: count }, (_, n) => `COIN${n}USDT`);
    this.#rules = new Map(names.map((name) => [symbolOf(name), scriptedRules(name)]));
  }

  /** Only those who can have orders need to be told. */
  moves(now: number, told: readonly MarketSymbol[]): void {
    this.#now = now;
    for (const listener of this.#listeners) listener(told, now);
  }

  symbols(): readonly SymbolRules[] {
    return [...this.#rules.values()];
  }
  rules(symbol: MarketSymbol): SymbolRules | undefined {
    return this.#rules.get(symbol);
  }
  quote(symbol: MarketSymbol): MarketQuote | undefined {
    return quotes[this.#place(symbol, this.#now)];
  }
  depth(symbol: MarketSymbol): Depth {
    return depths[this.#place(symbol, this.#now)] ?? { bids: [], asks: [] };
  }

  candles(symbol: MarketSymbol, interval: CandleInterval, limit: number, now: number): readonly FeedCandle[] {
    const ms = intervalMs[interval];
    const last = Math.floor(now / ms) * ms;
    return Array.from({ length: limit }, (_, n) => this.#candle(symbol, last - (limit - 1 - n) * ms, ms));
  }

  onMove(listener: (symbols: readonly MarketSymbol[], at: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #candle(symbol: MarketSymbol, openTime: number, ms: number): FeedCandle {
    const at = (time: number): number => cents[this.#place(symbol, time)] ?? 0;
    const values = Array.from({ length: ms / 10_000 }, (_, n) => at(openTime + n * 10_000));
    const price = (value: number): Price => dec((value / 100).toFixed(2));
    const [open, close] = [price(values[0] ?? 0), price(values.at(-1) ?? 0)];
    return { openTime, open, high: price(Math.max(...values)), low: price(Math.min(...values)), close, volume };
  }

  #place(symbol: MarketSymbol, time: number): number {
    return (Math.floor(time / 1000) + indexOf(symbol) * 37) % PERIOD_S;
  }
}
