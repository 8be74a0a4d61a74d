import { stages } from '../../../shared/domain/stage.ts';
import { type Draft, note, patch, said } from '../draft.ts';
import type { EngineEvent } from '../event.ts';
import { beginEmergency } from '../exit/emergency.ts';
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

/** One step down, at any time: it only makes later entries smaller or keeps them at home; exits of what is open still leave. */
export function onStageRollback(d: Draft): void {
  const lower = stages[stages.indexOf(d.durable.stage) - 1];
  if (lower === undefined) {
    d.refusal = said('S1-4', 'stageLowest', { stage: d.durable.stage });
    return;
  }
  change(d, lower);
}

function change(d: Draft, stage: (typeof stages)[number]): void {
  note(d, 'S1-4', 'stageChanged', { before: d.durable.stage, after: stage }, { level: 'attention' });
  patch(d, { stage });
}
