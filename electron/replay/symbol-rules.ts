import { type Dec, dec, type Price, readDec } from '../../shared/domain/decimal.ts';
import type { SymbolRules } from '../simulator/matching/market-feed.ts';
import { scriptedRules } from '../simulator/matching/scripted-market.ts';
import type { CandleSeries } from './candle-series.ts';
import { priceOfUnits } from './price-units.ts';

type Row = Readonly<Record<string, unknown>>;

export interface ReadRules {
  readonly rules: ReadonlyMap<string, SymbolRules>;
  /** Rows left out, by symbol. */
  readonly unreadable: readonly string[];
}

/** An exchangeInfo answer as it came. Gives the reason when it is none. */
export function readExchangeInfo(text: string): ReadRules | string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return 'not JSON';
  }
  const rows = isRow(body) ? body.symbols : undefined;
  if (!Array.isArray(rows)) return 'no list "symbols": this is not an exchangeInfo answer';
  const rules = new Map<string, SymbolRules>();
  const unreadable: string[] = [];
  for (const row of rows) {
    const symbol = isRow(row) && typeof row.symbol === 'string' ? row.symbol : '?';
    const read = isRow(row) ? rulesOf(symbol, row) : undefined;
    if (read === undefined) unreadable.push(symbol);
    else rules.set(symbol, read);
  }
  return { rules, unreadable };
}

function rulesOf(symbol: string, row: Row): SymbolRules | undefined {
  const filters = Array.isArray(row.filters) ? row.filters.filter(isRow) : [];
  const filter = (type: string): Row => filters.find(({ filterType }) => filterType === type) ?? {};
  const [price, lot, percent] = [filter('PRICE_FILTER'), filter('LOT_SIZE'), filter('PERCENT_PRICE')];
  const marketLot = 'stepSize' in filter('MARKET_LOT_SIZE') ? filter('MARKET_LOT_SIZE') : lot;
  const decimals = {
    ...{ tickSize: decOf(price.tickSize), minPrice: decOf(price.minPrice), maxPrice: decOf(price.maxPrice) },
    ...{ stepSize: decOf(lot.stepSize), minQty: decOf(lot.minQty), maxQty: decOf(lot.maxQty) },
    ...{ marketStepSize: decOf(marketLot.stepSize), marketMinQty: decOf(marketLot.minQty), marketMaxQty: decOf(marketLot.maxQty) },
    minNotional: decOf(filter('MIN_NOTIONAL').notional ?? '0'),
  };
  if (Object.values(decimals).includes(undefined)) return undefined;
  const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
  const digits = (value: unknown): number => (Number.isSafeInteger(value) ? (value as number) : 8);
  const plain = scriptedRules(symbol);
  return {
    ...plain,
    ...(decimals as Pick<SymbolRules, keyof typeof decimals>),
    ...{ baseAsset: text(row.baseAsset, plain.baseAsset), quoteAsset: text(row.quoteAsset, '—') },
    ...{ contractType: text(row.contractType, ''), status: text(row.status, '') },
    ...{ pricePrecision: digits(row.pricePrecision), quantityPrecision: digits(row.quantityPrecision) },
    ...{ multiplierUp: text(percent.multiplierUp, plain.multiplierUp), multiplierDown: text(percent.multiplierDown, plain.multiplierDown) },
    marketTakeBound: text(row.marketTakeBound, plain.marketTakeBound),
  };
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const decOf = (value: unknown): Dec<string> | undefined => readDec(value);

/**
 * Without an exchangeInfo: the tick is the finest price of the candles, the quantity step the power of ten that is worth at most about one
 * USDT, the smallest order 5 USDT. Said in the report as an assumption.
 */
export function assumedRules(series: CandleSeries): SymbolRules {
  const tickSize: Price = dec(powerOfTen(series.decimals));
  const price = priceOfUnits(series.candle(0)?.close ?? 1);
  const whole = price.split('.')[0] ?? '0';
  const stepDigits = whole === '0' ? 0 : whole.length;
  const step = powerOfTen(stepDigits);
  const most = dec<'base'>('1000000000000');
  return scriptedRules(series.symbol, {
    ...{ tickSize, minPrice: tickSize, maxPrice: dec('10000000'), pricePrecision: series.decimals },
    ...{ stepSize: dec(step), minQty: dec(step), maxQty: most, quantityPrecision: stepDigits },
    ...{ marketStepSize: dec(step), marketMinQty: dec(step), marketMaxQty: most },
  });
}

const powerOfTen = (digits: number): string => (digits === 0 ? '1' : `0.${'0'.repeat(digits - 1)}1`);
