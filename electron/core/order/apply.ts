import { add, averagePrice, cmp, cost, isPositive, isZero, type Price, type Qty, type Quote, sub } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol, OrderId, VenueOrderId } from '../../../shared/domain/ids.ts';
import type { Fill, VenueOrder } from '../../../shared/domain/order.ts';
import { type Draft, note, putOrder } from '../draft.ts';
import type { OrderRecord } from '../state.ts';
import { isLive, type OrderNews, orderLife } from './life.ts';

/** Quantity that one piece of news added to an order; what position and trade statistics are folded from. */
export interface FilledMore {
  readonly qty: Qty;
  readonly quote: Quote;
  readonly price: Price;
  readonly fees: Quote | undefined;
}

/** Finds our order by client id, or, for a stop that has triggered, by the id of the plain order it became. */
export function ownOrder(d: Draft, venue: Pick<VenueOrder, 'orderId' | 'venueOrderId'>): OrderRecord | undefined {
  const direct = d.durable.orders[venue.orderId];
  if (direct) return direct;
  return Object.values(d.durable.orders).find((order) => order.spawnedVenueOrderId === venue.venueOrderId);
}

/** Moves an order through its table; an illegal move leaves it and raises an alarm (R6). */
export function move(d: Draft, orderId: OrderId, news: OrderNews): OrderRecord | undefined {
  const order = d.durable.orders[orderId];
  if (!order) return undefined;
  const next = orderLife[order.status][news];
  if (next === undefined) {
    note(d, 'R6', 'illegalOrderMove', { orderId, status: order.status, news }, { symbol: order.terms.symbol, level: 'attention' });
    return order;
  }
  const over = !isLive(next);
  const moved: OrderRecord = {
    ...order,
    status: next,
    updatedAt: d.event.at,
    retryAt: undefined,
    ...(next === 'unconfirmed' ? {} : { probe: undefined }),
    ...(over && order.cancel ? { cancel: { ...order.cancel, retryAt: undefined } } : {}),
  };
  putOrder(d, moved);
  return moved;
}

/**
 * Counts what the exchange says is filled in all. The cumulative quantity is the truth, so fills told twice, late or out of order
 * count once; a trade whose quantity was caught up earlier by a query adds nothing.
 */
function countFills(
  d: Draft,
  order: OrderRecord,
  toldQty: Qty,
  toldAverage: Price | undefined,
  fill: Fill | undefined,
): FilledMore | undefined {
  const known = fill !== undefined && order.trades.includes(fill.tradeId);
  const fee = !known && fill?.fee !== undefined && (fill.feeAsset === undefined || fill.feeAsset === 'USDT') ? fill.fee : undefined;
  const trades = fill && !known ? [...order.trades, fill.tradeId] : order.trades;
  const fees = fee === undefined ? order.fees : add(order.fees ?? ('0' as Quote), fee);
  if (known || cmp(toldQty, order.filledQty) <= 0) {
    if (trades !== order.trades || fees !== order.fees) putOrder(d, { ...order, trades, fees });
    return fee === undefined ? undefined : { qty: '0' as Qty, quote: '0' as Quote, price: fill?.price ?? ('0' as Price), fees: fee };
  }
  const qty = sub(toldQty, order.filledQty);
  const quote =
    fill && cmp(fill.qty, qty) === 0 ? cost(fill.price, qty) : toldAverage ? sub(cost(toldAverage, toldQty), order.filledQuote) : undefined;
  const limit = order.terms.kind === 'limit' ? order.terms.price : undefined;
  // Nobody told a price for it: the limit price cannot flatter us, and the mark is the nearest to what a market order got.
  const guess = fill?.price ?? limit ?? d.live.marks[order.terms.symbol] ?? ('0' as Price);
  const counted = quote !== undefined && isPositive(quote) ? quote : cost(guess, qty);
  putOrder(d, {
    ...order,
    trades,
    fees,
    filledQty: toldQty,
    filledQuote: add(order.filledQuote, counted),
    lastFillAt: d.event.at,
    updatedAt: d.event.at,
  });
  return { qty, quote: counted, price: averagePrice(counted, qty) ?? ('0' as Price), fees: fee };
}

/** Takes over the exchange's description of one of our orders: fills first, then the status (R6). */
export function applyVenueOrder(d: Draft, record: OrderRecord, venue: VenueOrder, fill?: Fill): FilledMore | undefined {
  // The plain order of a triggered stop has its own id; it must not replace the stop's.
  const spawned = venue.book === 'plain' && record.terms.kind === 'stop' ? venue.venueOrderId : venue.spawnedVenueOrderId;
  const seen: OrderRecord = {
    ...record,
    venueOrderId: record.terms.kind === 'stop' && venue.book === 'plain' ? record.venueOrderId : venue.venueOrderId,
    spawnedVenueOrderId: spawned ?? record.spawnedVenueOrderId,
  };
  putOrder(d, seen);
  const more = countFills(d, seen, venue.filledQty, venue.averagePrice, fill);
  move(d, record.orderId, newsOf(record, venue));
  return more;
}

function newsOf(record: OrderRecord, venue: VenueOrder): OrderNews {
  switch (venue.status) {
    case 'filled':
      return 'filled';
    case 'cancelled':
    case 'expired':
    case 'rejected':
      return 'gone';
    case 'open':
    case 'triggered': {
      const whole = record.terms.kind !== 'stop' && cmp(venue.filledQty, record.terms.qty) >= 0;
      return whole ? 'filled' : isZero(venue.filledQty) ? 'accepted' : 'partlyFilled';
    }
  }
}

/** Keeps the picture of orders that are not ours (D1, D16). */
export function applyForeignOrder(d: Draft, venue: VenueOrder): void {
  const { [venue.venueOrderId]: _, ...others } = d.live.account.foreignOrders;
  const foreignOrders: Readonly<Record<VenueOrderId, VenueOrder>> =
    venue.status === 'open' ? { ...others, [venue.venueOrderId]: venue } : others;
  d.live = { ...d.live, account: { ...d.live.account, foreignOrders } };
}

export const liveOrdersOf = (d: Draft, symbol?: MarketSymbol): readonly OrderRecord[] =>
  Object.values(d.durable.orders).filter((order) => isLive(order.status) && (symbol === undefined || order.terms.symbol === symbol));
