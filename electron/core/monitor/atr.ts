import type { Dec, Price } from '../../../shared/domain/decimal.ts';
import { decimalsOf, readDec } from '../../../shared/domain/decimal.ts';
import type { Candle } from '../../../shared/domain/market.ts';

/** Indicator settings of W16 (D3): Wilder's smoothing of length 3 over at most 200 candles, multiplier 1. */
const LENGTH = 3;
export const ATR_CANDLES = 200;

export interface UpperBand {
  /** close + ATR, rounded half-up to the tick. */
  readonly band: Price;
  /** For the log: cut after six more digits than the prices have. */
  readonly atr: Dec<'quote per base'>;
}

/**
 * The upper band after the last of `candles` (at least three, in the order of time). Prices are counted in whole units of their
 * last decimal; the average, which never ends once a division by three leaves a rest, is kept in binary parts of such a unit.
 * All steps are exact but the last part, which is cut: the average comes out at most 3 × 2⁻¹⁰⁰ units too small, and it is exact
 * whenever it could lie on the border between two ticks (an average that has once left a rest never again ends in a half unit).
 * `undefined` when a price has more than 15 digits in that unit.
 */
export function upperBandAfter(candles: readonly Candle[], tickSize: Price): UpperBand | undefined {
  const likely = decimalsOf(tickSize);
  return bandInUnits(candles, tickSize, likely) ?? bandInUnits(candles, tickSize, mostDecimals(candles, likely));
}

const mostDecimals = (candles: readonly Candle[], atLeast: number): number =>
  candles.reduce((most, { high, low, close }) => Math.max(most, decimalsOf(high), decimalsOf(low), decimalsOf(close)), atLeast);

/** 3 × PART and 2 × MOST_UNITS + MOST_UNITS are still exact integers in a double. */
const PART = 2 ** 50;
const MOST_UNITS = 2 ** 50;

function bandInUnits(candles: readonly Candle[], tickSize: Price, decimals: number): UpperBand | undefined {
  let whole = 0;
  let part = 0;
  let subPart = 0;
  let close = 0;
  let index = 0;
  for (const candle of candles) {
    const high = unitsOf(candle.high, decimals);
    const low = unitsOf(candle.low, decimals);
    const range = index === 0 ? high - low : Math.max(high, close) - Math.min(low, close);
    close = unitsOf(candle.close, decimals);
    index += 1;
    if (index < LENGTH) {
      whole += range;
      continue;
    }
    // (2 × average + range) / 3; the seed is the plain mean of the first three ranges.
    const sum = index === LENGTH ? whole + range : 2 * whole + range;
    whole = Math.floor(sum / LENGTH);
    const partSum = (sum - LENGTH * whole) * PART + 2 * part;
    part = Math.floor(partSum / LENGTH);
    subPart = Math.floor(((partSum - LENGTH * part) * PART + 2 * subPart) / LENGTH);
    if (subPart >= PART) {
      subPart -= PART;
      part += 1;
    }
    if (part >= PART) {
      part -= PART;
      whole += 1;
    }
  }
  const tick = tickSize === '0' ? 1 : unitsOf(tickSize, decimals);
  // Doubled, so that half a tick and the half unit in `part` are whole numbers.
  const doubled = 2 * (close + whole) + (2 * part >= PART ? 1 : 0) + tick;
  if (!(doubled <= 4 * MOST_UNITS)) return undefined;
  const units = ((doubled - (doubled % (2 * tick))) / (2 * tick)) * tick;
  const band = textOf(BigInt(units), decimals);
  const atr = textOf(BigInt(whole) * 1_000_000n + BigInt(Math.floor((part / PART) * 1_000_000)), decimals + 6);
  return band === undefined || atr === undefined ? undefined : { band, atr };
}

/** NaN when the text has more decimals than asked for, or more units than are counted exactly. */
function unitsOf(price: Price, decimals: number): number {
  let units = 0;
  let point = -1;
  for (let i = 0; i < price.length; i += 1) {
    const code = price.charCodeAt(i);
    if (code === 46) point = i;
    else units = units * 10 + (code - 48);
  }
  let missing = point === -1 ? decimals : decimals - (price.length - point - 1);
  if (missing < 0) return Number.NaN;
  for (; missing > 0; missing -= 1) units *= 10;
  return units >= 0 && units <= MOST_UNITS ? units : Number.NaN;
}

function textOf(units: bigint, decimals: number): Price | undefined {
  const digits = units.toString().padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  return readDec(decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`);
}
