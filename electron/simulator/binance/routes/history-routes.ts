import { cost } from '../../../../shared/domain/decimal.ts';
import { sum } from '../fixed-text.ts';
import { incomeJson, tradeJson } from '../order-json.ts';
import { limitOf, optionalSymbol, optionalWhole, type Params, rulesOf } from '../params.ts';
import type { Route, RouteContext } from '../route.ts';

function during(params: Params): (time: number) => boolean {
  const from = optionalWhole(params, 'startTime') ?? 0;
  const to = optionalWhole(params, 'endTime') ?? Number.POSITIVE_INFINITY;
  return (time) => time >= from && time <= to;
}

/** Asked from a moment or an id on, the first rows count; else the last. */
const page = <T>(rows: readonly T[], params: Params, limit: number): readonly T[] =>
  params.startTime !== undefined || params.fromId !== undefined ? rows.slice(0, limit) : rows.slice(-limit);

function userTrades({ params, feed, venue, accountId }: RouteContext): unknown {
  const rules = rulesOf(feed, params);
  const inTime = during(params);
  const orderId = optionalWhole(params, 'orderId');
  const fromId = optionalWhole(params, 'fromId') ?? 0;
  const trades = venue
    .trades(accountId)
    .filter((trade) => trade.symbol === rules.symbol && inTime(trade.time) && trade.id >= fromId)
    .filter((trade) => orderId === undefined || trade.orderId === orderId);
  return page(trades, params, limitOf(params, 500, 1000)).map((trade) => tradeJson(rules, trade, sum(cost(trade.price, trade.qty))));
}

function income({ params, feed, venue, accountId }: RouteContext): unknown {
  const symbol = optionalSymbol(feed, params);
  const inTime = during(params);
  const rows = venue
    .incomes(accountId)
    .filter((row) => (symbol === undefined || row.symbol === symbol) && inTime(row.time))
    .filter((row) => params.incomeType === undefined || row.type === params.incomeType);
  return page(rows, params, limitOf(params, 100, 1000)).map(incomeJson);
}

export const historyRoutes: readonly Route[] = [
  { method: 'GET', path: '/fapi/v1/userTrades', security: 'signed', weight: 5, run: userTrades },
  { method: 'GET', path: '/fapi/v1/income', security: 'signed', weight: 30, run: income },
];
