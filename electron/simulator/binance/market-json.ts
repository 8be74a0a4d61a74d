import { cost, type Price, type Quote } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { type CandleInterval, type FeedCandle, intervalMs, type MarketQuote, type SymbolRules } from '../matching/market-feed.ts';
import type { RateLimits } from './api.ts';
import { padded } from './fixed-text.ts';

const orderTypes = ['LIMIT', 'MARKET', 'STOP', 'STOP_MARKET', 'TAKE_PROFIT', 'TAKE_PROFIT_MARKET', 'TRAILING_STOP_MARKET'];
const timesInForce = ['GTC', 'IOC', 'FOK', 'GTX', 'GTD'];
/** A perpetual's delivery date: the year 2100. */
const never = 4_133_404_800_000;

export const exchangeInfoJson = (symbols: readonly SymbolRules[], limits: RateLimits, at: number): Record<string, unknown> => ({
  timezone: 'UTC',
  serverTime: at,
  futuresType: 'U_MARGINED',
  rateLimits: [
    { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: limits.weightPerMinute },
    { rateLimitType: 'ORDERS', interval: 'MINUTE', intervalNum: 1, limit: limits.ordersPerMinute },
    { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: limits.ordersPer10Seconds },
  ],
  exchangeFilters: [],
  assets: [{ asset: 'USDT', marginAvailable: true, autoAssetExchange: '-10000' }],
  symbols: symbols.map(symbolJson),
});

function symbolJson(rules: SymbolRules): Record<string, unknown> {
  const price = (value: Price): string => padded(value, rules.pricePrecision);
  const qty = (value: SymbolRules['minQty']): string => padded(value, rules.quantityPrecision);
  return {
    symbol: rules.symbol,
    pair: rules.symbol,
    contractType: rules.contractType,
    deliveryDate: never,
    onboardDate: rules.onboardDate,
    status: rules.status,
    maintMarginPercent: '2.5000',
    requiredMarginPercent: '5.0000',
    baseAsset: rules.baseAsset,
    quoteAsset: rules.quoteAsset,
    marginAsset: rules.quoteAsset,
    pricePrecision: rules.pricePrecision,
    quantityPrecision: rules.quantityPrecision,
    baseAssetPrecision: 8,
    quotePrecision: 8,
    underlyingType: 'COIN',
    underlyingSubType: [],
    triggerProtect: '0.0500',
    liquidationFee: rules.liquidationFee,
    marketTakeBound: rules.marketTakeBound,
    maxMoveOrderLimit: 10000,
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: price(rules.minPrice), maxPrice: rules.maxPrice, tickSize: price(rules.tickSize) },
      { filterType: 'LOT_SIZE', minQty: qty(rules.minQty), maxQty: rules.maxQty, stepSize: qty(rules.stepSize) },
      { filterType: 'MARKET_LOT_SIZE', minQty: qty(rules.marketMinQty), maxQty: rules.marketMaxQty, stepSize: qty(rules.marketStepSize) },
      { filterType: 'MAX_NUM_ORDERS', limit: rules.maxOrders },
      { filterType: 'MIN_NOTIONAL', notional: rules.minNotional },
      { filterType: 'PERCENT_PRICE', multiplierUp: rules.multiplierUp, multiplierDown: rules.multiplierDown, multiplierDecimal: '4' },
      { filterType: 'POSITION_RISK_CONTROL', positionControlSide: 'NONE' },
    ],
    // Clients refuse an order type locally that is not listed here.
    orderTypes,
    timeInForce: timesInForce,
    permissionSets: [],
  };
}

/** Bracket numbers are JSON numbers on this endpoint. */
export const bracketJson = (rules: SymbolRules): Record<string, unknown> => ({
  symbol: rules.symbol,
  brackets: rules.brackets.map((bracket, n) => ({
    bracket: n + 1,
    initialLeverage: bracket.maxLeverage,
    notionalCap: Number(bracket.notionalCap),
    notionalFloor: Number(rules.brackets[n - 1]?.notionalCap ?? ('0' as Quote)),
    maintMarginRatio: Number(bracket.maintenanceRate),
    cum: Number(bracket.deduction),
  })),
});

export const premiumJson = (symbol: MarketSymbol, quote: MarketQuote, at: number): Record<string, unknown> => ({
  symbol,
  markPrice: padded(quote.mark, 8),
  indexPrice: padded(quote.index, 8),
  estimatedSettlePrice: padded(quote.index, 8),
  lastFundingRate: padded(quote.fundingRate, 8),
  interestRate: '0.00010000',
  nextFundingTime: quote.nextFundingTime,
  time: at,
});

export function klineRow(candle: FeedCandle, interval: CandleInterval): readonly unknown[] {
  const { openTime, open, high, low, close, volume } = candle;
  const value = cost(close, volume);
  return [openTime, open, high, low, close, volume, openTime + intervalMs[interval] - 1, value, 1, volume, value, '0'];
}

/** One entry of a mark-price frame. */
export const markPriceJson = (symbol: MarketSymbol, quote: MarketQuote, at: number): Record<string, unknown> => ({
  e: 'markPriceUpdate',
  E: at,
  s: symbol,
  p: padded(quote.mark, 8),
  ap: padded(quote.mark, 8),
  i: padded(quote.index, 8),
  P: padded(quote.index, 8),
  r: padded(quote.fundingRate, 8),
  T: quote.nextFundingTime,
});

export function klineEvent(
  symbol: MarketSymbol,
  interval: CandleInterval,
  candle: FeedCandle,
  closed: boolean,
  at: number,
): Record<string, unknown> {
  const value = cost(candle.close, candle.volume);
  return {
    e: 'kline',
    E: at,
    s: symbol,
    k: {
      t: candle.openTime,
      T: candle.openTime + intervalMs[interval] - 1,
      s: symbol,
      i: interval,
      f: 100,
      L: 200,
      o: candle.open,
      c: candle.close,
      h: candle.high,
      l: candle.low,
      v: candle.volume,
      n: 1,
      x: closed,
      q: value,
      V: candle.volume,
      Q: value,
      B: '0',
    },
  };
}
