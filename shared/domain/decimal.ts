import Big from 'big.js';

/**
 * Exact decimal numbers as canonical text with a unit: no exponent, no leading or trailing zeros, no "-0".
 * Canonical means two equal numbers are the same string, so `===`, JSON, SQLite and the wire all agree.
 * `number` stays for counts and milliseconds. Absent is `undefined`, never 0.
 */
export type Dec<U extends string> = string & { readonly __unit: U };
/** Quote currency (USDT) for one unit of the base coin. */
export type Price = Dec<'quote per base'>;
/** Amount of the base coin. */
export type Qty = Dec<'base'>;
/** Amount of USDT. */
export type Quote = Dec<'quote'>;
/** A percentage: "15" is 15 %. */
export type Percent = Dec<'percent'>;

// Division keeps 24 decimals: far below any tick, so that later rounding to a tick is not disturbed.
Big.DP = 24;
Big.RM = Big.roundHalfUp;
Big.NE = -1e6;
Big.PE = 1e6;

const plain = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Reads plain decimal text ("0.10" becomes "0.1"). "1e-7", "", " 1", "NaN", "+1", "01" are unreadable: `undefined`. */
export function readDec<U extends string>(text: unknown): Dec<U> | undefined {
  if (typeof text !== 'string' || text.length > 60 || !plain.test(text)) return undefined;
  return canonical(text) as Dec<U>;
}

/** For literals that are right by construction; throws on a typing error, so never use it on outside input. */
export function dec<U extends string>(text: string): Dec<U> {
  const value = readDec<U>(text);
  if (value === undefined) throw new Error(`not a plain decimal: ${JSON.stringify(text)}`);
  return value;
}

function canonical(text: string): string {
  const out = text.endsWith('0') && text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return out === '-0' ? '0' : out;
}

const text = <U extends string>(value: Big): Dec<U> => canonical(value.toFixed()) as Dec<U>;

export const zero = <U extends string>(): Dec<U> => '0' as Dec<U>;
export const isZero = (a: Dec<string>): boolean => a === '0';
export const isNegative = (a: Dec<string>): boolean => a.charCodeAt(0) === 45;
export const isPositive = (a: Dec<string>): boolean => a !== '0' && a.charCodeAt(0) !== 45;

/**
 * Compares without parsing: canonical texts of the same sign order by the length of the whole part, then by characters.
 * This is the hot path of the 0.1 % trigger; it allocates nothing.
 */
export function cmp<U extends string>(a: Dec<U>, b: Dec<NoInfer<U>>): -1 | 0 | 1 {
  if (a === b) return 0;
  const aNegative = a.charCodeAt(0) === 45;
  const bNegative = b.charCodeAt(0) === 45;
  if (aNegative !== bNegative) return aNegative ? -1 : 1;
  const larger = magnitudeIsLarger(a, b) ? 1 : -1;
  return aNegative ? (-larger as -1 | 1) : larger;
}

function magnitudeIsLarger(a: string, b: string): boolean {
  const aDot = a.indexOf('.');
  const bDot = b.indexOf('.');
  const aWhole = aDot === -1 ? a.length : aDot;
  const bWhole = bDot === -1 ? b.length : bDot;
  if (aWhole !== bWhole) return aWhole > bWhole;
  // A shorter text that is a prefix of the longer one compares smaller, which is right for canonical decimals.
  return a > b;
}

export const lt = <U extends string>(a: Dec<U>, b: Dec<NoInfer<U>>): boolean => cmp(a, b) < 0;
export const lte = <U extends string>(a: Dec<U>, b: Dec<NoInfer<U>>): boolean => cmp(a, b) <= 0;
export const gt = <U extends string>(a: Dec<U>, b: Dec<NoInfer<U>>): boolean => cmp(a, b) > 0;
export const gte = <U extends string>(a: Dec<U>, b: Dec<NoInfer<U>>): boolean => cmp(a, b) >= 0;
export const minOf = <U extends string>(a: Dec<U>, b: Dec<NoInfer<U>>): Dec<U> => (cmp(a, b) <= 0 ? a : (b as Dec<U>));
export const maxOf = <U extends string>(a: Dec<U>, b: Dec<NoInfer<U>>): Dec<U> => (cmp(a, b) >= 0 ? a : (b as Dec<U>));

