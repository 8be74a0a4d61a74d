import type { Price } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { CandleInterval, Depth, MarketFeed, SymbolRules } from '../matching/market-feed.ts';
import { type CandleRecord, createCandleRecord, firstMinute, type TickCandle } from './candle-record.ts';
import type { DemoSymbol } from './demo-symbols.ts';
import { makeBook, type ThinOffer } from './order-book.ts';
import { createPricePath, type PricePath, type Pull } from './price-path.ts';
import { createPrng, type Prng } from './prng.ts';
import { textOfUnits } from './units.ts';

/** The feed of the demo, plus the strings the story pulls. */
export interface DemoMarket extends MarketFeed {
  /** One frame: every price moves, candles grow, books are made anew, listeners are told. */
  move(at: number): void;
  /** From the next frame on; `undefined` lets the price walk by chance again. */
  pull(symbol: MarketSymbol, pull: Pull | undefined): void;
  /** For the next frame only. */
  offerThinly(symbol: MarketSymbol, offer: ThinOffer): void;
  /** In millionths of the value: -2500 is -0.2500 %. */
  setFunding(symbol: MarketSymbol, millionths: number): void;
  /** Where the prices stand, as plain JSON. */
  save(): MarketSnapshot;
}

/** Per symbol what a restart must not change: price, funding and the candles just seen. The rest of the past is invented anew behind them. */
export type MarketSnapshot = readonly SymbolSnapshot[];

interface SymbolSnapshot {
  readonly symbol: MarketSymbol;
  /** Hundredths of a tick. */
  readonly mark: number;
  readonly funding: number;
  /** Open time, open, high, low, close, volume: without names, because this is most of the file. */
  readonly minutes: readonly (readonly [number, number, number, number, number, number])[];
}

interface Row {
  readonly terms: DemoSymbol;
  readonly path: PricePath;
  readonly candles: CandleRecord;
  readonly dice: Prng;
  readonly usualVolume: number;
  pull: Pull | undefined;
  /** Waits for the next frame. */
  nextThin: ThinOffer | undefined;
  thin: ThinOffer | undefined;
  /** Made when first asked for in a frame. */
  book: Depth | undefined;
  funding: number;
}

const EIGHT_HOURS = 8 * 3_600_000;
/** Per second: makes a 3-minute range of about half a percent, so that targets lie a little above the price. */
const VOLATILITY = { lead: 0.00022, excluded: 0.0003, background: 0.0001 };
/** Longer than any trade of the story takes. */
const MINUTES_SAVED = 30;
const noBook: Depth = { bids: [], asks: [] };

export function createDemoMarket(symbols: readonly DemoSymbol[], seed: number, startAt: number, saved: MarketSnapshot = []): DemoMarket {
  const before = new Map(saved.map((symbol) => [symbol.symbol, symbol]));
  const rows = new Map(symbols.map((terms) => [terms.symbol, createRow(terms, seed, startAt, before.get(terms.symbol))]));
  const rules = symbols.map((terms) => terms.rules);
  const priced = symbols.filter((terms) => terms.rules.status === 'TRADING').map((terms) => terms.symbol);
  const listeners = new Set<(symbols: readonly MarketSymbol[], at: number) => void>();
  let movedAt = startAt;

  const moveRow = (row: Row, at: number): void => {
    row.path.move(row.pull);
    row.candles.trade(at, row.path.last(), Math.round(row.usualVolume * row.dice.between(0.2, 1.8)));
    row.thin = row.nextThin;
    row.nextThin = undefined;
    row.book = undefined;
  };

  return {
    symbols: () => rules,
    rules: (symbol): SymbolRules | undefined => rows.get(symbol)?.terms.rules,
    quote(symbol) {
      const row = rows.get(symbol);
      if (row === undefined || row.terms.rules.status !== 'TRADING') return undefined;
      const { priceDigits } = row.terms;
      const mark = textOfUnits<'quote per base'>(row.path.mark(), priceDigits + 2);
      return {
        mark,
        index: mark,
        last: textOfUnits<'quote per base'>(row.path.last(), priceDigits),
        fundingRate: textOfUnits(row.funding, 6),
        nextFundingTime: (Math.floor(movedAt / EIGHT_HOURS) + 1) * EIGHT_HOURS,
      };
    },
    depth(symbol) {
      const row = rows.get(symbol);
      if (row === undefined) return noBook;
      // Dice of the frame, not of the path: whether somebody looks at a book must not change what the price does next.
      row.book ??= makeBook({ ...row.terms, mark: row.path.mark() }, row.thin, createPrng(seed, `${symbol} book ${movedAt}`));
      return row.book;
    },
    candles(symbol, interval: CandleInterval, limit, now, endTime) {
      const row = rows.get(symbol);
      if (row === undefined) return [];
      const { priceDigits, qtyDigits } = row.terms;
      const price = (ticks: number): Price => textOfUnits(ticks, priceDigits);
      return row.candles.read(interval, limit, endTime ?? now).map((candle) => ({
        openTime: candle.openTime,
        open: price(candle.open),
        high: price(candle.high),
        low: price(candle.low),
        close: price(candle.close),
        volume: textOfUnits(candle.volume, qtyDigits),
      }));
    },
    onMove(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    move(at) {
      movedAt = at;
      for (const symbol of priced) moveRow(rows.get(symbol) as Row, at);
      for (const listener of listeners) listener(priced, at);
    },
    pull(symbol, pull) {
      const row = rows.get(symbol);
      if (row !== undefined) row.pull = pull;
    },
    offerThinly(symbol, offer) {
      const row = rows.get(symbol);
      if (row !== undefined) row.nextThin = offer;
    },
    setFunding(symbol, millionths) {
      const row = rows.get(symbol);
      if (row !== undefined) row.funding = millionths;
    },
    save: () => priced.map((symbol) => saveRow(symbol, rows.get(symbol) as Row)),
  };
}

const saveRow = (symbol: MarketSymbol, { path, funding, candles }: Row): SymbolSnapshot => ({
  symbol,
  mark: path.mark(),
  funding,
  minutes: candles.lived(MINUTES_SAVED).map(({ openTime, open, high, low, close, volume }) => [openTime, open, high, low, close, volume]),
});

const minutesOf = (saved: SymbolSnapshot | undefined): readonly TickCandle[] =>
  (saved?.minutes ?? []).map(([openTime, open, high, low, close, volume]) => ({ openTime, open, high, low, close, volume }));

function createRow(terms: DemoSymbol, seed: number, startAt: number, saved: SymbolSnapshot | undefined): Row {
  const dice = createPrng(seed, terms.symbol);
  const [first = firstMinute(startAt, terms.startTicks), ...lived] = minutesOf(saved);
  const drawnFunding = dice.whole(-150, 250);
  const volatility = VOLATILITY[terms.role];
  const price = terms.startTicks / 10 ** terms.priceDigits;
  // About 2 million USDT an hour.
  const usualVolume = Math.max(1, (600 / price) * 10 ** terms.qtyDigits);
  return {
    terms,
    dice,
    usualVolume,
    path: createPricePath({ usualTicks: terms.startTicks, priceDigits: terms.priceDigits, volatility, mark: saved?.mark }, dice),
    // Its own dice: when the past is looked at must not change what the price does next.
    candles: createCandleRecord({
      lived: [first, ...lived],
      volatility,
      usualVolume,
      dice: createPrng(seed, `${terms.symbol} past`),
    }),
    pull: undefined,
    nextThin: undefined,
    thin: undefined,
    book: undefined,
    funding: saved?.funding ?? drawnFunding,
  };
}
