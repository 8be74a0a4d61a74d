import { type Price, zero } from '../../../../shared/domain/decimal.ts';
import { type MarketSymbol, symbolOf } from '../../../../shared/domain/ids.ts';
import type { Candle, MarketRules } from '../../../../shared/domain/market.ts';
import { decOf, millisOf, type Row, rowOf, rowsOf, textOf } from './wire-value.ts';

export interface Markets {
  readonly markets: readonly MarketRules[];
  /** Rows that could not be read and are left out. */
  readonly leftOut: number;
  readonly limits: { readonly weight?: number; readonly orders10s?: number; readonly orders1m?: number };
}

/** exchangeInfo. An odd row must not take the other 800 symbols with it. */
export function decodeMarkets(body: unknown): Markets | undefined {
  const symbols = rowOf(body)?.symbols;
  if (!Array.isArray(symbols)) return undefined;
  const markets = symbols.map(decodeMarket).filter((rules) => rules !== undefined);
  return { markets, leftOut: symbols.length - markets.length, limits: limitsOf(rowOf(body)?.rateLimits) };
}

function decodeMarket(value: unknown): MarketRules | undefined {
  const row = rowOf(value);
  const symbol = textOf(row?.symbol);
  const filters = rowsOf(row?.filters);
  if (row === undefined || symbol === undefined || filters === undefined) return undefined;
  const filterOf = (type: string): Row | undefined => filters.find((filter) => filter.filterType === type);
  const price = filterOf('PRICE_FILTER');
  const lot = filterOf('LOT_SIZE');
  const marketLot = filterOf('MARKET_LOT_SIZE') ?? lot;
  const notional = filterOf('MIN_NOTIONAL');
  const { contractType, quoteAsset, status } = row;
  const rules = {
    tickSize: decOf<'quote per base'>(price?.tickSize),
    minPrice: decOf<'quote per base'>(price?.minPrice),
    maxPrice: decOf<'quote per base'>(price?.maxPrice),
    stepSize: decOf<'base'>(lot?.stepSize),
    minQty: decOf<'base'>(lot?.minQty),
    maxQty: decOf<'base'>(lot?.maxQty),
    marketStepSize: decOf<'base'>(marketLot?.stepSize),
    marketMaxQty: decOf<'base'>(marketLot?.maxQty),
    // A symbol without the filter has no smallest notional: here a missing row does mean nothing is demanded.
    minNotional: notional === undefined ? zero<'quote'>() : decOf<'quote'>(notional.notional),
  };
  if (!allRead(rules)) return undefined;
  return {
    symbol: symbolOf(symbol),
    tradable: contractType === 'PERPETUAL' && quoteAsset === 'USDT' && status === 'TRADING',
    status: [status, contractType, quoteAsset].map((word) => textOf(word) ?? '—').join(' '),
    ...rules,
  };
}

const allRead = <T extends Record<string, unknown>>(fields: T): fields is T & { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.values(fields).every((field) => field !== undefined);

function limitsOf(value: unknown): Markets['limits'] {
  const limitOf = (type: string, interval: string, count: number): number | undefined => {
    const row = (rowsOf(value) ?? []).find((r) => r.rateLimitType === type && r.interval === interval && r.intervalNum === count);
    const limit = millisOf(row?.limit);
    return limit === 0 ? undefined : limit;
  };
  const weight = limitOf('REQUEST_WEIGHT', 'MINUTE', 1);
  const orders10s = limitOf('ORDERS', 'SECOND', 10);
  const orders1m = limitOf('ORDERS', 'MINUTE', 1);
  return {
    ...(weight !== undefined && { weight }),
    ...(orders10s !== undefined && { orders10s }),
    ...(orders1m !== undefined && { orders1m }),
  };
}

/** Rows are [openTime, open, high, low, close, …]; the last one is normally still forming and is passed on as it is. */
export function decodeCandles(body: unknown): readonly Candle[] | undefined {
  if (!Array.isArray(body)) return undefined;
  const candles: Candle[] = [];
  for (const row of body) {
    if (!Array.isArray(row)) return undefined;
    const openTime = millisOf(row[0]);
    const [open, high, low, close] = row.slice(1, 5).map((text) => decOf<'quote per base'>(text));
    if (openTime === undefined || open === undefined || high === undefined || low === undefined || close === undefined) return undefined;
    candles.push({ openTime, open, high, low, close });
  }
  return candles;
}

export interface MarkPrices {
  readonly venueAt: number;
  readonly prices: Readonly<Record<MarketSymbol, Price>>;
}

/**
 * One frame of mark prices: rows of the stream (s, p, E) or of premiumIndex (symbol, markPrice, time). A row without a
 * positive price says nothing of its symbol. `undefined` when no row could be read.
 */
export function decodeMarkPrices(rows: readonly unknown[], keys: { symbol: string; price: string; time: string }): MarkPrices | undefined {
  const prices: Record<MarketSymbol, Price> = {};
  let venueAt = 0;
  for (const value of rows) {
    const row = rowOf(value);
    const symbol = textOf(row?.[keys.symbol]);
    const price = decOf<'quote per base'>(row?.[keys.price]);
    if (symbol === undefined || price === undefined || price === '0' || price.startsWith('-')) continue;
    prices[symbolOf(symbol)] = price;
    const at = row?.[keys.time];
    if (typeof at === 'number' && at > venueAt) venueAt = at;
  }
  return venueAt === 0 ? undefined : { venueAt, prices };
}

/** premiumIndex: a list of every mark price, or the one row that was asked for. */
export const decodePremiumIndex = (body: unknown): MarkPrices | undefined =>
  typeof body === 'object' && body !== null
    ? decodeMarkPrices(Array.isArray(body) ? body : [body], { symbol: 'symbol', price: 'markPrice', time: 'time' })
    : undefined;
