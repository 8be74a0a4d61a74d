import { abs, negate } from '../../../shared/domain/decimal.ts';
import { bearsOurPrefix } from '../../../shared/domain/ids.ts';
import type { VenueOrder, VenuePosition } from '../../../shared/domain/order.ts';
import type { Said } from '../../../shared/domain/record.ts';
import { type Draft, note, patch, rulesOf, said } from '../draft.ts';
import type { EngineEvent } from '../event.ts';
import { isAboveDust } from '../gate/locks.ts';
import { resetMonitors } from '../monitor/list.ts';
import { liveOrdersOf } from '../order/apply.ts';
import { cameToNothing, forgetRefused } from '../order/earlier.ts';
import { isLive } from '../order/life.ts';
import { cancelOrder, isEntryRole, placeOrder } from '../order/place.ts';
import { hasPosition } from '../position/ladder.ts';
import { isTorn } from '../reconcile/account.ts';
import { readAccountNow } from '../reconcile/schedule.ts';
import type { Emergency } from '../state.ts';
import { beginClosing, marketQty } from './close.ts';
import {
  exposuresOf,
  exposureText,
  isChased,
  isInScope,
  positionExposure,
  reducedOf,
  verdictOf,
  withPicture,
} from './emergency-verdict.ts';

/** After this long without a verified end it says NOT CONFIRMED and goes on trying. */
const VERIFY_WITHIN_MS = 30_000;
const READ_EVERY_MS = 500;
/** "Flat" is only said after this many healthy reads that show it. */
const CLEAN_READS = 2;
const SECOND_READ_WITHIN_MS = 10_000;
/** A close of somebody's position that is refused is tried again after so long; later tries keep the last distance. */
const AGAIN_AFTER_MS = [500, 1000, 2000, 5000];
const LAST_WAIT_MS = 10_000;
const STEPS = 100;

/**
 * D22: works in every state and lock. Entries off first; then everything of the chosen scope is cancelled and closed; "flat" is said
 * only when the exchange shows zero in two reads.
 */
export function beginEmergency(d: Draft, asked: 'bot' | 'account'): void {
  const { ladder, emergency } = d.durable;
  // A second press never narrows what the first one asked for.
  const scope = emergency?.state === 'running' && emergency.scope === 'account' ? 'account' : asked;
  patch(d, {
    entriesOff: { by: 'emergency', since: d.event.at },
    emergency: {
      scope,
      state: 'running',
      // What an earlier order filled late becomes the ladder when this one is out, and goes the same way (D8).
      symbols: [...(ladder ? [ladder.symbol] : []), ...d.durable.lateShorts.map(({ order }) => order.terms.symbol)],
      startedAt: d.event.at,
      endedAt: undefined,
      readAt: undefined,
      cleanReads: 0,
      steps: [{ at: d.event.at, said: said('D22', 'emergencyBegun', { scope }) }],
    },
  });
  rememberExposure(d);
  note(d, 'D22', 'emergencyBegun', { scope }, { level: 'critical' });
  resetMonitors(d, 'D22');
  if (ladder?.closing)
    patch(d, { ladder: { ...ladder, closing: { ...ladder.closing, reason: 'emergency', retryAt: undefined }, exit: 'emergency' } });
  else beginClosing(d, 'D22', 'emergency');
  // A waiting read could be a minute old: this one goes out now.
  d.effects.push({ type: 'ReadAccount' });
}

/** What is known to be open, before the first read tells; it is what "partly" is measured against. */
function rememberExposure(d: Draft): void {
  const { ladder, emergency } = d.durable;
  if (!emergency) return;
  const own = ladder && hasPosition(ladder) ? [positionExposure({ symbol: ladder.symbol, amount: negate(ladder.position.qty) })] : [];
  const known = d.live.account.positions.filter((position) => position.symbol !== ladder?.symbol && counts(d, emergency, position));
  const entries = liveOrdersOf(d).filter(({ role }) => isEntryRole(role));
  const others = emergency.scope === 'account' ? Object.values(d.live.account.foreignOrders) : [];
  const began = [
    ...own,
    ...exposuresOf(known, others),
    ...entries.map(({ orderId, terms }) => ({ id: orderId, symbol: terms.symbol, amount: undefined })),
  ];
  put(d, { ...emergency, began });
}

const counts = (d: Draft, emergency: Emergency, position: VenuePosition): boolean =>
  isAboveDust(d.live, position) && isInScope(emergency, d.durable.ladder?.symbol, position);

const put = (d: Draft, emergency: Emergency): void => patch(d, { emergency });
const halfWords: readonly string[] = ['emergencyPartly', 'emergencyNotConfirmed'];

/** What was told last is not told again: one that goes on for hours must not grow the state, nor push away the word on how far it came. */
function step(d: Draft, emergency: Emergency, sentence: Said): Emergency {
  const { steps } = emergency;
  const last = steps.findLast(({ said: { code } }) => !halfWords.includes(code));
  if (JSON.stringify(last?.said) === JSON.stringify(sentence)) return emergency;
  return { ...emergency, steps: [...steps, { at: d.event.at, said: sentence }].slice(-STEPS) };
}

