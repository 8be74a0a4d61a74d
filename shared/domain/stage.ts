import type { Percent } from './decimal.ts';

/** Stages are one code path; they differ in venue, cap, and in dry-run in that no order leaves. */
export const stages = ['demo', 'paper', 'dry-run', 'pilot-10', 'pilot-50', 'live'] as const;
export type Stage = (typeof stages)[number];

/** Percent of the size the law would use. */
export const capPercentOf = (stage: Stage): Percent => (stage === 'pilot-10' ? '10' : stage === 'pilot-50' ? '50' : '100') as Percent;
