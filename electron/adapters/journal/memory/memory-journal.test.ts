import { expect, test } from 'vitest';
import { journalConforms } from '../conformance.ts';
import { MemoryJournal } from './memory-journal.ts';

journalConforms('memory', () => {
  const journal = new MemoryJournal('abc123');
  return { open: () => journal };
});

test('the tag is the one that was given', () => {
  expect(new MemoryJournal('sim001').orderTag()).toBe('sim001');
});