/** Each healthy read of the account is compared with "nothing left"; what is left is cancelled and closed again. */
export function onEmergencyRead(d: Draft, read: Extract<EngineEvent, { type: 'AccountRead' }>): void {
  const { emergency: chased } = d.durable;
  if (!isChased(chased)) return;
  // A torn picture may show what a close has just taken out: acting on it would close it twice.
  if (isTorn(d, read)) return readAccountNow(d);
  const { orders, positions, askedAt } = read;
  const leftPositions = positions.filter((position) => counts(d, chased, position));
  const leftOrders = orders.filter((order) => chased.scope === 'account' || bearsOurPrefix(order.orderId));
  const emergency = withPicture(chased, exposuresOf(leftPositions, leftOrders), d.event.at);
  if (leftPositions.length === 0 && leftOrders.length === 0 && !d.durable.ladder && liveOrdersOf(d).length === 0) {
    const cleanReads = emergency.cleanReads + 1;
    if (cleanReads < CLEAN_READS) {
      // The second one follows a moment later: two at once would share what one of them misses.
      return put(d, { ...step(d, emergency, said('D22', 'emergencyLooksFlat', {})), cleanReads, readAt: d.event.at });
    }
    put(d, { ...step(d, emergency, said('D22', 'emergencyFlat', {})), state: 'flat', endedAt: d.event.at, cleanReads });
    return note(d, 'D22', 'emergencyFlat', {}, { level: 'critical' });
  }
  const left = said('D22', 'emergencyLeft', { positions: String(leftPositions.length), orders: String(leftOrders.length) });
  put(d, { ...step(d, emergency, left), cleanReads: 0, readAt: d.event.at });
  // A stop of what is still open is its only protection until the close is filled; it goes with the position.
  const guards = (order: VenueOrder) => order.closePosition && leftPositions.some((position) => position.symbol === order.symbol);
  for (const order of leftOrders) if (!guards(order)) cancelLeft(d, order);
  if (emergency.scope === 'account') for (const position of leftPositions) closeForeign(d, position, askedAt);
}

function cancelLeft(d: Draft, order: VenueOrder): void {
  if (d.durable.orders[order.orderId]) return cancelOrder(d, 'D22', order.orderId);
  d.effects.push({ type: 'CancelOrder', orderId: order.orderId, venueOrderId: order.venueOrderId, symbol: order.symbol, book: order.book });
}

/** Account scope: a position by other hands goes out at market too; one close of ours per symbol at a time. */
function closeForeign(d: Draft, position: VenuePosition, askedAt: number): void {
  if (d.durable.ladder?.symbol === position.symbol && position.positionSide !== 'LONG' && position.amount.startsWith('-')) return;
  // Nor on a picture older than the last close of ours there.
  const closes = Object.values(d.durable.orders).filter((order) => order.role === 'accountClose' && order.terms.symbol === position.symbol);
  if (closes.some((order) => isLive(order.status) || order.updatedAt >= askedAt)) return;
  const refused = closes.filter(cameToNothing);
  const waits = AGAIN_AFTER_MS[refused.length - 1] ?? (refused.length === 0 ? 0 : LAST_WAIT_MS);
  if (refused.some(({ updatedAt }) => d.event.at - updatedAt < waits)) return;
  forgetRefused(d, 'accountClose', position.symbol, AGAIN_AFTER_MS.length);
  const qty = marketQty(abs(position.amount), rulesOf(d, position.symbol));
  if (qty === undefined) return;
  placeOrder(d, 'D22', 'accountClose', {
    kind: 'market',
    symbol: position.symbol,
    side: position.amount.startsWith('-') ? 'BUY' : 'SELL',
    closes: true,
    qty,
    positionMode: d.live.account.positionMode ?? (position.positionSide === 'BOTH' ? 'ONE-WAY' : 'HEDGE'),
  });
}

/** Everything of the scope that is not known to be gone, for somebody who must look at the exchange. */
function whatMayStand(d: Draft, emergency: Emergency): string {
  const { ladder } = d.durable;
  const seen = d.live.account.positions.filter(
    (position) => counts(d, emergency, position) && !(position.symbol === ladder?.symbol && position.amount.startsWith('-')),
  );
  const own = liveOrdersOf(d).map(({ orderId, terms }) => `${orderId} (${terms.symbol})`);
  const foreign = emergency.scope === 'account' ? Object.values(d.live.account.foreignOrders) : [];
  const all = [
    ...(ladder ? [`${ladder.symbol} -${ladder.position.qty}`] : []),
    ...seen.map(({ symbol, amount }) => `${symbol} ${amount}`),
    ...own,
    ...foreign.map(({ symbol, orderId }) => `${orderId} (${symbol})`),
  ];
  return all.length === 0 ? '—' : all.join(', ');
}

/** Reads again until it is over; a ban is waited out visibly (D10) and the read follows at its end. */
export function emergencyDue(d: Draft): void {
  const { emergency } = d.durable;
  if (!isChased(emergency)) return;
  if (emergency.state !== 'running' || d.event.at - emergency.startedAt >= VERIFY_WITHIN_MS) sayHowFar(d, emergency);
  const lastAt = Math.max(emergency.readAt ?? 0, emergency.startedAt);
  if (d.event.at - lastAt >= READ_EVERY_MS) readAccountNow(d);
}

/** Not flat in time: what is verified gone and what stands, or that nothing could be verified. Said again only when it changes. */
function sayHowFar(d: Draft, emergency: Emergency): void {
  // One healthy read shows nothing left: the second one is on its way.
  if (emergency.cleanReads > 0 && emergency.readAt !== undefined && d.event.at - emergency.readAt < SECOND_READ_WITHIN_MS) return;
  const state = verdictOf(emergency, liveOrdersOf(d), d.event.at);
  if (state === emergency.state) return;
  const left = whatMayStand(d, emergency);
  const sentence =
    state === 'partlyClosed'
      ? said('D22', 'emergencyPartly', { gone: reducedOf(emergency).map(exposureText).join(', '), left })
      : said('D22', 'emergencyNotConfirmed', { left });
  put(d, { ...step(d, emergency, sentence), state, endedAt: d.event.at });
  note(d, 'D22', sentence.code, sentence.numbers, { level: 'critical' });
}
