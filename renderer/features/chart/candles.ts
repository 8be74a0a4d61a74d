import { decimalsOf, type Price } from '../../../shared/domain/decimal.ts';
import type { Candle } from '../../../shared/domain/market.ts';
import type { Interval } from '../../store/screen.ts';

const intervalMs: Record<Interval, number> = { '1m': 60_000, '3m': 180_000, '15m': 900_000 };

/** What the chart draws. Floats are allowed here and nowhere else: pixels, not money. */
export interface Bar {
  /** Seconds, as the chart library wants them. */
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** Oldest first and each moment once, whatever order the venue answered in; the library throws otherwise. */
export function barsOf(candles: readonly Candle[]): readonly Bar[] {
  const byTime = new Map(candles.map((candle) => [candle.openTime, candle]));
  return [...byTime.values()]
    .sort((a, b) => a.openTime - b.openTime)
    .map(({ openTime, open, high, low, close }) => ({
      time: Math.floor(openTime / 1000),
      open: Number(open),
      high: Number(high),
      low: Number(low),
      close: Number(close),
    }));
}

/** The last bar moved by the live mark, or a new one when its interval has begun. A mark older than the last bar changes nothing. */
export function withMark(last: Bar | undefined, price: Price, at: number, interval: Interval): Bar | undefined {
  if (last === undefined) return undefined;
  const time = (Math.floor(at / intervalMs[interval]) * intervalMs[interval]) / 1000;
  const close = Number(price);
  if (time < last.time) return undefined;
  if (time > last.time) return { time, open: last.close, high: Math.max(last.close, close), low: Math.min(last.close, close), close };
  return { ...last, high: Math.max(last.high, close), low: Math.min(last.low, close), close };
}

/** The tick when it is known, else the finest decimals that the candles show. */
export function decimalsFor(tickSize: Price | null, candles: readonly Candle[]): number {
  if (tickSize !== null) return decimalsOf(tickSize);
  return candles.slice(-50).reduce((most, { open, close }) => Math.max(most, decimalsOf(open), decimalsOf(close)), 0);
}
