import { describe, expect, test } from 'vitest';
import { decimalsOf, floorTo, gt, gte, lt, lte } from '../../../shared/domain/decimal.ts';
import { symbolOf } from '../../../shared/domain/ids.ts';
import { type CandleInterval, intervalMs } from '../matching/market-feed.ts';
import { createDemoMarket } from './demo-market.ts';
import { demoSymbols } from './demo-symbols.ts';

const START = 1_790_000_047_000;
const intervals: readonly CandleInterval[] = ['1m', '3m', '15m'];
const LINK = symbolOf('LINKUSDT');

function play(seconds: number, look: (market: ReturnType<typeof createDemoMarket>, at: number) => void = () => {}) {
  const market = createDemoMarket(demoSymbols, 42, START);
  for (let second = 1; second <= seconds; second += 1) {
    market.move(START + second * 1_000);
    look(market, START + second * 1_000);
  }
  return market;
}

describe('the markets', () => {
  test('are at least forty tradable ones, and two that may not be traded for different reasons', () => {
    const tradable = demoSymbols.filter(({ rules }) => rules.status === 'TRADING' && rules.contractType === 'PERPETUAL');
    expect(tradable.length).toBeGreaterThanOrEqual(40);
    expect(demoSymbols.filter((symbol) => !tradable.includes(symbol)).map(({ rules }) => `${rules.status} ${rules.contractType}`)).toEqual([
      'SETTLING PERPETUAL',
      'TRADING TRADIFI_PERPETUAL',
    ]);
    expect(new Set(demoSymbols.map(({ symbol }) => symbol)).size).toBe(demoSymbols.length);
  });

  test('that lead the story have a tick far smaller than the 0.1 % in which a trigger lies', () => {
    expect(demoSymbols.filter((symbol) => symbol.role === 'lead' && symbol.startTicks < 1_900).map(({ symbol }) => symbol)).toEqual([]);
  });

  test('have margin steps that join without a jump', () => {
    const brackets = demoSymbols[0]?.rules.brackets ?? [];
    const required = (n: number, value: number): number => value * Number(brackets[n]?.maintenanceRate) - Number(brackets[n]?.deduction);
    for (let n = 1; n < brackets.length; n += 1) {
      const cap = Number(brackets[n - 1]?.notionalCap);
      expect(required(n, cap)).toBeCloseTo(required(n - 1, cap), 6);
    }
  });

  test('a settling one has no price', () => {
    expect(play(3).quote(symbolOf('OLDCOINUSDT'))).toBeUndefined();
  });
});

describe('candles', () => {
  test.each(intervals)('reach back more than 200 closed ones without a gap, the forming one last (%s)', (interval) => {
    const market = play(500);
    const now = START + 500_000;
    const candles = market.candles(LINK, interval, 206, now);
    expect(candles).toHaveLength(206);
    expect(candles.at(-1)?.openTime).toBe(Math.floor(now / intervalMs[interval]) * intervalMs[interval]);
    for (const [n, candle] of candles.entries()) {
      const before = candles[n - 1];
      if (before !== undefined) expect(candle.openTime - before.openTime).toBe(intervalMs[interval]);
      if (before !== undefined) expect(candle.open).toBe(before.close);
      expect(gte(candle.high, candle.open) && gte(candle.high, candle.close)).toBe(true);
      expect(lte(candle.low, candle.open) && lte(candle.low, candle.close)).toBe(true);
    }
  });

  test('a closed candle does not change any more, and the past ends where it is asked to end', () => {
    const market = play(400);
    const then = market.candles(LINK, '3m', 50, START + 400_000);
    for (let second = 401; second <= 800; second += 1) market.move(START + second * 1_000);
    const last = then.at(-2);
    expect(market.candles(LINK, '3m', 49, START + 800_000, last?.openTime)).toEqual(then.slice(0, -1));
  });

  test('are flat over the time the machine slept', () => {
    const market = play(10);
    market.move(START + 3_600_000);
    const opens = market.candles(LINK, '1m', 60, START + 3_600_000).map((candle) => candle.openTime);
    expect((opens.at(-1) ?? 0) - (opens[0] ?? 0)).toBe(59 * 60_000);
  });
});

describe('prices and books', () => {
  test('every price lies on the tick and within its filter, every book is sorted around the mark', () => {
    play(30, (market) => {
      for (const { symbol, rules } of demoSymbols) {
        const quote = market.quote(symbol);
        if (quote === undefined) continue;
        expect(floorTo(quote.last, rules.tickSize)).toBe(quote.last);
        expect(gt(quote.mark, rules.minPrice) && lt(quote.mark, rules.maxPrice)).toBe(true);
        expect(decimalsOf(quote.last)).toBeLessThanOrEqual(rules.pricePrecision);
        const { bids, asks } = market.depth(symbol);
        expect(bids.every(({ price }) => lt(price, quote.mark)) && asks.every(({ price }) => gt(price, quote.mark))).toBe(true);
        for (const levels of [bids, asks]) {
          expect(levels.length).toBeGreaterThan(20);
          expect(levels.every(({ price, qty }) => floorTo(price, rules.tickSize) === price && floorTo(qty, rules.stepSize) === qty)).toBe(
            true,
          );
        }
        expect(bids.every(({ price }, n) => n === 0 || lte(price, bids[n - 1]?.price ?? price))).toBe(true);
        expect(asks.every(({ price }, n) => n === 0 || gte(price, asks[n - 1]?.price ?? price))).toBe(true);
      }
    });
  });

  test('the same book is served within a frame, a fresh one in the next', () => {
    const market = play(2);
    const book = market.depth(LINK);
    expect(market.depth(LINK)).toBe(book);
    market.move(START + 3_000);
    expect(market.depth(LINK)).not.toBe(book);
  });

  test('looking does not change what the price does next', () => {
    const curious = play(120, (market, at) => {
      market.depth(LINK);
      market.candles(LINK, '15m', 200, at);
    });
    expect(curious.quote(LINK)).toEqual(play(120).quote(LINK));
  });

  test('a thin offer stands for one frame, with nothing close behind it', () => {
    const market = play(2);
    const price = market.quote(LINK)?.last;
    if (price === undefined) throw new Error('no price');
    market.pull(LINK, { price: Number(price), stepPercent: 50, wobbles: false });
    market.offerThinly(LINK, { side: 'bids', price, qty: '3' as never });
    market.move(START + 3_000);
    const [first, second] = market.depth(LINK).bids;
    expect(first).toEqual({ price, qty: '3' });
    expect(Number(second?.price)).toBeLessThan(Number(price) * 0.9975);
    market.move(START + 4_000);
    expect(market.depth(LINK).bids[0]?.qty).not.toBe('3');
  });

  test('a script cannot push a price out of its filter', () => {
    const market = play(1);
    const rules = market.rules(LINK);
    for (const price of [0, 1e9]) {
      market.pull(LINK, { price, stepPercent: 1_000, wobbles: true });
      for (let second = 2; second < 60; second += 1) market.move(START + second * 1_000);
      const mark = market.quote(LINK)?.mark;
      if (mark === undefined || rules === undefined) throw new Error('no price');
      expect(gt(mark, rules.minPrice) && lt(mark, rules.maxPrice)).toBe(true);
    }
  });
});
