import type { LockView, VerdictView } from '../../../shared/contract/view.ts';
import type { SignalKind, Verdict } from '../../../shared/domain/record.ts';
import type { WordKey } from '../../i18n/translate.ts';
import type { ChipTone } from '../../ui/Chip.tsx';

export const verdictWord: Record<Verdict, { readonly word: WordKey; readonly tone: ChipTone }> = {
  monitoring: { word: 'verdictMonitoring', tone: 'good' },
  acted: { word: 'verdictActed', tone: 'strong' },
  ignored: { word: 'verdictIgnored', tone: 'plain' },
  rejected: { word: 'verdictRejected', tone: 'attention' },
  shown: { word: 'verdictShown', tone: 'plain' },
  history: { word: 'verdictHistory', tone: 'plain' },
};
export const signalWord: Record<SignalKind, WordKey> = {
  entry: 'signalEntry',
  leadingMarket: 'signalLeadingMarket',
  risk: 'signalRisk',
  other: 'signalOther',
};

/** One message may be judged once only, but edits and repeats of it are messages of their own. */
export const feedKey = (item: VerdictView): string => `${item.seq} ${item.channelId} ${item.messageId}`;

export const lockedBy = (locks: readonly Pick<LockView, 'rule'>[]): string | null =>
  locks.length === 0 ? null : [...new Set(locks.map((lock) => lock.rule))].join(', ');
