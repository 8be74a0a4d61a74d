import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dec } from './decimal.ts';
import {
  abs,
  add,
  averagePrice,
  cmp,
  cost,
  dec,
  decimalsOf,
  floorTo,
  isNegative,
  isPositive,
  isZero,
  maxOf,
  minOf,
  negate,
  percentChange,
  percentOf,
  plusPercent,
  qtyFor,
  ratio,
  readDec,
  roundHalfUpTo,
  roundTo,
  sub,
  times,
} from './decimal.ts';

type Plain = Dec<'plain'>;
const d = (text: string): Plain => dec<'plain'>(text);

describe('reading keeps one text per number', () => {
  test.each([
    ['0', '0'],
    ['-0', '0'],
    ['0.0', '0'],
    ['-0.000', '0'],
    ['0.10', '0.1'],
    ['100', '100'],
    ['100.00', '100'],
    ['-1.50', '-1.5'],
    ['0.00000001', '0.00000001'],
    ['10.010', '10.01'],
    ['123456789012345678901234567890.5', '123456789012345678901234567890.5'],
  ])('%s becomes %s', (text, canonical) => {
    expect(readDec(text)).toBe(canonical);
  });

  test.each([
    '',
    ' ',
    ' 1',
    '1 ',
    '+1',
    '01',
    '-01',
    '.5',
    '5.',
    '1e-7',
    '1E5',
    'NaN',
    'Infinity',
    '0x10',
    '1,000',
    '1_000',
    '--1',
    '-',
    '１',
    '1\n',
  ])('%j is unreadable', (text) => {
    expect(readDec(text)).toBeUndefined();
  });

  test.each([[1], [0.1], [null], [undefined], [1n], [{}], [['1']]])('%s is no text', (value) => {
    expect(readDec(value)).toBeUndefined();
  });

  test('a text of more than 60 characters is unreadable', () => {
    expect(readDec('1'.repeat(60))).toBe('1'.repeat(60));
    expect(readDec('1'.repeat(61))).toBeUndefined();
  });

  test('a literal with a typing error throws', () => {
    expect(() => dec('1e5')).toThrow('1e5');
  });
});

describe('exact arithmetic', () => {
  test('where floating point slips', () => {
    expect(add(d('0.1'), d('0.2'))).toBe('0.3');
    expect(sub(d('0.3'), d('0.1'))).toBe('0.2');
    expect(times(d('1.1'), '1.1')).toBe('1.21');
    expect(cost(dec('0.12045'), dec('1000'))).toBe('120.45');
    expect(times(d('0.0000001'), '0.999')).toBe('0.0000000999');
    expect(sub(d('1.5'), d('1.5'))).toBe('0');
    expect(negate(d('0'))).toBe('0');
    expect(negate(d('-1.5'))).toBe('1.5');
    expect(abs(d('-1.5'))).toBe('1.5');
  });

  test('percent', () => {
    expect(plusPercent(d('2'), dec('15'))).toBe('2.3');
    expect(plusPercent(d('2'), dec('-5'))).toBe('1.9');
    expect(percentOf(d('1000.01'), dec('50'))).toBe('500.005');
    expect(percentChange(d('110'), d('100'))).toBe('10');
    expect(percentChange(d('100'), d('100'))).toBe('0');
    expect(percentChange(d('1'), d('0'))).toBeUndefined();
  });

  test('a smallest difference of large prices is still a percentage that is not 0', () => {
    const almost = percentChange(d('100000.000000000000000001'), d('100000'));
    expect(almost).toBe('0.000000000000000000001');
  });

  test('quotients', () => {
    expect(ratio(d('1'), d('3'))).toBe('0.333333333333333333333333');
    expect(ratio(d('1'), d('0'))).toBeUndefined();
    expect(averagePrice(dec('10'), dec('4'))).toBe('2.5');
    expect(averagePrice(dec('10'), dec('0'))).toBeUndefined();
  });

  test('what a sum buys is cut, never rounded up', () => {
    expect(qtyFor(dec('2'), dec('3'))).toBe('0.666666666666666666666666');
    expect(qtyFor(dec('6'), dec('3'))).toBe('2');
    expect(qtyFor(dec('1'), dec('0'))).toBeUndefined();
    expect(qtyFor(dec('-2'), dec('3'))).toBe('-0.666666666666666666666666');
    // One part in 10^25 short of 1: a quotient rounded to 24 decimals would be 1.
    expect(qtyFor(dec('9999999999999999999999999'), dec('10000000000000000000000000'))).toBe('0.999999999999999999999999');
  });
});

