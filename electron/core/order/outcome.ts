import { add, cost, dec, isZero } from '../../../shared/domain/decimal.ts';
import { bearsOurPrefix } from '../../../shared/domain/ids.ts';
import type { Fill, VenueOrder } from '../../../shared/domain/order.ts';
import { type Draft, note, patch, patchLadder, putOrder } from '../draft.ts';
import type { EngineEvent } from '../event.ts';
import { beginClosing, onMarketCloseRefused } from '../exit/close.ts';
import { onStopRefused } from '../exit/stop.ts';
import { foldFill, liveEntry1 } from '../position/ladder.ts';
import { reviveLadder } from '../position/revive.ts';
import { followEntries } from '../position/transitions.ts';
import { readAccountSoon } from '../reconcile/schedule.ts';
import type { Ladder, OrderRecord } from '../state.ts';
import { applyForeignOrder, applyVenueOrder, type FilledMore, move, ownOrder } from './apply.ts';
import { onEarlierOrder } from './earlier.ts';
import { isLive } from './life.ts';
import { cancelOrder, isEntryRole, isPassing, MAX_RETRIES, orderRefusedSaid, planRetry, sendCancel } from './place.ts';
import { startProbe } from './probe.ts';

type Of<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>;
/** R16: an exit that would not be cancelled is tried again this often. */
const RECANCEL_MS = 10_000;

export interface Before {
  readonly ladder: Ladder;
  readonly entry1Live: boolean;
}
export const beforeOf = (d: Draft): Before | undefined =>
  d.durable.ladder && { ladder: d.durable.ladder, entry1Live: liveEntry1(d.durable, d.durable.ladder) !== undefined };

/** After an order of ours changed (`record` is the order before): fold its fill, follow the phases, send a cancel that waited. */
export function follow(d: Draft, before: Before | undefined, record: OrderRecord, more: FilledMore | undefined): void {
  const changed = d.durable.orders[record.orderId];
  const alive = changed !== undefined && isLive(changed.status);
  const came = alive || (more !== undefined && !isZero(more.qty));
  if (changed && came && isEntryRole(record.role) && !d.durable.ladder) reviveLadder(d, { ...changed, takenBackBy: changed.cancel?.rule });
  const { ladder } = d.durable;
  // What held a doubt about the position back may have been this order.
  if (ladder?.doubt && record.status !== 'working') readAccountSoon(d);
  // The close of somebody else's position is no part of our trade, whatever its symbol.
  if (more && ladder && ladder.symbol === record.terms.symbol && record.role !== 'accountClose')
    patch(d, { ladder: foldFill(d, ladder, record.role, more) });
  const since = before ?? (d.durable.ladder && ladder && { ladder, entry1Live: true });
  if (since && d.durable.ladder) followEntries(d, since);
  // Concluded to be over, and alive after all: nothing counts on it any more, so it is taken back.
  if (alive && !isLive(record.status)) {
    note(d, 'R16', 'finishedOrderStillOpen', { orderId: record.orderId }, { symbol: record.terms.symbol, level: 'critical' });
    cancelOrder(d, 'R16', record.orderId);
  }
  const now = d.durable.orders[record.orderId];
  if (now?.status === 'working' && now.cancel && now.cancel.retryAt === undefined) sendCancel(d, now);
  const failed = d.durable.exitCancelsFailed;
  if (now && !isLive(now.status) && failed.some(({ orderId }) => orderId === now.orderId)) {
    patch(d, { exitCancelsFailed: failed.filter(({ orderId }) => orderId !== now.orderId) });
    note(d, 'R16', 'exitCancelHealed', { orderId: record.orderId }, { symbol: record.terms.symbol, level: 'attention' });
  }
}

export function onOrderAccepted(d: Draft, event: Of<'OrderAccepted'>): void {
  const before = beforeOf(d);
  const record = d.durable.orders[event.orderId];
  if (!record) return;
  if (record.venueOrderId === undefined) putOrder(d, { ...record, venueOrderId: event.venueOrderId });
  if (record.status === 'submitting' || record.status === 'unconfirmed') {
    move(d, event.orderId, 'accepted');
    note(
      d,
      'W33',
      'orderAccepted',
      { orderId: event.orderId, venueOrderId: event.venueOrderId, role: record.role },
      { symbol: record.terms.symbol },
    );
  }
  follow(d, before, record, undefined);
}

