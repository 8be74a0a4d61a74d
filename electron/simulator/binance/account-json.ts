import { add, minOf, type Quote } from '../../../shared/domain/decimal.ts';
import type { AccountView, PositionView } from '../matching/margin.ts';
import type { SymbolRules } from '../matching/market-feed.ts';
import { padded, sum } from './fixed-text.ts';

const initialMarginOf = (view: AccountView): Quote => add(view.positionMargin, view.openOrderMargin);
const marginBalanceOf = (view: AccountView): Quote => add(view.wallet, view.unrealized);
/** Nobody can take out an unrealised profit. */
const withdrawableOf = (view: AccountView): Quote => minOf(view.available, view.crossWallet);

export function assetRow(view: AccountView): Record<string, unknown> {
  return {
    asset: 'USDT',
    walletBalance: sum(view.wallet),
    unrealizedProfit: sum(view.unrealized),
    marginBalance: sum(marginBalanceOf(view)),
    maintMargin: sum(view.maintenanceMargin),
    initialMargin: sum(initialMarginOf(view)),
    positionInitialMargin: sum(view.positionMargin),
    openOrderInitialMargin: sum(view.openOrderMargin),
    crossWalletBalance: sum(view.crossWallet),
    crossUnPnl: sum(view.crossUnrealized),
    availableBalance: sum(view.available),
    maxWithdrawAmount: sum(withdrawableOf(view)),
    // Clients skip an asset that was never updated.
    updateTime: view.updateTime,
  };
}

/** An asset the account holds nothing of: shown, with update time 0. */
function emptyAsset(asset: string): Record<string, unknown> {
  const row = assetRow({
    mode: 'ONE-WAY',
    wallet: '0' as Quote,
    crossWallet: '0' as Quote,
    unrealized: '0' as Quote,
    crossUnrealized: '0' as Quote,
    positionMargin: '0' as Quote,
    openOrderMargin: '0' as Quote,
    maintenanceMargin: '0' as Quote,
    available: '0' as Quote,
    updateTime: 0,
    positions: [],
  });
  return { ...row, asset };
}

export function accountTotals(view: AccountView): Record<string, unknown> {
  return {
    totalInitialMargin: sum(initialMarginOf(view)),
    totalMaintMargin: sum(view.maintenanceMargin),
    totalWalletBalance: sum(view.wallet),
    totalUnrealizedProfit: sum(view.unrealized),
    totalMarginBalance: sum(marginBalanceOf(view)),
    totalPositionInitialMargin: sum(view.positionMargin),
    totalOpenOrderInitialMargin: sum(view.openOrderMargin),
    totalCrossWalletBalance: sum(view.crossWallet),
    totalCrossUnPnl: sum(view.crossUnrealized),
    availableBalance: sum(view.available),
    maxWithdrawAmount: sum(withdrawableOf(view)),
    assets: [assetRow(view), emptyAsset('USDC')],
  };
}

export const balanceJson = (view: AccountView): Record<string, unknown> => ({
  accountAlias: 'SgsR',
  asset: 'USDT',
  balance: sum(view.wallet),
  crossWalletBalance: sum(view.crossWallet),
  crossUnPnl: sum(view.crossUnrealized),
  availableBalance: sum(view.available),
  maxWithdrawAmount: sum(withdrawableOf(view)),
  marginAvailable: true,
  updateTime: view.updateTime,
});

const isolatedMarginOf = (position: PositionView): Quote =>
  position.marginType === 'ISOLATED' && position.amount !== '0' ? add(position.isolatedWallet, position.unrealized) : ('0' as Quote);

export function positionRiskV3(rules: SymbolRules, position: PositionView): Record<string, unknown> {
  return {
    symbol: position.symbol,
    positionSide: position.positionSide,
    positionAmt: padded(position.amount, rules.quantityPrecision),
    entryPrice: position.entryPrice,
    breakEvenPrice: position.breakEven,
    markPrice: padded(position.markPrice, 8),
    unRealizedProfit: sum(position.unrealized),
    liquidationPrice: position.liquidationPrice,
    isolatedMargin: isolatedMarginOf(position) === '0' ? '0' : sum(isolatedMarginOf(position)),
    notional: sum(position.notional),
    marginAsset: 'USDT',
    isolatedWallet: position.isolatedWallet,
    initialMargin: sum(add(position.initialMargin, position.openOrderMargin)),
    maintMargin: sum(position.maintenanceMargin),
    positionInitialMargin: sum(position.initialMargin),
    openOrderInitialMargin: sum(position.openOrderMargin),
    adl: position.amount === '0' ? 0 : 2,
    bidNotional: position.bidNotional,
    askNotional: position.askNotional,
    updateTime: position.updateTime,
  };
}

/** v2 tells leverage and margin type, which v3 leaves out. */
export function positionRiskV2(rules: SymbolRules, position: PositionView, maxNotional: Quote): Record<string, unknown> {
  return {
    symbol: position.symbol,
    positionAmt: padded(position.amount, rules.quantityPrecision),
    entryPrice: position.entryPrice === '0' ? '0.0' : position.entryPrice,
    breakEvenPrice: position.breakEven,
    markPrice: padded(position.markPrice, 8),
    unRealizedProfit: sum(position.unrealized),
    liquidationPrice: position.liquidationPrice,
    leverage: String(position.leverage),
    maxNotionalValue: maxNotional,
    marginType: position.marginType === 'ISOLATED' ? 'isolated' : 'cross',
    isolatedMargin: sum(isolatedMarginOf(position)),
    isAutoAddMargin: 'false',
    positionSide: position.positionSide,
    notional: position.notional,
    isolatedWallet: position.isolatedWallet,
    updateTime: position.updateTime,
    isolated: position.marginType === 'ISOLATED',
    adlQuantile: position.amount === '0' ? 0 : 2,
  };
}

export function accountPositionV3(rules: SymbolRules, position: PositionView): Record<string, unknown> {
  return {
    symbol: position.symbol,
    positionSide: position.positionSide,
    positionAmt: padded(position.amount, rules.quantityPrecision),
    unrealizedProfit: sum(position.unrealized),
    isolatedMargin: sum(isolatedMarginOf(position)),
    notional: position.notional,
    isolatedWallet: position.isolatedWallet,
    initialMargin: sum(add(position.initialMargin, position.openOrderMargin)),
    maintMargin: sum(position.maintenanceMargin),
    updateTime: position.updateTime,
  };
}

export function accountPositionV2(rules: SymbolRules, position: PositionView, maxNotional: Quote): Record<string, unknown> {
  return {
    ...accountPositionV3(rules, position),
    positionInitialMargin: sum(position.initialMargin),
    openOrderInitialMargin: sum(position.openOrderMargin),
    leverage: String(position.leverage),
    isolated: position.marginType === 'ISOLATED',
    entryPrice: position.entryPrice,
    breakEvenPrice: position.breakEven,
    maxNotional,
    bidNotional: position.bidNotional,
    askNotional: position.askNotional,
  };
}
