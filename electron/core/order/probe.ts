import type { OrderId } from '../../../shared/domain/ids.ts';
import { bookOf } from '../../../shared/domain/order.ts';
import { type Draft, note, putOrder } from '../draft.ts';
import type { OrderRecord, Probe } from '../state.ts';

/**
 * Asking after an order whose fate is unknown (D17): by client id, 0.3, 1.3, 3.3 and 8.3 s after it was put in question, then ever more
 * seldom down to twice a minute, until it is known. "Not found" proves nothing before the request can no longer be accepted: recvWindow
 * (3 s) plus a margin that also covers a clock that jumped unnoticed (up to 5 s). From then on each question comes with a look at
 * books, order history and trades.
 */
const DELAYS_MS = [300, 1000, 2000, 5000, 5000, 5000, 10_000, 10_000, 20_000];
const SLOWEST_MS = 30_000;
/** So soon it is asked again when the exchange answers reads. */
const SOON_MS = 5000;
export const NOT_PLACED_AFTER_MS = 8000;
export const MIN_NOT_FOUND = 2;
/** Trades are looked through from so long before it was placed: our clock may have been set by an hour since. */
const TRACE_MARGIN_MS = 2 * 3_600_000;
/** The first alarm; the next ones say that a person is needed, and come again and again. */
const ALARM_AFTER_MS = 30_000;
const UNRESOLVED_AFTER_MS = 120_000;
const ALARM_AGAIN_MS = 300_000;

export function startProbe(d: Draft, order: OrderRecord, about: Probe['about'], delayMs = DELAYS_MS[0] ?? 300): void {
  const probe = order.probe?.about === about ? order.probe : newProbe(about, d.event.at, delayMs);
  putOrder(d, { ...order, status: 'unconfirmed', retryAt: undefined, probe, updatedAt: d.event.at });
}

/** A process that begins asks at once and proves anew; since when it is unknown, and that a person was called, is kept. */
export function startProbeAnew(d: Draft, order: OrderRecord): void {
  const fresh = newProbe(aboutOf(order), d.event.at, 0);
  const { since, alarms, unresolved, alarmAt } = order.probe ?? fresh;
  const probe: Probe = { ...fresh, since, alarms, unresolved, alarmAt: Math.max(alarmAt, fresh.alarmAt) };
  putOrder(d, { ...order, status: 'unconfirmed', retryAt: undefined, probe, updatedAt: d.event.at });
}

const newProbe = (about: Probe['about'], now: number, delayMs: number): Probe => ({
  ...{ about, since: now, at: now + delayMs, asked: 0, notFound: 0, untraced: false },
  ...{ alarms: 0, alarmAt: now + ALARM_AFTER_MS, unresolved: false },
});

/**
 * Our clock jumped: how long ago a request left is not known any more, so the time in which it may still arrive begins again. One of an
 * earlier process keeps its time, because that is how it is told apart.
 */
export function restartProofs(d: Draft): void {
  for (const order of Object.values(d.durable.orders)) {
    const open = order.status === 'submitting' || order.status === 'unconfirmed';
    if (!open || order.retryAt !== undefined || order.sentAt < d.live.startedAt) continue;
    putOrder(d, { ...order, sentAt: d.event.at, probe: order.probe && { ...order.probe, notFound: 0, untraced: false } });
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
  for (const orderId of Object.keys(d.durable.orders) as OrderId[]) {
    alarmDue(d, orderId);
    askDue(d, orderId);
  }
}

function askDue(d: Draft, orderId: OrderId): void {
  const order = d.durable.orders[orderId];
  if (order?.status !== 'unconfirmed' || !order.probe || order.probe.at > d.event.at) return;
  const { probe, terms, placedAt, sentAt } = order;
  const asked = probe.asked + 1;
  putOrder(d, { ...order, probe: { ...probe, asked, at: d.event.at + (DELAYS_MS[asked] ?? SLOWEST_MS) } });
  const named = { orderId, symbol: terms.symbol, book: bookOf(terms) };
  d.effects.push({ type: 'QueryOrder', ...named });
  const mayProve = probe.notFound + 1 >= MIN_NOT_FOUND && d.event.at - sentAt >= NOT_PLACED_AFTER_MS;
  if (mayProve) d.effects.push({ type: 'TraceOrder', ...named, since: Math.min(placedAt, sentAt) - TRACE_MARGIN_MS });
}

/** It stays unknown: told once, then as a matter for a person, again every few minutes. Time never makes it "failed" (D17). */
function alarmDue(d: Draft, orderId: OrderId): void {
  const order = d.durable.orders[orderId];
  if (order?.status !== 'unconfirmed' || !order.probe || order.probe.alarmAt > d.event.at) return;
  const { probe, terms, role } = order;
  const unresolved = d.event.at - probe.since >= UNRESOLVED_AFTER_MS;
  const alarmAt = unresolved ? d.event.at + ALARM_AGAIN_MS : probe.since + UNRESOLVED_AFTER_MS;
  putOrder(d, { ...order, probe: { ...probe, alarms: probe.alarms + 1, alarmAt, unresolved } });
  const numbers = { orderId, role, symbol: terms.symbol, seconds: String(Math.round((d.event.at - probe.since) / 1000)) };
  note(d, 'D17', unresolved ? 'orderUnresolved' : 'orderStillUnknown', numbers, { symbol: terms.symbol, level: 'critical' });
}

/** The exchange answers reads: a question that waits out its back-off need not. */
export function askSooner(d: Draft, order: OrderRecord): void {
  const at = d.event.at + SOON_MS;
  if (order.status === 'unconfirmed' && order.probe && order.probe.at > at) putOrder(d, { ...order, probe: { ...order.probe, at } });
}
