import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathAt } from './price-path.ts';

const candle = { openTime: 0, open: 1000, high: 1100, low: 900, close: 1050 };
const whole = (first: 'high' | 'low') => Array.from({ length: 60 }, (_, second) => pathAt(candle, first, second, 60, 10));

test('a path begins at the open, reaches both ends in the order given, and ends at the close', () => {
  const [up, down] = [whole('high').map(({ price }) => price), whole('low').map(({ price }) => price)];
  for (const path of [up, down]) expect([path[0], Math.max(...path), Math.min(...path), path.at(-1)]).toEqual([1000, 1100, 900, 1050]);
  expect(up.indexOf(1100)).toBeLessThan(up.indexOf(900));
  expect(down.indexOf(900)).toBeLessThan(down.indexOf(1100));
});

test('what was seen so far never tells of an end that is still to come', () => {
  const prices = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(prices, fc.constantFrom('high' as const, 'low' as const), fc.constantFrom(60, 180), (four, first, seconds) => {
      const [open = 0, a = 0, b = 0, close = 0] = four;
      const made = { openTime: 0, open, close, high: Math.max(...four), low: Math.min(...four) };
      const seen: number[] = [];
      for (let second = 0; second < seconds; second += 1) {
        const { price, high, low } = pathAt(made, first, second, seconds, 1);
        seen.push(price);
        expect([high, low]).toEqual([Math.max(...seen), Math.min(...seen)]);
        expect(price <= made.high && price >= made.low).toBe(true);
      }
      expect(Math.max(...seen)).toBe(Math.max(a, b, open, close));
      expect(Math.min(...seen)).toBe(Math.min(a, b, open, close));
    }),
    { numRuns: 50 },
  );
});

test('between its ends a path stands on the tick', () => {
  for (const { price } of whole('high')) expect(price % 10).toBe(0);
});
