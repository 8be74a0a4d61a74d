import { bookOf } from '../../../shared/domain/order.ts';
import { type Draft, note, putOrder } from '../draft.ts';
import type { OrderRecord, Probe } from '../state.ts';

/**
 * Asking after an order whose fate is unknown (D17): by client id, at 0.3, 1, 2 and 5 s, then every 5 s, for as long as it takes.
 * "Not found" proves nothing before the request can no longer be accepted: recvWindow (3 s) plus a margin that also covers a
 * clock that jumped unnoticed (up to 5 s).
 */
const DELAYS_MS = [300, 1000, 2000, 5000];
export const NOT_PLACED_AFTER_MS = 8000;
export const MIN_NOT_FOUND = 2;
const ALARM_AFTER_MS = 30_000;

export function startProbe(d: Draft, order: OrderRecord, about: Probe['about'], delayMs = DELAYS_MS[0] ?? 300): void {
  const probe: Probe =
    order.probe?.about === about
      ? order.probe
      : { about, since: d.event.at, at: d.event.at + delayMs, asked: 0, notFound: 0, alarmed: false };
  putOrder(d, { ...order, status: 'unconfirmed', retryAt: undefined, probe, updatedAt: d.event.at });
}

/**
 * Our clock jumped: how long ago a request left is not known any more, so the time in which it may still arrive begins again. One of an
 * earlier process keeps its time, because that is how it is told apart.
 */
export function restartProofs(d: Draft): void {
  for (const order of Object.values(d.durable.orders)) {
    const open = order.status === 'submitting' || order.status === 'unconfirmed';
    if (!open || order.retryAt !== undefined || order.sentAt < d.live.startedAt) continue;
    putOrder(d, { ...order, sentAt: d.event.at, probe: order.probe && { ...order.probe, notFound: 0 } });
  }
}

/** A market order is over within a moment; when nothing was told of it for this long, the telling was lost. */
const SILENT_MARKET_MS = 3000;

function askAfterSilentMarketOrders(d: Draft): void {
  for (const order of Object.values(d.durable.orders))
    if (order.terms.kind === 'market' && order.status === 'working' && d.event.at - order.updatedAt >= SILENT_MARKET_MS)
      startProbe(d, order, aboutOf(order), 0);
}

/** What "not found" would mean: an order that the exchange once gave an id is gone, another was never placed. */
export const aboutOf = (order: OrderRecord): Probe['about'] => (order.venueOrderId === undefined ? 'place' : 'cancel');

export function probeDue(d: Draft): void {
  askAfterSilentMarketOrders(d);
  for (const order of Object.values(d.durable.orders)) {
    const { probe } = order;
    if (order.status !== 'unconfirmed' || !probe || probe.at > d.event.at) continue;
    const asked = probe.asked + 1;
    const alarmed = probe.alarmed || d.event.at - probe.since >= ALARM_AFTER_MS;
    if (alarmed && !probe.alarmed)
      note(
        d,
        'D17',
        'orderStillUnknown',
        { orderId: order.orderId, seconds: String(Math.round((d.event.at - probe.since) / 1000)) },
        { symbol: order.terms.symbol, level: 'critical' },
      );
    putOrder(d, { ...order, probe: { ...probe, asked, alarmed, at: d.event.at + (DELAYS_MS[asked] ?? 5000) } });
    d.effects.push({ type: 'QueryOrder', orderId: order.orderId, symbol: order.terms.symbol, book: bookOf(order.terms) });
  }
}
