import { describe, expect, test } from 'vitest';
import { dec } from '../../shared/domain/decimal.ts';
import { symbolOf } from '../../shared/domain/ids.ts';
import { FundingHistory } from './funding-history.ts';
import { HistoryMarket, type PathChoice } from './history-market.ts';
import { type Bar, DAWN, listed } from './test-history.ts';

const SOL = symbolOf('SOLUSDT');
const at = (minute: number, second = 0): number => DAWN + minute * 60_000 + second * 1000;

function marketOf(
  bars: readonly (Bar | undefined)[],
  changes: { readonly path?: PathChoice; readonly spread?: number; readonly short?: () => boolean } = {},
) {
  const { path = 'lowFirst', spread = 0, short = () => false } = changes;
  const funding = new FundingHistory([
    { symbol: SOL, at: at(2), rate: dec('0.0001') },
    { symbol: SOL, at: at(4), rate: dec('-0.0002') },
  ]);
  return new HistoryMarket({ symbols: [listed('SOLUSDT', bars)], path, holdsShort: short, spreadPercent: spread, funding, now: at(0) });
}
const bar = (price: number): Bar => [price, price + 2, price - 2, price + 1];
const six = [10, 20, 30, 40, 50, 60].map(bar);

describe('candles are told as the exchange would at that second', () => {
  test('closed ones whole, the running one as far as it has gone', () => {
    const market = marketOf(six);
    market.moveTo(at(4, 0));
    const [first, second] = market.candles(SOL, '3m', 10, at(4, 0) + 400);
    expect(first).toMatchObject({ openTime: at(0), open: '10', high: '32', low: '8', close: '31' });
    // Of the fifth minute only its open is known; its low would be 48 and its high 52.
    expect(second).toMatchObject({ openTime: at(3), open: '40', high: '50', low: '38', close: '50' });
    market.moveTo(at(4, 30));
    expect(market.candles(SOL, '3m', 1, at(4, 30))[0]).toMatchObject({ low: '38', close: market.quote(SOL)?.mark });
  });

  test('one that ended in this millisecond is closed, one that begins is its open only', () => {
    const market = marketOf(six);
    market.moveTo(at(3));
    expect(market.candles(SOL, '1m', 2, at(3))).toMatchObject([
      { openTime: at(2), close: '31', high: '32' },
      { open: '40', high: '40', low: '40', close: '40' },
    ]);
  });

  test('never across a hole, and none where the running part of a longer one is missing', () => {
    const market = marketOf([...six.slice(0, 2), undefined, ...six.slice(3), ...six]);
    market.moveTo(at(8));
    expect(market.candles(SOL, '3m', 10, at(8)).map(({ openTime }) => openTime)).toEqual([at(3), at(6)]);
    expect(market.candles(SOL, '1m', 10, at(8)).map(({ openTime }) => openTime)[0]).toBe(at(3));
    market.moveTo(at(2));
    expect(market.candles(SOL, '3m', 10, at(2))).toEqual([]);
  });

  test('of three-minute data no shorter ones are made up', () => {
    const every = six.flatMap((each) => [each, undefined, undefined]);
    const market = marketOf(every);
    market.moveTo(at(10));
    expect(market.candles(SOL, '1m', 10, at(10))).toEqual([]);
    expect(market.candles(SOL, '3m', 10, at(10))).toHaveLength(4);
  });
});

describe('the price', () => {
  test('is none in a hole and behind the end, but what it was is still known', () => {
    const market = marketOf([bar(5), bar(10), undefined, bar(30)]);
    for (const [minute, mark, last] of [
      [1, '10', '10'],
      [2, undefined, '11'],
      [3, '30', '30'],
      [4, undefined, '31'],
    ] as const) {
      market.moveTo(at(minute));
      expect([market.quote(SOL)?.mark, market.lastPrice(SOL)]).toEqual([mark, last]);
    }
    expect(market.depth(SOL)).toEqual({ bids: [], asks: [] });
  });

  test('takes its way through a candle when the candle begins, not in the middle of it', () => {
    let short = false;
    const market = marketOf(six, { path: 'pessimistic', short: () => short });
    market.moveTo(at(0, 5));
    expect(Number(market.quote(SOL)?.mark)).toBeLessThan(10);
    short = true;
    market.moveTo(at(0, 20));
    expect(market.quote(SOL)?.mark).toBe('8');
    market.moveTo(at(1, 20));
    expect(market.quote(SOL)?.mark).toBe('22');
  });

  test('stands between a bid and an ask, one tick away or as far as was asked, fresh each second', () => {
    const market = marketOf(six);
    const depth = market.depth(SOL);
    expect([depth.bids[0]?.price, depth.asks[0]?.price]).toEqual(['9.99', '10.01']);
    expect(market.depth(SOL)).toBe(depth);
    market.moveTo(at(0, 1));
    expect(market.depth(SOL)).not.toBe(depth);
    expect(marketOf(six, { spread: 0.5 }).depth(SOL)).toMatchObject({ bids: [{ price: '9.95' }], asks: [{ price: '10.05' }] });
  });

  test('carries the funding of the moment that has come, and names the next', () => {
    const market = marketOf(six);
    expect(market.quote(SOL)).toMatchObject({ fundingRate: '0', nextFundingTime: at(2) });
    market.moveTo(at(2));
    expect(market.quote(SOL)).toMatchObject({ fundingRate: '0.0001', nextFundingTime: at(4) });
    market.moveTo(at(5));
    expect(market.quote(SOL)).toMatchObject({ fundingRate: '-0.0002', nextFundingTime: Number.MAX_SAFE_INTEGER });
  });
});
