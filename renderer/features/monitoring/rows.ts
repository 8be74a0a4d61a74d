import type { MonitoredView, View } from '../../../shared/contract/view.ts';
import { cmp, type Percent } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { formatPrice } from '../../format/number.ts';
import type { WordKey } from '../../i18n/translate.ts';

export const statusWord: Record<MonitoredView['status'], WordKey> = {
  targeting: 'targeting',
  waiting: 'waitingTrigger',
  preparing: 'preparing',
  ordered: 'ordered',
};

/** From this distance on the bar is empty. */
const FAR_PERCENT = 10;

/** How full the distance bar is, 0–100 in whole steps: full when the mark has reached the target. Null when unknown. */
export function nearness(distance: Percent | null): number | null {
  if (distance === null) return null;
  return Math.round(Math.min(1, Math.max(0, 1 - Number(distance) / FAR_PERCENT)) * 100);
}

/** The row's own mark is as old as its slice; the marks slice is the fresher one, the row's the fallback. */
export function markText(view: View, symbol: MarketSymbol): string {
  const row = view.monitoring.find((monitored) => monitored.symbol === symbol);
  return formatPrice(view.marks[symbol]?.price ?? row?.mark, row?.tickSize);
}

export const distanceOf = (view: View, symbol: MarketSymbol): Percent | null =>
  view.monitoring.find((monitored) => monitored.symbol === symbol)?.distancePercent ?? null;

/** Short entries trigger from below: at or above 99.9 % of the target (D4). */
export const triggerReached = (row: Pick<MonitoredView, 'mark' | 'trigger'>): boolean =>
  row.mark !== null && cmp(row.mark, row.trigger) >= 0;

/** What a row shows besides its live cells; while this text is the same the row does not render again. */
export const rowKey = (row: MonitoredView): string =>
  [row.symbol, row.mode, row.step, row.target, row.trigger, row.since, row.status, row.tickSize, triggerReached(row)].join('|');
