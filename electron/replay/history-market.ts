import { dec, type Price, type Qty } from '../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../shared/domain/ids.ts';
import {
  type CandleInterval,
  type Depth,
  type FeedCandle,
  intervalMs,
  type MarketFeed,
  type MarketQuote,
  type SymbolRules,
} from '../simulator/matching/market-feed.ts';
import type { CandleSeries } from './candle-series.ts';
import type { FundingHistory } from './funding-history.ts';
import { type FirstEnd, type PathMoment, pathAt } from './price-path.ts';
import { priceOfUnits, unitsOfPrice } from './price-units.ts';

/** `pessimistic`: the high first while a short is open (its stops come before its profit), else the low first (no profit from before the entry). */
export type PathChoice = 'pessimistic' | 'highFirst' | 'lowFirst';

export interface ListedSymbol {
  readonly rules: SymbolRules;
  readonly series: CandleSeries;
}

export interface HistoryTerms {
  readonly symbols: readonly ListedSymbol[];
  readonly path: PathChoice;
  /** Asked when a candle begins. */
  readonly holdsShort: (symbol: MarketSymbol) => boolean;
  /** Distance of the best bid and of the best ask from the price, percent; at least one tick. */
  readonly spreadPercent: number;
  readonly funding: FundingHistory;
  readonly now: number;
}

/** A symbol in this second. `price` is absent where no candle is. */
interface Row extends ListedSymbol {
  readonly tick: number;
  running: { readonly index: number; readonly first: FirstEnd } | undefined;
  seenAt: number;
  price: number | undefined;
  quote: MarketQuote | undefined;
  depth: Depth | undefined;
}

const plenty: Qty = dec('1000000000000');
const noDepth: Depth = { bids: [], asks: [] };
/** What trades through the port of the engine sees no volume. */
const volume: Qty = dec('0');

/**
 * The past as a live market: it answers for the moment it was moved to and knows nothing of what comes after, not even of the running candle.
 * Last, mark and index price are one.
 */
export class HistoryMarket implements MarketFeed {
  readonly #terms: HistoryTerms;
  readonly #rows: ReadonlyMap<MarketSymbol, Row>;
  readonly #rules: readonly SymbolRules[];
  readonly #names: readonly MarketSymbol[];
  readonly #listeners = new Set<(symbols: readonly MarketSymbol[], at: number) => void>();
  #now: number;

  constructor(terms: HistoryTerms) {
    this.#terms = terms;
    this.#now = terms.now;
    this.#rules = terms.symbols.map(({ rules }) => rules);
    this.#names = this.#rules.map(({ symbol }) => symbol);
    this.#rows = new Map(
      terms.symbols.map(({ rules, series }) => [
        rules.symbol,
        {
          ...{ rules, series, tick: unitsOfPrice(rules.tickSize) ?? 1 },
          ...{ running: undefined, seenAt: -1, price: undefined, quote: undefined, depth: undefined },
        },
      ]),
    );
  }

  /** Time goes on to this whole second; whoever listens is told. */
  moveTo(now: number): void {
    this.#now = now;
    for (const listener of this.#listeners) listener(this.#names, now);
  }

  symbols(): readonly SymbolRules[] {
    return this.#rules;
  }
  rules(symbol: MarketSymbol): SymbolRules | undefined {
    return this.#rows.get(symbol)?.rules;
  }

  quote(symbol: MarketSymbol): MarketQuote | undefined {
    const row = this.#seen(symbol);
    if (row?.price === undefined) return undefined;
    if (row.quote !== undefined) return row.quote;
    const mark = priceOfUnits(row.price);
    const { rate, next } = this.#terms.funding.at(symbol, this.#now);
    row.quote = { mark, index: mark, last: mark, fundingRate: rate, nextFundingTime: next };
    return row.quote;
  }

  /** One generous level to either side, fresh every second: how deep a market was, candles do not tell. */
  depth(symbol: MarketSymbol): Depth {
    const row = this.#seen(symbol);
    if (row?.price === undefined) return noDepth;
    if (row.depth !== undefined) return row.depth;
    const wanted = (row.price * this.#terms.spreadPercent) / 100;
    const half = Math.max(1, Math.ceil(wanted / row.tick - 1e-9)) * row.tick;
    const level = (units: number) => ({ price: priceOfUnits(units), qty: plenty });
    row.depth = { bids: row.price > half ? [level(row.price - half)] : [], asks: [level(row.price + half)] };
    return row.depth;
  }

  candles(symbol: MarketSymbol, interval: CandleInterval, limit: number, now: number, endTime = now): readonly FeedCandle[] {
    const row = this.#rows.get(symbol);
    const step = intervalMs[interval];
    if (row === undefined || step < row.series.intervalMs) return [];
    const running = Math.floor(Math.min(endTime, now) / step) * step;
    const found: FeedCandle[] = [];
    for (let openTime = running; found.length < limit; openTime -= step) {
      const candle = this.#joined(row, openTime, step, now);
      if (candle !== undefined) found.push(candle);
      // A hole ends what can be told: the exchange's own candles have none, and a rule that counts them must not reach across.
      else if (openTime !== running) break;
    }
    return found.reverse();
  }

  onMove(listener: (symbols: readonly MarketSymbol[], at: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The last price that was known, also in a hole and behind the end of the data. */
  lastPrice(symbol: MarketSymbol): Price | undefined {
    const row = this.#seen(symbol);
    const units = row?.price ?? row?.series.closeBefore(this.#now);
    return units === undefined ? undefined : priceOfUnits(units);
  }

  /** Candles of the file joined to one of this length, the running one as far as it has gone; undefined unless every part is there. */
  #joined(row: Row, from: number, step: number, now: number): FeedCandle | undefined {
    const { series } = row;
    let [open, high, low, close] = [0, 0, Number.POSITIVE_INFINITY, 0];
    for (let time = from; time < from + step && time <= now; time += series.intervalMs) {
      const part = series.candle(series.indexAt(time));
      if (part === undefined) return undefined;
      const ended = time + series.intervalMs <= now;
      const seen = ended ? { ...part, price: part.close } : this.#momentOf(row, now);
      if (seen === undefined) return undefined;
      if (time === from) open = part.open;
      high = Math.max(high, seen.high);
      low = Math.min(low, seen.low);
      close = seen.price;
    }
    return {
      openTime: from,
      open: priceOfUnits(open),
      high: priceOfUnits(high),
      low: priceOfUnits(low),
      close: priceOfUnits(close),
      volume,
    };
  }

  #seen(symbol: MarketSymbol): Row | undefined {
    const row = this.#rows.get(symbol);
    if (row === undefined || row.seenAt === this.#now) return row;
    row.seenAt = this.#now;
    row.price = this.#momentOf(row, this.#now)?.price;
    row.quote = undefined;
    row.depth = undefined;
    return row;
  }

  #momentOf(row: Row, now: number): PathMoment | undefined {
    const { series, tick } = row;
    const index = series.indexAt(now);
    const candle = series.candle(index);
    if (candle === undefined) return undefined;
    const second = Math.floor((now - candle.openTime) / 1000);
    return pathAt(candle, this.#firstEnd(row, index), second, series.intervalMs / 1000, tick);
  }

  /** Decided once in a candle's life, when it is first looked at. */
  #firstEnd(row: Row, index: number): FirstEnd {
    if (row.running?.index !== index) {
      const { path, holdsShort } = this.#terms;
      const high = path === 'pessimistic' ? holdsShort(row.rules.symbol) : path === 'highFirst';
      row.running = { index, first: high ? 'high' : 'low' };
    }
    return row.running.first;
  }
}
