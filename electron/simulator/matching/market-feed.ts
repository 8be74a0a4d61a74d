import type { Dec, Price, Qty, Quote } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';

/** One step of the exchange's margin ladder; the last step has the largest cap. */
export interface MarginBracket {
  readonly maxLeverage: number;
  /** Position value above the previous step's cap, up to and including this cap, USDT. */
  readonly notionalCap: Quote;
  /** Maintenance margin = value × rate − deduction. */
  readonly maintenanceRate: string;
  readonly deduction: Quote;
}

/** Everything exchangeInfo and leverageBracket tell of one symbol. A zero disables that part of a filter. */
export interface SymbolRules {
  readonly symbol: MarketSymbol;
  readonly baseAsset: string;
  readonly quoteAsset: string;
  /** "PERPETUAL", "TRADIFI_PERPETUAL", "CURRENT_QUARTER", "" … */
  readonly contractType: string;
  /** "TRADING", "SETTLING", "PENDING_TRADING" … */
  readonly status: string;
  readonly onboardDate: number;
  /** Digits accepted on the wire (-1111); not the tick: BTCUSDT has 2 digits and a tick of 0.1. */
  readonly pricePrecision: number;
  readonly quantityPrecision: number;
  readonly tickSize: Price;
  readonly minPrice: Price;
  readonly maxPrice: Price;
  readonly stepSize: Qty;
  readonly minQty: Qty;
  readonly maxQty: Qty;
  readonly marketStepSize: Qty;
  readonly marketMinQty: Qty;
  readonly marketMaxQty: Qty;
  readonly minNotional: Quote;
  readonly maxOrders: number;
  /** PERCENT_PRICE: a BUY may not ask above mark × up, a SELL not below mark × down. */
  readonly multiplierUp: string;
  readonly multiplierDown: string;
  /** A market order executes at most this share away from the mark: "0.05". */
  readonly marketTakeBound: string;
  /** Share of the position's value taken at a liquidation: "0.0125". */
  readonly liquidationFee: string;
  readonly brackets: readonly MarginBracket[];
}

/** The market's prices at this moment. */
export interface MarketQuote {
  readonly mark: Price;
  readonly index: Price;
  /** Last traded price; triggers with working type CONTRACT_PRICE look at it. */
  readonly last: Price;
  /** "0.0001" is 0.01 %. Positive: longs pay shorts. */
  readonly fundingRate: Dec<'ratio'>;
  readonly nextFundingTime: number;
}

export interface DepthLevel {
  readonly price: Price;
  readonly qty: Qty;
}

/**
 * What others offer around the price, best level first. Orders of the venue's accounts trade against it, never with each other.
 * A new object is a fresh book; while the same object is served, what was taken from it stays taken.
 */
export interface Depth {
  readonly bids: readonly DepthLevel[];
  readonly asks: readonly DepthLevel[];
}

export type CandleInterval = '1m' | '3m' | '15m';
export const intervalMs: Readonly<Record<CandleInterval, number>> = { '1m': 60_000, '3m': 180_000, '15m': 900_000 };

export interface FeedCandle {
  /** A multiple of the interval. */
  readonly openTime: number;
  readonly open: Price;
  readonly high: Price;
  readonly low: Price;
  readonly close: Price;
  /** Base coin. */
  readonly volume: Qty;
}

/**
 * The market side of the exchange: a story, a recording or a live public feed. It owns its own time and tells when prices or depth moved.
 * Reads answer for the moment of the last move and never throw.
 */
export interface MarketFeed {
  symbols(): readonly SymbolRules[];
  rules(symbol: MarketSymbol): SymbolRules | undefined;
  /** Absent for a symbol that has no price (yet). */
  quote(symbol: MarketSymbol): MarketQuote | undefined;
  depth(symbol: MarketSymbol): Depth;
  /** Oldest first, at most `limit`, the forming candle last. `endTime` (inclusive, by open time) asks for the past; default is `now`. */
  candles(symbol: MarketSymbol, interval: CandleInterval, limit: number, now: number, endTime?: number): readonly FeedCandle[];
  /** Told after quote and depth already answer with the new values. Returns how to stop listening. */
  onMove(listener: (symbols: readonly MarketSymbol[], at: number) => void): () => void;
}
