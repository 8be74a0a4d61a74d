import type { PhaseWord, Said } from '../../shared/domain/record.ts';
import { assertNever } from '../../shared/domain/result.ts';
import { type Draft, draftOf, note, patchLive } from './draft.ts';
import type { Effect } from './effect.ts';
import {
  onEntryConditionsFailed,
  onEntryConditionsRead,
  onSymbolOrdersCancelled,
  onSymbolPreparationFailed,
  onSymbolPrepared,
  preparationDue,
} from './entry/prepare.ts';
import { evaluateSecondEntry, onBalancesFailed, onBalancesRead } from './entry/second.ts';
import type { EngineEvent } from './event.ts';
import { emergencyDue, onEmergencyRead } from './exit/emergency.ts';
import { evaluateExit } from './exit/limit.ts';
import { settleLadder } from './exit/settle.ts';
import { setBackMoments } from './gate/clock-set.ts';
import { watchHealth } from './gate/health.ts';
import {
  onEmergencyClose,
  onEntriesPause,
  onEntriesResume,
  onJournalDamaged,
  onSettingsUpdate,
  onStageRequest,
  onStageRollback,
} from './gate/operator.ts';
import type { LogEntry } from './log.ts';
import { onClockRead, onMarkPrices, onMarkPricesUnavailable, restartSilence, watchPriceAge } from './market/price-source.ts';
import { askCandlesDue, dropMonitorsUnderExposure, evaluateEntries, onCandlesFailed, onCandlesRead } from './monitor/watch.ts';
import { onOrderNotFound, onOrderUntraced } from './order/never-placed.ts';
import * as order from './order/outcome.ts';
import { resendDue } from './order/place.ts';
import { probeDue, restartProofs } from './order/probe.ts';
import { phaseOf } from './position/ladder.ts';
import { phaseLife } from './position/phase-life.ts';
import { reviveLateShort } from './position/revive.ts';
import { applyAccount, noteForeignCancel, onPositionReported } from './reconcile/account.ts';
import { liftRecovery, onEngineStarted } from './reconcile/recovery.ts';
import { askReadsDue, readAccountSoon, readClockNow, readDone, readFailed } from './reconcile/schedule.ts';
import { onMessage } from './signal/admit.ts';
import type { EngineState } from './state.ts';

export interface Decided {
  readonly state: EngineState;
  readonly effects: readonly Effect[];
  readonly log: readonly LogEntry[];
  /** Why an operator's request was refused; nothing of it was done. */
  readonly refusal: Said | undefined;
}

/** One event in, the new state and what to do about it out. Synchronous, total, the same for the same input (invariant 10). */
export function step(state: EngineState, event: EngineEvent): Decided {
  const d = draftOf(state, event);
  if (event.type !== 'EngineStarted') d.live = { ...d.live, now: event.at };
  watchHealth(d);
  route(d, event);
  act(d);
  watchPhase(d, state);
  // An event that changed nothing but the time is nothing to write down.
  const idle = d.effects.length === 0 && d.log.length === 0 && d.durable === state.durable && sameLive(d.live, state.live);
  return { state: idle ? state : { durable: d.durable, live: d.live }, effects: d.effects, log: d.log, refusal: d.refusal };
}

function sameLive(a: EngineState['live'], b: EngineState['live']): boolean {
  for (const key of Object.keys(a) as (keyof EngineState['live'])[]) if (key !== 'now' && a[key] !== b[key]) return false;
  return true;
}

/**
 * The machine slept or our clock was set: what we last heard may be long ago, although nothing failed. Silence is counted from now, old
 * marks decide nothing, and clock and account are read again (D21's care without its lock).
 */
function onLostTime(d: Draft, gapMs: number): void {
  note(d, 'W49', 'timeLost', { seconds: String(Math.round(gapMs / 1000)) }, { level: 'attention' });
  if (gapMs < 0) setBackMoments(d, -gapMs);
  restartSilence(d);
  restartProofs(d);
  patchLive(d, { marks: {} });
  readClockNow(d);
  readAccountSoon(d);
}

/** What follows from the state as it is now, whatever the event was. */
function act(d: Draft): void {
  liftRecovery(d);
  dropMonitorsUnderExposure(d);
  settleLadder(d);
  if (reviveLateShort(d)) settleLadder(d);
  // Settling may have ended a ladder, and ending one may free what waited behind it.
  if (d.live.recovery === undefined) askCandlesDue(d);
}

