import type { DifferenceView } from '../../../shared/contract/view.ts';
import type { WordKey } from '../../i18n/translate.ts';

/** What stands longest with the trader's alarm on it is read first; of equals the older one. */
export const inUrgency = (open: readonly DifferenceView[]): readonly DifferenceView[] =>
  [...open].sort((a, b) => Number(b.alarmed) - Number(a.alarmed) || a.since - b.since);

const nexts = {
  position: 'differenceNext_position',
  orderMissing: 'differenceNext_orderMissing',
  orderStatus: 'differenceNext_orderStatus',
  orderFilled: 'differenceNext_orderFilled',
  orderTerms: 'differenceNext_orderTerms',
  orderUnknown: 'differenceNext_orderUnknown',
} as const satisfies Record<string, WordKey>;
const isKnown = (what: string): what is keyof typeof nexts => Object.hasOwn(nexts, what);

/** What the engine does about it; of a kind this screen does not know yet, only that the trader should look. */
export const whatNext = ({ said }: Pick<DifferenceView, 'said'>): WordKey => {
  const what = said.numbers.what ?? '';
  return isKnown(what) ? nexts[what] : 'differenceLook';
};