export const add = <U extends string>(a: Dec<U>, b: Dec<NoInfer<U>>): Dec<U> => text(new Big(a).plus(b));
export const sub = <U extends string>(a: Dec<U>, b: Dec<NoInfer<U>>): Dec<U> => text(new Big(a).minus(b));
export const negate = <U extends string>(a: Dec<U>): Dec<U> => text(new Big(a).times(-1));
export const abs = <U extends string>(a: Dec<U>): Dec<U> => (isNegative(a) ? (a.slice(1) as Dec<U>) : a);

/** Scales by a pure number given as decimal text, for instance `times(target, '0.999')`. */
export const times = <U extends string>(a: Dec<U>, factor: string): Dec<U> => text(new Big(a).times(factor));
/** A pure ratio, 24 decimals. `undefined` for a zero divisor. */
export const ratio = <U extends string>(a: Dec<U>, b: Dec<NoInfer<U>>): Dec<'ratio'> | undefined =>
  b === '0' ? undefined : text(new Big(a).div(b));

/** `a × (1 + percent/100)`; the percent may be negative. */
export const plusPercent = <U extends string>(a: Dec<U>, percent: Percent): Dec<U> =>
  text(new Big(a).times(new Big(100).plus(percent)).div(100));
/** `a × percent/100`. */
export const percentOf = <U extends string>(a: Dec<U>, percent: Percent): Dec<U> => text(new Big(a).times(percent).div(100));
/** `(a − b) / b × 100`. */
export const percentChange = <U extends string>(a: Dec<U>, b: Dec<NoInfer<U>>): Percent | undefined =>
  b === '0' ? undefined : text(new Big(a).minus(b).times(100).div(b));

export const cost = (price: Price, qty: Qty): Quote => text(new Big(price).times(qty));
/** How much of the base coin a sum buys at a price, 24 decimals toward zero (never more than the sum pays for). */
export const qtyFor = (sum: Quote, price: Price): Qty | undefined => {
  if (price === '0') return undefined;
  const decimals = Math.max(decimalsOf(sum), decimalsOf(price));
  return fromUnits((toUnits(sum, decimals) * 10n ** 24n) / toUnits(price, decimals), 24);
};
/** Volume-weighted price, 24 decimals. */
export const averagePrice = (sum: Quote, qty: Qty): Price | undefined => (qty === '0' ? undefined : text(new Big(sum).div(qty)));

/** Quantities go toward zero, so that we never sell or spend more than was decided (D5, W30). */
export const floorTo = <U extends string>(a: Dec<U>, step: Dec<NoInfer<U>>): Dec<U> => {
  if (step === '0') return a;
  const decimals = Math.max(decimalsOf(a), decimalsOf(step));
  const stepUnits = toUnits(step, decimals);
  return fromUnits((toUnits(a, decimals) / stepUnits) * stepUnits, decimals);
};
/** Prices go half-up to the tick (D5, W29); below zero the half goes away from zero. */
export const roundHalfUpTo = <U extends string>(a: Dec<U>, step: Dec<NoInfer<U>>): Dec<U> => {
  if (step === '0') return a;
  const decimals = Math.max(decimalsOf(a), decimalsOf(step));
  const units = toUnits(a, decimals);
  const stepUnits = toUnits(step, decimals);
  const doubled = 2n * units + (units < 0n ? -stepUnits : stepUnits);
  return fromUnits((doubled / (2n * stepUnits)) * stepUnits, decimals);
};
/** Fixed number of decimals, half-up; for display and statistics only. */
export const roundTo = <U extends string>(a: Dec<U>, decimals: number): Dec<U> => text(new Big(a).round(decimals, Big.roundHalfUp));
/** Digits after the point of a canonical text: "0.001" has 3. */
export function decimalsOf(a: Dec<string>): number {
  const point = a.indexOf('.');
  return point === -1 ? 0 : a.length - point - 1;
}

/** Whole units of 10^-decimals; `decimals` is at least what the text has. Rounding counts these, because a quotient may not end. */
function toUnits(a: Dec<string>, decimals: number): bigint {
  return BigInt(a.replace('.', '') + '0'.repeat(decimals - decimalsOf(a)));
}

function fromUnits<U extends string>(units: bigint, decimals: number): Dec<U> {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  return canonical(`${negative ? '-' : ''}${digits.slice(0, point)}${decimals === 0 ? '' : `.${digits.slice(point)}`}`) as Dec<U>;
}
