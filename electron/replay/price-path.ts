import type { CandleRow } from './candle-series.ts';

/** Which end of a candle the price is taken to have reached first. */
export type FirstEnd = 'high' | 'low';

interface Point {
  readonly second: number;
  readonly units: number;
}

export interface PathMoment {
  readonly price: number;
  /** Of the candle up to this second, both ends included. */
  readonly high: number;
  readonly low: number;
}

/**
 * A candle tells four prices and not when they were. The path goes in straight lines from the open in the first second to one end at a
 * third, to the other end at two thirds, and to the close in the last second.
 */
export function pathAt(candle: CandleRow, first: FirstEnd, second: number, seconds: number, tick: number): PathMoment {
  const last = seconds - 1;
  const ends = first === 'high' ? [candle.high, candle.low] : [candle.low, candle.high];
  const points: readonly Point[] = [
    { second: 0, units: candle.open },
    { second: Math.round(last / 3), units: ends[0] ?? 0 },
    { second: Math.round((last * 2) / 3), units: ends[1] ?? 0 },
    { second: last, units: candle.close },
  ];
  let [high, low, price] = [candle.open, candle.open, candle.open];
  let before = points[0] as Point;
  for (const point of points) {
    if (point.second > second) {
      price = between(before, point, second, tick, candle);
      break;
    }
    price = point.units;
    high = Math.max(high, price);
    low = Math.min(low, price);
    before = point;
  }
  return { price, high: Math.max(high, price), low: Math.min(low, price) };
}

/** On the tick, and never outside of the candle. */
function between(a: Point, b: Point, second: number, tick: number, { high, low }: CandleRow): number {
  const exact = a.units + ((b.units - a.units) * (second - a.second)) / (b.second - a.second);
  return Math.min(high, Math.max(low, Math.round(exact / tick) * tick));
}
