import type { Quote } from '../../../../shared/domain/decimal.ts';
import { notionalCapAt, type PositionView } from '../../matching/margin.ts';
import type { SymbolRules } from '../../matching/market-feed.ts';
import { accountPositionV2, accountPositionV3, accountTotals, balanceJson, positionRiskV2, positionRiskV3 } from '../account-json.ts';
import { optionalSymbol } from '../params.ts';
import type { Route, RouteContext } from '../route.ts';

type Row = readonly [rules: SymbolRules, position: PositionView];

/** v3 shows what is in use only. In hedge mode an unused side is left out, in one-way mode a symbol with open orders alone is shown. */
function usedRows({ params, feed, venue, accountId }: RouteContext): readonly Row[] {
  const one = optionalSymbol(feed, params);
  return venue.account(accountId).positions.flatMap((position) => {
    const rules = feed.rules(position.symbol);
    const used = position.amount !== '0' || position.positionSide === 'BOTH';
    return rules === undefined || !used || (one !== undefined && position.symbol !== one) ? [] : [[rules, position] as const];
  });
}

/** v2 shows every symbol, used or not. */
function allRows({ params, feed, venue, accountId }: RouteContext): readonly Row[] {
  const one = optionalSymbol(feed, params);
  return feed
    .symbols()
    .filter((rules) => one === undefined || rules.symbol === one)
    .flatMap((rules) => venue.positions(accountId, rules.symbol).map((position) => [rules, position] as const));
}

const capOf = (rules: SymbolRules, leverage: number): Quote => notionalCapAt(rules.brackets, leverage);

function accountV3(context: RouteContext): unknown {
  const view = context.venue.account(context.accountId);
  return { ...accountTotals(view), positions: usedRows(context).map(([rules, position]) => accountPositionV3(rules, position)) };
}

function accountV2(context: RouteContext): unknown {
  const view = context.venue.account(context.accountId);
  const positions = allRows(context).map(([rules, position]) => accountPositionV2(rules, position, capOf(rules, position.leverage)));
  return {
    feeTier: 0,
    canTrade: true,
    canDeposit: true,
    canWithdraw: true,
    multiAssetsMargin: false,
    tradeGroupId: -1,
    updateTime: 0,
    ...accountTotals(view),
    positions,
  };
}

function accountConfig({ venue, accountId }: RouteContext): unknown {
  return {
    feeTier: 0,
    canTrade: true,
    canDeposit: true,
    canWithdraw: true,
    dualSidePosition: venue.mode(accountId) === 'HEDGE',
    updateTime: 0,
    multiAssetsMargin: false,
    tradeGroupId: -1,
  };
}

function symbolConfig({ params, feed, venue, accountId }: RouteContext): unknown {
  const one = optionalSymbol(feed, params);
  return feed
    .symbols()
    .filter((rules) => one === undefined || rules.symbol === one)
    .map((rules) => {
      const { symbol, leverage, marginType } = venue.config(accountId, rules.symbol);
      return { symbol, marginType, isAutoAddMargin: false, leverage, maxNotionalValue: capOf(rules, leverage) };
    });
}

const balance = ({ venue, accountId }: RouteContext): unknown => [balanceJson(venue.account(accountId))];

export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: '/fapi/v3/account', security: 'signed', weight: 5, run: accountV3 },
  { method: 'GET', path: '/fapi/v2/account', security: 'signed', weight: 5, run: accountV2 },
  { method: 'GET', path: '/fapi/v3/balance', security: 'signed', weight: 5, run: balance },
  { method: 'GET', path: '/fapi/v2/balance', security: 'signed', weight: 5, run: balance },
  {
    method: 'GET',
    path: '/fapi/v3/positionRisk',
    security: 'signed',
    weight: 5,
    run: (context) => usedRows(context).map(([rules, position]) => positionRiskV3(rules, position)),
  },
  {
    method: 'GET',
    path: '/fapi/v2/positionRisk',
    security: 'signed',
    weight: 5,
    run: (context) => allRows(context).map(([rules, position]) => positionRiskV2(rules, position, capOf(rules, position.leverage))),
  },
  { method: 'GET', path: '/fapi/v1/accountConfig', security: 'signed', weight: 5, run: accountConfig },
  { method: 'GET', path: '/fapi/v1/symbolConfig', security: 'signed', weight: 5, run: symbolConfig },
];
