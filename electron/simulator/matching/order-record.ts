import type { Price, Qty, Quote } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { MarginType } from '../../../shared/domain/order.ts';

export type Side = 'BUY' | 'SELL';
export type PositionSide = 'BOTH' | 'LONG' | 'SHORT';
export type TimeInForce = 'GTC' | 'IOC' | 'FOK' | 'GTX';
export type WorkingType = 'MARK_PRICE' | 'CONTRACT_PRICE';
export type AlgoType = 'STOP_MARKET' | 'TAKE_PROFIT_MARKET' | 'STOP' | 'TAKE_PROFIT';
export type OrderStatus = 'NEW' | 'PARTIALLY_FILLED' | 'FILLED' | 'CANCELED' | 'EXPIRED';
export type AlgoStatus = 'NEW' | 'TRIGGERING' | 'TRIGGERED' | 'FINISHED' | 'CANCELED' | 'EXPIRED' | 'REJECTED';

/** What a client may ask of the first book. Numbers are read already; everything else is checked by the venue. */
export interface OrderRequest {
  readonly symbol: MarketSymbol;
  readonly side: Side;
  readonly type: 'LIMIT' | 'MARKET';
  readonly qty: Qty;
  readonly price?: Price | undefined;
  readonly timeInForce?: TimeInForce | undefined;
  /** Made by the venue when absent. */
  readonly clientOrderId?: string | undefined;
  readonly reduceOnly?: boolean | undefined;
  readonly positionSide?: PositionSide | undefined;
}

/** What a client may ask of the second (conditional) book. */
export interface AlgoRequest {
  readonly symbol: MarketSymbol;
  readonly side: Side;
  readonly type: AlgoType;
  readonly triggerPrice: Price;
  readonly qty?: Qty | undefined;
  /** STOP and TAKE_PROFIT only. */
  readonly price?: Price | undefined;
  readonly clientAlgoId?: string | undefined;
  readonly reduceOnly?: boolean | undefined;
  readonly closePosition?: boolean | undefined;
  readonly positionSide?: PositionSide | undefined;
  readonly workingType?: WorkingType | undefined;
}

/** Why an order expired, as the stream tells it (`er`). */
export const expiryReason = { none: 0, immediateRest: 2, reduceOnly: 4, liquidation: 5, marketRest: 9 } as const;
export type ExpiryReason = (typeof expiryReason)[keyof typeof expiryReason];

/** An order of the first book. Records are replaced, never changed in place: what was told stays as told. */
export interface Order {
  readonly orderId: number;
  readonly clientOrderId: string;
  readonly symbol: MarketSymbol;
  readonly side: Side;
  readonly type: 'LIMIT' | 'MARKET';
  /** STOP_MARKET for the market order that a stop became. */
  readonly origType: 'LIMIT' | 'MARKET' | AlgoType;
  readonly timeInForce: TimeInForce;
  /** "0" for market orders. */
  readonly price: Price;
  readonly stopPrice: Price;
  readonly qty: Qty;
  readonly filledQty: Qty;
  /** Sum of price × quantity of its trades. */
  readonly filledQuote: Quote;
  readonly status: OrderStatus;
  readonly reduceOnly: boolean;
  readonly closePosition: boolean;
  readonly positionSide: PositionSide;
  readonly workingType: WorkingType;
  readonly expiryReason: ExpiryReason;
  /** The conditional order it came from. */
  readonly algoId: number | undefined;
  readonly time: number;
  readonly updateTime: number;
}

/** An order of the second book. */
export interface AlgoOrder {
  readonly algoId: number;
  readonly clientAlgoId: string;
  readonly symbol: MarketSymbol;
  readonly side: Side;
  readonly type: AlgoType;
  readonly triggerPrice: Price;
  readonly price: Price;
  /** "0" for closePosition. */
  readonly qty: Qty;
  readonly status: AlgoStatus;
  readonly reduceOnly: boolean;
  readonly closePosition: boolean;
  readonly positionSide: PositionSide;
  readonly workingType: WorkingType;
  readonly createTime: number;
  readonly updateTime: number;
  /** 0 until triggered. */
  readonly triggerTime: number;
  /** The order of the first book it became. */
  readonly orderId: number | undefined;
  readonly filledQty: Qty;
  readonly averagePrice: Price;
  /** Reason of a REJECTED one. */
  readonly rejection: string;
}

export interface Trade {
  /** Unique over all symbols. */
  readonly id: number;
  readonly orderId: number;
  readonly symbol: MarketSymbol;
  readonly side: Side;
  readonly positionSide: PositionSide;
  readonly price: Price;
  readonly qty: Qty;
  /** Before commission. */
  readonly realizedPnl: Quote;
  readonly commission: Quote;
  readonly maker: boolean;
  readonly time: number;
}

export type IncomeType = 'REALIZED_PNL' | 'COMMISSION' | 'FUNDING_FEE' | 'INSURANCE_CLEAR' | 'TRANSFER';
export interface Income {
  readonly symbol: MarketSymbol | '';
  readonly type: IncomeType;
  /** Signed: a commission is negative. */
  readonly amount: Quote;
  readonly time: number;
  readonly tranId: number;
  /** 0 when no trade caused it. */
  readonly tradeId: number;
}

export interface Position {
  readonly symbol: MarketSymbol;
  readonly positionSide: PositionSide;
  /** Signed: negative is a short. */
  readonly amount: Qty;
  readonly entryPrice: Price;
  /** Margin set aside for it; "0" in cross margin. */
  readonly isolatedWallet: Quote;
  /** Commission paid for the part that is still open. */
  readonly openFees: Quote;
  /** Realised since the account was opened, before commission. */
  readonly realized: Quote;
  readonly updateTime: number;
}

export interface SymbolConfig {
  readonly symbol: MarketSymbol;
  readonly leverage: number;
  readonly marginType: MarginType;
}

export type OrderRef = { readonly orderId: number } | { readonly clientOrderId: string };
export type AlgoRef = { readonly algoId: number } | { readonly clientAlgoId: string };

export const isOpen = (order: Order): boolean => order.status === 'NEW' || order.status === 'PARTIALLY_FILLED';
export const isWaiting = (algo: AlgoOrder): boolean => algo.status === 'NEW';
