import { add, averagePrice, cmp, gte, isPositive, type Price, type Qty } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { type AccountState, openOrdersOf, positionOf, reduces, waitingAlgosOf } from './account.ts';
import type { Floor } from './floor.ts';
import { orderNotional, remainingOf } from './margin.ts';
import {
  type AlgoOrder,
  type ExpiryReason,
  expiryReason,
  isOpen,
  isWaiting,
  type Order,
  type PositionSide,
  type Trade,
} from './order-record.ts';
import { reducibleBy } from './position.ts';
import type { VenueEvent } from './venue-event.ts';

type OrderChange = Extract<VenueEvent, { type: 'OrderChanged' }>['change'];

/** Writes an order down in its new state and tells the owner. */
export function recordOrder(floor: Floor, account: AccountState, change: OrderChange, order: Order, trade: Trade | undefined): Order {
  account.orders.set(order.orderId, order);
  if (isOpen(order)) account.openOrders.set(order.orderId, order);
  else account.openOrders.delete(order.orderId);
  floor.tell({
    type: 'OrderChanged',
    accountId: account.id,
    at: order.updateTime,
    change,
    order,
    trade,
    bidNotional: orderNotional(account, order.symbol, 'BUY'),
    askNotional: orderNotional(account, order.symbol, 'SELL'),
  });
  return order;
}

export function recordAlgo(floor: Floor, account: AccountState, algo: AlgoOrder): AlgoOrder {
  account.algos.set(algo.algoId, algo);
  if (isWaiting(algo)) account.waitingAlgos.set(algo.algoId, algo);
  else account.waitingAlgos.delete(algo.algoId);
  floor.tell({ type: 'AlgoChanged', accountId: account.id, at: algo.updateTime, algo });
  return algo;
}

/** A conditional order ends with the order it became, filled or not: what was filled is in it. */
export function finishAlgoOf(floor: Floor, account: AccountState, order: Order): void {
  const algo = order.algoId === undefined ? undefined : account.algos.get(order.algoId);
  if (algo === undefined || algo.status !== 'TRIGGERED') return;
  const averageOf = averagePrice(order.filledQuote, order.filledQty) ?? ('0' as Price);
  recordAlgo(floor, account, {
    ...algo,
    status: 'FINISHED',
    filledQty: order.filledQty,
    averagePrice: averageOf,
    updateTime: order.updateTime,
  });
}

export function endOrder(
  floor: Floor,
  account: AccountState,
  order: Order,
  status: 'CANCELED' | 'EXPIRED',
  reason: ExpiryReason,
  at: number,
): Order {
  const ended = recordOrder(floor, account, status, { ...order, status, expiryReason: reason, updateTime: at }, undefined);
  finishAlgoOf(floor, account, ended);
  return ended;
}

/** Better price first, then older: the reduce-only orders that keep their place when the position is too small for all. */
function byPriority(a: Order, b: Order): number {
  const byPrice = a.side === 'BUY' ? cmp(b.price, a.price) : cmp(a.price, b.price);
  return byPrice !== 0 ? byPrice : a.orderId - b.orderId;
}

export function reducingOrders(account: AccountState, symbol: MarketSymbol, positionSide: PositionSide): readonly Order[] {
  return openOrdersOf(account, symbol).filter((order) => order.positionSide === positionSide && reduces(order));
}

/** Reducing orders that begin only after the position would be gone are expired (reason 4). */
export function knockOutReducing(floor: Floor, account: AccountState, symbol: MarketSymbol, positionSide: PositionSide, at: number): void {
  let ahead: Qty = '0' as Qty;
  for (const order of [...reducingOrders(account, symbol, positionSide)].sort(byPriority)) {
    const room = reducibleBy(positionOf(account, symbol, positionSide), order.side);
    if (gte(ahead, room)) endOrder(floor, account, order, 'EXPIRED', expiryReason.reduceOnly, at);
    else ahead = add(ahead, remainingOf(order));
  }
}

/** What the exchange does by itself after a position became smaller: stops without a position and surplus exits go. */
export function tidyAfterPosition(floor: Floor, account: AccountState, symbol: MarketSymbol, positionSide: PositionSide, at: number): void {
  for (const algo of waitingAlgosOf(account, symbol)) {
    if (!algo.closePosition || algo.positionSide !== positionSide) continue;
    if (isPositive(reducibleBy(positionOf(account, symbol, positionSide), algo.side))) continue;
    recordAlgo(floor, account, { ...algo, status: 'EXPIRED', updateTime: at });
  }
  knockOutReducing(floor, account, symbol, positionSide, at);
}
