import type { SymbolRules } from '../../matching/market-feed.ts';
import { isOpen, type Order, type OrderRef, type OrderRequest } from '../../matching/order-record.ts';
import { orderJson, queriedOrderJson } from '../order-json.ts';
import { decimal, limitOf, missing, oneOf, optionalSymbol, optionalWhole, type Params, rulesOf, whole } from '../params.ts';
import { granted, Refusal } from '../refusal.ts';
import type { Route, RouteContext } from '../route.ts';
import { allCancelled, rowsOf, termsOf } from './order-terms.ts';

const conditionalTypes = ['STOP', 'STOP_MARKET', 'TAKE_PROFIT', 'TAKE_PROFIT_MARKET', 'TRAILING_STOP_MARKET'];

function requestOf(params: Params, rules: SymbolRules): OrderRequest {
  const terms = termsOf(params, rules);
  if (params.type !== undefined && conditionalTypes.includes(params.type)) {
    throw new Refusal(-4120, 'Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.');
  }
  const type = oneOf(params, 'type', ['LIMIT', 'MARKET'], -1116, 'Invalid orderType.');
  const timesInForce = ['GTC', 'IOC', 'FOK', 'GTX'] as const;
  return {
    ...terms,
    type,
    qty: decimal(params, 'quantity'),
    timeInForce: type === 'LIMIT' ? oneOf(params, 'timeInForce', timesInForce, -1115, 'Invalid timeInForce.') : undefined,
    clientOrderId: params.newClientOrderId,
  };
}

function refOf(params: Params): OrderRef {
  const orderId = optionalWhole(params, 'orderId');
  if (orderId !== undefined) return { orderId };
  if (params.origClientOrderId === undefined) throw missing('orderId');
  return { clientOrderId: params.origClientOrderId };
}

function newOrder({ params, feed, venue, accountId, at }: RouteContext): unknown {
  const rules = rulesOf(feed, params);
  return orderJson(rules, granted(venue.placeOrder(accountId, requestOf(params, rules), at)));
}

function queryOrder({ params, feed, venue, accountId }: RouteContext, wanted: (order: Order) => boolean): unknown {
  const rules = rulesOf(feed, params);
  const order = venue.findOrder(accountId, rules.symbol, refOf(params));
  if (order === undefined || !wanted(order)) throw new Refusal(-2013, 'Order does not exist.');
  return queriedOrderJson(rules, order);
}

function cancelOrder({ params, feed, venue, accountId, at }: RouteContext): unknown {
  const rules = rulesOf(feed, params);
  return orderJson(rules, granted(venue.cancelOrder(accountId, rules.symbol, refOf(params), at)));
}

function openOrders({ params, feed, venue, accountId }: RouteContext): unknown {
  return rowsOf(feed, venue.openOrders(accountId, optionalSymbol(feed, params)), queriedOrderJson);
}

function allOrders({ params, feed, venue, accountId }: RouteContext): unknown {
  const { symbol } = rulesOf(feed, params);
  const from = optionalWhole(params, 'orderId') ?? 0;
  const orders = venue.orders(accountId).filter((order) => order.symbol === symbol && order.orderId >= from);
  return rowsOf(feed, orders.slice(-limitOf(params, 500, 1000)), queriedOrderJson);
}

function cancelAll({ params, feed, venue, accountId, at }: RouteContext): unknown {
  venue.cancelAllOrders(accountId, rulesOf(feed, params).symbol, at);
  return allCancelled;
}

function countdown({ params, feed, countdowns, accountId, at }: RouteContext): unknown {
  const { symbol } = rulesOf(feed, params);
  const countdownTime = whole(params, 'countdownTime');
  countdowns.set(accountId, symbol, countdownTime, at);
  return { symbol, countdownTime: String(countdownTime) };
}

const one = '/fapi/v1/order';
export const orderRoutes: readonly Route[] = [
  { method: 'POST', path: one, security: 'signed', weight: 0, isOrder: true, run: newOrder },
  { method: 'GET', path: one, security: 'signed', weight: 1, run: (context) => queryOrder(context, () => true) },
  { method: 'DELETE', path: one, security: 'signed', weight: 1, run: cancelOrder },
  { method: 'GET', path: '/fapi/v1/openOrder', security: 'signed', weight: 1, run: (context) => queryOrder(context, isOpen) },
  { method: 'GET', path: '/fapi/v1/openOrders', security: 'signed', weight: (p) => (p.symbol === undefined ? 40 : 1), run: openOrders },
  { method: 'GET', path: '/fapi/v1/allOrders', security: 'signed', weight: 5, run: allOrders },
  { method: 'DELETE', path: '/fapi/v1/allOpenOrders', security: 'signed', weight: 1, run: cancelAll },
  { method: 'POST', path: '/fapi/v1/countdownCancelAll', security: 'signed', weight: 10, run: countdown },
];
