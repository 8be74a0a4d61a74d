import { expect, test } from 'vitest';
import { createVirtualClock } from '../clock/virtual-clock.ts';
import { keepBounded } from './retention.ts';

const BEGIN = 1_790_000_000_000;
const DAY = 86_400_000;

test('old rows are forgotten in slices after the start, then once a day, until stopped', () => {
  const clock = createVirtualClock(BEGIN);
  const asked: number[] = [];
  const stop = keepBounded({ forgetBefore: (before) => asked.push(before) < 3 }, clock, 2, () => {});
  clock.advance(1000);
  expect(asked.map((before) => Math.round((BEGIN - before) / DAY))).toEqual([2, 2, 2]);
  clock.advance(DAY);
  expect(asked).toHaveLength(4);
  stop();
  clock.advance(3 * DAY);
  expect(asked).toHaveLength(4);
});

test('a failure is told and tried again the next day', () => {
  const clock = createVirtualClock(BEGIN);
  const told: string[] = [];
  const forgetBefore = (): boolean => {
    throw new Error('database or disk is full');
  };
  keepBounded({ forgetBefore }, clock, 2, (what) => told.push(what));
  clock.advance(DAY + 1000);
  expect(told).toEqual(Array(2).fill('journal: old rows could not be forgotten: database or disk is full'));
});
