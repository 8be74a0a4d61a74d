import { describe, expect, test } from 'vitest';
import type { Percent, Price, Qty, Quote } from '../../shared/domain/decimal.ts';
import { fixed, foldZeros, formatPercent, formatPrice, formatQty, formatQuote, formatSigned, toneOf } from './number.ts';

const percent = (text: string): Percent => text as Percent;
const price = (text: string): Price => text as Price;

describe('numbers on the screen', () => {
  test('an unknown number is a dash and never zero', () => {
    expect([formatPrice(null), formatQty(undefined), formatQuote(null), formatSigned(null), formatPercent(null)]).toEqual(
      Array(5).fill('—'),
    );
  });
  test('ROI says 0 only when it is exactly zero', () => {
    expect(formatPercent(percent('0'))).toBe('0 %');
    expect(formatPercent(percent('0.0049'))).toBe('<+0.01 %');
    expect(formatPercent(percent('-0.0000000001'))).toBe('>−0.01 %');
    expect(formatPercent(percent('0.005'))).toBe('+0.01 %');
    expect(formatPercent(percent('-0.005'))).toBe('−0.01 %');
  });
  test('the sign is printed for gains as well as for losses', () => {
    expect(formatSigned('1234.5' as Quote)).toBe('+1,234.50');
    expect(formatSigned('-1234567.891' as Quote)).toBe('−1,234,567.89');
  });
  test('a small sum is not printed as nothing', () => {
    expect(formatQuote('0.00004' as Quote, 4)).toBe('<0.0001');
    expect(formatQuote('0' as Quote)).toBe('0.00');
    expect(formatQuote('0.4' as Quote, 0)).toBe('<1');
  });
  test('decimals come from the tick, so that columns are straight', () => {
    expect(formatPrice(price('6.1'), price('0.001'))).toBe('6.100');
    expect(formatPrice(price('6.6106054'), price('0.001'))).toBe('6.611');
    expect(formatPrice(price('91284'), price('0.1'))).toBe('91,284.0');
    expect(formatQty('808' as Qty, '1' as Qty)).toBe('808');
  });
  test('from four zeros on they are counted instead of printed', () => {
    expect(formatPrice(price('0.00003412'), price('0.00000001'))).toBe('0.0₄3412');
    expect(foldZeros('0.0001234')).toBe('0.0001234');
    expect(foldZeros('0.00000000000012')).toBe('0.0₁₂12');
    expect(foldZeros('0.0000')).toBe('0.0000');
  });
  test('rounding half-up never drops a digit through floating point', () => {
    expect(fixed(price('1.005'), 2)).toBe('1.01');
    expect(fixed(price('0.12045000000000002'), 5)).toBe('0.12045');
    expect(fixed(price('999999999999999999.9'), 0)).toBe('1,000,000,000,000,000,000');
  });
  test('the tone follows the sign alone', () => {
    expect([toneOf(percent('0.001')), toneOf(percent('-0.001')), toneOf(percent('0')), toneOf(null)]).toEqual([
      'gain',
      'loss',
      'flat',
      'flat',
    ]);
  });
});
