import type { Dec, Price, Qty } from '../../shared/domain/decimal.ts';
import { decimalsOf, isNegative, isZero, roundTo } from '../../shared/domain/decimal.ts';

/** Shown for whatever is not known; never 0. */
export const unknownText = '—';
/** Typographic minus: as wide as a digit, so columns stay straight. */
export const minus = '−';

/** Half-up to a fixed number of decimals, padded, thousands grouped, typographic minus. */
export function fixed(value: Dec<string>, decimals: number): string {
  const rounded = roundTo(value, decimals);
  const negative = isNegative(rounded);
  const [whole = '0', fraction = ''] = (negative ? rounded.slice(1) : rounded).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const tail = decimals === 0 ? '' : `.${fraction.padEnd(decimals, '0')}`;
  return `${negative ? minus : ''}${grouped}${tail}`;
}

const subscripts = '₀₁₂₃₄₅₆₇₈₉';
/** From four zeros after the point on, the zeros are counted instead of printed: 0.00001234 → 0.0₄1234. */
export function foldZeros(text: string): string {
  return text.replace(/^(−?0\.)(0{4,})(?=\d)/, (_, head: string, zeros: string) => {
    const count = [...String(zeros.length)].map((digit) => subscripts[Number(digit)]).join('');
    return `${head}0${count}`;
  });
}

/** Decimals come from the tick; without one the price's own digits decide. */
export function formatPrice(price: Price | null | undefined, tickSize?: Price | null): string {
  if (price === null || price === undefined) return unknownText;
  return foldZeros(fixed(price, tickSize ? decimalsOf(tickSize) : Math.min(decimalsOf(price), 8)));
}

export function formatQty(qty: Qty | null | undefined, stepSize?: Qty | null): string {
  if (qty === null || qty === undefined) return unknownText;
  return fixed(qty, stepSize ? decimalsOf(stepSize) : decimalsOf(qty));
}

/** USDT and other sums whose sign is not the message. */
export function formatQuote(value: Dec<string> | null | undefined, decimals = 2): string {
  if (value === null || value === undefined) return unknownText;
  return tooSmall(value, decimals) ?? fixed(value, decimals);
}

/** A sum or percentage whose sign is the message: "+1.20", "−0.35", "0" only when exactly zero, else "<+0.01" / ">−0.01". */
export function formatSigned(value: Dec<string> | null | undefined, decimals = 2): string {
  if (value === null || value === undefined) return unknownText;
  if (isZero(value)) return '0';
  const small = tooSmall(value, decimals);
  if (small !== undefined) return isNegative(value) ? small : small.replace('<', '<+');
  return isNegative(value) ? fixed(value, decimals) : `+${fixed(value, decimals)}`;
}

/** A non-zero number that would print as zero must not: the law has its own branch at exactly zero. */
function tooSmall(value: Dec<string>, decimals: number): string | undefined {
  if (isZero(value) || !isZero(roundTo(value, decimals))) return undefined;
  const least = decimals === 0 ? '1' : `0.${'0'.repeat(decimals - 1)}1`;
  return isNegative(value) ? `>${minus}${least}` : `<${least}`;
}

export function formatPercent(value: Dec<string> | null | undefined, decimals = 2): string {
  return value === null || value === undefined ? unknownText : `${formatSigned(value, decimals)} %`;
}

export type Tone = 'gain' | 'loss' | 'flat';
export function toneOf(value: Dec<string> | null | undefined): Tone {
  if (value === null || value === undefined || isZero(value)) return 'flat';
  return isNegative(value) ? 'loss' : 'gain';
}
export const toneGlyph: Record<Tone, string> = { gain: '▲', loss: '▼', flat: '' };
