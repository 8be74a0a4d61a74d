/** What is shown to a trader who starts anew, in this order. */
export const firstRunSteps = ['looks', 'risk', 'demo', 'telegram', 'message', 'keys', 'notices', 'paper'] as const;
export type FirstRunStep = (typeof firstRunSteps)[number];

export interface FirstRun {
  readonly at: FirstRunStep;
  /** A step that is not named here comes later. 'done' for `risk` means: the trader has ticked that it was read. */
  readonly passed: Readonly<Partial<Record<FirstRunStep, 'done' | 'skipped'>>>;
  /** open: offered under the mode bar. finished: gone through. hidden: the trader wants to hear no more of it. */
  readonly state: 'open' | 'finished' | 'hidden';
}

export const freshFirstRun: FirstRun = { at: 'looks', passed: {}, state: 'open' };

export const numberOf = (step: FirstRunStep): number => firstRunSteps.indexOf(step) + 1;
export const stepBeside = (step: FirstRunStep, by: 1 | -1): FirstRunStep | undefined => firstRunSteps[firstRunSteps.indexOf(step) + by];

/** Looking at a step decides nothing about it. */
export const goTo = (run: FirstRun, step: FirstRunStep): FirstRun => ({ ...run, at: step });

/** What it may lose counts as read only by the tick, never by pressing on. */
export const needsTick = (run: FirstRun): boolean => run.at === 'risk' && run.passed.risk !== 'done';

/**
 * Leaves the present step behind; leaving the last one ends the first run. What was done once is not undone by skipping it later.
 * Whoever goes on after hiding the offer has taken it up again.
 */
export function pass(run: FirstRun, how: 'done' | 'skipped'): FirstRun {
  if (how === 'done' && needsTick(run)) return run;
  const passed = { ...run.passed, [run.at]: run.passed[run.at] === 'done' ? 'done' : how };
  const next = stepBeside(run.at, 1);
  return next === undefined
    ? { ...run, passed, state: 'finished' }
    : { at: next, passed, state: run.state === 'hidden' ? 'open' : run.state };
}

export function tickRisk(run: FirstRun, read: boolean): FirstRun {
  const { risk: _, ...others } = run.passed;
  return { ...run, passed: read ? { ...others, risk: 'done' } : others };
}

export const hide = (run: FirstRun): FirstRun => ({ ...run, state: 'hidden' });

/** What the strip under the mode bar says: to go on, or, after the end, that one page was never read. */
export function stripOf(run: FirstRun): 'continue' | 'riskUnread' | undefined {
  if (run.state === 'open') return 'continue';
  return run.state === 'finished' && run.passed.risk !== 'done' ? 'riskUnread' : undefined;
}

/** From storage, field by field: what cannot be read starts afresh. */
export function readFirstRun(saved: unknown): FirstRun {
  const { at, passed, state } = asObject(saved);
  const marks = asObject(passed);
  return {
    at: firstRunSteps.find((step) => step === at) ?? freshFirstRun.at,
    passed: Object.fromEntries(
      firstRunSteps.flatMap((step) => (marks[step] === 'done' || marks[step] === 'skipped' ? [[step, marks[step]]] : [])),
    ),
    state: state === 'finished' || state === 'hidden' ? state : 'open',
  };
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
