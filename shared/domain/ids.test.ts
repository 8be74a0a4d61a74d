import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bearsOurPrefix, orderIdAt, venueOrderIdOf } from './ids.ts';

test('an order id is made of installation, event and place in the event, and nothing else', () => {
  expect(orderIdAt('a1b2c3', 35, 0)).toBe('vgl-a1b2c3-z-0');
  expect(orderIdAt('a1b2c3', 35, 0)).toBe(orderIdAt('a1b2c3', 35, 0));
});

test('the exchange accepts every order id that we can make', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]{6}$/), fc.maxSafeNat(), fc.nat(99), (tag, seq, n) => {
      expect(orderIdAt(tag, seq, n)).toMatch(/^[.A-Z:/a-z0-9_-]{1,36}$/);
    }),
  );
});

test('different events and places give different ids', () => {
  const place = fc.tuple(fc.nat(100_000), fc.nat(50));
  fc.assert(
    fc.property(place, place, ([seq, n], [otherSeq, otherN]) => {
      expect(orderIdAt('a1b2c3', seq, n) === orderIdAt('a1b2c3', otherSeq, otherN)).toBe(seq === otherSeq && n === otherN);
    }),
  );
});

test('only ids with our prefix are ours', () => {
  expect(bearsOurPrefix(orderIdAt('a1b2c3', 1, 0))).toBe(true);
  expect(bearsOurPrefix('web_vgl-a1b2c3-1-0')).toBe(false);
  expect(bearsOurPrefix('VGL-a1b2c3-1-0')).toBe(false);
  expect(bearsOurPrefix('')).toBe(false);
});

test('ids of the exchange stay text, whatever their size', () => {
  expect(venueOrderIdOf('9007199254740993')).toBe('9007199254740993');
  expect(venueOrderIdOf(42)).toBe('42');
});
