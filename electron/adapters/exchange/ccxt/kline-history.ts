import type { MarketSymbol } from '../../../../shared/domain/ids.ts';
import type { Candle } from '../../../../shared/domain/market.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import type { Reading, WeightUse } from '../../../ports/exchange.ts';
import { readingOf } from './account-reader.ts';
import { decodeCandles, decodeMarkets } from './decode-market.ts';
import { VenueLine } from './venue-line.ts';

/** Public data of the past, by the same line as everything else: counted by weight, never resent, held back when the budget is short. No key is needed. */
export interface KlineHistory {
  /** The answer as it came; its limits are respected from then on. */
  readExchangeInfo(): Promise<Reading<unknown>>;
  /** One-minute candles from `startTime` (ms) on, oldest first; the last may still be forming. */
  readMinutes(symbol: MarketSymbol, startTime: number, endTime: number): Promise<Reading<readonly Candle[]>>;
  weight(): WeightUse;
  close(): Promise<void>;
}

/** The most that one request brings, for a weight of 10. */
export const MINUTES_A_PAGE = 1500;

export function createKlineHistory({ restUrl, clock }: { readonly restUrl: string; readonly clock: ClockPort }): KlineHistory {
  const line = new VenueLine({ restUrl, clock, apiKey: '', apiSecret: '' });
  return {
    async readExchangeInfo() {
      const answer = await line.ask({ weight: 1, priority: 'watch', send: (client) => client.fapiPublicGetExchangeInfo() });
      return readingOf('markets', answer, (body) => {
        const markets = decodeMarkets(body);
        if (markets !== undefined) line.budget.limitsRead(markets.limits);
        return markets && body;
      });
    },
    async readMinutes(symbol, startTime, endTime) {
      const params = { symbol, interval: '1m', startTime: String(startTime), endTime: String(endTime), limit: String(MINUTES_A_PAGE) };
      const answer = await line.ask({ weight: 10, priority: 'watch', send: (client) => client.fapiPublicGetKlines(params) });
      return readingOf('candles', answer, decodeCandles);
    },
    weight: () => line.budget.use(),
    close: () => line.close(),
  };
}
