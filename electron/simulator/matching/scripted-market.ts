import { add, dec, gt, lt, maxOf, minOf, type Price, type Qty, sub } from '../../../shared/domain/decimal.ts';
import { type MarketSymbol, symbolOf } from '../../../shared/domain/ids.ts';
import {
  type CandleInterval,
  type Depth,
  type DepthLevel,
  type FeedCandle,
  intervalMs,
  type MarketFeed,
  type MarketQuote,
  type SymbolRules,
} from './market-feed.ts';

const generous = { qty: dec<'base'>('1000000') };
const fundingMs = 8 * 3_600_000;

/** Rules of a middling coin: tick 0.01, step 0.001, at least 5 USDT. */
export function scriptedRules(symbol: string, changes: Partial<SymbolRules> = {}): SymbolRules {
  return {
    symbol: symbolOf(symbol),
    baseAsset: symbol.replace(/USDT$/, ''),
    quoteAsset: 'USDT',
    contractType: 'PERPETUAL',
    status: 'TRADING',
    onboardDate: 1_569_398_400_000,
    pricePrecision: 2,
    quantityPrecision: 3,
    tickSize: dec('0.01'),
    minPrice: dec('0.01'),
    maxPrice: dec('1000000'),
    stepSize: dec('0.001'),
    minQty: dec('0.001'),
    maxQty: dec('10000'),
    marketStepSize: dec('0.001'),
    marketMinQty: dec('0.001'),
    marketMaxQty: dec('2000'),
    minNotional: dec('5'),
    maxOrders: 200,
    multiplierUp: '1.15',
    multiplierDown: '0.85',
    marketTakeBound: '0.05',
    liquidationFee: '0.0125',
    brackets: [
      { maxLeverage: 50, notionalCap: dec('50000'), maintenanceRate: '0.01', deduction: dec('0') },
      { maxLeverage: 20, notionalCap: dec('250000'), maintenanceRate: '0.02', deduction: dec('500') },
      { maxLeverage: 5, notionalCap: dec('5000000'), maintenanceRate: '0.1', deduction: dec('20500') },
    ],
    ...changes,
  };
}

interface ScriptedSymbol {
  rules: SymbolRules;
  quote: MarketQuote;
  depth: Depth;
  /** A scripted depth stays when the mark moves. */
  depthIsScripted: boolean;
  /** 1-minute candles from ticks, by open time; minutes without a tick are missing. */
  readonly minutes: Map<number, FeedCandle>;
  readonly scripted: Map<string, FeedCandle>;
  firstPrice: Price;
}

/** A market that does exactly what a test says. Verbs take plain text; each tells the listeners at once, at the market's own time. */
export class ScriptedMarket implements MarketFeed {
  #now: number;
  readonly #symbols = new Map<MarketSymbol, ScriptedSymbol>();
  readonly #listeners = new Set<(symbols: readonly MarketSymbol[], at: number) => void>();

  constructor(now: number) {
    this.#now = now;
  }

  get now(): number {
    return this.#now;
  }

  /** Lists a symbol; its depth is one generous level a tick to either side of the mark. */
  list(rules: SymbolRules, mark: string): this {
    const price = dec<'quote per base'>(mark);
    this.#symbols.set(rules.symbol, {
      rules,
      quote: {
        mark: price,
        index: price,
        last: price,
        fundingRate: dec('0.0001'),
        nextFundingTime: (Math.floor(this.#now / fundingMs) + 1) * fundingMs,
      },
      depth: depthAround(price, rules.tickSize),
      depthIsScripted: false,
      minutes: new Map(),
      scripted: new Map(),
      firstPrice: price,
    });
    this.#tick(rules.symbol, price);
    return this;
  }

  /** Moves mark, index and last price together. */
  setMark(symbol: string, mark: string): void {
    const it = this.#of(symbol);
    const price = dec<'quote per base'>(mark);
    it.quote = { ...it.quote, mark: price, index: price, last: price };
    if (!it.depthIsScripted) it.depth = depthAround(price, it.rules.tickSize);
    this.#tick(it.rules.symbol, price);
    this.#moved([it.rules.symbol]);
  }

  /** Moves the last price alone: what CONTRACT_PRICE triggers look at. */
  setLast(symbol: string, last: string): void {
    const it = this.#of(symbol);
    it.quote = { ...it.quote, last: dec(last) };
    this.#moved([it.rules.symbol]);
  }

  /** A fresh book, best level first: `setDepth('BTCUSDT', { bids: [['100', '3']], asks: [] })`. */
  setDepth(
    symbol: string,
    depth: { readonly bids: readonly (readonly [string, string])[]; readonly asks: readonly (readonly [string, string])[] },
  ): void {
    const it = this.#of(symbol);
    it.depth = { bids: depth.bids.map(levelOf), asks: depth.asks.map(levelOf) };
    it.depthIsScripted = true;
    this.#moved([it.rules.symbol]);
  }

  /** Back to generous depth around the mark. */
  freeDepth(symbol: string): void {
    const it = this.#of(symbol);
    it.depth = depthAround(it.quote.mark, it.rules.tickSize);
    it.depthIsScripted = false;
    this.#moved([it.rules.symbol]);
  }

