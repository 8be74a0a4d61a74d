import type { OrderView } from '../../../shared/contract/view.ts';
import type { WordKey } from '../../i18n/translate.ts';

type Tone = 'plain' | 'good' | 'attention' | 'danger';
export const statusWord: Record<OrderView['status'], { readonly word: WordKey; readonly tone: Tone }> = {
  submitting: { word: 'statusSubmitting', tone: 'attention' },
  working: { word: 'statusWorking', tone: 'plain' },
  cancelling: { word: 'statusCancelling', tone: 'attention' },
  unconfirmed: { word: 'statusUnconfirmed', tone: 'danger' },
  filled: { word: 'statusFilled', tone: 'good' },
  cancelled: { word: 'statusCancelled', tone: 'plain' },
  refused: { word: 'statusRefused', tone: 'danger' },
  notSent: { word: 'statusNotSent', tone: 'attention' },
};

/** What can still change comes first, then the newest. */
export const inOrder = (orders: readonly OrderView[]): readonly OrderView[] =>
  [...orders].sort((a, b) => Number(b.live) - Number(a.live) || b.placedAt - a.placedAt);
