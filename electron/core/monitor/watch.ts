import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { CANDLE_MS, closeTimeOf } from '../../../shared/domain/market.ts';
import { type Draft, judge, note, patch, rulesOf, said } from '../draft.ts';
import { beginPreparation } from '../entry/prepare.ts';
import type { EngineEvent, MessageFact } from '../event.ts';
import { entryBlocked, locksOf } from '../gate/locks.ts';
import type { Monitor } from '../state.ts';
import { evaluateMonitors, isWaiting, laterSignal } from './evaluate.ts';
import { removeMonitor, replaceMonitor, resetMonitors } from './list.ts';
import { computeTarget, referenceCandle } from './target.ts';

/** 200 closed candles (D3), the forming one, and one that may close while we ask. */
const CANDLES = 202;
/** D3: a reference candle that is not served yet is asked for again for this long. */
const CANDLE_PATIENCE_MS = 5000;
const CANDLE_RETRY_MS = 500;

/** W17: after the filters the symbol waits for its target; the mode is fixed now (section 1, rule 4 locks it from here). */
export function beginTargeting(d: Draft, message: MessageFact, symbol: MarketSymbol): void {
  const monitor: Monitor = {
    symbol,
    channelId: message.channelId,
    messageId: message.messageId,
    receivedAt: d.event.at,
    mode: d.durable.settings.mode,
    plan: { status: 'targeting', retryAt: undefined },
  };
  patch(d, { monitors: [...d.durable.monitors, monitor] });
  d.effects.push({ type: 'ReadCandles', symbol, limit: CANDLES });
}

export function onCandlesRead(d: Draft, event: Extract<EngineEvent, { type: 'CandlesRead' }>): void {
  const monitor = d.durable.monitors.find((each) => each.symbol === event.symbol);
  if (!monitor || isWaiting(monitor)) return;
  const rules = rulesOf(d, monitor.symbol);
  if (!rules) return refuseTarget(d, monitor, 'exchangeInfo');
  const index = referenceCandle(event.candles, monitor.receivedAt);
  const reference = index === undefined ? undefined : event.candles[index];
  // The candle after the reference would have closed by now too: the right one is not served yet.
  const late = reference === undefined || monitor.receivedAt - closeTimeOf(reference) >= CANDLE_MS;
  if (late) return askAgainOrRefuse(d, monitor, 'referenceCandleMissing');
  const target = computeTarget(monitor.mode, event.candles, monitor.receivedAt, rules);
  if (!target.ok) return refuseTarget(d, monitor, target.why);
  replaceMonitor(d, { ...monitor, plan: { status: 'waiting', target: target.target, trigger: target.trigger, since: d.event.at } });
  note(
    d,
    monitor.mode === 'aggressive' ? 'W15' : 'W16',
    'monitoringStarted',
    { ...target.numbers, mode: monitor.mode, target: target.target, trigger: target.trigger },
    { symbol: monitor.symbol, from: 'IDLE', to: 'MONITORING' },
  );
}

export function onCandlesFailed(d: Draft, symbol: MarketSymbol, why: string): void {
  const monitor = d.durable.monitors.find((each) => each.symbol === symbol);
  if (monitor && !isWaiting(monitor)) askAgainOrRefuse(d, monitor, why);
}

/** D3: within five seconds of the receipt. A ban (D10) that outlasts them leaves no moment to ask in. */
function askAgainOrRefuse(d: Draft, monitor: Monitor, why: string): void {
  const retryAt = Math.max(d.event.at + CANDLE_RETRY_MS, d.durable.bannedUntil ?? 0);
  if (retryAt - monitor.receivedAt >= CANDLE_PATIENCE_MS + CANDLE_RETRY_MS) return refuseTarget(d, monitor, why);
  replaceMonitor(d, { ...monitor, plan: { status: 'targeting', retryAt } });
}

function refuseTarget(d: Draft, monitor: Monitor, why: string): void {
  removeMonitor(d, monitor.symbol);
  judge(d, monitor, 'rejected', 'leadingMarket', said('D3', 'targetUnavailable', { why }), monitor.symbol);
  note(d, 'D3', 'targetUnavailable', { why }, { symbol: monitor.symbol, level: 'attention' });
}

export function askCandlesDue(d: Draft): void {
  for (const monitor of d.durable.monitors) {
    if (monitor.plan.status !== 'targeting' || monitor.plan.retryAt === undefined || monitor.plan.retryAt > d.event.at) continue;
    replaceMonitor(d, { ...monitor, plan: { status: 'targeting', retryAt: undefined } });
    d.effects.push({ type: 'ReadCandles', symbol: monitor.symbol, limit: CANDLES });
  }
}

/** One evaluation of the list (W18–W20, D6). Nothing fires under a lock or while another sequence runs. */
export function evaluateEntries(d: Draft): void {
  if (d.durable.monitors.length === 0 || d.durable.preparation || d.durable.ladder) return;
  const fired = evaluateMonitors(d.durable.monitors, d.live.marks);
  if (fired.length === 0 || entryBlocked(d)) return;
  const winner = fired.reduce((best, each) => laterSignal(best, each));
  for (const loser of fired) {
    if (loser === winner) continue;
    removeMonitor(d, loser.symbol);
    note(d, 'W18', 'tieLost', { symbol: loser.symbol, winner: winner.symbol }, { symbol: loser.symbol, from: 'MONITORING', to: 'IDLE' });
  }
  beginPreparation(d, winner);
}

/** W36-2: an entry order or position that appears from outside ends all monitoring. */
export function dropMonitorsUnderExposure(d: Draft): void {
  if (d.durable.monitors.length === 0 && !d.durable.preparation) return;
  const foreign = locksOf(d).some(({ kind }) => kind === 'foreignPosition' || kind === 'foreignEntryOrder');
  if (foreign) resetMonitors(d, 'W36-2');
}
