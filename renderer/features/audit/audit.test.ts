import { describe, expect, test } from 'vitest';
import type { AuditView } from '../../../shared/contract/view.ts';
import { hasHole, matching, withSlice } from './lines.ts';
import { readOlder } from './older.ts';

const line = (seq: number, over: object = {}): AuditView =>
  ({
    seq,
    at: seq,
    level: 'info',
    symbol: null,
    from: null,
    to: null,
    rule: 'W02',
    code: 'coolingDown',
    numbers: { remainingSeconds: '7' },
    ...over,
  }) as AuditView;
const seqs = (lines: readonly AuditView[]) => lines.map(({ seq }) => seq);

describe('audit lines', () => {
  test('grow by what is newer, and several lines of one event stay together', () => {
    const known = withSlice([], [line(2), line(1)]);
    expect(seqs(withSlice(known, [line(3), line(3), line(2), line(1)]))).toEqual([1, 2, 3, 3]);
    expect(withSlice(known, [line(2), line(1)])).toBe(known);
  });
  test('that no longer meet the slice are noticed', () => {
    expect(hasHole([line(1)], [line(9), line(8)], 2)).toBe(true);
    expect(hasHole([line(8)], [line(9), line(8)], 2)).toBe(false);
    expect(hasHole([line(1)], [line(9)], 2)).toBe(false);
  });
  test('are filtered by symbol, rule, words and level together', () => {
    const lines = [line(1, { symbol: 'NEARUSDT' }), line(2, { level: 'critical', symbol: 'NEARUSDT' }), line(3, { rule: 'W13' })];
    expect(seqs(matching(lines, { text: 'near w02', level: 'all' }, 'en'))).toEqual([1, 2]);
    expect(seqs(matching(lines, { text: '', level: 'critical' }, 'en'))).toEqual([2]);
    expect(seqs(matching(lines, { text: 'w13 cooling', level: 'all' }, 'en'))).toEqual([3]);
    expect(seqs(matching(lines, { text: '쿨다운', level: 'all' }, 'ko'))).toEqual([1, 2, 3]);
  });
  test('are found by what is printed and by every digit', () => {
    const lines = [line(1, { rule: 'S1-4', code: 'firstFill', numbers: { qty: '117550', average: '0.087428802892' } })];
    for (const text of ['117,550', '117550', '0.0874288', '0.087428802892', 's1-4', '§1-4'])
      expect(matching(lines, { text, level: 'all' }, 'en')).toHaveLength(1);
    expect(matching(lines, { text: '117551', level: 'all' }, 'en')).toEqual([]);
  });
});

describe('older lines', () => {
  const journal = (all: readonly number[]) => (after: number, limit: number) =>
    Promise.resolve(
      all
        .filter((seq) => seq > after)
        .slice(0, limit)
        .map((seq) => line(seq)),
    );
  test('are looked for ever further back, because not each event says something', async () => {
    expect(seqs(await readOlder(journal([3, 5, 9_000]), 9_000))).toEqual([3, 5]);
  });
  test('reach up to what is known even when a page was cut off', async () => {
    const all = Array.from({ length: 2_500 }, (_, index) => index + 1).map((n) => Math.ceil(n / 5));
    const distinct = all.map((seq, index) => seq * 10 + (index % 5));
    const found = seqs(await readOlder(journal(distinct), 4_000));
    expect(found.at(-1)).toBe(3_994);
    expect(new Set(found).size).toBe(found.length);
  });
  test('end at the beginning', async () => {
    expect(await readOlder(journal([10]), 10)).toEqual([]);
  });
});
