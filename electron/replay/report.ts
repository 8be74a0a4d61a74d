import type { Settings } from '../../shared/domain/settings.ts';
import type { ReadCandles } from './candle-files.ts';
import type { ListedSymbol } from './history-market.ts';
import type { BadLine } from './read-messages.ts';
import type { ReplayOutcome } from './run-replay.ts';
import { type JudgedMessage, judgedOf, type Statistics, statisticsOf, timeOf } from './statistics.ts';

/** All that a replay tells. It holds nothing of the machine or the hour it ran: the same input gives the same bytes. */
export interface Report extends Statistics {
  readonly version: 1;
  readonly assumptions: readonly string[];
  readonly settings: Settings;
  readonly halted: string | null;
  readonly input: {
    /** What the exchange of the replay lists. */
    readonly symbols: readonly {
      readonly symbol: string;
      readonly seconds: number;
      readonly count: number;
      readonly from: string;
      readonly until: string;
      readonly tickSize: string;
      readonly stepSize: string;
      readonly minNotional: string;
    }[];
    readonly rulesAssumed: boolean;
    readonly noCandlesFor: readonly string[];
    /** Candles are there, but the given exchangeInfo has no row. */
    readonly notListed: readonly string[];
    readonly unusable: ReadCandles['unusable'];
    readonly repeatedCandles: number;
    readonly badLines: readonly BadLine[];
  };
  readonly judged: readonly JudgedMessage[];
}

export interface ReportTerms {
  readonly outcome: ReplayOutcome;
  readonly candles: ReadCandles;
  readonly symbols: readonly ListedSymbol[];
  readonly rulesAssumed: boolean;
  readonly badLines: readonly BadLine[];
  /** Symbols that the messages speak of. */
  readonly spokenOf: readonly string[];
  readonly assumptions: readonly string[];
  readonly settings: Settings;
}

export function reportOf(terms: ReportTerms): Report {
  const { outcome, candles, symbols, rulesAssumed, badLines, spokenOf, assumptions, settings } = terms;
  const known = new Set<string>(candles.series.map(({ symbol }) => symbol));
  const listed = new Set<string>(symbols.map(({ rules }) => rules.symbol));
  return {
    version: 1,
    ...statisticsOf(outcome, candles.series),
    ...{ assumptions, settings, halted: outcome.halted ?? null },
    input: {
      symbols: symbols.map(({ rules: { symbol, tickSize, stepSize, minNotional }, series: { intervalMs, count, from, until } }) => ({
        ...{ symbol, seconds: intervalMs / 1_000, count, from: timeOf(from), until: timeOf(until), tickSize, stepSize, minNotional },
      })),
      rulesAssumed,
      noCandlesFor: spokenOf.filter((symbol) => !known.has(symbol)),
      notListed: [...known].filter((symbol) => !listed.has(symbol)),
      unusable: candles.unusable,
      repeatedCandles: candles.repeated,
      badLines: [...badLines, ...candles.bad],
    },
    judged: judgedOf(outcome),
  };
}
