import { type Dec, readDec } from '../../../shared/domain/decimal.ts';
import { type MarketSymbol, symbolOf } from '../../../shared/domain/ids.ts';
import type { MarketFeed, SymbolRules } from '../matching/market-feed.ts';
import { Refusal } from './refusal.ts';

/** Parameters of one request as they came. Readers throw the exchange's own refusal. */
export type Params = Readonly<Record<string, string>>;

export const missing = (name: string): Refusal =>
  new Refusal(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`);

export function text(params: Params, name: string): string {
  const value = params[name];
  if (value === undefined || value === '') throw missing(name);
  return value;
}

export function oneOf<T extends string>(params: Params, name: string, allowed: readonly T[], code: number, message: string): T {
  const value = text(params, name);
  const found = allowed.find((word) => word === value);
  if (found === undefined) throw new Refusal(code, message);
  return found;
}

export function optionalOneOf<T extends string>(
  params: Params,
  name: string,
  allowed: readonly T[],
  code: number,
  message: string,
): T | undefined {
  return params[name] === undefined ? undefined : oneOf(params, name, allowed, code, message);
}

export function optionalDecimal<U extends string>(params: Params, name: string): Dec<U> | undefined {
  const value = params[name];
  if (value === undefined) return undefined;
  const read = readDec<U>(value);
  if (read !== undefined) return read;
  throw new Refusal(-1100, `Illegal characters found in parameter '${name}'; legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.`);
}

export function decimal<U extends string>(params: Params, name: string): Dec<U> {
  const value = optionalDecimal<U>(params, name);
  if (value === undefined) throw missing(name);
  return value;
}

export function optionalWhole(params: Params, name: string): number | undefined {
  const value = params[name];
  if (value === undefined) return undefined;
  if (!/^\d{1,16}$/.test(value))
    throw new Refusal(-1100, `Illegal characters found in parameter '${name}'; legal range is '^[0-9]{1,20}$'.`);
  return Number(value);
}

export function whole(params: Params, name: string): number {
  const value = optionalWhole(params, name);
  if (value === undefined) throw missing(name);
  return value;
}

/** A row limit; more than the most is refused, as the exchange does. */
export function limitOf(params: Params, usual: number, most: number): number {
  const limit = optionalWhole(params, 'limit') ?? usual;
  if (limit < 1 || limit > most) throw new Refusal(-1130, "Data sent for parameter 'limit' is not valid.");
  return limit;
}

export function optionalFlag(params: Params, name: string): boolean | undefined {
  const value = params[name];
  if (value === undefined) return undefined;
  if (value === 'true' || value === 'TRUE') return true;
  if (value === 'false' || value === 'FALSE') return false;
  throw missing(name);
}

export function rulesOf(feed: MarketFeed, params: Params): SymbolRules {
  const rules = feed.rules(symbolOf(text(params, 'symbol')));
  if (rules === undefined) throw new Refusal(-1121, 'Invalid symbol.');
  return rules;
}

export const optionalSymbol = (feed: MarketFeed, params: Params): MarketSymbol | undefined =>
  params.symbol === undefined ? undefined : rulesOf(feed, params).symbol;
