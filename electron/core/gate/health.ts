import type { RefusalReason } from '../../../shared/domain/order.ts';
import { type Draft, note, patch, patchLive } from '../draft.ts';
import { resetMonitors } from '../monitor/list.ts';
import { readClockNow } from '../reconcile/schedule.ts';

/** D10: this many failures in a row switch protective mode on, this many good replies switch it off. */
export const PROTECT_AFTER = 5;
export const RELEASE_AFTER = 3;

const failing: readonly RefusalReason[] = ['overloaded', 'rateLimited', 'banned', 'notSent'];

/** What the exchange's answers say about itself: protective mode, ban (W50, D10), auth lock (W51, D11). */
export function watchHealth(d: Draft): void {
  const { event } = d;
  switch (event.type) {
    case 'OrderAccepted':
    case 'CancelAccepted':
    case 'OrderFound':
    case 'OrderNotFound':
    case 'OrderUntraced':
    case 'CandlesRead':
    case 'EntryConditionsRead':
    case 'BalancesRead':
    case 'MarketsRead':
    case 'ClockRead':
    case 'SymbolPrepared':
      return count(d, true);
    case 'SymbolOrdersCancelled':
      return event.ok ? count(d, true) : undefined;
    // Public and asked for once a second while the stream is silent: good enough to lift the mode, not to hide that orders keep failing.
    case 'MarkPricesArrived':
      return event.source === 'rest' && d.live.health.protectiveSince !== undefined ? count(d, true) : undefined;
    case 'AccountRead':
      count(d, true);
      return liftAuthLock(d);
    case 'OrderOutcomeUnknown':
    case 'CancelOutcomeUnknown':
      return count(d, false);
    // Requests that the core did not ask for meet bans too: those of the streams and of the screen.
    case 'RequestsHeld':
      return ban(d, event.until);
    case 'OrderQueryFailed':
      ban(d, event.until);
      return count(d, false);
    case 'OrderRefused':
    case 'CancelRefused':
      return refused(d, event.reason, event.code, event.message, event.until);
    // A silent price source has its own rule (W23-1); only a ban learnt on the way concerns everything else.
    case 'MarkPricesUnavailable':
      return event.reason !== undefined && endsLater(event.reason, event.code ?? 0) ? ban(d, event.until) : undefined;
    case 'ReadFailed':
      return refused(d, event.reason ?? 'notSent', event.code ?? 0, event.why, event.until);
    case 'SymbolPreparationFailed':
      return event.reason === 'unknown' ? count(d, false) : refused(d, event.reason, event.code, event.message, undefined);
    default:
      return;
  }
}

function refused(d: Draft, reason: RefusalReason, code: number, message: string, until: number | undefined): void {
  if (endsLater(reason, code)) ban(d, until);
  if (reason === 'unauthorised') return lockAuth(d, code, message);
  count(d, !failing.includes(reason));
}

/** Code 0: our own budget held a read back; the exchange said nothing. */
const endsLater = (reason: RefusalReason, code: number): boolean => (reason === 'rateLimited' || reason === 'banned') && code !== 0;

function ban(d: Draft, until: number | undefined): void {
  if (until === undefined || until <= (d.durable.bannedUntil ?? 0) || until <= d.event.at) return;
  patch(d, { bannedUntil: until });
  note(d, 'D10', 'banned', { until: String(until), seconds: String(Math.ceil((until - d.event.at) / 1000)) }, { level: 'critical' });
}

function lockAuth(d: Draft, code: number, message: string): void {
  if (d.durable.authLock) return;
  patch(d, { authLock: { since: d.event.at, code, message } });
  note(d, 'W51', 'authLocked', { code: String(code), message }, { level: 'critical' });
  // A symbol with an order or a position keeps its state (D11).
  resetMonitors(d, 'W51');
}

function liftAuthLock(d: Draft): void {
  if (!d.durable.authLock) return;
  patch(d, { authLock: undefined });
  note(d, 'W51', 'authUnlocked', {}, { level: 'attention' });
}

function count(d: Draft, good: boolean): void {
  const { failures, goods, protectiveSince } = d.live.health;
  const next = good ? { failures: 0, goods: goods + 1 } : { failures: failures + 1, goods: 0 };
  if (protectiveSince === undefined && next.failures >= PROTECT_AFTER) {
    note(d, 'D10', 'protectiveOn', { failures: String(next.failures) }, { level: 'attention' });
    readClockNow(d);
    return patchLive(d, { health: { ...next, protectiveSince: d.event.at } });
  }
  if (protectiveSince !== undefined && next.goods >= RELEASE_AFTER) {
    note(d, 'D10', 'protectiveOff', { goods: String(next.goods) });
    return patchLive(d, { health: { ...next, protectiveSince: undefined } });
  }
  if (good && failures === 0 && protectiveSince === undefined) return;
  patchLive(d, { health: { ...next, protectiveSince } });
}
