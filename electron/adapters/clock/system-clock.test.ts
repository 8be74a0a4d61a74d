import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from './system-clock.ts';

const MONTH_MS = 30 * 24 * 3_600_000;

describe('system clock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('a delay longer than setTimeout can hold is waited out in full', () => {
    const ran = vi.fn();
    systemClock.after(MONTH_MS, ran);
    vi.advanceTimersByTime(MONTH_MS - 1);
    expect(ran).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(ran).toHaveBeenCalledTimes(1);
  });

  test('a timer can be taken back, also in the second stretch of a long delay', () => {
    const ran = vi.fn();
    systemClock.after(1_000, ran)();
    const takeBack = systemClock.after(MONTH_MS, ran);
    vi.advanceTimersByTime(MONTH_MS - 1);
    takeBack();
    vi.advanceTimersByTime(MONTH_MS);
    expect(ran).not.toHaveBeenCalled();
  });
});