/** A phase that went a way the law does not know is a bug or a world that nobody thought of: the trader is told, the exchange is asked. */
function watchPhase(d: Draft, before: EngineState): void {
  if (d.durable === before.durable || (!before.durable.ladder && !d.durable.ladder)) return;
  const from = phaseWord(before.durable);
  const to = phaseWord(d.durable);
  // One ladder ended and another came back in the same step: each way is looked up by itself.
  const other = before.durable.ladder && d.durable.ladder && before.durable.ladder.entry1 !== d.durable.ladder.entry1;
  const legal = other ? phaseLife[from].IDLE && phaseLife.IDLE[to] : from === to || phaseLife[from][to];
  if (legal) return;
  note(d, 'R6', 'illegalPhaseMove', {}, { from, to, level: 'attention' });
  readAccountSoon(d);
}

const phaseWord = (durable: EngineState['durable']): PhaseWord =>
  durable.ladder ? phaseOf(durable, durable.ladder) : durable.preparation ? 'MONITORING' : 'IDLE';

/** Everything that is due by the clock. */
function onTick(d: Draft): void {
  preparationDue(d);
  watchPriceAge(d);
  resendDue(d);
  probeDue(d);
  order.recancelDue(d);
  emergencyDue(d);
  askReadsDue(d);
}

function route(d: Draft, event: EngineEvent): void {
  switch (event.type) {
    case 'EngineStarted':
      onEngineStarted(d, event);
      return onTick(d);
    case 'ClockTicked':
      if (event.lostMs !== undefined) onLostTime(d, event.lostMs);
      return onTick(d);
    case 'PortFaulted':
      note(d, 'R9', 'portFaulted', { port: event.port, why: event.why }, { level: 'critical' });
      return readAccountSoon(d);
    case 'JournalDamaged':
      return onJournalDamaged(d, event);
    case 'MessageReceived':
      return onMessage(d, event);
    case 'MarkPricesArrived':
      onMarkPrices(d, event);
      evaluateExit(d);
      evaluateSecondEntry(d);
      return evaluateEntries(d);
    case 'MarkPricesUnavailable':
      return onMarkPricesUnavailable(d, event.why);
    case 'OrderAccepted':
      return order.onOrderAccepted(d, event);
    case 'OrderRefused':
      return order.onOrderRefused(d, event);
    case 'OrderOutcomeUnknown':
      return order.onOrderOutcomeUnknown(d, event);
    case 'OrderFound':
      return order.onOrderFound(d, event);
    case 'OrderNotFound':
      return onOrderNotFound(d, event);
    case 'OrderUntraced':
      return onOrderUntraced(d, event);
    case 'OrderQueryFailed':
      return order.onOrderQueryFailed(d, event);
    case 'CancelAccepted':
      noteForeignCancel(d, event);
      return order.onCancelAccepted(d, event);
    case 'CancelRefused':
      return order.onCancelRefused(d, event);
    case 'CancelOutcomeUnknown':
      return order.onCancelOutcomeUnknown(d, event);
    case 'OrderReported':
      heard(d);
      return order.onOrderReported(d, event);
    case 'OrderFilled':
      heard(d);
      return order.onOrderFilled(d, event);
    case 'PositionReported':
      heard(d);
      return onPositionReported(d, event);
    case 'WalletReported': {
      heard(d);
      const { balances } = d.live.account;
      if (balances) patchLive(d, { account: { ...d.live.account, balances: { ...balances, wallet: event.wallet } } });
      return;
    }
    case 'LeverageReported':
      return note(d, 'W24', 'leverageReported', { leverage: String(event.leverage) }, { symbol: event.symbol });
    default:
      return routeReads(d, event);
  }
}

type RestEvent = Exclude<
  EngineEvent,
  {
    type:
      | 'EngineStarted'
      | 'ClockTicked'
      | 'PortFaulted'
      | 'JournalDamaged'
      | 'MessageReceived'
      | 'MarkPricesArrived'
      | 'MarkPricesUnavailable'
      | 'OrderAccepted'
      | 'OrderRefused'
      | 'OrderOutcomeUnknown'
      | 'OrderFound'
      | 'OrderNotFound'
      | 'OrderUntraced'
      | 'OrderQueryFailed'
      | 'CancelAccepted'
      | 'CancelRefused'
      | 'CancelOutcomeUnknown'
      | 'OrderReported'
      | 'OrderFilled'
      | 'PositionReported'
      | 'WalletReported'
      | 'LeverageReported';
  }
>;

