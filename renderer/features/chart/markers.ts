import type { View } from '../../../shared/contract/view.ts';
import type { Price } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { formatQty } from '../../format/number.ts';

/** Something that happened at a moment: a signal, or a fill at a price. */
export interface ChartEvent {
  readonly id: string;
  readonly at: number;
  readonly kind: 'signal' | 'risk' | 'sold' | 'bought';
  /** Null for signals: they have no price. */
  readonly price: Price | null;
  readonly text: string;
}

export function eventsOf(view: Pick<View, 'verdicts' | 'orders' | 'trades'>, symbol: MarketSymbol): readonly ChartEvent[] {
  const signals = view.verdicts
    .filter((item) => item.symbol === symbol && item.verdict !== 'history' && (item.signal === 'leadingMarket' || item.signal === 'risk'))
    .map(
      (item): ChartEvent => ({
        id: `message ${item.channelId} ${item.messageId}`,
        at: item.receivedAt,
        kind: item.signal === 'risk' ? 'risk' : 'signal',
        price: null,
        text: item.rule,
      }),
    );
  const fills = view.orders
    .filter((order) => order.symbol === symbol && order.ours && order.filledQty !== '0')
    .map(
      (order): ChartEvent => ({
        id: `fill ${order.orderId}`,
        at: order.updatedAt,
        kind: order.side === 'SELL' ? 'sold' : 'bought',
        price: order.price ?? order.trigger,
        text: formatQty(order.filledQty),
      }),
    );
  const trades = view.trades
    .filter((trade) => trade.symbol === symbol)
    .flatMap((trade): ChartEvent[] => [
      { id: `open ${trade.openedAt}`, at: trade.openedAt, kind: 'sold', price: trade.entryAverage, text: formatQty(trade.qty) },
      { id: `close ${trade.closedAt}`, at: trade.closedAt, kind: 'bought', price: trade.exitAverage, text: formatQty(trade.qty) },
    ]);
  return [...signals, ...fills, ...trades].sort((a, b) => a.at - b.at);
}

/** The bar that an event belongs to; none when it is older than the chart. */
export function barTimeOf(at: number, times: readonly number[]): number | undefined {
  const seconds = at / 1000;
  return times.findLast((time) => time <= seconds);
}
