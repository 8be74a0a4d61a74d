import type { EngineState } from '../core/state.ts';
import type { ListedSymbol } from './history-market.ts';
import { DIGITS } from './price-units.ts';

/** After a leap the engine finds that the machine slept and reads account and clock again: done long before anything can happen. */
const SETTLE_MS = 15_000;
const WORTH_MS = 60_000;

/**
 * The whole second up to which nothing can happen to an idle desk: no message comes and no watched mark reaches its trigger. It looks ahead
 * so that empty hours need not be played; what the engine sees and when is the same. Undefined when it is not worth a leap.
 */
export function quietUntil(state: EngineState, symbols: readonly ListedSymbol[], now: number, nextMessageAt: number): number | undefined {
  let next = nextMessageAt;
  for (const { symbol, plan } of state.durable.monitors) {
    if (plan.status !== 'waiting') return undefined;
    const series = symbols.find(({ rules }) => rules.symbol === symbol)?.series;
    // A trigger has more digits than a price; a unit less is the careful side.
    const trigger = Number(plan.trigger) * 10 ** DIGITS - 1;
    next = Math.min(next, series?.firstReaching(trigger, now, next) ?? next);
  }
  const until = Math.floor((next - SETTLE_MS) / 1_000) * 1_000;
  return until - now >= WORTH_MS ? until : undefined;
}
