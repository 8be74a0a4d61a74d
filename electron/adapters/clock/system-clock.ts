import type { ClockPort } from '../../ports/clock.ts';

/** setTimeout takes a 32-bit delay; beyond it Node fires after 1 ms. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export const systemClock: ClockPort = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, run) {
    let timer: NodeJS.Timeout;
    const wait = (leftMs: number): void => {
      timer = leftMs > LONGEST_TIMEOUT_MS ? setTimeout(wait, LONGEST_TIMEOUT_MS, leftMs - LONGEST_TIMEOUT_MS) : setTimeout(run, leftMs);
    };
    wait(delayMs);
    return () => clearTimeout(timer);
  },
};
