import type { Price } from '../../shared/domain/decimal.ts';

/** Inside a replay prices are whole units of 10^-8, the finest that the exchange writes, so that a path between them is never a float on the wire. */
export const DIGITS = 8;
const UNIT = 10 ** DIGITS;
/** Ten million USDT: below it the way through a double is exact. */
const LARGEST = 1e15;
const plain = /^\d+(?:\.\d{1,8}0*)?$/;

/** Undefined for anything but a positive plain decimal of at most eight decimals. */
export function unitsOfPrice(text: string): number | undefined {
  if (text.length > 40 || !plain.test(text)) return undefined;
  const units = Math.round(Number(text) * UNIT);
  return units > 0 && units <= LARGEST ? units : undefined;
}

export function priceOfUnits(units: number): Price {
  const whole = Math.floor(units / UNIT);
  const rest = units - whole * UNIT;
  if (rest === 0) return String(whole) as Price;
  let digits = String(rest).padStart(DIGITS, '0');
  while (digits.endsWith('0')) digits = digits.slice(0, -1);
  return `${whole}.${digits}` as Price;
}

/** Digits after the point that these units need, at most eight. */
export function decimalsOfUnits(units: number): number {
  let decimals = DIGITS;
  for (let rest = units; decimals > 0 && rest % 10 === 0; rest /= 10) decimals -= 1;
  return decimals;
}
