import type { LabRule } from '../../../shared/contract/lab.ts';
import type { WordKey } from '../../i18n/translate.ts';

/** The engine stops at the first "no"; what comes after is what it would have said. */
export const reachOf = (rules: readonly LabRule[], index: number): boolean => !rules.slice(0, index).some(({ decides }) => decides);

const words: Partial<Record<LabRule['about'], WordKey>> = {
  age: 'labPass_age',
  length: 'labPass_length',
  channel: 'labPass_channel',
  ticker: 'labPass_ticker',
  cooldown: 'labPass_cooldown',
  tradable: 'labPass_tradable',
  category: 'labPass_category',
  categoryKnown: 'labPass_categoryKnown',
  funding: 'labPass_funding',
};

/** How the numbers of a passed rule are put; null when there is nothing to add to "pass". */
export function passedWord({ about, outcome, numbers }: LabRule): WordKey | null {
  if (outcome !== 'passed') return null;
  if (about === 'rank') return numbers.direction === 'up' ? 'labPass_rankUp' : 'labPass_rankDown';
  return words[about] ?? null;
}
