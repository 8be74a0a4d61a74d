import type { ClockPort } from '../../ports/clock.ts';

export interface VirtualClock extends ClockPort {
  /**
   * Lets time pass and runs what falls due, by due time and then by the order of asking. During a timer the clock shows exactly its
   * due time; timers it asks for run too when they fall due within the same stretch.
   */
  advance(ms: number): void;
  /** Monotonic moment of the next timer, for runners that let promises settle between timers. */
  nextDue(): number | undefined;
  /** Moves the wall clock alone, as a time server or the user would: timers and `monotonic` do not notice. */
  setWall(now: number): void;
}

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/** Time that passes only when told: a day of trading is a second of test, and the same run happens twice. */
export function createVirtualClock(startsAt: number): VirtualClock {
  let elapsed = 0;
  let wallAtZero = startsAt;
  // A Set keeps the order of asking, which breaks ties between equal due times.
  const timers = new Set<Timer>();

  const next = (): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) if (first === undefined || timer.due < first.due) first = timer;
    return first;
  };

  return {
    now: () => wallAtZero + elapsed,
    monotonic: () => elapsed,
    after(delayMs, run) {
      // At least 1 ms, as setTimeout does: a timer that asks for itself again with 0 would otherwise hold time still for ever.
      const timer = { due: elapsed + Math.max(1, delayMs), run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      if (!(ms >= 0)) throw new Error(`time does not go back: ${ms}`);
      const until = elapsed + ms;
      for (let timer = next(); timer !== undefined && timer.due <= until; timer = next()) {
        timers.delete(timer);
        elapsed = timer.due;
        timer.run();
      }
      elapsed = until;
    },
    nextDue: () => next()?.due,
    setWall(now) {
      wallAtZero = now - elapsed;
    },
  };
}

/** Timers one by one; promises settle in between, so that an answer is heard before the next thing happens. */
export async function letPass(clock: VirtualClock, ms: number): Promise<void> {
  const until = clock.monotonic() + ms;
  for (let due = clock.nextDue(); due !== undefined && due <= until; due = clock.nextDue()) {
    clock.advance(due - clock.monotonic());
    await new Promise((resolve) => setImmediate(resolve));
  }
  clock.advance(until - clock.monotonic());
}