/** A definite "no" to placing (W35, W35-1, R12, D12, D15). */
export function onOrderRefused(d: Draft, event: Of<'OrderRefused'>): void {
  const before = beforeOf(d);
  const record = d.durable.orders[event.orderId];
  // A read that did not show it may have put it in question before this answer came.
  const waiting = record?.status === 'submitting' || (record?.status === 'unconfirmed' && record.probe?.about === 'place');
  if (!record || !waiting) return;
  // The id is taken by an open order: that is our own first try, told as a refusal of the second (-4116).
  if (event.reason === 'duplicateOrderId') return startProbe(d, record, 'place', 0);
  const refused: OrderRecord = { ...record, refusal: { reason: event.reason, code: event.code, message: event.message } };
  const forgettable = record.cancel !== undefined;
  if (isPassing(event.reason) && !forgettable && record.terms.kind !== 'market' && planRetry(d, refused, event.reason, event.until)) return;
  conclude(d, before, refused, event.until);
}

/** The order is not at the exchange and will not be sent again. */
export function conclude(d: Draft, before: Before | undefined, refused: OrderRecord, until: number | undefined): void {
  putOrder(d, refused);
  const over = move(d, refused.orderId, 'refused') ?? refused;
  const sentence = orderRefusedSaid(over);
  note(d, sentence.rule, sentence.code, sentence.numbers, { symbol: over.terms.symbol, level: 'attention' });
  switch (over.role) {
    case 'marketClose':
      if (over.refusal?.reason === 'reduceOnlyRejected') d.effects.push({ type: 'ReadAccount' });
      onMarketCloseRefused(d, over.orderId, over.refusal?.code ?? 0, over.refusal?.message ?? '', until);
      break;
    case 'takeProfit':
    case 'breakEven':
      exitLimitRefused(d, over);
      break;
    case 'breakEvenStop':
    case 'mddStop':
      onStopRefused(d, over);
      break;
    case 'entry1':
    case 'entry2':
    case 'accountClose':
      break;
  }
  follow(d, before, over, undefined);
}

/** R12: an exit limit that is refused becomes a market close. Taken back while it was under way, it is simply gone. */
function exitLimitRefused(d: Draft, order: OrderRecord): void {
  const { ladder } = d.durable;
  if (!ladder || ladder.exitLimit.orderId !== order.orderId || order.cancel) return;
  if (order.refusal?.reason === 'reduceOnlyRejected') d.effects.push({ type: 'ReadAccount' });
  beginClosing(d, 'R12', 'fallback');
}

export function onOrderOutcomeUnknown(d: Draft, event: Of<'OrderOutcomeUnknown'>): void {
  const record = d.durable.orders[event.orderId];
  if (record?.status !== 'submitting') return;
  note(d, 'D17', 'orderUnknown', { orderId: event.orderId, why: event.why }, { symbol: event.symbol, level: 'attention' });
  startProbe(d, record, 'place');
}

export function onOrderFound(d: Draft, event: Of<'OrderFound'>): void {
  const wasProbe = d.durable.orders[event.orderId]?.probe;
  if (event.fills) tellTrades(d, event.order, event.fills);
  const before = beforeOf(d);
  const record = d.durable.orders[event.orderId];
  if (!record) return;
  const more = applyVenueOrder(d, record, event.order);
  const now = d.durable.orders[event.orderId];
  if (wasProbe)
    note(d, 'D17', 'orderKnownAgain', { orderId: event.orderId, status: now?.status ?? '' }, { symbol: event.symbol, level: 'attention' });
  // Asked about a cancel and it still stands: the cancel did not happen.
  if (now?.status === 'working' && record.cancel && wasProbe?.about === 'cancel') return cancelFailed(d, now, 'still open', undefined);
  follow(d, before, record, more);
}

/** Trades that were looked up are told one by one, as the stream would have told them: with id, price and fee, each once. */
function tellTrades(d: Draft, order: VenueOrder, fills: readonly Fill[]): void {
  const { seq, at } = d.event;
  let filledQty = dec<'base'>('0');
  for (const fill of fills) {
    filledQty = add(filledQty, fill.qty);
    const sofar: VenueOrder = { ...order, status: 'open', filledQty, averagePrice: undefined };
    onOrderFilled(d, { type: 'OrderFilled', seq, at, order: sofar, fill, forced: false });
  }
}

export function onOrderQueryFailed(d: Draft, event: Of<'OrderQueryFailed'>): void {
  const record = d.durable.orders[event.orderId];
  if (!record?.probe || event.until === undefined) return;
  putOrder(d, { ...record, probe: { ...record.probe, at: event.until + 50 } });
}

export function onCancelAccepted(d: Draft, event: Of<'CancelAccepted'>): void {
  const before = beforeOf(d);
  const record = d.durable.orders[event.orderId];
  if (!record) {
    // The answer to the cancel of an earlier order may tell what it had filled.
    if (event.order) onEarlierOrder(d, { ...event.order, status: 'cancelled' }, undefined);
    return;
  }
  let more: FilledMore | undefined;
  if (event.order)
    more = applyVenueOrder(d, record, { ...event.order, status: event.order.status === 'open' ? 'cancelled' : event.order.status });
  else move(d, event.orderId, 'gone');
  follow(d, before, record, more);
}

