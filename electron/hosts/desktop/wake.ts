import type { PowerMonitor } from 'electron';

/** The engine would notice the gap at its next beat; after a sleep every moment with old prices is one too many. */
export function tellWhenAwake(monitor: Pick<PowerMonitor, 'on'>, woke: () => void): void {
  monitor.on('resume', woke);
}
