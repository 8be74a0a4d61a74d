import { bearsOurPrefix } from '../../../shared/domain/ids.ts';
import { isEntryOrder, type VenueOrder } from '../../../shared/domain/order.ts';
import { type Draft, note, putOrder } from '../draft.ts';
import type { EngineEvent } from '../event.ts';
import { applyVenueOrder, liveOrdersOf, ownOrder } from '../order/apply.ts';
import { onEarlierOrder } from '../order/earlier.ts';
import { isLive } from '../order/life.ts';
import { beforeOf, follow } from '../order/outcome.ts';
import { cancelOrder } from '../order/place.ts';
import { aboutOf, askSooner, startProbe } from '../order/probe.ts';
import type { OrderRecord } from '../state.ts';
import { type Found, movedTerms, orderDifferences } from './differences.ts';

type AccountRead = Extract<EngineEvent, { type: 'AccountRead' }>;

/** The open orders of a healthy read against ours: what differs is taken over or asked after, and handed back with both numbers. */
export function compareOrders(d: Draft, event: AccountRead): readonly Found[] {
  const shown = event.orders.flatMap((venue) => {
    const record = ownOrder(d, venue);
    return record ? compareShown(d, record, venue, event.askedAt) : strange(d, venue);
  });
  return [...shown, ...askAfterMissing(d, event)];
}

function compareShown(d: Draft, record: OrderRecord, venue: VenueOrder, askedAt: number): readonly Found[] {
  // We never move an order, so its price is told truly by a picture of any age.
  const moved = movedTerms(record, venue);
  // Otherwise the picture may be older than the last thing we know of it.
  const newer = record.updatedAt < askedAt || record.status === 'unconfirmed';
  const found = newer ? [...orderDifferences(record, venue), ...moved] : moved;
  if (newer) {
    const before = beforeOf(d);
    // Late news of the stream may tell an old life of a finished order; a read that is newer than its end may not.
    if (!isLive(record.status)) putOrder(d, { ...record, status: 'working' });
    const more = applyVenueOrder(d, d.durable.orders[record.orderId] ?? record, venue);
    follow(d, before, record, more);
  }
  // R20: an exit that somebody moved is taken back; what the law wants is placed again.
  if (moved.length > 0 && record.terms.closes) cancelOrder(d, 'R20', record.orderId);
  return found;
}

/** An open order with our prefix that no record explains: of an earlier ladder, or of a journal that is gone (invariant 6). */
function strange(d: Draft, venue: VenueOrder): readonly Found[] {
  const head = { of: venue.orderId, symbol: venue.symbol, theirs: 'open' };
  if (onEarlierOrder(d, venue, undefined)) return [{ ...head, what: 'orderStatus', ours: 'over' }];
  if (!bearsOurPrefix(venue.orderId)) return [];
  takeBackStrayExit(d, venue);
  return [{ ...head, what: 'orderUnknown', ours: 'none' }];
}

/**
 * D21: beside the exits that the law wants, one that no record explains would sell more than is held (invariant 3). A stop stays until
 * another is due (D15): it has no quantity and protects meanwhile. Asked again with every read that shows it.
 */
function takeBackStrayExit(d: Draft, venue: VenueOrder): void {
  const { orderId, venueOrderId, symbol, book } = venue;
  if (symbol !== d.durable.ladder?.symbol || venue.type !== 'LIMIT' || isEntryOrder(venue)) return;
  note(d, 'D21', 'strayExitCancelled', { orderId, venueOrderId }, { symbol, level: 'attention' });
  d.effects.push({ type: 'CancelOrder', orderId, venueOrderId, symbol, book });
}

/** Not among the open ones: filled, cancelled or expired without our hearing of it. That alone ends nothing; asking tells which. */
function askAfterMissing(d: Draft, event: AccountRead): readonly Found[] {
  const { open } = d.live.account.differences;
  return liveOrdersOf(d).flatMap((order): readonly Found[] => {
    const { orderId, status, terms } = order;
    if (event.orders.some((venue) => ownOrder(d, venue)?.orderId === orderId)) return [];
    const settled = order.updatedAt < event.askedAt && order.retryAt === undefined && terms.kind !== 'market';
    const fresh = settled && (status === 'working' || status === 'submitting');
    askSooner(d, order);
    if (fresh) startProbe(d, order, aboutOf(order), 0);
    else if (!open.some(({ what, of }) => what === 'orderMissing' && of === orderId)) return [];
    return [{ what: 'orderMissing', of: orderId, symbol: terms.symbol, ours: status, theirs: 'notShown' }];
  });
}
