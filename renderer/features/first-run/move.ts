import type { FirstRun } from '../../store/first-run.ts';
import { hide, pass, stepBeside } from '../../store/first-run.ts';
import { prefer, preferences } from '../../store/preferences.ts';
import { look } from '../../store/screen.ts';

/** Kept at every step, so that a restart comes back to the same one. */
export const move = (change: (run: FirstRun) => FirstRun): void => prefer({ firstRun: change(preferences.getState().firstRun) });

/** Goes on to the next step; after the last one the console is shown. */
export function passStep(how: 'done' | 'skipped'): void {
  const last = stepBeside(preferences.getState().firstRun.at, 1) === undefined;
  move((run) => pass(run, how));
  if (last) look({ page: 'console' });
}

export function hideFirstRun(): void {
  move(hide);
  look({ page: 'console' });
}
