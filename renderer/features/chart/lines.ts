import type { OrderView, View } from '../../../shared/contract/view.ts';
import type { Price } from '../../../shared/domain/decimal.ts';
import { cmp } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { formatQty } from '../../format/number.ts';
import type { WordKey } from '../../i18n/translate.ts';
import { roleWord } from '../../i18n/word-of.ts';

/** solid: exists at the exchange. dashed: Vigil will act there. dotted: reference. */
export interface ChartLine {
  readonly id: string;
  readonly price: Price;
  readonly style: 'solid' | 'dashed' | 'dotted';
  readonly tone: 'ink' | 'dim' | 'good' | 'attention' | 'danger';
  readonly word: WordKey;
  /** Behind the word: a quantity, or STOP. */
  readonly detail: string;
}

const orderTone = {
  entry1: 'attention',
  entry2: 'attention',
  takeProfit: 'good',
  breakEven: 'ink',
  breakEvenStop: 'danger',
  mddStop: 'danger',
  marketClose: 'danger',
  foreign: 'dim',
} as const satisfies Record<OrderView['role'], ChartLine['tone']>;

/** Every line of one symbol, highest price first. */
export function linesOf(view: Pick<View, 'monitoring' | 'position' | 'orders'>, symbol: MarketSymbol): readonly ChartLine[] {
  const lines = [...monitoredLines(view, symbol), ...positionLines(view.position, symbol), ...orderLines(view.orders, symbol)];
  return lines.sort((a, b) => cmp(b.price, a.price));
}

function monitoredLines(view: Pick<View, 'monitoring' | 'position'>, symbol: MarketSymbol): ChartLine[] {
  const row = view.monitoring.find((monitored) => monitored.symbol === symbol);
  // An open position tells its second entry itself; the same price twice would only hide one label.
  if (row === undefined || row.status === 'ordered' || view.position?.symbol === symbol) return [];
  const word = row.step === 1 ? 'lineTarget1' : 'lineTarget2';
  return [
    { id: 'target', price: row.target, style: 'dashed', tone: 'attention', word, detail: '' },
    { id: 'trigger', price: row.trigger, style: 'dotted', tone: 'dim', word: 'lineTrigger', detail: '' },
  ];
}

function positionLines(position: View['position'], symbol: MarketSymbol): ChartLine[] {
  if (position === null || position.symbol !== symbol) return [];
  const { average, secondEntry, breakEven, takeProfit } = position;
  const whole = formatQty(position.qty, position.stepSize);
  const lines: ChartLine[] = [];
  if (average !== null) lines.push({ id: 'average', price: average, style: 'solid', tone: 'ink', word: 'lineAverage', detail: whole });
  if (secondEntry?.status === 'watching' || secondEntry?.status === 'preparing') {
    lines.push({ id: 'secondEntry', price: secondEntry.target, style: 'dashed', tone: 'attention', word: 'lineTarget2', detail: '' });
    lines.push({ id: 'secondTrigger', price: secondEntry.trigger, style: 'dotted', tone: 'dim', word: 'lineTrigger', detail: '' });
  }
  if (breakEven?.status === 'watching') {
    lines.push({ id: 'breakEven', price: breakEven.target, style: 'dashed', tone: 'ink', word: 'lineBreakEven', detail: whole });
  }
  if (takeProfit?.status === 'watching') {
    lines.push({ id: 'takeProfit', price: takeProfit.target, style: 'dashed', tone: 'good', word: 'lineTakeProfit', detail: whole });
  }
  return lines;
}

/** A price that rests at the exchange; what was never sent (dry-run) is drawn as an intention. */
function orderLines(orders: readonly OrderView[], symbol: MarketSymbol): ChartLine[] {
  return orders.flatMap((order): ChartLine[] => {
    const price = order.price ?? order.trigger;
    if (order.symbol !== symbol || !order.live || price === null) return [];
    const isStop = order.trigger !== null && order.price === null;
    return [
      {
        id: `order ${order.orderId}`,
        price,
        style: order.status === 'notSent' ? 'dashed' : 'solid',
        tone: orderTone[order.role],
        word: roleWord[order.role],
        detail: isStop ? 'STOP' : order.qty === null ? '' : formatQty(order.qty),
      },
    ];
  });
}

/** The symbol to show: the trader's choice, else what is active, else the first monitored, else a reference. */
export function shownSymbol(view: Pick<View, 'engine' | 'monitoring'>, chosen: MarketSymbol | null): MarketSymbol {
  return chosen ?? view.engine.activeSymbol ?? view.monitoring[0]?.symbol ?? ('BTCUSDT' as MarketSymbol);
}

/** The 0.1 % between a target and the mark at which its order goes out. */
export interface ChartBand {
  readonly id: string;
  readonly target: Price;
  readonly trigger: Price;
  readonly tone: ChartLine['tone'];
}

/** Only what is still waited for; once the order stands, the trigger has no more to say. */
export function bandsOf(view: Pick<View, 'monitoring' | 'position'>, symbol: MarketSymbol): readonly ChartBand[] {
  const { position } = view;
  if (position?.symbol !== symbol) {
    const row = view.monitoring.find((monitored) => monitored.symbol === symbol);
    return row === undefined || row.status === 'ordered'
      ? []
      : [{ id: 'target', target: row.target, trigger: row.trigger, tone: 'attention' }];
  }
  const levels = [
    ['secondEntry', position.secondEntry, 'attention'],
    ['breakEven', position.breakEven, 'ink'],
    ['takeProfit', position.takeProfit, 'good'],
  ] as const;
  return levels.flatMap(([id, level, tone]) =>
    level === null || (level.status !== 'watching' && level.status !== 'preparing')
      ? []
      : [{ id, target: level.target, trigger: level.trigger, tone }],
  );
}
