import { cmp, isZero } from '../../../shared/domain/decimal.ts';
import { type Draft, note, patchLadder } from '../draft.ts';
import { onSecondEntryRefused, skip } from '../entry/second.ts';
import { wantMddStop } from '../exit/stop.ts';
import { cancelOrder } from '../order/place.ts';
import type { Ladder, OrderRecord } from '../state.ts';
import { hasPosition, liveEntry1, liveEntry2, shownAverage } from './ladder.ts';

/** What a change of the entry orders means for the phase (W37, W39, W43, W43-1, W47, D7, D8). `before` is the ladder before the event. */
export function followEntries(d: Draft, before: { readonly ladder: Ladder; readonly entry1Live: boolean }): void {
  firstEntryOver(d, before);
  secondEntryBegun(d, before.ladder);
  settleSecondEntry(d);
}

/** The second entry is over, filled, taken back or given up; a fill that raced its cancel may still complete it (W43-1, D7). */
export function settleSecondEntry(d: Draft): void {
  const { ladder } = d.durable;
  if (!ladder || liveEntry2(d.durable, ladder)) return;
  if (ladder.second.status === 'ordered') {
    const order = d.durable.orders[ladder.second.orderId];
    if (order) secondEntryOver(d, ladder, order);
  } else if (ladder.second.status === 'skipped') {
    const whole = Object.values(d.durable.orders).find((order) => order.role === 'entry2' && order.status === 'filled');
    if (whole && whole.terms.symbol === ladder.symbol) secondEntryOver(d, ladder, whole);
  }
}

function firstEntryOver(d: Draft, before: { readonly ladder: Ladder; readonly entry1Live: boolean }): void {
  const { ladder } = d.durable;
  if (!ladder) return;
  const average = shownAverage(ladder.position.average);
  if (!isZero(ladder.position.qty) && isZero(before.ladder.position.qty))
    note(d, 'W37', 'firstFill', { qty: ladder.position.qty, average }, { symbol: ladder.symbol, level: 'attention' });
  if (!before.entry1Live || liveEntry1(d.durable, ladder) || !hasPosition(ladder)) return;
  const whole = d.durable.orders[ladder.entry1]?.status === 'filled';
  note(
    d,
    whole ? 'W39' : 'D8',
    'phase1Begun',
    { qty: ladder.position.qty, average },
    { symbol: ladder.symbol, level: 'attention', from: 'ENTRY_ORDER', to: 'PHASE1' },
  );
}

function secondEntryBegun(d: Draft, before: Ladder): void {
  const { ladder } = d.durable;
  if (!ladder || before.step === 2 || ladder.step === 1) return;
  note(
    d,
    'W43',
    'phase2Begun',
    { qty: ladder.position.qty, average: shownAverage(ladder.position.average) },
    { symbol: ladder.symbol, level: 'attention', from: 'PHASE1', to: 'PHASE2' },
  );
  if (ladder.exitLimit.orderId !== undefined) cancelOrder(d, 'W43', ladder.exitLimit.orderId);
  patchLadder(d, { exitLimit: { ...ladder.exitLimit, fired: false } });
}

function secondEntryOver(d: Draft, ladder: Ladder, order: OrderRecord): void {
  if (order.status === 'notSent' || order.status === 'refused') return onSecondEntryRefused(d, order);
  const whole = order.terms.kind === 'limit' && cmp(order.filledQty, order.terms.qty) >= 0;
  if (whole) {
    const complete = patchLadder(d, { second: { status: 'complete', retried: ladder.second.retried } });
    note(
      d,
      'W43-1',
      'secondComplete',
      { qty: ladder.position.qty, average: shownAverage(ladder.position.average) },
      { symbol: ladder.symbol },
    );
    if (complete) wantMddStop(d, complete);
    return;
  }
  skip(d, ladder, isZero(order.filledQty) ? 'D7' : 'W43', 'secondRestGone', { filled: order.filledQty });
}
