import { dec, gt } from '../../../shared/domain/decimal.ts';
import type { OrderId } from '../../../shared/domain/ids.ts';
import { bookOf, type OrderTerms, type RefusalReason } from '../../../shared/domain/order.ts';
import type { Said } from '../../../shared/domain/record.ts';
import { type Draft, newOrderId, note, putOrder, said } from '../draft.ts';
import { entryForbidden } from '../gate/locks.ts';
import type { OrderRecord, OrderRole } from '../state.ts';

/** W35: the same order is sent again at most this often after a passing failure. */
export const MAX_RETRIES = 3;
const RETRY_DELAYS_MS = [250, 500, 1000];

export const isEntryRole = (role: OrderRole): boolean => role === 'entry1' || role === 'entry2';

/** The wire parameters that a trader would ask for, for the audit (W51-3). */
export function termsNumbers(orderId: OrderId, terms: OrderTerms): Record<string, string> {
  return {
    orderId,
    side: terms.side,
    type: terms.kind === 'stop' ? 'STOP_MARKET' : terms.kind.toUpperCase(),
    qty: terms.kind === 'stop' ? 'closePosition' : terms.qty,
    price: terms.kind === 'limit' ? terms.price : terms.kind === 'stop' ? terms.trigger : '—',
    mode: terms.positionMode,
  };
}

/** Records the order as `submitting` in the same step that asks for it (R4). In dry-run an entry is written down, not sent. */
export function placeOrder(d: Draft, rule: string, role: OrderRole, terms: OrderTerms): OrderId {
  const orderId = newOrderId(d);
  const dryRun = d.durable.stage === 'dry-run' && isEntryRole(role);
  putOrder(d, {
    orderId,
    role,
    terms,
    status: dryRun ? 'notSent' : 'submitting',
    venueOrderId: undefined,
    spawnedVenueOrderId: undefined,
    trades: [],
    filledQty: dec('0'),
    filledQuote: dec('0'),
    fees: undefined,
    lastFillAt: undefined,
    placedAt: d.event.at,
    updatedAt: d.event.at,
    sentAt: d.event.at,
    retries: 0,
    retryAt: undefined,
    refusal: undefined,
    probe: undefined,
    cancel: undefined,
  });
  if (dryRun) {
    note(d, rule, 'orderNotSent', termsNumbers(orderId, terms), { symbol: terms.symbol, level: 'attention' });
    return orderId;
  }
  note(d, rule, 'orderPlaced', { role, ...termsNumbers(orderId, terms) }, { symbol: terms.symbol });
  d.effects.push({ type: 'PlaceOrder', orderId, terms });
  return orderId;
}

const passing: readonly RefusalReason[] = ['clock', 'overloaded', 'notSent', 'rateLimited', 'banned'];
/** A definite "no" that may be a "yes" in a moment. */
export const isPassing = (reason: RefusalReason): boolean => passing.includes(reason);

/**
 * Plans the next send of an order that is known not to be at the exchange. A ban's wait is not counted as a try (D10).
 * Returns false when the tries are used up.
 */
export function planRetry(d: Draft, order: OrderRecord, reason: RefusalReason, until: number | undefined): boolean {
  const waits = until !== undefined && (reason === 'rateLimited' || reason === 'banned');
  if (!waits && order.retries >= MAX_RETRIES) return false;
  const delay = reason === 'clock' ? 0 : (RETRY_DELAYS_MS[order.retries] ?? 1000);
  putOrder(d, {
    ...order,
    status: 'submitting',
    retries: waits ? order.retries : order.retries + 1,
    retryAt: waits ? until + 50 : d.event.at + delay,
    probe: undefined,
    updatedAt: d.event.at,
  });
  note(
    d,
    'W35',
    'orderRetryPlanned',
    { orderId: order.orderId, retry: String(order.retries + 1), limit: String(MAX_RETRIES), reason },
    { symbol: order.terms.symbol },
  );
  return true;
}

/** Sends what is due again, under the same id (W33). What the world no longer allows or needs is given up instead (invariants 3, 5). */
export function resendDue(d: Draft): void {
  for (const order of Object.values(d.durable.orders)) {
    if (order.status !== 'submitting' || order.retryAt === undefined || order.retryAt > d.event.at) continue;
    const reason = isEntryRole(order.role) ? entryForbidden(d) : exitOutgrown(d, order);
    if (reason) {
      const cancel = { rule: reason.rule, retries: 0, retryAt: undefined };
      putOrder(d, { ...order, status: 'cancelled', cancel, retryAt: undefined, updatedAt: d.event.at });
      note(
        d,
        reason.rule,
        'orderGivenUp',
        { ...reason.numbers, orderId: order.orderId, by: reason.code },
        { symbol: order.terms.symbol, level: 'attention' },
      );
      continue;
    }
    putOrder(d, { ...order, retryAt: undefined, sentAt: d.event.at, updatedAt: d.event.at });
    d.effects.push({ type: 'PlaceOrder', orderId: order.orderId, terms: order.terms });
  }
}

/** A stop or another hand may have taken of the position what this limit was to take; the next settling places what is left (R11). */
function exitOutgrown({ durable: { ladder } }: Draft, { role, terms }: OrderRecord): Said | undefined {
  if ((role !== 'takeProfit' && role !== 'breakEven') || terms.kind !== 'limit' || ladder?.symbol !== terms.symbol) return undefined;
  return gt(terms.qty, ladder.position.qty) ? said('R11', 'exitOutgrown', { held: ladder.position.qty, qty: terms.qty }) : undefined;
}

/** Asks for the cancel of an order that may stand at the exchange; does nothing for one that is over. */
export function cancelOrder(d: Draft, rule: string, orderId: OrderId): void {
  const order = d.durable.orders[orderId];
  if (!order || order.cancel) return;
  if (order.status === 'submitting' && order.retryAt !== undefined) {
    putOrder(d, {
      ...order,
      status: 'cancelled',
      cancel: { rule, retries: 0, retryAt: undefined },
      retryAt: undefined,
      updatedAt: d.event.at,
    });
    return;
  }
  if (order.status !== 'submitting' && order.status !== 'unconfirmed' && order.status !== 'working') return;
  note(d, rule, 'cancelAsked', { orderId, role: order.role }, { symbol: order.terms.symbol });
  const wanted = { ...order, cancel: { rule, retries: 0, retryAt: undefined } };
  // Before the answer to the placing is known, a cancel would only earn "unknown order": it follows that answer.
  if (order.status === 'working') sendCancel(d, wanted);
  else putOrder(d, wanted);
}

export function sendCancel(d: Draft, order: OrderRecord): void {
  const { orderId, venueOrderId, terms } = order;
  putOrder(d, {
    ...order,
    status: 'cancelling',
    probe: undefined,
    updatedAt: d.event.at,
    cancel: { rule: order.cancel?.rule ?? 'R15', retries: order.cancel?.retries ?? 0, retryAt: undefined },
  });
  d.effects.push({ type: 'CancelOrder', orderId, venueOrderId, symbol: terms.symbol, book: bookOf(terms) });
}

export const orderRefusedSaid = (order: OrderRecord): Said =>
  said('W51-3', 'orderRefused', {
    orderId: order.orderId,
    code: String(order.refusal?.code ?? ''),
    message: order.refusal?.message ?? '',
    retries: String(order.retries),
  });
