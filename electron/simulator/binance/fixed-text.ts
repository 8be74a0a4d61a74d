import { type Dec, decimalsOf, roundTo } from '../../../shared/domain/decimal.ts';

/** The exchange prints trailing zeros: at least so many decimals, never fewer than the value has. */
export function padded(value: Dec<string>, decimals: number): string {
  const missing = decimals - decimalsOf(value);
  if (missing <= 0) return value;
  return `${value}${value.includes('.') ? '' : '.'}${'0'.repeat(missing)}`;
}

/** Exactly so many decimals, half-up. */
export const fixed = (value: Dec<string>, decimals: number): string => padded(roundTo(value, decimals), decimals);
/** Sums of money have eight decimals on the wire. */
export const sum = (value: Dec<string>): string => fixed(value, 8);
