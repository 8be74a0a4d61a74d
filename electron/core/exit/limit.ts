import { add, cmp, floorTo, gt, gte, isPositive, isZero, lte, type Price, type Qty } from '../../../shared/domain/decimal.ts';
import type { OrderId } from '../../../shared/domain/ids.ts';
import type { MarketRules } from '../../../shared/domain/market.ts';
import { type Draft, note, patchLadder, rulesOf } from '../draft.ts';
import { cancelOrder, MAX_RETRIES, placeOrder } from '../order/place.ts';
import { type Aim, breakEvenAim, isFlat, liveEntry2, liveExitLimit, takeProfitAim } from '../position/ladder.ts';
import type { Durable, Ladder, OrderRecord } from '../state.ts';

/** R19: a partly filled exit order that stands still this long is taken out at market. */
export const STALL_MS = 5000;

export interface ExitAim extends Aim {
  readonly kind: 'takeProfit' | 'breakEven';
}

/** What the limit exit aims at now: TP in Phase 1 (W40), the average in Phase 2 (W43). */
export function exitAim(ladder: Ladder, settings: Durable['settings'], rules: MarketRules): ExitAim | undefined {
  const { average } = ladder.position;
  if (average === undefined || isFlat(ladder, rules)) return undefined;
  const aim = ladder.step === 2 ? breakEvenAim(average, rules) : takeProfitAim(average, settings, rules);
  return aim && { ...aim, kind: ladder.step === 2 ? 'breakEven' : 'takeProfit' };
}

/** W17-2, D4: TP at or below its trigger; break-even at or above, as the law writes it, or at or below by setting. */
export function exitFires(aim: ExitAim, mark: Price, settings: Durable['settings']): boolean {
  if (aim.kind === 'takeProfit') return lte(mark, aim.trigger);
  return settings.breakEvenTrigger === 'atOrAbove' ? gte(mark, aim.trigger) : lte(mark, aim.trigger);
}

/** Evaluation of one mark frame (D6, W40, W37). Once fired, the order is kept at the current numbers until it is filled. */
export function evaluateExit(d: Draft): void {
  const { ladder, settings } = d.durable;
  if (!ladder || ladder.closing || ladder.exitLimit.fired) return;
  const rules = rulesOf(d, ladder.symbol);
  const mark = d.live.marks[ladder.symbol];
  const aim = rules && exitAim(ladder, settings, rules);
  if (!aim || mark === undefined || !exitFires(aim, mark, settings)) return;
  patchLadder(d, { exitLimit: { ...ladder.exitLimit, fired: true } });
  note(
    d,
    aim.kind === 'takeProfit' ? 'W40' : 'W43',
    'exitTriggerFired',
    { kind: aim.kind, mark, trigger: aim.trigger, target: aim.target },
    { symbol: ladder.symbol },
  );
}

/**
 * Keeps exactly one exit limit at the exchange, for the whole position, at the current target. A changed average or quantity means
 * cancel first and place again when the cancel is confirmed (W37, W43, R20), so that exits never exceed the position (R11).
 */
export function keepExitLimit(d: Draft, ladder: Ladder): void {
  if (!ladder.exitLimit.fired) return;
  const rules = rulesOf(d, ladder.symbol);
  const aim = rules && exitAim(ladder, d.durable.settings, rules);
  const standing = liveExitLimit(d.durable, ladder);
  if (!aim) return;
  // W43: the break-even exit goes ahead of what is left of the second entry.
  const second = aim.kind === 'breakEven' ? liveEntry2(d.durable, ladder) : undefined;
  if (second) {
    cancelOrder(d, 'W43', second.orderId);
    if (!wontCancel(d, second.orderId)) return;
  }
  if (standing) {
    const right =
      standing.terms.kind === 'limit' &&
      standing.terms.price === aim.target &&
      carriesEnough(standing.terms.qty, standing.filledQty, ladder.position.qty, rules);
    if (!right) cancelOrder(d, aim.kind === 'takeProfit' ? 'W37' : 'W43', standing.orderId);
    return;
  }
  const last = ladder.exitLimit.orderId === undefined ? undefined : d.durable.orders[ladder.exitLimit.orderId];
  if (last && goneByOthers(last) && d.event.at - last.updatedAt < REPLACE_AFTER_MS) return;
  const orderId = placeOrder(d, aim.kind === 'takeProfit' ? 'W40' : 'W43', aim.kind, {
    kind: 'limit',
    symbol: ladder.symbol,
    side: 'BUY',
    closes: true,
    qty: exitQty(ladder.position.qty, rules),
    price: aim.target,
    positionMode: ladder.positionMode,
  });
  patchLadder(d, { exitLimit: { fired: true, orderId }, exit: aim.kind });
}

/** One limit order carries at most LOT_SIZE maxQty; what is above it follows when the first part is filled (W30, R11). 0: no limit. */
export const exitQty = (held: Qty, rules: MarketRules): Qty =>
  isPositive(rules.maxQty) && gt(held, rules.maxQty) ? floorTo(rules.maxQty, rules.stepSize) : held;

/** What it was placed for is what would be placed for the position as it now is. */
const carriesEnough = (qty: Qty, filled: Qty, held: Qty, rules: MarketRules): boolean => cmp(qty, exitQty(add(held, filled), rules)) === 0;

/** The position must not wait for ever on an order that the exchange will not take back or answer for. */
function wontCancel(d: Draft, orderId: OrderId): boolean {
  const order = d.durable.orders[orderId];
  const silent = order?.probe !== undefined && d.event.at - order.probe.since >= CANCEL_PATIENCE_MS;
  return silent || (order?.cancel?.retries ?? 0) > MAX_RETRIES;
}

/** Ended at the exchange without our asking: by hand, or knocked out there. Placing it again at once could go on at the speed of the wire. */
export const goneByOthers = (order: OrderRecord): boolean => order.status === 'cancelled' && order.cancel === undefined;
export const REPLACE_AFTER_MS = 1000;
const CANCEL_PATIENCE_MS = 3000;

/** When the 5-second rule would act on the standing exit order; undefined when it cannot. */
export function stallsAt(durable: Durable): number | undefined {
  const { ladder } = durable;
  const order = ladder && !ladder.closing ? liveExitLimit(durable, ladder) : undefined;
  return order?.lastFillAt === undefined || isZero(order.filledQty) ? undefined : order.lastFillAt + STALL_MS;
}
