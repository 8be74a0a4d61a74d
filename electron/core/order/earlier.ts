import { add, cmp, cost, isZero, type Price, sub } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { bookOf, type Fill, type VenueOrder } from '../../../shared/domain/order.ts';
import { type Draft, note, patch } from '../draft.ts';
import { foldFill } from '../position/ladder.ts';
import { readAccountSoon } from '../reconcile/schedule.ts';
import type { EarlierOrder, LateShort, OrderRecord, OrderRole } from '../state.ts';
import { isLive } from './life.ts';
import { isEntryRole } from './place.ts';

/** Of entries and of exits each: far more ladders back than an exchange can be late. */
const KEPT = 12;

/** Clears the records of orders that are over when a new ladder begins; a short note of each stays. */
export function forgetFinished(d: Draft): void {
  forget(d, ({ status }) => !isLive(status));
}

/** Tries of the same close that were refused: one that is refused for hours must not fill the state with them. */
export function forgetRefused(d: Draft, role: OrderRole, symbol: MarketSymbol, keep: number): void {
  const refused = Object.values(d.durable.orders).filter(
    (order) => order.role === role && order.terms.symbol === symbol && cameToNothing(order),
  );
  const old = new Set(refused.slice(0, Math.max(0, refused.length - keep)));
  if (old.size > 0) forget(d, (order) => old.has(order));
}

export const cameToNothing = ({ status, filledQty }: OrderRecord): boolean => !isLive(status) && isZero(filledQty);

function forget(d: Draft, which: (order: OrderRecord) => boolean): void {
  const orders = Object.values(d.durable.orders);
  const over = orders.filter((order) => which(order) && order.status !== 'notSent').map(noteOf);
  const known = [...d.durable.earlierOrders, ...over];
  const newest = new Set([
    ...known.filter(({ role }) => isEntryRole(role)).slice(-KEPT),
    ...known.filter(({ role }) => !isEntryRole(role)).slice(-KEPT),
  ]);
  patch(d, {
    orders: Object.fromEntries(orders.filter((order) => !which(order)).map((order) => [order.orderId, order])),
    earlierOrders: known.filter((order) => newest.has(order)),
  });
}

const noteOf = ({ orderId, role, terms, filledQty, placedAt, cancel }: OrderRecord): EarlierOrder => ({
  orderId,
  role,
  terms,
  filledQty,
  placedAt,
  takenBackBy: cancel?.rule,
});

/** News of an order that was over before the running ladder began. False when no earlier order of ours has that id. */
export function onEarlierOrder(d: Draft, venue: VenueOrder, fill: Fill | undefined): boolean {
  const earlier = d.durable.earlierOrders.find(({ orderId }) => orderId === venue.orderId);
  if (!earlier) return false;
  if (venue.status === 'open') takeBack(d, earlier, venue);
  if (cmp(venue.filledQty, earlier.filledQty) > 0) countLate(d, earlier, venue, fill);
  return true;
}

/** R16: concluded to be over, and open after all. Asked again with every read that shows it. */
function takeBack(d: Draft, { orderId, role, terms }: EarlierOrder, { venueOrderId }: VenueOrder): void {
  note(d, 'R16', 'earlierOrderOpen', { orderId, role }, { symbol: terms.symbol, level: 'critical' });
  d.effects.push({ type: 'CancelOrder', orderId, venueOrderId, symbol: terms.symbol, book: bookOf(terms) });
}

function countLate(d: Draft, earlier: EarlierOrder, venue: VenueOrder, fill: Fill | undefined): void {
  const { terms, role, orderId } = earlier;
  const { symbol } = terms;
  const qty = sub(venue.filledQty, earlier.filledQty);
  const price = fill?.price ?? venue.averagePrice ?? (terms.kind === 'limit' ? terms.price : ('0' as Price));
  const counted: EarlierOrder = { ...earlier, filledQty: venue.filledQty };
  patch(d, { earlierOrders: d.durable.earlierOrders.map((each) => (each === earlier ? counted : each)) });
  const { ladder } = d.durable;
  // An exit of a symbol that nothing is held of can only have reduced what is gone.
  const level = isEntryRole(role) || ladder?.symbol === symbol ? 'critical' : 'attention';
  note(d, 'D8', 'lateFill', { role, side: terms.side, qty, price, orderId }, { symbol, level });
  readAccountSoon(d);
  const quote = cost(price, qty);
  // On the running ladder's symbol its price belongs to that trade; the quantity follows from the position (R20).
  if (ladder?.symbol === symbol) {
    const folded = foldFill(d, ladder, terms.side === 'BUY' ? 'marketClose' : 'entry1', { qty, quote, price, fees: fill?.fee });
    return patch(d, { ladder: { ...ladder, totals: folded.totals } });
  }
  if (!isEntryRole(role)) return;
  const { lateShorts } = d.durable;
  const known = lateShorts.find(({ order }) => order.terms.symbol === symbol);
  const grown: LateShort = known
    ? { ...known, qty: add(known.qty, qty), quote: add(known.quote, quote), missed: 0 }
    : { order: counted, qty, quote, since: d.event.at, missed: 0 };
  patch(d, { lateShorts: [...lateShorts.filter((each) => each !== known), grown] });
  if (ladder) note(d, 'D8', 'lateShortStands', { symbol, qty: grown.qty, active: ladder.symbol }, { symbol, level: 'critical' });
}
