import type { Price, Qty, Quote } from '../../../shared/domain/decimal.ts';
import { cost, floorTo, gt, isPositive, lt, roundHalfUpTo } from '../../../shared/domain/decimal.ts';
import type { MarketRules } from '../../../shared/domain/market.ts';
import type { SayCode } from '../../../shared/domain/say.ts';

/** Why an order may not be sent, with the numbers it was decided from. */
export interface OrderRefusal {
  readonly ok: false;
  readonly rule: 'W29' | 'W30' | 'W31' | 'W32-5' | 'W32-6';
  readonly code: SayCode;
  readonly numbers: Readonly<Record<string, string>>;
}

/** `capped`: the exchange takes no more than this in one order; the rest is not lost, it was not asked for. */
export type QtyOutcome = { readonly ok: true; readonly qty: Qty; readonly capped: boolean } | OrderRefusal;
export type OrderOutcome = { readonly ok: true; readonly price: Price; readonly qty: Qty; readonly notional: Quote } | OrderRefusal;

/** W29: half-up to the tick, for limit prices and stop triggers alike. `undefined` when nothing positive is left. */
export function normalisePrice(price: Price, rules: Pick<MarketRules, 'tickSize'>): Price | undefined {
  const adjusted = roundHalfUpTo(price, rules.tickSize);
  return isPositive(adjusted) ? adjusted : undefined;
}

/** W30: down to the step, at most what one limit order may carry (LOT_SIZE maxQty; 0 means no limit). */
export function normaliseQty(qty: Qty, rules: Pick<MarketRules, 'stepSize' | 'minQty' | 'maxQty'>): QtyOutcome {
  const capped = isPositive(rules.maxQty) && gt(qty, rules.maxQty);
  const adjusted = floorTo(capped ? rules.maxQty : qty, rules.stepSize);
  if (!isPositive(adjusted) || lt(adjusted, rules.minQty)) {
    return { ok: false, rule: 'W30', code: 'qtyBelowMinimum', numbers: { qty: adjusted, minQty: rules.minQty } };
  }
  return { ok: true, qty: adjusted, capped };
}

/** Price, quantity and their product against the filters of the symbol, for a limit order that opens a position. */
export function checkOrder(price: Price, qty: Qty, rules: MarketRules): OrderOutcome {
  const adjustedPrice = normalisePrice(price, rules);
  if (adjustedPrice === undefined) return { ok: false, rule: 'W29', code: 'priceNotPositive', numbers: { price } };
  if (lt(adjustedPrice, rules.minPrice) || (isPositive(rules.maxPrice) && gt(adjustedPrice, rules.maxPrice))) {
    const numbers = { price: adjustedPrice, minPrice: rules.minPrice, maxPrice: rules.maxPrice };
    return { ok: false, rule: 'W29', code: 'priceOutOfRange', numbers };
  }
  const adjustedQty = normaliseQty(qty, rules);
  if (!adjustedQty.ok) return adjustedQty;
  const notional = cost(adjustedPrice, adjustedQty.qty);
  if (lt(notional, rules.minNotional)) {
    return { ok: false, rule: 'W31', code: 'notionalBelowMinimum', numbers: { notional, minNotional: rules.minNotional } };
  }
  return { ok: true, price: adjustedPrice, qty: adjustedQty.qty, notional };
}
