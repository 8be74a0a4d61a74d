import { dec, type Price, type Qty, sub } from '../../../shared/domain/decimal.ts';
import { type MarketSymbol, symbolOf } from '../../../shared/domain/ids.ts';
import { CANDLE_MS, type Candle, type MarketRules } from '../../../shared/domain/market.ts';

/** "SOL" and "SOLUSDT" both name the perpetual. */
export const marketOf = (coin: string): MarketSymbol => symbolOf(coin.endsWith('USDT') ? coin : `${coin}USDT`);

function rules(coin: string, tickSize: string, stepSize: string, minQty: string, more: Partial<MarketRules> = {}): MarketRules {
  return {
    symbol: marketOf(coin),
    tradable: true,
    status: 'TRADING PERPETUAL USDT',
    tickSize: dec(tickSize),
    minPrice: dec(tickSize),
    maxPrice: dec('1000000'),
    stepSize: dec(stepSize),
    minQty: dec(minQty),
    maxQty: dec('10000000'),
    marketStepSize: dec(stepSize),
    marketMaxQty: dec('10000000'),
    minNotional: dec('5'),
    ...more,
  };
}

/** The exchange's list of symbols as scenarios find it. */
export const standardMarkets: readonly MarketRules[] = [
  rules('SOL', '0.01', '0.01', '0.01'),
  rules('LINK', '0.001', '0.01', '0.01'),
  rules('DOGE', '0.00001', '1', '1'),
  rules('BTC', '0.1', '0.001', '0.001'),
  rules('OLD', '0.01', '0.01', '0.01', { tradable: false, status: 'SETTLING PERPETUAL USDT' }),
];

/** Every standard candle has this high; low and close are one unit lower, so the ATR is one unit and both modes aim at the high. */
const highs: Readonly<Record<string, readonly [high: string, unit: string]>> = {
  SOLUSDT: ['100', '1'],
  LINKUSDT: ['13', '0.1'],
  DOGEUSDT: ['0.1', '0.001'],
  BTCUSDT: ['60000', '600'],
};

/** Where the price of a symbol stands until a scenario moves it: one unit below the target, so nothing fires. */
export function restingMark(symbol: MarketSymbol): Price | undefined {
  const row = highs[symbol];
  return row && sub(dec<'quote per base'>(row[0]), dec(row[1]));
}

/** Candles as the exchange serves them at `now`: the last one is still forming. */
export function standardCandles(symbol: MarketSymbol, now: number, limit: number): readonly Candle[] {
  const high = dec<'quote per base'>(highs[symbol]?.[0] ?? '100');
  const low = restingMark(symbol) ?? dec('99');
  const forming = Math.floor(now / CANDLE_MS) * CANDLE_MS;
  return Array.from({ length: limit }, (_, n) => ({ openTime: forming - (limit - 1 - n) * CANDLE_MS, open: low, high, low, close: low }));
}

export const qty = (text: string): Qty => dec(text);
export const price = (text: string): Price => dec(text);
