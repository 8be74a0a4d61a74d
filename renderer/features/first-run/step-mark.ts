import type { FirstRun, FirstRunStep } from '../../store/first-run.ts';

export type StepMark = 'done' | 'skipped' | 'unread' | 'later';

/** What the list tells of a step. The risk page is never just "skipped": it is not read. */
export function markOf(run: FirstRun, step: FirstRunStep): StepMark {
  const passed = run.passed[step];
  return passed === 'skipped' && step === 'risk' ? 'unread' : (passed ?? 'later');
}