  setFunding(symbol: string, rate: string, nextFundingTime?: number): void {
    const it = this.#of(symbol);
    it.quote = { ...it.quote, fundingRate: dec(rate), nextFundingTime: nextFundingTime ?? it.quote.nextFundingTime };
  }

  setRules(symbol: string, changes: Partial<SymbolRules>): void {
    const it = this.#of(symbol);
    it.rules = { ...it.rules, ...changes };
  }

  /** Overrides candles of the past: `[openTime, open, high, low, close]` each. */
  setCandles(symbol: string, interval: CandleInterval, rows: readonly (readonly [number, string, string, string, string])[]): void {
    const it = this.#of(symbol);
    for (const [openTime, open, high, low, close] of rows) {
      const candle: FeedCandle = { openTime, open: dec(open), high: dec(high), low: dec(low), close: dec(close), volume: dec('1') };
      it.scripted.set(`${interval} ${openTime}`, candle);
    }
  }

  /** Lets time pass; nothing else moves, but funding moments roll over and listeners hear the new time. */
  advance(ms: number): void {
    this.#now += ms;
    this.#moved([...this.#symbols.keys()]);
    for (const it of this.#symbols.values()) {
      const { nextFundingTime } = it.quote;
      if (this.#now < nextFundingTime) continue;
      const periods = Math.floor((this.#now - nextFundingTime) / fundingMs) + 1;
      it.quote = { ...it.quote, nextFundingTime: nextFundingTime + periods * fundingMs };
    }
  }

  symbols(): readonly SymbolRules[] {
    return [...this.#symbols.values()].map((it) => it.rules);
  }
  rules(symbol: MarketSymbol): SymbolRules | undefined {
    return this.#symbols.get(symbol)?.rules;
  }
  quote(symbol: MarketSymbol): MarketQuote | undefined {
    return this.#symbols.get(symbol)?.quote;
  }
  depth(symbol: MarketSymbol): Depth {
    return this.#symbols.get(symbol)?.depth ?? nothingOffered;
  }

  /** Minutes without a tick are flat at the price before them. */
  candles(symbol: MarketSymbol, interval: CandleInterval, limit: number, now: number, endTime: number = now): readonly FeedCandle[] {
    const it = this.#symbols.get(symbol);
    if (it === undefined) return [];
    const ms = intervalMs[interval];
    const last = Math.floor(Math.min(endTime, now) / ms) * ms;
    let close = lastCloseBefore(it, last - (limit - 1) * ms);
    const candles: FeedCandle[] = [];
    for (let openTime = last - (limit - 1) * ms; openTime <= last; openTime += ms) {
      const candle = it.scripted.get(`${interval} ${openTime}`) ?? merge(it, openTime, openTime + ms, close);
      close = candle.close;
      candles.push(candle);
    }
    return candles;
  }

  onMove(listener: (symbols: readonly MarketSymbol[], at: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #of(symbol: string): ScriptedSymbol {
    const it = this.#symbols.get(symbolOf(symbol));
    if (it === undefined) throw new Error(`${symbol} is not listed`);
    return it;
  }

  #moved(symbols: readonly MarketSymbol[]): void {
    for (const listener of this.#listeners) listener(symbols, this.#now);
  }

  #tick(symbol: MarketSymbol, price: Price): void {
    const it = this.#of(symbol);
    const openTime = Math.floor(this.#now / 60_000) * 60_000;
    const known = it.minutes.get(openTime);
    const one = dec<'base'>('1');
    it.minutes.set(
      openTime,
      known === undefined
        ? flat(openTime, lastCloseBefore(it, openTime), price, one)
        : { ...known, high: maxOf(known.high, price), low: minOf(known.low, price), close: price, volume: add(known.volume, one) },
    );
  }
}

const nothingOffered: Depth = { bids: [], asks: [] };
const levelOf = ([price, qty]: readonly [string, string]): DepthLevel => ({ price: dec(price), qty: dec(qty) });
const depthAround = (mark: Price, tick: Price): Depth => ({
  bids: [{ price: sub(mark, tick), ...generous }],
  asks: [{ price: add(mark, tick), ...generous }],
});
const flat = (openTime: number, open: Price, close: Price, volume: Qty): FeedCandle => ({
  openTime,
  open,
  close,
  volume,
  high: maxOf(open, close),
  low: minOf(open, close),
});

function lastCloseBefore(it: ScriptedSymbol, time: number): Price {
  let latest: FeedCandle | undefined;
  for (const minute of it.minutes.values()) {
    if (minute.openTime < time && (latest === undefined || minute.openTime > latest.openTime)) latest = minute;
  }
  return latest?.close ?? it.firstPrice;
}

function merge(it: ScriptedSymbol, from: number, to: number, before: Price): FeedCandle {
  let candle = flat(from, before, before, dec('0'));
  for (let minute = from; minute < to; minute += 60_000) {
    const part = it.minutes.get(minute);
    if (part === undefined) continue;
    candle = {
      ...candle,
      high: gt(part.high, candle.high) ? part.high : candle.high,
      low: lt(part.low, candle.low) ? part.low : candle.low,
      close: part.close,
      volume: add(candle.volume, part.volume),
    };
  }
  return candle;
}
