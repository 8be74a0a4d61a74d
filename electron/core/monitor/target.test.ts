import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Price } from '../../../shared/domain/decimal.ts';
import { dec, gt, times } from '../../../shared/domain/decimal.ts';
import { symbolOf } from '../../../shared/domain/ids.ts';
import type { Candle, MarketRules } from '../../../shared/domain/market.ts';
import { CANDLE_MS } from '../../../shared/domain/market.ts';
import { breakEvenTrigger, computeTarget, entryTrigger, referenceCandle, takeProfitTrigger } from './target.ts';

const start = 1_790_000_100_000 - (1_790_000_100_000 % CANDLE_MS);
const candleAt = (n: number, high: string, low: string, close: string): Candle => ({
  openTime: start + n * CANDLE_MS,
  open: dec(low),
  high: dec(high),
  low: dec(low),
  close: dec(close),
});
const four = [
  candleAt(0, '11', '10', '10'),
  candleAt(1, '11', '10', '10'),
  candleAt(2, '11.126', '10.126', '10.126'),
  candleAt(3, '99', '1', '50'),
];
/** Last millisecond of candle n, as the exchange states it. */
const closeOf = (n: number) => start + (n + 1) * CANDLE_MS - 1;

const rulesWith = (tickSize: string): MarketRules => ({
  symbol: symbolOf('BTCUSDT'),
  tradable: true,
  status: 'TRADING PERPETUAL USDT',
  tickSize: dec(tickSize),
  minPrice: dec('0'),
  maxPrice: dec('0'),
  stepSize: dec('0.001'),
  minQty: dec('0.001'),
  maxQty: dec('1000'),
  marketStepSize: dec('0.001'),
  marketMaxQty: dec('120'),
  minNotional: dec('5'),
});
const rules = rulesWith('0.01');

describe('the reference candle is the last one closed at receipt (D3)', () => {
  test.each([
    ['one millisecond before a close', closeOf(2) - 1, 1],
    ['at the close', closeOf(2), 2],
    ['at the next open', closeOf(2) + 1, 2],
    ['long after', closeOf(99), 3],
    ['before the first close', closeOf(0) - 1, undefined],
  ])('%s', (_, receivedAt, index) => {
    expect(referenceCandle(four, receivedAt)).toBe(index);
  });

  test('it is never simply the second from the end', () => {
    expect(referenceCandle(four.slice(0, 3), closeOf(2) + 5)).toBe(2);
    expect(referenceCandle(four, closeOf(0) + 5)).toBe(0);
  });
});

describe('target', () => {
  test('aggressive: the high of the reference candle on the tick (W15)', () => {
    expect(computeTarget('aggressive', four, closeOf(2) + 1, rules)).toEqual({
      ok: true,
      target: '11.13',
      trigger: '11.11887',
      numbers: {
        mode: 'aggressive',
        candleOpenTime: String(start + 2 * CANDLE_MS),
        candles: '3',
        high: '11.126',
        tickSize: '0.01',
        target: '11.13',
        trigger: '11.11887',
      },
    });
  });

  test('conservative: close + ATR up to the reference candle, on the tick (W16)', () => {
    // ranges 1, 1, 1.126 → 1.042; 10.126 + 1.042 = 11.168
    expect(computeTarget('conservative', four, closeOf(2) + 1, rules)).toMatchObject({
      ok: true,
      target: '11.17',
      trigger: '11.15883',
      numbers: { close: '10.126', atr: '1.042' },
    });
  });

  test('candles after the receipt change nothing', () => {
    for (const mode of ['aggressive', 'conservative'] as const) {
      const then = computeTarget(mode, four.slice(0, 3), closeOf(2), rules);
      expect(computeTarget(mode, four, closeOf(2), rules)).toEqual(then);
    }
  });

  test.each(['aggressive', 'conservative'] as const)('%s: fewer than three closed candles are refused (D3)', (mode) => {
    expect(computeTarget(mode, four, closeOf(1), rules)).toMatchObject({ ok: false, rule: 'D3' });
    expect(computeTarget(mode, [], closeOf(1), rules)).toMatchObject({ ok: false, rule: 'D3' });
    expect(computeTarget(mode, four, closeOf(2), rules).ok).toBe(true);
  });

  test.each(['aggressive', 'conservative'] as const)('%s: a target that rounds to nothing is refused (W29)', (mode) => {
    expect(computeTarget(mode, four, closeOf(2), rulesWith('100'))).toMatchObject({ ok: false, rule: 'W29' });
  });

  test('prices too long for exact arithmetic are refused', () => {
    const long = four.map((one) => ({ ...one, close: dec<'quote per base'>('10.1234567890123456789') }));
    expect(computeTarget('conservative', long, closeOf(2), rules)).toMatchObject({ ok: false, rule: 'W16' });
  });

  test('only the last 200 closed candles count', () => {
    const wild = candleAt(0, '100000', '1', '10');
    const calm = Array.from({ length: 200 }, (_, i) => candleAt(i + 1, '11', '10', '10'));
    const atr = (candles: readonly Candle[]) => {
      const target = computeTarget('conservative', candles, closeOf(200), rules);
      return target.ok ? target.numbers : target;
    };
    expect(atr([wild, ...calm])).toMatchObject({ atr: '1', target: '11' });
    // Inside the window the wild candle is felt: (2/3)^9 of a third of its range after nine calm ones.
    expect(atr([...calm.slice(0, 190), { ...wild, openTime: calm[190]?.openTime ?? 0 }, ...calm.slice(191)])).not.toMatchObject({
      target: '11',
    });
  });
});

test('triggers stand 0.1 % before the target and are not rounded (W17-2, W32)', () => {
  expect(entryTrigger(dec('11.13'))).toBe('11.11887');
  expect(takeProfitTrigger(dec('11.13'))).toBe('11.14113');
  expect(breakEvenTrigger(dec('11.13'))).toBe('11.14113');
  const prices = fc.integer({ min: 1, max: 10 ** 9 }).map((n) => times(dec<'quote per base'>('0.0000001'), String(n)));
  fc.assert(
    fc.property(prices, (price: Price) => {
      expect(gt(price, entryTrigger(price))).toBe(true);
      expect(gt(takeProfitTrigger(price), price)).toBe(true);
    }),
  );
});
