import type { RuleName } from '../../../shared/domain/lab.ts';
import type { Said, Verdict } from '../../../shared/domain/record.ts';
import { type Numbers, said } from '../draft.ts';

/** What one rule says of one message, with the numbers it looked at. */
export type Finding =
  | { readonly outcome: 'passed'; readonly numbers: Numbers }
  | { readonly outcome: 'stopped'; readonly verdict: Extract<Verdict, 'ignored' | 'rejected' | 'history'>; readonly said: Said }
  /** It has nothing to look at: what it would judge could not be read. An earlier rule has stopped the message then. */
  | { readonly outcome: 'blind' };
export type Stopped = Extract<Finding, { outcome: 'stopped' }>;

/** One rule of the law as a pure question, so that the engine and the message lab ask the same one. */
export interface Rule<Asked> {
  /** Scenario id under which it is shown; what it says may carry a neighbour's (W04 → W48). */
  readonly id: string;
  readonly about: RuleName;
  readonly look: (asked: Asked) => Finding;
}

export const passed = (numbers: Numbers = {}): Finding => ({ outcome: 'passed', numbers });
export const blind: Finding = { outcome: 'blind' };

export function stopped(verdict: Stopped['verdict'], rule: string, code: Said['code'], numbers: Numbers = {}): Stopped {
  return { outcome: 'stopped', verdict, said: said(rule, code, numbers) };
}

/** The first rule that says no; undefined when none does. */
export function firstStop<Asked>(rules: readonly Rule<Asked>[], asked: Asked): Stopped | undefined {
  for (const rule of rules) {
    const finding = rule.look(asked);
    if (finding.outcome === 'stopped') return finding;
  }
  return undefined;
}
