import type { OrderView, PositionView } from '../../../shared/contract/view.ts';
import type { WordKey } from '../../i18n/translate.ts';

/** One planned level of the position: where, from which mark on, and how far that plan is. */
export interface PlanRow {
  readonly id: 'secondEntry' | 'takeProfit' | 'breakEven' | 'stop';
  readonly word: WordKey;
  readonly target: NonNullable<PositionView['average']> | null;
  readonly trigger: NonNullable<PositionView['average']> | null;
  readonly status: WordKey;
  readonly standing: boolean;
}

const planStatus = {
  watching: 'planWatching',
  preparing: 'planPreparing',
  ordered: 'planOrdered',
  complete: 'planComplete',
  skipped: 'planSkipped',
  submitting: 'planSubmitting',
  working: 'planWorking',
  unknown: 'planUnknown',
} as const satisfies Record<string, WordKey>;

/** Highest price first, as on the chart. A stop has no target: it goes to market at its trigger. */
export function planRows(position: Pick<PositionView, 'stop' | 'secondEntry' | 'breakEven' | 'takeProfit'>): readonly PlanRow[] {
  const { stop, secondEntry, breakEven, takeProfit } = position;
  const rows: PlanRow[] = [];
  if (stop !== null) {
    const word = stop.kind === 'mdd' ? 'stopMdd' : 'stopBreakEven';
    rows.push({
      id: 'stop',
      word,
      target: null,
      trigger: stop.trigger,
      status: planStatus[stop.status],
      standing: stop.status === 'working',
    });
  }
  const levels = [
    ['secondEntry', 'secondEntry', secondEntry],
    ['breakEven', 'breakEven', breakEven],
    ['takeProfit', 'takeProfit', takeProfit],
  ] as const;
  for (const [id, word, level] of levels) {
    if (level === null) continue;
    rows.push({
      id,
      word,
      target: level.target,
      trigger: level.trigger,
      status: planStatus[level.status],
      standing: level.status === 'ordered',
    });
  }
  return rows;
}

export const ordersNow = (orders: readonly OrderView[]): readonly OrderView[] => orders.filter((order) => order.live);

/** Enough to find the order in Binance's list, short enough to read. */
export const idTail = (id: string | null): string => (id === null ? '—' : `…${id.slice(-6)}`);