/** R15: three more tries; then the state "청산 취소 실패", no new orders, and a try every ten seconds (R16). */
export function onCancelRefused(d: Draft, event: Of<'CancelRefused'>): void {
  const record = d.durable.orders[event.orderId];
  if (record?.status !== 'cancelling') return;
  // Not open any more: filled, cancelled or expired. Asking tells which.
  if (event.reason === 'orderNotOpen' || event.reason === 'orderNotFound') return startProbe(d, record, 'cancel', 0);
  if (event.reason === 'beingTriggered') return startProbe(d, record, 'cancel', 1000);
  cancelFailed(d, record, `${event.code} ${event.message}`, event.until);
}

export function onCancelOutcomeUnknown(d: Draft, event: Of<'CancelOutcomeUnknown'>): void {
  const record = d.durable.orders[event.orderId];
  if (record?.status === 'cancelling') startProbe(d, record, 'cancel');
}

function cancelFailed(d: Draft, record: OrderRecord, why: string, until: number | undefined): void {
  const retries = (record.cancel?.retries ?? 0) + (until === undefined ? 1 : 0);
  const failed = retries > MAX_RETRIES;
  const retryAt = until ?? d.event.at + (failed ? RECANCEL_MS : 250);
  putOrder(d, { ...record, status: 'cancelling', probe: undefined, cancel: { rule: record.cancel?.rule ?? 'R15', retries, retryAt } });
  note(
    d,
    'R15',
    'cancelFailed',
    { orderId: record.orderId, why, retries: String(retries) },
    { symbol: record.terms.symbol, level: failed ? 'critical' : 'attention' },
  );
  const known = d.durable.exitCancelsFailed;
  if (failed && !known.some(({ orderId }) => orderId === record.orderId))
    patch(d, { exitCancelsFailed: [...known, { since: d.event.at, orderId: record.orderId }] });
}

export function recancelDue(d: Draft): void {
  for (const order of Object.values(d.durable.orders))
    if (order.status === 'cancelling' && order.cancel?.retryAt !== undefined && order.cancel.retryAt <= d.event.at) sendCancel(d, order);
}

export function onOrderReported(d: Draft, event: Of<'OrderReported'>): void {
  const record = ownOrder(d, event.order);
  if (!record) {
    applyForeignOrder(d, event.order);
    onEarlierOrder(d, event.order, undefined);
    return;
  }
  const before = beforeOf(d);
  const asked = record.cancel !== undefined;
  const more = applyVenueOrder(d, record, event.order);
  const now = d.durable.orders[record.orderId];
  if (now?.status === 'cancelled' && record.status !== 'cancelled' && !asked)
    note(
      d,
      'R20',
      'orderGoneByOthers',
      { orderId: record.orderId, change: event.change, why: event.why ?? '' },
      { symbol: record.terms.symbol, level: 'attention' },
    );
  follow(d, before, record, more);
}

export function onOrderFilled(d: Draft, event: Of<'OrderFilled'>): void {
  const record = ownOrder(d, event.order);
  if (!record) {
    applyForeignOrder(d, event.order);
    return onEarlierOrder(d, event.order, event.fill) ? undefined : foreignFill(d, event);
  }
  const before = beforeOf(d);
  const more = applyVenueOrder(d, record, event.order, event.fill);
  if (more)
    note(
      d,
      'W37',
      'fillCounted',
      { orderId: record.orderId, role: record.role, qty: more.qty, price: more.price, tradeId: event.fill.tradeId },
      { symbol: record.terms.symbol },
    );
  // What is available is told by no stream; the screen and the second entry want it fresh.
  if (record.status !== 'filled' && d.durable.orders[record.orderId]?.status === 'filled')
    d.effects.push({ type: 'ReadBalances', symbol: record.terms.symbol });
  follow(d, before, record, more);
}

/** An order by other hands, or a liquidation, on our symbol: its price belongs to our trade; the quantity follows from the position (R20). */
function foreignFill(d: Draft, event: Of<'OrderFilled'>): void {
  const { ladder } = d.durable;
  const { symbol, side, positionSide, orderId } = event.order;
  const { qty, price, fee } = event.fill;
  if (ladder?.symbol !== symbol || positionSide === 'LONG') {
    // Invariant 6: an order with our prefix that nothing here knows; what it made shows as a foreign position and locks.
    if (bearsOurPrefix(orderId)) note(d, 'D17', 'foreignFill', { side, qty, price }, { symbol, level: 'critical' });
    return;
  }
  note(d, 'R20', event.forced ? 'liquidationFill' : 'foreignFill', { side, qty, price }, { symbol, level: 'critical' });
  const folded = foldFill(d, ladder, side === 'BUY' ? 'marketClose' : 'entry1', { qty, quote: cost(price, qty), price, fees: fee });
  patchLadder(d, { totals: folded.totals });
}
