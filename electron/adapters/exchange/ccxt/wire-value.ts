import { type Dec, readDec } from '../../../../shared/domain/decimal.ts';

/** One JSON object of the exchange. Every reader below answers `undefined` for what it cannot read, never a default. */
export type Row = Readonly<Record<string, unknown>>;

export const rowOf = (value: unknown): Row | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : undefined;

/** Every element as a row; `undefined` when it is no list or one element is no object. */
export function rowsOf(value: unknown): readonly Row[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const rows = value.map(rowOf);
  return rows.every((row) => row !== undefined) ? rows : undefined;
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Ids arrive as numbers or, beyond 2^53, as text; "" and 0 mean "none". */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : undefined;
  return typeof value === 'string' && value !== '' && value !== '0' ? value : undefined;
}

/** Decimals are texts on the wire, save in a few answers that write them as numbers; "0E-8" is one of their zeros. */
export function decOf<U extends string>(value: unknown): Dec<U> | undefined {
  if (typeof value === 'string') return readDec<U>(value) ?? (/^-?0(?:\.0*)?[eE]/.test(value) ? ('0' as Dec<U>) : undefined);
  return typeof value === 'number' ? readDec<U>(String(value)) : undefined;
}

/** The exchange writes "no price" and "no average yet" as 0; here they are absent. */
export function decUnlessZero<U extends string>(value: unknown): Dec<U> | undefined {
  const read = decOf<U>(value);
  return read === '0' ? undefined : read;
}

export function millisOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

export const flagOf = (value: unknown): boolean => value === true || value === 'true';

export const sideOf = (value: unknown): 'BUY' | 'SELL' | undefined => (value === 'BUY' || value === 'SELL' ? value : undefined);

/** Absent means one-way: some answers leave it out there. */
export const positionSideOf = (value: unknown): 'BOTH' | 'LONG' | 'SHORT' | undefined =>
  value === undefined ? 'BOTH' : value === 'BOTH' || value === 'LONG' || value === 'SHORT' ? value : undefined;
