import type { Price } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { type Draft, note, patchLive } from '../draft.ts';
import type { EngineEvent } from '../event.ts';
import { beginClosing } from '../exit/close.ts';
import { resetMonitors } from '../monitor/list.ts';
import { readClockNow } from '../reconcile/schedule.ts';
import type { PriceSource } from '../state.ts';
import { watchedSymbols } from './watched-symbols.ts';

/** W22: while the stream is silent, one REST frame a second keeps the evaluation going. */
const REST_EVERY_MS = 1000;
/** Nothing is watched: often enough to know whether the source lives. */
const REST_EVERY_IDLE_MS = 4000;

const CLOCK_SET_MS = 1000;

type Frame = Extract<EngineEvent, { type: 'MarkPricesArrived' }>;

/**
 * How old a frame is beyond what is usual for this connection, ms. The usual lag (clock difference, distance) is the smallest seen since the
 * stream opened or our clock was set; without a stream there is none to compare with.
 */
function lateness(d: Draft, event: Frame): { readonly lateMs: number; readonly usualLagMs: number | undefined } {
  const lag = event.at + (d.live.clock?.offsetMs ?? 0) - event.venueAt;
  const known = d.live.prices.usualLagMs;
  const usualLagMs = event.source === 'stream' ? Math.min(lag, known ?? lag) : known;
  return { lateMs: Math.max(0, lag - (usualLagMs ?? 0)), usualLagMs };
}

/** A price is fresh when the exchange's time moved on and it is not late by the stale limit: a frozen feed repeats itself. */
export function onMarkPrices(d: Draft, event: Frame): void {
  if (event.source === 'rest') patchLive(d, { prices: { ...d.live.prices, restEndedAt: event.at } });
  const { prices } = d.live;
  const { lateMs, usualLagMs } = lateness(d, event);
  // Several frames of the same second belong together, so an equal time is no step back.
  const lastVenueAt = prices.venueAt[event.source];
  const moved = event.venueAt > lastVenueAt || (event.venueAt === lastVenueAt && event.at - (prices.freshAt ?? 0) < REST_EVERY_MS);
  const fresh = event.venueAt > 0 && moved && lateMs < d.durable.settings.staleMarkPriceSeconds * 1000;
  if (!fresh) {
    // It moves and yet looks old, or the exchange's time was set back: before the price is doubted, the clocks are (W49).
    const backwards = event.source === 'stream' && lastVenueAt - event.venueAt > CLOCK_SET_MS;
    if (event.venueAt > lastVenueAt || backwards) readClockNow(d);
    return;
  }
  const next: PriceSource = {
    ...prices,
    source: event.source,
    venueAt: { ...prices.venueAt, [event.source]: event.venueAt },
    usualLagMs,
    freshAt: Math.max(prices.freshAt ?? 0, event.at - lateMs),
    streamAt: event.source === 'stream' ? event.at : prices.streamAt,
    safetySince: undefined,
  };
  // The REST frame of the start-up check is no fallback.
  const fellBack =
    prices.source === 'rest' && event.at - (prices.streamAt ?? d.live.startedAt) >= d.durable.settings.wsFallbackSeconds * 1000;
  if (event.source === 'stream' && fellBack)
    note(d, 'W23', 'priceSourceBack', { silentMs: String(event.at - (prices.streamAt ?? d.live.startedAt)) }, { level: 'attention' });
  if (prices.safetySince !== undefined)
    note(d, 'W23-1', 'safetyLockLifted', { seconds: String(Math.round((event.at - prices.safetySince) / 1000)) }, { level: 'attention' });
  patchLive(d, { prices: next, marks: watchedMarks(d, event.prices) });
}

/** A symbol that left the list takes its mark with it: an old one must not fire when the symbol comes back. */
function watchedMarks(d: Draft, fresh: Readonly<Record<MarketSymbol, Price>>): Readonly<Record<MarketSymbol, Price>> {
  const marks: Record<MarketSymbol, Price> = {};
  for (const symbol of watchedSymbols(d)) {
    const mark = fresh[symbol] ?? d.live.marks[symbol];
    if (mark !== undefined) marks[symbol] = mark;
  }
  return marks;
}

/** The clock's part: fallback to REST (W22) and the stale lock (W23-1, limit inclusive). */
export function watchPriceAge(d: Draft): void {
  const { prices, startedAt, recovery } = d.live;
  const { wsFallbackSeconds, staleMarkPriceSeconds } = d.durable.settings;
  const { at } = d.event;
  const streamAge = at - (prices.streamAt ?? startedAt);
  // During recovery the first REST frame proves the source without waiting for the stream (D21).
  const wantsRest = streamAge >= wsFallbackSeconds * 1000 || (recovery !== undefined && prices.freshAt === undefined);
  const banned = d.durable.bannedUntil !== undefined && d.durable.bannedUntil > at;
  const symbols = watchedSymbols(d);
  const restEveryMs = symbols.length > 0 || recovery ? REST_EVERY_MS : REST_EVERY_IDLE_MS;
  if (wantsRest && !banned && at - (prices.restAskedAt ?? 0) >= restEveryMs) {
    if (prices.source === 'stream')
      note(d, 'W22', 'priceFallback', { silentMs: String(streamAge), limitSeconds: String(wsFallbackSeconds) }, { level: 'attention' });
    patchLive(d, { prices: { ...prices, source: prices.source === 'stream' ? 'rest' : prices.source, restAskedAt: at } });
    d.effects.push({ type: 'ReadMarkPrices', symbols });
  }
  const freshAt = d.live.prices.freshAt ?? startedAt;
  // W23-1 needs both to fail: after a sleep or a jump of the clock REST has not been asked yet. Under a ban it cannot be.
  const restFailedToo = banned || (d.live.prices.restEndedAt ?? 0) > freshAt;
  if (at - freshAt >= staleMarkPriceSeconds * 1000 && restFailedToo && d.live.prices.safetySince === undefined)
    lockForStalePrices(d, at - freshAt);
}

export function onMarkPricesUnavailable(d: Draft, why: string): void {
  patchLive(d, { prices: { ...d.live.prices, restEndedAt: d.event.at } });
  note(d, 'W51-2', 'restPricesFailed', { why });
}

/** Silence of the price source is counted from now. */
export function restartSilence(d: Draft): void {
  const { prices } = d.live;
  const since = prices.freshAt === undefined ? {} : { freshAt: d.event.at, streamAt: d.event.at };
  patchLive(d, { prices: { ...prices, ...since, venueAt: { stream: 0, rest: 0 }, restEndedAt: undefined, usualLagMs: undefined } });
}

/** A changed offset means that our clock was set: ages counted across that moment mean nothing. */
export function onClockRead(d: Draft, event: Extract<EngineEvent, { type: 'ClockRead' }>): void {
  // Before the first reading the clocks were taken to agree.
  const before = d.live.clock?.offsetMs ?? 0;
  if (Math.abs(event.offsetMs - before) > CLOCK_SET_MS) restartSilence(d);
  patchLive(d, { clock: { offsetMs: event.offsetMs, roundTripMs: event.roundTripMs, readAt: event.at } });
}

function lockForStalePrices(d: Draft, ageMs: number): void {
  patchLive(d, { prices: { ...d.live.prices, source: 'none', safetySince: d.event.at } });
  note(
    d,
    'W23-1',
    'safetyLocked',
    { seconds: String(Math.floor(ageMs / 1000)), limitSeconds: String(d.durable.settings.staleMarkPriceSeconds) },
    { level: 'critical' },
  );
  resetMonitors(d, 'W23-1');
  beginClosing(d, 'W23-1', 'safety');
}
