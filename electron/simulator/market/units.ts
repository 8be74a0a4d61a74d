import type { Dec } from '../../../shared/domain/decimal.ts';
import { readDec } from '../../../shared/domain/decimal.ts';

/**
 * The demo market counts prices and quantities in whole units of a power of ten, so that its random walk never puts a float on the wire:
 * 12345 units with 4 digits are "1.2345".
 */
export function textOfUnits<U extends string>(units: number, digits: number): Dec<U> {
  if (!Number.isSafeInteger(units)) throw new Error(`not a whole number of units: ${units}`);
  const sign = units < 0 ? '-' : '';
  const bare = String(Math.abs(units)).padStart(digits + 1, '0');
  const text = digits === 0 ? `${sign}${bare}` : `${sign}${bare.slice(0, -digits)}.${bare.slice(-digits)}`;
  return readDec<U>(text) as Dec<U>;
}

/** Nearest whole number of units of a decimal text. */
export const unitsOf = (text: Dec<string>, digits: number): number => Math.round(Number(text) * 10 ** digits);
