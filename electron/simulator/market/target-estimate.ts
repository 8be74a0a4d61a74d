import { CANDLE_MS } from '../../../shared/domain/market.ts';
import type { FeedCandle } from '../matching/market-feed.ts';

/** Where the first entry could lie, whichever mode the trader chose. Plain numbers: the story aims with them, it does not trade. */
export interface Targets {
  /** Aggressive mode: the candle's high. */
  readonly previousHigh: number;
  /** Conservative mode: close + ATR. */
  readonly upperBand: number;
  /** The lower and the higher of the two. */
  readonly low: number;
  readonly high: number;
}

const ATR_LENGTH = 3;

/** Of the last closed 3-minute candle. `undefined` with fewer than three closed ones. */
export function estimateTargets(candles: readonly FeedCandle[], now: number): Targets | undefined {
  const closed = candles.filter((candle) => candle.openTime + CANDLE_MS <= now);
  const last = closed.at(-1);
  if (last === undefined || closed.length < ATR_LENGTH) return undefined;
  const previousHigh = Number(last.high);
  const upperBand = Number(last.close) + averageTrueRange(closed);
  return { previousHigh, upperBand, low: Math.min(previousHigh, upperBand), high: Math.max(previousHigh, upperBand) };
}

/** Wilder: the first range is high − low, the seed is the mean of the first three. */
function averageTrueRange(candles: readonly FeedCandle[]): number {
  let average = 0;
  for (const [n, candle] of candles.entries()) {
    const before = candles[n - 1];
    const top = Math.max(Number(candle.high), Number(before?.close ?? candle.high));
    const bottom = Math.min(Number(candle.low), Number(before?.close ?? candle.low));
    const range = top - bottom;
    average = n < ATR_LENGTH ? average + range / ATR_LENGTH : average + (range - average) / ATR_LENGTH;
  }
  return average;
}
