import { type Draft, note, patchLadder, rulesOf } from '../draft.ts';
import { isLive } from '../order/life.ts';
import { cancelOrder, placeOrder } from '../order/place.ts';
import { hasPosition, liveStop, mddStopTrigger, shownAverage } from '../position/ladder.ts';
import type { Ladder, OrderRecord } from '../state.ts';
import { beginClosing } from './close.ts';
import { goneByOthers, REPLACE_AFTER_MS } from './limit.ts';

/** -4509: the exchange does not see the position yet; normally it does within a moment of the fill (D15). */
const NOT_VISIBLE_RETRY_MS = 500;
const GIVE_UP_AFTER_MS = 10_000;

/** W43-1: the MDD stop is wanted from the moment the second entry is filled completely, never before. */
export function wantMddStop(d: Draft, ladder: Ladder): void {
  const rules = rulesOf(d, ladder.symbol);
  const { average } = ladder.position;
  const trigger = rules && average !== undefined ? mddStopTrigger(average, d.durable.settings, rules) : undefined;
  if (trigger === undefined || ladder.stop?.kind === 'mdd') return;
  patchLadder(d, { stop: { kind: 'mdd', trigger, orderId: ladder.stop?.orderId, retryAt: undefined, refusedSince: undefined } });
  note(d, 'W43-1', 'mddStopWanted', { trigger, average: shownAverage(average), mdd: d.durable.settings.mdd }, { symbol: ladder.symbol });
}

/**
 * Keeps the wanted stop at the exchange. Only one closePosition stop per direction can exist (D15): another one is cancelled and
 * confirmed gone before the new one is placed.
 */
export function keepStop(d: Draft, ladder: Ladder): void {
  const { stop } = ladder;
  if (!stop || !hasPosition(ladder)) return;
  const standing = liveStop(d.durable, ladder);
  if (standing) {
    if (standing.terms.kind === 'stop' && standing.terms.trigger !== stop.trigger) cancelOrder(d, 'D15', standing.orderId);
    else if (standing.status === 'working' && stop.refusedSince !== undefined)
      patchLadder(d, { stop: { ...stop, refusedSince: undefined } });
    return;
  }
  const last = stop.orderId === undefined ? undefined : d.durable.orders[stop.orderId];
  // It has fired for the whole position. What a thin book left of it has no protection any more and goes out at market.
  if (last?.status === 'filled' && last.terms.kind === 'stop' && last.terms.trigger === stop.trigger) {
    const left = d.event.at - last.updatedAt >= REPLACE_AFTER_MS;
    if (left) beginClosing(d, stop.kind === 'mdd' ? 'W43-1' : 'R06', stop.kind === 'mdd' ? 'mddStop' : 'breakEvenStop');
    return;
  }
  if (stop.retryAt !== undefined && stop.retryAt > d.event.at) return;
  if (last && goneByOthers(last) && d.event.at - last.updatedAt < REPLACE_AFTER_MS) return;
  if (last && goneByOthers(last) && last.terms.kind === 'stop' && last.terms.trigger === stop.trigger)
    note(d, 'D15', 'stopVanished', { orderId: last.orderId, trigger: stop.trigger }, { symbol: ladder.symbol, level: 'critical' });
  const orderId = placeOrder(d, stop.kind === 'mdd' ? 'W43-1' : 'R06', stop.kind === 'mdd' ? 'mddStop' : 'breakEvenStop', {
    kind: 'stop',
    symbol: ladder.symbol,
    side: 'BUY',
    closes: true,
    trigger: stop.trigger,
    positionMode: ladder.positionMode,
  });
  patchLadder(d, { stop: { ...stop, orderId, retryAt: undefined } });
}

/** A stop that cannot stand means the position is unprotected where the law wants a stop: out at market (D9, D15). */
export function onStopRefused(d: Draft, order: OrderRecord): void {
  const { ladder } = d.durable;
  const { refusal } = order;
  if (!ladder?.stop || ladder.stop.orderId !== order.orderId || !refusal || ladder.closing || isLive(order.status)) return;
  // Taken back while it was under way, to make room for another: it is simply gone.
  if (order.cancel) return;
  const numbers = { orderId: order.orderId, code: String(refusal.code), message: refusal.message };
  const refusedSince = ladder.stop.refusedSince ?? d.event.at;
  const waited = d.event.at - refusedSince;
  if (refusal.reason === 'noPositionForStop' && waited < GIVE_UP_AFTER_MS) {
    patchLadder(d, { stop: { ...ladder.stop, orderId: undefined, retryAt: d.event.at + NOT_VISIBLE_RETRY_MS, refusedSince } });
    return note(d, 'D15', 'stopWaitsForPosition', numbers, { symbol: ladder.symbol });
  }
  if (refusal.reason === 'stopAlreadyExists') {
    const other = Object.values(d.live.account.foreignOrders).find(
      (each) => each.symbol === ladder.symbol && each.book === 'conditional' && each.closePosition,
    );
    if (other) {
      note(d, 'D15', 'otherStopCancelled', { ...numbers, other: other.venueOrderId }, { symbol: ladder.symbol, level: 'attention' });
      d.effects.push({
        type: 'CancelOrder',
        orderId: other.orderId,
        venueOrderId: other.venueOrderId,
        symbol: ladder.symbol,
        book: 'conditional',
      });
    } else d.effects.push({ type: 'ReadAccount' });
    if (waited < GIVE_UP_AFTER_MS) {
      patchLadder(d, { stop: { ...ladder.stop, orderId: undefined, retryAt: d.event.at + 1000, refusedSince } });
      return;
    }
  }
  note(d, 'D15', 'stopRefused', numbers, { symbol: ladder.symbol, level: 'critical' });
  const gone = refusal.reason === 'wouldTriggerImmediately';
  beginClosing(d, 'D15', gone ? (ladder.stop.kind === 'mdd' ? 'mddStop' : 'breakEvenStop') : 'fallback');
}
