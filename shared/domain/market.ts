import type { Price, Qty, Quote } from './decimal.ts';
import type { MarketSymbol } from './ids.ts';

/** What exchangeInfo says of one symbol; only what the rules need (W29–W31, W04). */
export interface MarketRules {
  readonly symbol: MarketSymbol;
  /** Status TRADING, contract PERPETUAL and quote USDT: what the spec calls a valid symbol. */
  readonly tradable: boolean;
  /** The exchange's own words, for the log: e.g. "SETTLING PERPETUAL USDT". */
  readonly status: string;
  readonly tickSize: Price;
  readonly minPrice: Price;
  readonly maxPrice: Price;
  readonly stepSize: Qty;
  readonly minQty: Qty;
  readonly maxQty: Qty;
  readonly marketStepSize: Qty;
  readonly marketMaxQty: Qty;
  readonly minNotional: Quote;
}

export interface Candle {
  /** ms since epoch; 3-minute candles open at multiples of 180 000. */
  readonly openTime: number;
  readonly open: Price;
  readonly high: Price;
  readonly low: Price;
  readonly close: Price;
}

export const CANDLE_MS = 180_000;
/** Last millisecond of the candle, as Binance states closeTime. */
export const closeTimeOf = (candle: Candle): number => candle.openTime + CANDLE_MS - 1;
