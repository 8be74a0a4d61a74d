import type { SymbolRules } from '../../matching/market-feed.ts';
import type { AlgoRef, AlgoRequest } from '../../matching/order-record.ts';
import { algoJson, queriedAlgoJson } from '../order-json.ts';
import {
  decimal,
  limitOf,
  missing,
  oneOf,
  optionalDecimal,
  optionalFlag,
  optionalOneOf,
  optionalSymbol,
  optionalWhole,
  type Params,
  rulesOf,
} from '../params.ts';
import { granted, Refusal } from '../refusal.ts';
import type { Route, RouteContext } from '../route.ts';
import { allCancelled, rowsOf, termsOf } from './order-terms.ts';

const algoTypes = ['STOP_MARKET', 'TAKE_PROFIT_MARKET', 'STOP', 'TAKE_PROFIT'] as const;

function requestOf(params: Params, rules: SymbolRules): AlgoRequest {
  oneOf(params, 'algoType', ['CONDITIONAL'], -1102, "Mandatory parameter 'algoType' was not sent, was empty/null, or malformed.");
  return {
    ...termsOf(params, rules),
    type: oneOf(params, 'type', algoTypes, -1116, 'Invalid orderType.'),
    triggerPrice: decimal(params, 'triggerPrice'),
    qty: optionalDecimal(params, 'quantity'),
    clientAlgoId: params.clientAlgoId,
    closePosition: optionalFlag(params, 'closePosition'),
    workingType: optionalOneOf(params, 'workingType', ['MARK_PRICE', 'CONTRACT_PRICE'], -1102, 'Invalid workingType.'),
  };
}

function refOf(params: Params): AlgoRef {
  const algoId = optionalWhole(params, 'algoId');
  if (algoId !== undefined) return { algoId };
  if (params.clientAlgoId === undefined) throw missing('algoId');
  return { clientAlgoId: params.clientAlgoId };
}

function newAlgo({ params, feed, venue, accountId, at }: RouteContext): unknown {
  const rules = rulesOf(feed, params);
  return algoJson(rules, granted(venue.placeAlgo(accountId, requestOf(params, rules), at)));
}

function queryAlgo({ params, feed, venue, accountId }: RouteContext): unknown {
  const algo = venue.findAlgo(accountId, refOf(params));
  const row = algo === undefined ? undefined : rowsOf(feed, [algo], queriedAlgoJson)[0];
  if (row === undefined) throw new Refusal(-2013, 'Order does not exist.');
  return row;
}

function cancelAlgo({ params, venue, accountId, at }: RouteContext): unknown {
  const algo = granted(venue.cancelAlgo(accountId, refOf(params), at));
  // The exchange sends this code as a string, unlike everywhere else.
  return { algoId: algo.algoId, clientAlgoId: algo.clientAlgoId, code: '200', msg: 'success' };
}

function openAlgos({ params, feed, venue, accountId }: RouteContext): unknown {
  return rowsOf(feed, venue.waitingAlgos(accountId, optionalSymbol(feed, params)), queriedAlgoJson);
}

function allAlgos({ params, feed, venue, accountId }: RouteContext): unknown {
  const { symbol } = rulesOf(feed, params);
  const algos = venue.algos(accountId).filter((algo) => algo.symbol === symbol);
  return rowsOf(feed, algos.slice(-limitOf(params, 500, 1000)), queriedAlgoJson);
}

function cancelAll({ params, feed, venue, accountId, at }: RouteContext): unknown {
  venue.cancelAllAlgos(accountId, rulesOf(feed, params).symbol, at);
  return allCancelled;
}

const one = '/fapi/v1/algoOrder';
export const algoRoutes: readonly Route[] = [
  { method: 'POST', path: one, security: 'signed', weight: 0, isOrder: true, run: newAlgo },
  { method: 'GET', path: one, security: 'signed', weight: 1, run: queryAlgo },
  { method: 'DELETE', path: one, security: 'signed', weight: 1, run: cancelAlgo },
  { method: 'GET', path: '/fapi/v1/openAlgoOrders', security: 'signed', weight: (p) => (p.symbol === undefined ? 40 : 1), run: openAlgos },
  { method: 'GET', path: '/fapi/v1/allAlgoOrders', security: 'signed', weight: 5, run: allAlgos },
  { method: 'DELETE', path: '/fapi/v1/algoOpenOrders', security: 'signed', weight: 1, run: cancelAll },
];
