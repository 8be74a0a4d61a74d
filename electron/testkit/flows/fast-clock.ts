import type { ClockPort } from '../../ports/clock.ts';

/**
 * Real time, `times` as fast: rules that wait for seconds are met in a fraction of them, over the same real sockets. One clock is
 * shared by the engine and the exchange of a flow, as the world shares one.
 */
export function fastClock(times: number): ClockPort {
  const startedAt = Date.now();
  const zero = performance.now();
  const elapsed = (): number => (performance.now() - zero) * times;
  return {
    now: () => Math.floor(startedAt + elapsed()),
    monotonic: elapsed,
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs / times);
      return () => clearTimeout(timer);
    },
  };
}