describe('rounding to a grid', () => {
  test.each([
    ['2.9', '1', '2'],
    ['-2.9', '1', '-2'],
    ['0.3', '0.1', '0.3'],
    ['0.29999', '0.1', '0.2'],
    ['1', '0.3', '0.9'],
    ['7', '0', '7'],
    ['199999.99999999999999999999', '100000', '100000'],
  ])('%s goes toward zero on %s: %s', (value, step, floored) => {
    expect(floorTo(d(value), d(step))).toBe(floored);
  });

  test.each([
    ['0.25', '0.1', '0.3'],
    ['0.24999999999999999999999999999', '0.1', '0.2'],
    ['-0.25', '0.1', '-0.3'],
    ['-0.24', '0.1', '-0.2'],
    ['0.15', '0.3', '0.3'],
    ['0.14', '0.3', '0'],
    ['-0.04', '0.1', '0'],
    ['7.77', '0', '7.77'],
    ['49999.99999999999999999999', '100000', '0'],
  ])('%s goes half-up on %s: %s', (value, step, rounded) => {
    expect(roundHalfUpTo(d(value), d(step))).toBe(rounded);
  });

  test('to a number of decimals', () => {
    expect(roundTo(d('1.005'), 2)).toBe('1.01');
    expect(roundTo(d('-1.005'), 2)).toBe('-1.01');
    expect(roundTo(d('0.004'), 2)).toBe('0');
  });

  test('decimals are counted after the point', () => {
    expect(decimalsOf(d('100'))).toBe(0);
    expect(decimalsOf(d('0.001'))).toBe(3);
  });
});

const plain = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 0, max: 14 }))
  .map(([negative, units, places]) => {
    const digits = units.toString().padStart(places + 1, '0');
    const point = digits.length - places;
    return d(`${negative ? '-' : ''}${digits.slice(0, point)}${places === 0 ? '' : `.${digits.slice(point)}`}`);
  });
const canonical = /^(?:0|-?(?:0|[1-9]\d*)\.\d*[1-9]|-?[1-9]\d*)$/;

describe('for any two numbers', () => {
  test('comparing agrees with big.js', () => {
    const close = fc.tuple(plain, fc.constantFrom('0', '1', '-1', '0.1', '0.00000000000001')).map(([a, by]) => [a, add(a, d(by))] as const);
    fc.assert(
      fc.property(fc.oneof(fc.tuple(plain, plain), close), ([a, b]) => {
        expect(cmp(a, b)).toBe(new Big(a).cmp(b));
        expect(cmp(b, a)).toBe(new Big(b).cmp(a));
        expect(maxOf(a, b)).toBe(new Big(a).gte(b) ? a : b);
        expect(minOf(a, b)).toBe(new Big(a).lte(b) ? a : b);
        expect([isNegative(a), isZero(a), isPositive(a)]).toEqual([new Big(a).lt(0), new Big(a).eq(0), new Big(a).gt(0)]);
      }),
      { numRuns: 1000 },
    );
  });

  test('every result is canonical: equal numbers are the same text', () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        for (const value of [a, add(a, b), sub(a, b), times(a, b), negate(a), abs(a), floorTo(a, d('0.03')), roundHalfUpTo(a, d('0.03'))]) {
          expect(value).toMatch(canonical);
          expect(readDec(value.slice(0, 60))).toBeDefined();
        }
        expect(sub(add(a, b), b)).toBe(a);
      }),
    );
  });

  test('rounding agrees with big.js on grids of powers of ten', () => {
    fc.assert(
      fc.property(plain, fc.integer({ min: 0, max: 8 }), (a, places) => {
        const step = d(new Big(10).pow(-places).toFixed());
        expect(floorTo(a, step)).toBe(d(new Big(a).round(places, Big.roundDown).toFixed()));
        expect(roundHalfUpTo(a, step)).toBe(d(new Big(a).round(places, Big.roundHalfUp).toFixed()));
      }),
    );
  });
});
