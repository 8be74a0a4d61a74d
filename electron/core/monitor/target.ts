import type { Price } from '../../../shared/domain/decimal.ts';
import { times } from '../../../shared/domain/decimal.ts';
import type { Candle, MarketRules } from '../../../shared/domain/market.ts';
import { closeTimeOf } from '../../../shared/domain/market.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { normalisePrice } from '../market/normalise.ts';
import { ATR_CANDLES, upperBandAfter } from './atr.ts';

const FEWEST_CANDLES = 3;

export type Target =
  /** `target` stands on the tick (W29), `trigger` is computed from it and not rounded (W32, D4). */
  | { readonly ok: true; readonly target: Price; readonly trigger: Price; readonly numbers: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly rule: 'D3' | 'W16' | 'W29'; readonly why: string };

export const entryTrigger = (target: Price): Price => times(target, '0.999');
export const takeProfitTrigger = (target: Price): Price => times(target, '1.001');
export const breakEvenTrigger = (target: Price): Price => times(target, '1.001');

/** Index of the last candle whose close time is at or before the receipt (D3); candles are in the order of time. */
export function referenceCandle(candles: readonly Candle[], receivedAt: number): number | undefined {
  const index = candles.findLastIndex((candle) => closeTimeOf(candle) <= receivedAt);
  return index === -1 ? undefined : index;
}

/**
 * The target of a message received at `receivedAt`: the high of the reference candle (W15), or its close plus ATR over the candles up
 * to it (W16), on the tick (W29). It is computed once; later candles do not move it.
 */
export function computeTarget(mode: Settings['mode'], candles: readonly Candle[], receivedAt: number, rules: MarketRules): Target {
  const index = referenceCandle(candles, receivedAt) ?? -1;
  const reference = candles[index];
  const closed = index + 1;
  if (reference === undefined || closed < FEWEST_CANDLES) {
    return { ok: false, rule: 'D3', why: `${closed} closed candles, at least ${FEWEST_CANDLES} are needed` };
  }
  const from = { mode, candleOpenTime: String(reference.openTime), candles: String(closed) };
  if (mode === 'aggressive') return aim(reference.high, rules, { ...from, high: reference.high });
  const upper = upperBandAfter(candles.slice(Math.max(0, closed - ATR_CANDLES), closed), rules.tickSize);
  if (upper === undefined) return { ok: false, rule: 'W16', why: 'candle prices have more than 15 digits' };
  return aim(upper.band, rules, { ...from, close: reference.close, atr: upper.atr });
}

function aim(price: Price, rules: MarketRules, from: Readonly<Record<string, string>>): Target {
  const target = normalisePrice(price, rules);
  if (target === undefined) return { ok: false, rule: 'W29', why: `${price} rounds to nothing on the tick ${rules.tickSize}` };
  const trigger = entryTrigger(target);
  return { ok: true, target, trigger, numbers: { ...from, tickSize: rules.tickSize, target, trigger } };
}
