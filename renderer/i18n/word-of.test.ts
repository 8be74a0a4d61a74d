import { expect, test } from 'vitest';
import { fateWords } from './word-of.ts';

test('an order of unknown fate asks more of the trader the longer it stays unknown', () => {
  expect(fateWords({ alarmed: false })).toEqual({ title: 'fate', todo: null });
  expect(fateWords({ alarmed: true, unresolved: false })).toEqual({ title: 'fateLong', todo: 'fateLook' });
  expect(fateWords({ alarmed: true, unresolved: true })).toEqual({ title: 'fatePerson', todo: 'fateFind' });
});
