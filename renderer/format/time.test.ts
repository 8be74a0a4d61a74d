import { describe, expect, test } from 'vitest';
import { plainText } from './hostile-text.ts';
import { bothZones, formatAge, formatDuration, formatLeft, kstDateTime, kstTime, kstTimeMs } from './time.ts';

const at = Date.UTC(2026, 0, 31, 15, 4, 5, 67);

describe('time on the screen', () => {
  test('is Korean time with seconds, UTC in the tooltip', () => {
    expect(kstTime(at)).toBe('00:04:05');
    expect(kstTimeMs(at)).toBe('00:04:05.067');
    expect(kstDateTime(at)).toBe('02-01 00:04:05');
    expect(bothZones(at)).toBe('2026-02-01 00:04:05.067 KST\n2026-01-31 15:04:05.067 UTC');
  });
  test('that is unknown is a dash', () => {
    expect([kstTime(null), kstDateTime(undefined), formatAge(null, at, 'en')]).toEqual(['—', '—', '—']);
  });
  test('an age names its two largest units', () => {
    expect(formatAge(at, at + 3_900, 'ko')).toBe('3초 전');
    expect(formatAge(at, at + 125 * 60_000, 'ko')).toBe('2시간 5분 전');
    expect(formatAge(at, at + 120 * 60_000, 'en')).toBe('2 h ago');
    expect(formatDuration(76 * 3_600_000, 'en')).toBe('3 d 4 h');
  });
  test('an event from a clock that runs ahead is not told in negative seconds', () => {
    expect(formatAge(at, at - 5_000, 'en')).toBe('0 s ago');
    expect(formatLeft(at, at + 1, 'en')).toBe('0 s');
  });
});

describe('text from outside', () => {
  test('loses bidi overrides, zero-width and control characters, and keeps its lines', () => {
    expect(plainText('A\u202eB\u200bC\u0007\nD\ufeff')).toBe('ABC\nD');
  });
  test('ends somewhere', () => {
    expect(plainText('x'.repeat(10_000))).toHaveLength(4097);
  });
});
