import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Push } from '../../shared/contract/view.ts';
import { createPushFeed, joinPushes } from './push-feed.ts';

const push = (since: number, changed: Push['changed'] = {}): Push => ({ since, seq: since + 1, changed });

describe('the push feed', () => {
  let told: Push[] = [];
  let ready = true;
  const feedOf = () => createPushFeed({ everyMs: 50, ready: () => ready, deliver: (one) => told.push(one) });

  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    ready = true;
  });
  afterEach(() => vi.useRealTimers());

  test('the first push goes at once; those within the interval go as one', () => {
    const feed = feedOf();
    for (const since of [1, 2, 3]) feed.push(push(since));
    expect(told).toEqual([push(1)]);
    vi.advanceTimersByTime(50);
    expect(told).toEqual([push(1), { since: 2, seq: 4, changed: {} }]);
  });

  test('while the screen is slow pushes are joined, and told in one when it has caught up', () => {
    const feed = feedOf();
    ready = false;
    for (let since = 0; since < 1000; since++) feed.push(push(since));
    vi.advanceTimersByTime(5000);
    expect(told).toEqual([]);
    ready = true;
    vi.advanceTimersByTime(50);
    expect(told).toEqual([{ since: 0, seq: 1000, changed: {} }]);
  });

  test('of two changes to a slice the later one is told, and slices of both are kept', () => {
    const earlier = push(1, { locks: [], demo: { speed: 1 } });
    const later = push(2, { demo: { speed: 5 } });
    expect(joinPushes(earlier, later)).toEqual({ since: 1, seq: 3, changed: { locks: [], demo: { speed: 5 } } });
  });

  test('after the stop nothing is told', () => {
    const feed = feedOf();
    feed.push(push(1));
    feed.push(push(2));
    feed.stop();
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([push(1)]);
  });
});
