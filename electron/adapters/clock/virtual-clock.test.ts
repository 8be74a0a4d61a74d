import { describe, expect, test } from 'vitest';
import { createVirtualClock } from './virtual-clock.ts';

const START = 1_790_000_000_000;

describe('virtual clock', () => {
  test('timers run by due time, equal ones in the order they were asked for', () => {
    const clock = createVirtualClock(START);
    const ran: string[] = [];
    clock.after(20, () => ran.push('late'));
    clock.after(10, () => ran.push('first asked'));
    clock.after(10, () => ran.push('second asked'));
    clock.advance(20);
    expect(ran).toEqual(['first asked', 'second asked', 'late']);
  });

  test('a timer sees exactly its own moment, and afterwards the whole stretch has passed', () => {
    const clock = createVirtualClock(START);
    const seen: number[] = [];
    clock.after(7, () => seen.push(clock.now() - START, clock.monotonic()));
    clock.advance(10);
    expect(seen).toEqual([7, 7]);
    expect(clock.now()).toBe(START + 10);
  });

  test('a timer asked for by a timer runs within the same stretch when it falls due there, and not otherwise', () => {
    const clock = createVirtualClock(START);
    const ran: number[] = [];
    const beat = (): void => {
      ran.push(clock.monotonic());
      clock.after(4, beat);
    };
    clock.after(4, beat);
    clock.advance(10);
    expect(ran).toEqual([4, 8]);
    expect(clock.nextDue()).toBe(12);
  });

  test('a timer that was taken back never runs, even when another timer of the same moment takes it back', () => {
    const clock = createVirtualClock(START);
    const ran: string[] = [];
    let takeBack = (): void => {};
    clock.after(5, () => takeBack());
    takeBack = clock.after(5, () => ran.push('taken back'));
    clock.advance(10);
    expect(ran).toEqual([]);
    expect(clock.nextDue()).toBeUndefined();
  });

  test('a timer that keeps asking for no delay does not stop time', () => {
    const clock = createVirtualClock(START);
    let runs = 0;
    const again = (): void => {
      runs += 1;
      clock.after(0, again);
    };
    clock.after(0, again);
    clock.advance(50);
    expect(runs).toBe(50);
  });

  test('a step of the wall clock moves neither timers nor monotonic time', () => {
    const clock = createVirtualClock(START);
    let ran = 0;
    clock.after(100, () => {
      ran += 1;
    });
    clock.setWall(START - 3_600_000);
    expect([clock.now(), clock.monotonic()]).toEqual([START - 3_600_000, 0]);
    clock.advance(99);
    expect(ran).toBe(0);
    clock.advance(1);
    expect([ran, clock.now()]).toEqual([1, START - 3_600_000 + 100]);
  });

  test('time does not go back', () => {
    const clock = createVirtualClock(START);
    expect(() => clock.advance(-1)).toThrow('time does not go back');
  });
});
