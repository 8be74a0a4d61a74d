import type { Price, Qty, Quote } from './decimal.ts';
import type { MarketSymbol, OrderId, TradeId, VenueOrderId } from './ids.ts';

/** Binance keeps stops in a second book behind the algo-order endpoints (D16). */
export type Book = 'plain' | 'conditional';
export type PositionMode = 'ONE-WAY' | 'HEDGE';
export type MarginType = 'ISOLATED' | 'CROSSED';

/**
 * What we ask for. `closes` says it may only reduce the short; how that is put on the wire (reduceOnly, positionSide,
 * closePosition) follows from the position mode (W27, W28, R09, R10) and is the adapter's business.
 */
export type OrderTerms =
  | {
      readonly kind: 'limit';
      readonly symbol: MarketSymbol;
      readonly side: 'SELL' | 'BUY';
      readonly closes: boolean;
      readonly qty: Qty;
      readonly price: Price;
      readonly positionMode: PositionMode;
    }
  | {
      readonly kind: 'market';
      readonly symbol: MarketSymbol;
      readonly side: 'BUY' | 'SELL';
      readonly closes: true;
      readonly qty: Qty;
      readonly positionMode: PositionMode;
    }
  | {
      /** STOP_MARKET with closePosition, triggered by the mark price; it has no quantity (R09, R10, R11-1). */
      readonly kind: 'stop';
      readonly symbol: MarketSymbol;
      readonly side: 'BUY';
      readonly closes: true;
      readonly trigger: Price;
      readonly positionMode: PositionMode;
    };

/**
 * W27, W28: in hedge mode every order of the ladder names SHORT; in one-way mode none names a side. A SELL that closes exists only in the
 * emergency close of the whole account, where it takes out somebody's long.
 */
export const positionSideOf = (terms: OrderTerms): 'SHORT' | 'LONG' | undefined =>
  terms.positionMode === 'ONE-WAY' ? undefined : terms.closes && terms.side === 'SELL' ? 'LONG' : 'SHORT';

export const bookOf = (terms: OrderTerms): Book => (terms.kind === 'stop' ? 'conditional' : 'plain');

/** An order as the exchange describes it, ours or anybody's. */
export interface VenueOrder {
  readonly symbol: MarketSymbol;
  readonly book: Book;
  readonly orderId: OrderId;
  readonly venueOrderId: VenueOrderId;
  readonly side: 'BUY' | 'SELL';
  /** The exchange's word: LIMIT, MARKET, STOP_MARKET, … */
  readonly type: string;
  readonly status: 'open' | 'filled' | 'cancelled' | 'expired' | 'rejected' | 'triggered';
  readonly positionSide: 'BOTH' | 'LONG' | 'SHORT';
  readonly reduceOnly: boolean;
  readonly closePosition: boolean;
  readonly price: Price | undefined;
  readonly trigger: Price | undefined;
  /** Absent for closePosition stops. */
  readonly qty: Qty | undefined;
  readonly filledQty: Qty;
  /** Average fill price; absent while nothing is filled. */
  readonly averagePrice: Price | undefined;
  /** For a conditional order that has triggered: the id of the plain order it became. */
  readonly spawnedVenueOrderId: VenueOrderId | undefined;
  readonly at: number;
}

/** An order that could open or enlarge a position: what the entry lock looks for (D1). */
export const isEntryOrder = (order: VenueOrder): boolean =>
  order.status === 'open' &&
  !order.reduceOnly &&
  !order.closePosition &&
  !(order.positionSide === 'SHORT' && order.side === 'BUY') &&
  !(order.positionSide === 'LONG' && order.side === 'SELL');

export interface Fill {
  readonly tradeId: TradeId;
  readonly qty: Qty;
  readonly price: Price;
  /** Absent when the exchange told none with this fill. */
  readonly fee: Quote | undefined;
  readonly feeAsset: string | undefined;
  readonly realizedPnl: Quote | undefined;
  readonly maker: boolean | undefined;
  readonly at: number;
}

/** Signed amount: negative is a short. */
export interface VenuePosition {
  readonly symbol: MarketSymbol;
  readonly positionSide: 'BOTH' | 'LONG' | 'SHORT';
  readonly amount: Qty;
  readonly entryPrice: Price;
  readonly at: number;
}

export interface Balances {
  /** USDT wallet balance: deposits, realised results, fees, funding; does not move with the price (W32-1). */
  readonly wallet: Quote;
  /** USDT free for new margin (W32-3). */
  readonly available: Quote;
}

/** Why a definite "no" was said, in words that do not depend on the exchange; `code` keeps the exchange's own. */
export type RefusalReason =
  | 'insufficientMargin'
  | 'filter'
  | 'duplicateOrderId'
  | 'orderNotOpen'
  | 'orderNotFound'
  | 'wouldTriggerImmediately'
  | 'reduceOnlyRejected'
  | 'noPositionForStop'
  | 'stopAlreadyExists'
  | 'openOrdersBlock'
  | 'positionBlocks'
  | 'alreadySo'
  | 'positionSideMismatch'
  | 'clock'
  | 'overloaded'
  | 'rateLimited'
  | 'banned'
  | 'unauthorised'
  | 'restricted'
  | 'beingTriggered'
  | 'notSent'
  | 'malformed'
  | 'other';

export interface Refused {
  readonly kind: 'refused';
  readonly reason: RefusalReason;
  /** The exchange's code (-2019) or the HTTP status when it gave none. */
  readonly code: number;
  readonly message: string;
  /** For rateLimited and banned: own-clock ms until which nothing may be sent (D10). */
  readonly until?: number;
}
/** It may or may not have happened (D17): never resent before it was asked after. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly why: string;
}
