import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dec } from '../../../shared/domain/decimal.ts';
import type { Candle } from '../../../shared/domain/market.ts';
import { upperBandAfter } from './atr.ts';

const candle = (high: string, low: string, close: string): Candle => ({
  openTime: 0,
  open: dec(close),
  high: dec(high),
  low: dec(low),
  close: dec(close),
});
const bandOf = (candles: readonly Candle[], tick: string) => upperBandAfter(candles, dec(tick))?.band;

/** The plain textbook loop in floating point. */
function floatBand(candles: readonly Candle[]): number {
  const ranges = candles.map(({ high, low }, i) => {
    const before = candles[i - 1];
    const [h, l] = [Number(high), Number(low)];
    return before === undefined ? h - l : Math.max(h - l, Math.abs(h - Number(before.close)), Math.abs(l - Number(before.close)));
  });
  let atr = ranges.slice(0, 3).reduce((sum, range) => sum + range, 0) / 3;
  for (const range of ranges.slice(3)) atr = (atr * 2 + range) / 3;
  return Number(candles.at(-1)?.close) + atr;
}

/** Fractions: value = numerator / 3^n in units of 10^-decimals, then half-up to the tick. */
function exactBand(candles: readonly Candle[], tick: string, decimals: number): string {
  const units = (text: string) => {
    const [whole = '', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(decimals, '0'));
  };
  const abs = (n: bigint) => (n < 0n ? -n : n);
  const ranges = candles.map(({ high, low }, i) => {
    const before = candles[i - 1];
    const spans = [units(high) - units(low)];
    if (before !== undefined) spans.push(abs(units(high) - units(before.close)), abs(units(low) - units(before.close)));
    return spans.reduce((most, span) => (span > most ? span : most));
  });
  let numerator = ranges.slice(0, 3).reduce((sum, range) => sum + range, 0n);
  let denominator = 3n;
  for (const range of ranges.slice(3)) {
    numerator = 2n * numerator + range * denominator;
    denominator *= 3n;
  }
  const band = numerator + units(candles.at(-1)?.close ?? '') * denominator;
  const step = units(tick) * denominator;
  const digits = (((2n * band + step) / (2n * step)) * units(tick)).toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Candles around 1000 with 4 decimals, whose units are multiples of `grain`. */
const walks = (grain: number, maxLength: number) =>
  fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.integer({ min: -40, max: 40 })), { minLength: 3, maxLength }).map((steps) => {
    let close = 10_000_000;
    return steps.map(([up, down, drift]) => {
      const open = close;
      close += drift * grain;
      const price = (units: number) => dec<'quote per base'>((units / 10_000).toFixed(4));
      return {
        openTime: 0,
        open: price(open),
        high: price(Math.max(open, close) + up * grain),
        low: price(Math.min(open, close) - down * grain),
        close: price(close),
      };
    });
  });

describe('upper band = close + ATR(3, Wilder, multiplier 1), half-up to the tick (W16, D3)', () => {
  test('the seed is the mean of the first three true ranges, the first of them high − low', () => {
    // ranges 2, 4 (|8 − 12|: the gap below the close before), 3
    expect(bandOf([candle('12', '10', '12'), candle('10', '8', '9'), candle('12', '10', '11')], '0.01')).toBe('14');
  });

  test('the true range reaches to the close before, upwards too', () => {
    // ranges 2, 5 (15 − 10), 2
    expect(bandOf([candle('12', '10', '10'), candle('15', '14', '15'), candle('16', '14', '15')], '0.01')).toBe('18');
  });

  test('later ranges are smoothed: (2 × average + range) / 3', () => {
    const flat = [candle('11', '10', '10'), candle('11', '10', '10'), candle('11', '10', '10')];
    expect(upperBandAfter([...flat, candle('14', '10', '10')], dec('0.01'))).toEqual({ band: '12', atr: '2' });
    // (2 × 2 + 1) / 3 = 1.666…
    expect(upperBandAfter([...flat, candle('14', '10', '10'), candle('11', '10', '10')], dec('0.01'))).toEqual({
      band: '11.67',
      atr: '1.66666666',
    });
  });

  test('a band exactly between two ticks goes up', () => {
    const flat = [candle('10.05', '10', '10'), candle('10.05', '10', '10'), candle('10.05', '10', '10')];
    expect(bandOf(flat, '0.1')).toBe('10.1');
    expect(bandOf(flat, '0.05')).toBe('10.05');
    const lower = [candle('10.04', '10', '10'), candle('10.04', '10', '10'), candle('10.04', '10', '10')];
    expect(bandOf(lower, '0.1')).toBe('10');
  });

  test('a tick of three units is met although half of it is not a whole unit', () => {
    expect(bandOf([candle('10.01', '10', '10'), candle('10.01', '10', '10'), candle('10.01', '10', '10')], '0.03')).toBe('10.02');
    expect(bandOf([candle('10.04', '10', '10'), candle('10.04', '10', '10'), candle('10.04', '10', '10')], '0.03')).toBe('10.05');
  });

  test('prices finer than the tick, coarse ticks and tiny prices are counted in full', () => {
    const fine = [candle('10.0049', '10', '10'), candle('10.0049', '10', '10'), candle('10.0049', '10', '10')];
    expect(bandOf(fine, '0.01')).toBe('10');
    expect(bandOf([candle('115', '100', '100'), candle('115', '100', '100'), candle('115', '100', '100')], '10')).toBe('120');
    const tiny = [candle('0.0000012', '0.0000011', '0.0000011'), candle('0.0000013', '0.0000011', '0.0000012')];
    expect(bandOf([...tiny, candle('0.0000014', '0.0000013', '0.0000013')], '0.0000001')).toBe('0.0000015');
  });

  test('a tick of zero switches the rounding to the finest price off the tick, not the band', () => {
    expect(bandOf([candle('11', '10', '10'), candle('11', '10', '10'), candle('11', '10', '10.5')], '0')).toBe('11.5');
  });

  test('prices beyond exact integers are refused, not rounded', () => {
    const huge = candle('12345678.901234567', '12345678.9', '12345678.9');
    expect(upperBandAfter([huge, huge, huge], dec('0.1'))).toBeUndefined();
  });

  test('agrees with exact fractions on every tick, ties included', () => {
    const ticks = fc.constantFrom('0.0001', '0.0002', '0.0003', '0.0005', '0.001', '0.01', '0.1', '2.5');
    const candles = fc.oneof(walks(1, 60), walks(25, 200), walks(500, 5));
    fc.assert(
      fc.property(candles, ticks, (series, tick) => {
        expect(bandOf(series, tick)).toBe(dec(exactBand(series, tick, 4)));
      }),
    );
  });

  test('stays within half a tick of the floating-point textbook', () => {
    fc.assert(
      fc.property(walks(7, 200), (series) => {
        expect(Math.abs(Number(bandOf(series, '0.01')) - floatBand(series))).toBeLessThanOrEqual(0.005 + 1e-6);
      }),
    );
  });

  test('an average that fades toward a border between two ticks for 200 candles stays on its side of it', () => {
    const calm: Candle[] = Array.from({ length: 199 }, () => candle('10.01', '10', '10'));
    expect(bandOf([candle('10', '10', '10'), ...calm], '0.02')).toBe('10');
    expect(bandOf([candle('10.01', '10', '10'), ...calm], '0.02')).toBe('10.02');
    expect(bandOf([candle('10.02', '10', '10'), ...calm], '0.02')).toBe('10.02');
  });
});
