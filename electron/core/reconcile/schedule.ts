import { type Draft, patchLive } from '../draft.ts';
import type { Schedule } from '../state.ts';

/** Slow reads: account 90 weight a minute, clock every ten minutes, exchangeInfo every quarter of an hour, so that a new listing is known in time. */
const ACCOUNT_EVERY_MS = 60_000;
const CLOCK_EVERY_MS = 600_000;
const CLOCK_MIN_GAP_MS = 3000;
const MARKETS_EVERY_MS = 900_000;
/** Failed reads back off from here, at most ten seconds apart while starting. */
const FIRST_BACK_OFF_MS = 500;
const MAX_BACK_OFF_MS = 10_000;
/** However often a stream flaps, the account is not read more often than this. */
export const ACCOUNT_MIN_GAP_MS = 2_000;

const put = (d: Draft, change: Partial<Schedule>): void => patchLive(d, { schedule: { ...d.live.schedule, ...change } });

export function askReadsDue(d: Draft): void {
  const { at } = d.event;
  if (d.durable.bannedUntil !== undefined && d.durable.bannedUntil > at) return;
  const { schedule } = d.live;
  if (!schedule.clockPending && schedule.clockDueAt <= at) {
    put(d, { clockPending: true });
    d.effects.push({ type: 'ReadClock' });
  }
  if (!schedule.marketsPending && schedule.marketsDueAt <= at) {
    put(d, { marketsPending: true });
    d.effects.push({ type: 'ReadMarkets' });
  }
  // Signed requests of a start wait for the first word about the exchange's clock, or they earn -1021 (W49).
  const clockFirst = d.live.recovery !== undefined && d.live.clock === undefined && schedule.startFailures === 0;
  if (!schedule.accountPending && schedule.accountDueAt <= at && !clockFirst) {
    put(d, { accountPending: true });
    d.effects.push({ type: 'ReadAccount' });
  }
}

/** Our clock may be wrong: set it again, at most every few seconds. */
export function readClockNow(d: Draft): void {
  const readAt = d.live.clock?.readAt ?? 0;
  const dueAt = Math.abs(d.event.at - readAt) < CLOCK_MIN_GAP_MS ? d.event.at + CLOCK_MIN_GAP_MS : d.event.at;
  if (dueAt < d.live.schedule.clockDueAt) put(d, { clockDueAt: dueAt });
}

/** Something is in doubt: read the account soon instead of at the next slow turn. */
export function readAccountSoon(d: Draft, delayMs = 0): void {
  const lastAt = d.live.account.readAt ?? 0;
  const dueAt = Math.max(d.event.at + delayMs, lastAt + ACCOUNT_MIN_GAP_MS);
  if (dueAt < d.live.schedule.accountDueAt) put(d, { accountDueAt: dueAt });
}

/** The emergency close does not keep the polite distance between two reads. */
export function readAccountNow(d: Draft): void {
  if (d.event.at < d.live.schedule.accountDueAt) put(d, { accountDueAt: d.event.at });
}

export function readDone(d: Draft, what: 'account' | 'markets' | 'clock'): void {
  const { at } = d.event;
  if (what === 'account') put(d, { accountPending: false, accountDueAt: at + ACCOUNT_EVERY_MS, startFailures: 0 });
  if (what === 'markets') put(d, { marketsPending: false, marketsDueAt: at + MARKETS_EVERY_MS });
  if (what === 'clock') put(d, { clockPending: false, clockDueAt: at + CLOCK_EVERY_MS });
}

/** A key that is refused is not hammered with (D11); anything else backs off. */
export function readFailed(d: Draft, what: 'account' | 'markets' | 'clock', until: number | undefined): void {
  const failures = d.live.schedule.startFailures + 1;
  const backOff =
    d.durable.authLock && !d.live.recovery
      ? ACCOUNT_EVERY_MS
      : Math.min(MAX_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.min(failures - 1, 6));
  const dueAt = until ?? d.event.at + backOff;
  put(d, { startFailures: failures });
  if (what === 'account') put(d, { accountPending: false, accountDueAt: dueAt });
  if (what === 'markets') put(d, { marketsPending: false, marketsDueAt: dueAt });
  if (what === 'clock') put(d, { clockPending: false, clockDueAt: dueAt });
}
