import type { Percent, Price, Qty, Quote } from '../../../shared/domain/decimal.ts';
import { isPositive, percentOf, qtyFor, sub } from '../../../shared/domain/decimal.ts';
import type { MarketRules } from '../../../shared/domain/market.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import type { OrderRefusal } from '../market/normalise.ts';
import { checkOrder } from '../market/normalise.ts';

export type SizeOutcome =
  | { readonly ok: true; readonly qty: Qty; readonly sum: Quote; readonly numbers: Readonly<Record<string, string>> }
  | OrderRefusal;

interface SizeBasis {
  readonly settings: Settings;
  /** Share of the law's size that this stage may use, percent. */
  readonly capPercent: Percent;
  /** Tick-rounded (W29). */
  readonly target: Price;
  readonly rules: MarketRules;
}

const hundred = '100' as Percent;

/** W32-1, W32-2: a share of the wallet balance. */
export function sizeFirstEntry(basis: SizeBasis & { readonly wallet: Quote }): SizeOutcome {
  const { wallet, settings, capPercent } = basis;
  const sum = percentOf(percentOf(wallet, settings.firstEntryPercent), capPercent);
  if (!isPositive(sum)) return { ok: false, rule: 'W32-5', code: 'noFunds', numbers: { available: wallet, buffer: '0' } };
  return sizeFor(sum, basis, { wallet, share: settings.firstEntryPercent });
}

/** W32-3, W32-4, W32-6: all that is available, less the margin buffer. Only after the first entry is filled completely. */
export function sizeSecondEntry(basis: SizeBasis & { readonly available: Quote }): SizeOutcome {
  const { available, settings, capPercent } = basis;
  const buffer = settings.marginBufferPercent;
  const sum = percentOf(percentOf(available, sub(hundred, buffer)), capPercent);
  if (!isPositive(sum)) return { ok: false, rule: 'W32-6', code: 'noFunds', numbers: { available, buffer } };
  return sizeFor(sum, basis, { available, buffer });
}

function sizeFor(sum: Quote, { capPercent, target, rules }: SizeBasis, basisNumbers: Readonly<Record<string, string>>): SizeOutcome {
  const rawQty = isPositive(target) ? qtyFor(sum, target) : undefined;
  if (rawQty === undefined) return { ok: false, rule: 'W29', code: 'priceNotPositive', numbers: { price: target } };
  const numbers = { ...basisNumbers, capPercent, sum, price: target, rawQty };
  const checked = checkOrder(target, rawQty, rules);
  if (!checked.ok) return { ...checked, numbers: { ...numbers, ...checked.numbers } };
  return { ok: true, qty: checked.qty, sum, numbers: { ...numbers, qty: checked.qty, notional: checked.notional } };
}
