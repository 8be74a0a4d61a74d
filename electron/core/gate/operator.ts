import { stages } from '../../../shared/domain/stage.ts';
import { type Draft, note, patch, said } from '../draft.ts';
import type { EngineEvent } from '../event.ts';
import { beginEmergency } from '../exit/emergency.ts';
import { cancelOrder, isEntryRole } from '../order/place.ts';
import { settingsLockReasons } from './locks.ts';

type Of<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>;

/** All or nothing, and never while anything is monitored or open (section 1, rule 4; invariant 9). */
export function onSettingsUpdate(d: Draft, event: Of<'SettingsUpdateRequested'>): void {
  const reason = settingsLockReasons(d)[0];
  if (reason) {
    d.refusal = said(reason.rule, reason.code, reason.numbers);
    return note(d, reason.rule, 'settingsRefused', { ...reason.numbers, by: reason.code }, { level: 'attention' });
  }
  const settings = { ...d.durable.settings, ...event.settings };
  if (settings.staleMarkPriceSeconds <= settings.wsFallbackSeconds) {
    d.refusal = said('W23-1', 'staleNotAboveFallback', {
      field: 'staleMarkPriceSeconds',
      stale: String(settings.staleMarkPriceSeconds),
      fallback: String(settings.wsFallbackSeconds),
    });
    return;
  }
  patch(d, { settings });
  d.effects.push({ type: 'StoreSettings', settings });
  for (const [key, value] of Object.entries(event.settings)) note(d, 'S1-4', 'settingChanged', { key, value: String(value) });
}

export function onEntriesPause(d: Draft): void {
  if (d.durable.entriesOff?.by !== 'emergency') patch(d, { entriesOff: { by: 'operator', since: d.event.at } });
  note(d, 'D22', 'entriesPaused', {}, { level: 'attention' });
}

/** Exits go on: what they need is in memory and in the newest rows. A person looks before anything new begins (D21). */
export function onJournalDamaged(d: Draft, { why }: Of<'JournalDamaged'>): void {
  const told = said('D21', 'journalDamaged', { why });
  // The lock of an emergency close is the stronger word.
  if (d.durable.entriesOff?.by !== 'emergency') patch(d, { entriesOff: { by: 'start', since: d.event.at, said: told } });
  note(d, told.rule, told.code, told.numbers, { level: 'critical' });
}

export function onEntriesResume(d: Draft): void {
  const { emergency } = d.durable;
  // Nothing of ours is left and a read has shown it: arming again is the trader's word (D22).
  const chasing = emergency?.state === 'running' && (d.durable.ladder !== undefined || emergency.cleanReads === 0);
  if (chasing) {
    d.refusal = said('D22', 'resumeWhileClosing');
    return;
  }
  patch(d, { entriesOff: undefined, emergency: undefined });
  note(d, 'D22', 'entriesResumed', {}, { level: 'attention' });
}

export function onEmergencyClose(d: Draft, event: Of<'EmergencyCloseRequested'>): void {
  beginEmergency(d, event.scope);
}

/** Loopback venues may choose freely; the demo's own exchange has only the demo stage; everything else is climbed by gates, later. */
export function onStageRequest(d: Draft, event: Of<'StageRequested'>): void {
  if (event.stage === d.durable.stage) return;
  const reason = settingsLockReasons(d)[0];
  if (reason) {
    d.refusal = said('S1-4', 'stageWhileExposed', reason.numbers);
    return;
  }
  if (d.durable.venue === 'simulator') {
    d.refusal = said('S1-4', 'stageNotYet', { stage: event.stage });
    return;
  }
  change(d, event.stage);
}

/** One step down, at any time: it only makes later entries smaller or keeps them at home; what stands at the exchange goes on. */
export function onStageRollback(d: Draft): void {
  const lower = stages[stages.indexOf(d.durable.stage) - 1];
  if (lower === undefined) {
    d.refusal = said('S1-4', 'stageLowest', { stage: d.durable.stage });
    return;
  }
  change(d, lower);
  takeBackEntriesUnderWay(d);
}

/** They were sized for the stage before: one that has not arrived is not sent again, one that turns out to have arrived is cancelled. */
function takeBackEntriesUnderWay(d: Draft): void {
  for (const { orderId, role, status } of Object.values(d.durable.orders))
    if (isEntryRole(role) && (status === 'submitting' || status === 'unconfirmed')) cancelOrder(d, 'S1-4', orderId);
}

function change(d: Draft, stage: (typeof stages)[number]): void {
  note(d, 'S1-4', 'stageChanged', { before: d.durable.stage, after: stage }, { level: 'attention' });
  patch(d, { stage });
}
