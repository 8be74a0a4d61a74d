import { dec } from '../../shared/domain/decimal.ts';
import { symbolOf } from '../../shared/domain/ids.ts';
import { defaultSettings } from '../../shared/domain/settings.ts';
import { scriptedRules } from '../simulator/matching/scripted-market.ts';
import { CandleSeries, MINUTE_MS } from './candle-series.ts';
import { FundingHistory } from './funding-history.ts';
import type { ListedSymbol, PathChoice } from './history-market.ts';
import type { ReplayMessage, ReplayTerms } from './run-replay.ts';

/** 2026-09-21 14:15:00 UTC, where a three-minute candle begins. */
export const DAWN = 1_790_000_100_000;
/** Minutes of flat prices before anything happens: more than 200 three-minute candles. */
export const PAST = 660;
export const NOON = DAWN + PAST * MINUTE_MS;

/** Open, high, low, close. */
export type Bar = readonly [number, number, number, number];
const flat: Bar = [100, 100, 100, 100];
/** The last candle before noon reaches 101: the target of the aggressive mode. */
export const past: readonly Bar[] = Array.from({ length: PAST }, (_, n) => (n === PAST - 1 ? [100, 101, 100, 100] : flat));

const units = (price: number): number => Math.round(price * 100) * 1e6;

/** Bars from dawn on, a minute each unless told otherwise; `undefined` is a missing candle. */
export function seriesOf(symbol: string, bars: readonly (Bar | undefined)[], eachMs = MINUTE_MS): CandleSeries {
  const rows = bars.flatMap((bar, n) => {
    if (bar === undefined) return [];
    const [open, high, low, close] = bar;
    return [{ openTime: DAWN + n * eachMs, open: units(open), high: units(high), low: units(low), close: units(close) }];
  });
  const series = CandleSeries.of(symbolOf(symbol), rows);
  if (typeof series === 'string') throw new Error(series);
  return series;
}

export const listed = (symbol: string, bars: readonly (Bar | undefined)[], eachMs = MINUTE_MS): ListedSymbol => ({
  rules: scriptedRules(symbol),
  series: seriesOf(symbol, bars, eachMs),
});

export function messageAt(arrivesAt: number, messageId: number, text: string): ReplayMessage {
  const channelId = text.startsWith('🥈') ? defaultSettings.riskChannelId : defaultSettings.entryChannelId;
  const flags = { edited: false, backlog: false, caption: false, source: 'inbox' } as const;
  return { arrivesAt, fact: { type: 'MessageReceived', channelId, messageId, sentAt: arrivesAt - 500, text, ...flags } };
}

/** Terms of a replay in the aggressive mode, without fees unless they are given. */
export function termsOf(
  symbols: readonly ListedSymbol[],
  messages: readonly ReplayMessage[],
  changes: Partial<ReplayTerms> & { readonly path?: PathChoice; readonly funding?: FundingHistory } = {},
): ReplayTerms {
  const { path = 'pessimistic', funding = new FundingHistory([]), ...rest } = changes;
  return {
    messages,
    settings: { ...defaultSettings, mode: 'aggressive' },
    wallet: dec('10000'),
    ...{ makerFee: '0', takerFee: '0' },
    market: { symbols, path, spreadPercent: 0, funding },
    ...rest,
  };
}
