import {
  add,
  averagePrice,
  cost,
  isZero,
  lt,
  negate,
  type Percent,
  type Price,
  percentChange,
  plusPercent,
  type Qty,
  type Quote,
  roundTo,
  sub,
} from '../../../shared/domain/decimal.ts';
import type { OrderId } from '../../../shared/domain/ids.ts';
import type { MarketRules } from '../../../shared/domain/market.ts';
import type { PhaseWord } from '../../../shared/domain/record.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import type { Draft } from '../draft.ts';
import { normalisePrice } from '../market/normalise.ts';
import { breakEvenTrigger, entryTrigger, takeProfitTrigger } from '../monitor/target.ts';
import type { FilledMore } from '../order/apply.ts';
import { isLive } from '../order/life.ts';
import type { Durable, Ladder, OrderRecord, OrderRole } from '../state.ts';

/** A tick-rounded goal and the unrounded mark at which its order goes out (W17-2, W32). */
export interface Aim {
  readonly target: Price;
  readonly trigger: Price;
}

const aim = (raw: Price, rules: MarketRules, trigger: (target: Price) => Price): Aim | undefined => {
  const target = normalisePrice(raw, rules);
  return target === undefined ? undefined : { target, trigger: trigger(target) };
};

export const takeProfitAim = (average: Price, settings: Settings, rules: MarketRules): Aim | undefined =>
  aim(plusPercent(average, negate(settings.tpRatio)), rules, takeProfitTrigger);
export const breakEvenAim = (average: Price, rules: MarketRules): Aim | undefined => aim(average, rules, breakEvenTrigger);
export const secondEntryAim = (average: Price, settings: Settings, rules: MarketRules): Aim | undefined =>
  aim(plusPercent(average, settings.secondEntryPercent), rules, entryTrigger);
export const mddStopTrigger = (average: Price, settings: Settings, rules: MarketRules): Price | undefined =>
  normalisePrice(plusPercent(average, settings.mdd), rules);

/** For logs and the screen: an average of several fills has more digits than anybody reads. */
export const shownAverage = (average: Price | undefined): string => (average === undefined ? '—' : roundTo(average, 12));

/** Short ROI in percent, fees not counted: (average − mark) / average × 100 (section 0). Exactly "0" only at the average. */
export const roiOf = (average: Price, mark: Price): Percent | undefined => {
  const change = percentChange(mark, average);
  return change === undefined ? undefined : negate(change);
};

export const hasPosition = (ladder: Ladder): boolean => !isZero(ladder.position.qty);
/** R22: below minQty is no position. */
export const isFlat = (ladder: Ladder, rules: MarketRules | undefined): boolean =>
  isZero(ladder.position.qty) || (rules !== undefined && lt(ladder.position.qty, rules.minQty));

const alive = (orders: Durable['orders'], id: OrderId | undefined): OrderRecord | undefined => {
  const order = id === undefined ? undefined : orders[id];
  return order && isLive(order.status) ? order : undefined;
};
export const liveEntry1 = (durable: Durable, ladder: Ladder): OrderRecord | undefined => alive(durable.orders, ladder.entry1);
/** By role, not by what the ladder waits for: one that was given up and is alive after all must be seen too. */
export const liveEntry2 = (durable: Durable, ladder: Ladder): OrderRecord | undefined =>
  Object.values(durable.orders).find((order) => order.role === 'entry2' && order.terms.symbol === ladder.symbol && isLive(order.status));
export const liveExitLimit = (durable: Durable, ladder: Ladder): OrderRecord | undefined => alive(durable.orders, ladder.exitLimit.orderId);
export const liveStop = (durable: Durable, ladder: Ladder): OrderRecord | undefined => alive(durable.orders, ladder.stop?.orderId);
export const liveMarketClose = (durable: Durable, ladder: Ladder): OrderRecord | undefined =>
  alive(durable.orders, ladder.closing?.orderId);

/** Section 2.2. A resting stop protects a phase; an exit limit or market order at work makes it EXITING. */
export function phaseOf(durable: Durable, ladder: Ladder): PhaseWord {
  if (ladder.closing) return 'EXITING';
  // Out again, and only the orders that are left must still go.
  if (!hasPosition(ladder) && !isZero(ladder.totals.entryQty)) return 'EXITING';
  if (liveEntry1(durable, ladder) || !hasPosition(ladder)) return 'ENTRY_ORDER';
  if (liveExitLimit(durable, ladder)) return 'EXITING';
  return ladder.step === 2 ? 'PHASE2' : 'PHASE1';
}

const isEntry = (role: OrderRole): boolean => role === 'entry1' || role === 'entry2';

/** Folds one fill of our own into position and totals. The average moves with entries only. */
export function foldFill(d: Draft, ladder: Ladder, role: OrderRole, more: FilledMore): Ladder {
  const { position, totals } = ladder;
  const fees = more.fees === undefined ? totals.fees : add(totals.fees ?? ('0' as Quote), more.fees);
  if (isZero(more.qty)) return { ...ladder, totals: { ...totals, fees } };
  if (isEntry(role)) {
    const qty = add(position.qty, more.qty);
    const held = position.average === undefined ? ('0' as Quote) : cost(position.average, position.qty);
    return {
      ...ladder,
      openedAt: ladder.openedAt ?? d.event.at,
      step: role === 'entry2' ? 2 : ladder.step,
      position: { qty, average: averagePrice(add(held, more.quote), qty) },
      totals: { ...totals, fees, entryQty: add(totals.entryQty, more.qty), entryQuote: add(totals.entryQuote, more.quote) },
    };
  }
  const rest = sub(position.qty, more.qty);
  const qty = rest.startsWith('-') ? ('0' as Qty) : rest;
  return {
    ...ladder,
    position: { ...position, qty },
    totals: { ...totals, fees, exitQty: add(totals.exitQty, more.qty), exitQuote: add(totals.exitQuote, more.quote) },
  };
}
