import { expect, test } from 'vitest';
import type { DifferenceView } from '../../../shared/contract/view.ts';
import { valueWords } from '../../../shared/domain/words/values.ts';
import { inUrgency, whatNext } from './differences.ts';

const difference = (what: string, since: number, alarmed = false): DifferenceView => ({
  said: { rule: 'R20', code: 'differenceFound', numbers: { what, of: 'x', ours: '2', theirs: '1' } },
  symbol: null,
  since,
  alarmed,
});

test('a difference that was alarmed is read before a fresh one, and of equals the older', () => {
  const told = inUrgency([difference('position', 3), difference('orderTerms', 2, true), difference('orderFilled', 1)]);
  expect(told.map(({ since }) => since)).toEqual([2, 1, 3]);
});

test('each kind of difference that can stay open says what comes next in its own words', () => {
  const open = Object.keys(valueWords.what ?? {}).filter((what) => what !== 'wallet');
  expect(open.length).toBeGreaterThan(0);
  expect(open.map((what) => whatNext(difference(what, 0)))).toEqual(open.map((what) => `differenceNext_${what}`));
});

test('of a kind that the screen does not know it only says where to look', () => {
  expect(['somethingNew', 'toString'].map((what) => whatNext(difference(what, 0)))).toEqual(['differenceLook', 'differenceLook']);
});
