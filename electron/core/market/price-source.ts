import type { Price } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { type Draft, note, patchLive } from '../draft.ts';
import type { EngineEvent } from '../event.ts';
import { beginClosing } from '../exit/close.ts';
import { resetMonitors } from '../monitor/list.ts';
import { type PriceSource, watchedSymbols } from '../state.ts';

/** W22: while the stream is silent, one REST frame a second keeps the evaluation going. */
const REST_EVERY_MS = 1000;

/** A price is fresh when the exchange's time moved on and is not older than the stale limit: a frozen feed repeats itself. */
export function onMarkPrices(d: Draft, event: Extract<EngineEvent, { type: 'MarkPricesArrived' }>): void {
  const { prices, clock } = d.live;
  const staleMs = d.durable.settings.staleMarkPriceSeconds * 1000;
  const ageMs = event.at + (clock?.offsetMs ?? 0) - event.venueAt;
  // Several frames of the same second belong together, so an equal time is no step back.
  const fresh =
    event.venueAt > 0 &&
    ageMs < staleMs &&
    (event.venueAt > prices.venueAt || (event.venueAt === prices.venueAt && event.at - (prices.freshAt ?? 0) < REST_EVERY_MS));
  if (!fresh) return;
  const next: PriceSource = {
    ...prices,
    source: event.source,
    venueAt: event.venueAt,
    freshAt: event.at,
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
  if (wantsRest && !banned && at - (prices.restAskedAt ?? 0) >= REST_EVERY_MS) {
    if (prices.source === 'stream')
      note(d, 'W22', 'priceFallback', { silentMs: String(streamAge), limitSeconds: String(wsFallbackSeconds) }, { level: 'attention' });
    patchLive(d, { prices: { ...prices, source: prices.source === 'stream' ? 'rest' : prices.source, restAskedAt: at } });
    d.effects.push({ type: 'ReadMarkPrices' });
  }
  const freshAge = at - (d.live.prices.freshAt ?? startedAt);
  if (freshAge >= staleMarkPriceSeconds * 1000 && d.live.prices.safetySince === undefined) lockForStalePrices(d, freshAge);
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
