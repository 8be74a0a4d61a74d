import type { Quote } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { PositionMode } from '../../../shared/domain/order.ts';
import type { AlgoOrder, Income, Order, Position, PositionSide, Side, SymbolConfig, Trade } from './order-record.ts';

/** Everything one account owns. Only the functions of this folder change it; the records inside are replaced, never edited. */
export interface AccountState {
  readonly id: string;
  readonly makerFee: string;
  readonly takerFee: string;
  mode: PositionMode;
  /** Deposits + results − commission + funding; isolated margins are part of it. */
  wallet: Quote;
  walletUpdateTime: number;
  /** All orders ever, by orderId, oldest first. */
  readonly orders: Map<number, Order>;
  readonly openOrders: Map<number, Order>;
  readonly algos: Map<number, AlgoOrder>;
  /** Only those that still wait for their trigger. */
  readonly waitingAlgos: Map<number, AlgoOrder>;
  readonly configs: Map<MarketSymbol, SymbolConfig>;
  readonly positions: Map<string, Position>;
  readonly trades: Trade[];
  readonly incomes: Income[];
}

export interface NewAccount {
  readonly id: string;
  readonly wallet: Quote;
  readonly mode?: PositionMode;
  readonly makerFee?: string;
  readonly takerFee?: string;
}

export const openAccount = (terms: NewAccount, at: number): AccountState => ({
  id: terms.id,
  makerFee: terms.makerFee ?? '0.0002',
  takerFee: terms.takerFee ?? '0.0005',
  mode: terms.mode ?? 'ONE-WAY',
  wallet: terms.wallet,
  walletUpdateTime: at,
  orders: new Map(),
  openOrders: new Map(),
  algos: new Map(),
  waitingAlgos: new Map(),
  configs: new Map(),
  positions: new Map(),
  trades: [],
  incomes: [],
});

/** Binance's own defaults for a symbol nobody has set up. */
export const configOf = (account: AccountState, symbol: MarketSymbol): SymbolConfig =>
  account.configs.get(symbol) ?? { symbol, leverage: 20, marginType: 'CROSSED' };

const positionKey = (symbol: MarketSymbol, side: PositionSide): string => `${symbol}|${side}`;

export const positionOf = (account: AccountState, symbol: MarketSymbol, positionSide: PositionSide): Position =>
  account.positions.get(positionKey(symbol, positionSide)) ?? {
    symbol,
    positionSide,
    amount: '0' as Position['amount'],
    entryPrice: '0' as Position['entryPrice'],
    isolatedWallet: '0' as Quote,
    openFees: '0' as Quote,
    realized: '0' as Quote,
    updateTime: 0,
  };

export const keepPosition = (account: AccountState, position: Position): void => {
  account.positions.set(positionKey(position.symbol, position.positionSide), position);
};

export const openPositions = (account: AccountState, symbol?: MarketSymbol): readonly Position[] =>
  [...account.positions.values()].filter((p) => p.amount !== '0' && (symbol === undefined || p.symbol === symbol));

export const openOrdersOf = (account: AccountState, symbol?: MarketSymbol): readonly Order[] =>
  [...account.openOrders.values()].filter((o) => symbol === undefined || o.symbol === symbol);

export const waitingAlgosOf = (account: AccountState, symbol?: MarketSymbol): readonly AlgoOrder[] =>
  [...account.waitingAlgos.values()].filter((a) => symbol === undefined || a.symbol === symbol);

/** Whether an order may only make the position smaller: by flag, by closePosition, or by its side in hedge mode. */
export const reduces = (order: {
  readonly side: Side;
  readonly positionSide?: PositionSide | undefined;
  readonly reduceOnly?: boolean | undefined;
  readonly closePosition?: boolean | undefined;
}): boolean =>
  order.reduceOnly === true ||
  order.closePosition === true ||
  (order.positionSide === 'SHORT' && order.side === 'BUY') ||
  (order.positionSide === 'LONG' && order.side === 'SELL');
