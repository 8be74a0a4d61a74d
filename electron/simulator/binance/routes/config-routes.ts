import { notionalCapAt } from '../../matching/margin.ts';
import { missing, oneOf, optionalFlag, rulesOf, text } from '../params.ts';
import { granted } from '../refusal.ts';
import type { Route, RouteContext } from '../route.ts';

function setLeverage({ params, feed, venue, accountId, at }: RouteContext): unknown {
  const rules = rulesOf(feed, params);
  const { symbol, leverage } = granted(venue.setLeverage(accountId, rules.symbol, Number(text(params, 'leverage')), at));
  return { leverage, maxNotionalValue: notionalCapAt(rules.brackets, leverage), symbol };
}

function setMarginType({ params, feed, venue, accountId }: RouteContext): unknown {
  const { symbol } = rulesOf(feed, params);
  const marginType = oneOf(params, 'marginType', ['ISOLATED', 'CROSSED'], -4047, 'Invalid marginType.');
  granted(venue.setMarginType(accountId, symbol, marginType));
  return { code: 200, msg: 'success' };
}

function setPositionMode({ params, venue, accountId }: RouteContext): unknown {
  const hedge = optionalFlag(params, 'dualSidePosition');
  if (hedge === undefined) throw missing('dualSidePosition');
  granted(venue.setPositionMode(accountId, hedge ? 'HEDGE' : 'ONE-WAY'));
  return { code: 200, msg: 'success' };
}

export const configRoutes: readonly Route[] = [
  { method: 'POST', path: '/fapi/v1/leverage', security: 'signed', weight: 1, run: setLeverage },
  { method: 'POST', path: '/fapi/v1/marginType', security: 'signed', weight: 1, run: setMarginType },
  {
    method: 'GET',
    path: '/fapi/v1/positionSide/dual',
    security: 'signed',
    weight: 30,
    run: ({ venue, accountId }) => ({ dualSidePosition: venue.mode(accountId) === 'HEDGE' }),
  },
  { method: 'POST', path: '/fapi/v1/positionSide/dual', security: 'signed', weight: 1, run: setPositionMode },
  {
    method: 'GET',
    path: '/fapi/v1/rateLimit/order',
    security: 'signed',
    weight: 1,
    run: ({ limits }) => [
      { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: limits.ordersPer10Seconds },
      { rateLimitType: 'ORDERS', interval: 'MINUTE', intervalNum: 1, limit: limits.ordersPerMinute },
    ],
  },
];