function routeReads(d: Draft, event: RestEvent): void {
  switch (event.type) {
    case 'StreamOpened':
      patchLive(d, { streams: { ...d.live.streams, [event.stream]: { open: true, lastEventAt: event.at } } });
      if (event.stream === 'prices') patchLive(d, { prices: { ...d.live.prices, usualLagMs: undefined } });
      note(d, 'W51-2', 'streamOpened', { stream: event.stream });
      // What happened while it was closed was never told: read it.
      if (event.stream === 'account' && d.live.account.readAt !== undefined) readAccountSoon(d);
      return;
    case 'StreamLost':
      patchLive(d, { streams: { ...d.live.streams, [event.stream]: { ...d.live.streams[event.stream], open: false } } });
      return note(d, 'W51-2', 'streamLost', { stream: event.stream, why: event.why }, { level: 'attention' });
    case 'MessageSourceChanged': {
      const known = d.live.sources[event.source];
      if (known?.healthy === event.healthy && JSON.stringify(known.why) === JSON.stringify(event.why)) return;
      patchLive(d, {
        sources: {
          ...d.live.sources,
          [event.source]: { healthy: event.healthy, why: event.why, since: event.at, lastMessageAt: known?.lastMessageAt },
        },
      });
      // D19: while something is open, a channel that cannot be read is the loss of the only stop of Phase 1.
      const level = !event.healthy && d.durable.ladder ? 'critical' : event.healthy ? 'info' : 'attention';
      const why = typeof event.why === 'string' ? { why: event.why } : { ...event.why.numbers, why: event.why.code };
      return note(d, 'D19', event.healthy ? 'messageSourceUp' : 'messageSourceDown', { ...why, source: event.source }, { level });
    }
    case 'RequestsHeld':
      return;
    case 'AlarmTroubled':
      return note(
        d,
        'W51-3',
        ({ missed: 'alarmMissed', stopped: 'alarmStopped', unstored: 'alarmUnstored' } as const)[event.trouble],
        { channel: event.channel, count: String(event.count), why: event.why },
        { level: 'attention' },
      );
    case 'MarketsRead':
      patchLive(d, { markets: Object.fromEntries(event.markets.map((rules) => [rules.symbol, rules])) });
      return readDone(d, 'markets');
    case 'CandlesRead':
      return onCandlesRead(d, event);
    case 'AccountRead':
      readDone(d, 'account');
      applyAccount(d, event);
      return onEmergencyRead(d, event);
    case 'EntryConditionsRead':
      patchLive(d, { account: { ...d.live.account, balances: event.balances, positionMode: event.positionMode } });
      return onEntryConditionsRead(d, event);
    case 'BalancesRead':
      patchLive(d, { account: { ...d.live.account, balances: event.balances } });
      return onBalancesRead(d, event);
    case 'ClockRead':
      onClockRead(d, event);
      readDone(d, 'clock');
      // With nothing else to ask for, the replies that lift the mode would be minutes apart (D10): the lightest read, again in a moment.
      if (d.live.health.protectiveSince !== undefined) readClockNow(d);
      // The signed reads of a start waited for it.
      return d.live.recovery ? askReadsDue(d) : undefined;
    case 'ReadFailed':
      return onReadFailed(d, event);
    case 'SymbolPrepared':
      return onSymbolPrepared(d, event.symbol);
    case 'SymbolPreparationFailed':
      return onSymbolPreparationFailed(d, event);
    case 'SymbolOrdersCancelled':
      return onSymbolOrdersCancelled(d, event);
    case 'SettingsUpdateRequested':
      return onSettingsUpdate(d, event);
    case 'EntriesPauseRequested':
      return onEntriesPause(d);
    case 'EntriesResumeRequested':
      return onEntriesResume(d);
    case 'EmergencyCloseRequested':
      return onEmergencyClose(d, event);
    case 'StageRequested':
      return onStageRequest(d, event);
    case 'StageRollbackRequested':
      return onStageRollback(d);
    default:
      return assertNever(event);
  }
}

/** The user-data stream spoke: a read asked for before this moment may show a torn picture. */
function heard(d: Draft): void {
  patchLive(d, {
    account: { ...d.live.account, eventAt: d.event.at },
    streams: { ...d.live.streams, account: { open: true, lastEventAt: d.event.at } },
  });
}

function onReadFailed(d: Draft, event: Extract<EngineEvent, { type: 'ReadFailed' }>): void {
  switch (event.what) {
    case 'markets':
    case 'account':
    case 'clock':
      readFailed(d, event.what, event.until);
      if (event.what === 'clock' && d.live.recovery) askReadsDue(d);
      return note(
        d,
        event.what === 'markets' ? 'W48' : 'D21',
        'readFailed',
        { what: event.what, part: event.part, why: event.why },
        { level: d.live.recovery ? 'attention' : 'info' },
      );
    case 'candles':
      return event.symbol === undefined ? undefined : onCandlesFailed(d, event.symbol, event.why);
    case 'entryConditions':
      return onEntryConditionsFailed(d, event);
    case 'balances':
      return onBalancesFailed(d, event);
    default:
      return assertNever(event.what);
  }
}
