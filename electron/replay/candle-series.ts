import type { MarketSymbol } from '../../shared/domain/ids.ts';
import { decimalsOfUnits } from './price-units.ts';

/** One row of a file, prices in units. */
export interface CandleRow {
  readonly openTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}
export interface Gap {
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
}

export const MINUTE_MS = 60_000;
const intervals: readonly number[] = [1_000, MINUTE_MS, 3 * MINUTE_MS];
/** Five years of minutes, a month of seconds: a mistyped date must not ask for all the memory there is. */
const MOST_CANDLES = 2_700_000;

/**
 * All candles of one symbol by time, each of a second, a minute or three minutes. A candle that no file has is missing and stays so: nothing is carried
 * over a hole.
 */
export class CandleSeries {
  readonly symbol: MarketSymbol;
  readonly intervalMs: number;
  /** Open time of the first candle. */
  readonly from: number;
  /** End of the last candle, exclusive. */
  readonly until: number;
  /** Finest price of all, as digits after the point. */
  readonly decimals: number;
  readonly count: number;
  readonly #rows: Float64Array;

  private constructor(symbol: MarketSymbol, intervalMs: number, rows: readonly CandleRow[]) {
    this.symbol = symbol;
    this.intervalMs = intervalMs;
    this.count = rows.length;
    const times = rows.map(({ openTime }) => openTime);
    this.from = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    this.until = times.reduce((a, b) => Math.max(a, b), 0) + intervalMs;
    this.#rows = new Float64Array(((this.until - this.from) / intervalMs) * 4).fill(Number.NaN);
    let decimals = 0;
    for (const { openTime, open, high, low, close } of rows) {
      this.#rows.set([open, high, low, close], this.indexAt(openTime) * 4);
      if (decimals < 8) for (const units of [open, high, low, close]) decimals = Math.max(decimals, decimalsOfUnits(units));
    }
    this.decimals = decimals;
  }

  /** `rows` in any order, each open time once, all whole seconds. Gives the reason when they are no series. */
  static of(symbol: MarketSymbol, rows: readonly CandleRow[]): CandleSeries | string {
    const times = Float64Array.from(rows, ({ openTime }) => openTime).sort();
    const [first, last] = [times[0], times.at(-1)];
    if (first === undefined || last === undefined) return 'no candles';
    let step = Number.POSITIVE_INFINITY;
    for (let n = 1; n < times.length; n += 1) step = Math.min(step, (times[n] ?? 0) - (times[n - 1] ?? 0));
    const intervalMs = times.length === 1 ? MINUTE_MS : step;
    if (!intervals.includes(intervalMs))
      return `candles are ${intervalMs / 1000} s apart; ones of 1 minute, 3 minutes or 1 second are needed`;
    if (times.some((time) => time % intervalMs !== 0)) return `an open time is no multiple of ${intervalMs / 1000} s`;
    if ((last - first) / intervalMs >= MOST_CANDLES)
      return `they span ${Math.round((last - first) / 86_400_000)} days; ${Math.floor((MOST_CANDLES * intervalMs) / 86_400_000)} at most`;
    return new CandleSeries(symbol, intervalMs, rows);
  }

  /** May lie before the first or behind the last candle. */
  indexAt(time: number): number {
    return Math.floor((time - this.from) / this.intervalMs);
  }
  openTimeOf(index: number): number {
    return this.from + index * this.intervalMs;
  }

  /** Undefined when there is none. */
  candle(index: number): CandleRow | undefined {
    const open = index < 0 ? undefined : this.#rows[index * 4];
    if (open === undefined || Number.isNaN(open)) return undefined;
    const [high = 0, low = 0, close = 0] = this.#rows.subarray(index * 4 + 1, index * 4 + 4);
    return { openTime: this.openTimeOf(index), open, high, low, close };
  }

  /** Close of the last candle that had ended at `time`. */
  closeBefore(time: number): number | undefined {
    for (let index = Math.min(this.indexAt(time), this.#rows.length / 4) - 1; index >= 0; index -= 1) {
      const close = this.#rows[index * 4 + 3];
      if (close !== undefined && !Number.isNaN(close)) return close;
    }
    return undefined;
  }

  /** Open time of the first candle, from the one of `time` on and before `until`, whose high is at least `units`. */
  firstReaching(units: number, time: number, until: number): number | undefined {
    const end = Math.min(this.indexAt(until - 1) + 1, this.#rows.length / 4);
    for (let index = Math.max(0, this.indexAt(time)); index < end; index += 1) {
      const high = this.#rows[index * 4 + 1];
      if (high !== undefined && high >= units) return this.openTimeOf(index);
    }
    return undefined;
  }

  /** Holes between the first and the last candle. */
  gaps(): readonly Gap[] {
    const gaps: Gap[] = [];
    let from: number | undefined;
    for (let index = 0; index < this.#rows.length / 4; index += 1) {
      const missing = Number.isNaN(this.#rows[index * 4] ?? 0);
      if (missing) from ??= this.openTimeOf(index);
      else if (from !== undefined) {
        gaps.push({ from, until: this.openTimeOf(index) });
        from = undefined;
      }
    }
    return gaps;
  }
}
