import { describe, expect, test } from 'vitest';
import type { LabRule, MessagePage } from '../../../shared/contract/lab.ts';
import { collectLines, fileNameAt } from './export.ts';
import { passedWord, reachOf } from './rows.ts';

const rule = (about: LabRule['about'], outcome: LabRule['outcome'], decides = false, numbers = {}): LabRule => ({
  ...{ id: 'W00', about, outcome, decides, numbers, said: null },
});

describe('the table of rules', () => {
  const rules = [rule('lock', 'passed'), rule('ticker', 'stopped', true), rule('cooldown', 'blind')];
  test('marks what comes after the deciding "no" as not reached', () => {
    expect(rules.map((_, index) => reachOf(rules, index))).toEqual([true, true, false]);
  });
  test('words a passed rank by its direction, and nothing that did not pass', () => {
    expect(passedWord(rule('rank', 'passed', false, { direction: 'up' }))).toBe('labPass_rankUp');
    expect(passedWord(rule('rank', 'passed', false, { direction: 'down' }))).toBe('labPass_rankDown');
    expect(passedWord(rule('funding', 'stopped'))).toBeNull();
    expect(passedWord(rule('lock', 'passed'))).toBeNull();
  });
});

describe('the export', () => {
  const line = (messageId: number) => ({ channelId: -1, messageId, date: 1, receivedAt: 1500, text: 'a\nb' });
  test('asks page after page and writes one line for each message', async () => {
    const pages: Record<number, MessagePage> = { 0: { lines: [line(1), line(2)], next: 8 }, 8: { lines: [line(3)], next: null } };
    const told: number[] = [];
    const lines = await collectLines(
      async (after) => pages[after] ?? { lines: [], next: null },
      (count) => told.push(count),
    );
    expect(lines.map((text) => JSON.parse(text).messageId)).toEqual([1, 2, 3]);
    expect(lines.some((text) => text.includes('\n'))).toBe(false);
    expect(told).toEqual([2, 3]);
  });
  test('ends when a page does not move on', async () => {
    const lines = await collectLines(
      async () => ({ lines: [line(1)], next: 0 }),
      () => undefined,
    );
    expect(lines.length).toBe(1);
  });
  test('names its file by UTC', () => {
    expect(fileNameAt(Date.UTC(2026, 1, 2, 3, 4, 5))).toBe('vigil-messages-2026-02-02T030405Z.jsonl');
  });
});
