import { type Draft, note, patch, patchLadder, patchLive } from '../draft.ts';
import type { EngineEvent } from '../event.ts';
import { isChased } from '../exit/emergency-verdict.ts';
import { setBackStoredMoments } from '../gate/clock-set.ts';
import { isLive } from '../order/life.ts';
import { startProbeAnew } from '../order/probe.ts';
import { judgeHeldRisks } from '../signal/admit.ts';
import { emptyLive } from '../state.ts';

/**
 * Start of a process (D21): the recovery lock is on, the stored state is the truth about intentions, the exchange about facts.
 * Whatever was in flight is unknown now (R5) and is asked after; the monitoring list is cleared.
 */
export function onEngineStarted(d: Draft, event: Extract<EngineEvent, { type: 'EngineStarted' }>): void {
  setBackStoredMoments(d);
  const { ladder, emergency } = d.durable;
  const exposed = ladder !== undefined;
  d.live = {
    ...emptyLive,
    now: event.at,
    startedAt: event.at,
    recovery: { since: event.at },
    firstStart: d.durable.orderTag === '',
  };
  for (const monitor of d.durable.monitors)
    note(d, 'D21', 'monitoringReset', { symbol: monitor.symbol }, { symbol: monitor.symbol, from: 'MONITORING', to: 'IDLE' });
  patch(d, {
    orderTag: event.orderTag,
    stage: event.stage,
    venue: event.venue,
    // Section 1, rule 4 holds over a restart: a ladder keeps the settings it was begun with.
    settings: exposed ? d.durable.settings : event.settings,
    monitors: [],
    preparation: undefined,
    // One that was never confirmed goes on being chased.
    ...(isChased(emergency) ? {} : { emergency: undefined }),
  });
  for (const order of Object.values(d.durable.orders)) {
    if (isLive(order.status)) startProbeAnew(d, order);
  }
  // Patience is counted from this process's clock.
  if (ladder?.closing) patchLadder(d, { closing: { ...ladder.closing, since: event.at, retryAt: undefined } });
  // The answer it waited for went with the old process: the trigger is watched again.
  if (ladder?.second.status === 'preparing') patchLadder(d, { second: { ...ladder.second, status: 'watching' } });
  // A doubt of the old process proves nothing to the new one.
  if (ladder?.doubt) patchLadder(d, { doubt: undefined });
  for (const { rule, code, numbers } of event.entriesOff ?? []) note(d, rule, code, numbers, { level: 'critical' });
  const [why] = event.entriesOff ?? [];
  // The lock of an emergency close is the stronger word.
  if (why && d.durable.entriesOff?.by !== 'emergency') patch(d, { entriesOff: { by: 'start', since: event.at, said: why } });
  for (const what of event.troubles) note(d, 'D21', 'startTrouble', { what }, { level: 'critical' });
  note(d, 'D21', 'recoveryStarted', { stage: event.stage, venue: event.venue, orders: String(Object.keys(d.durable.orders).length) });
}

/** Lifts the lock once exchangeInfo, both books, positions, mode and a fresh price are known and no order of ours is in question. */
export function liftRecovery(d: Draft): void {
  const { recovery, markets, account, prices } = d.live;
  if (!recovery) return;
  if (!markets || account.readAt === undefined || prices.freshAt === undefined) return;
  if (Object.values(d.durable.orders).some((order) => order.status === 'unconfirmed')) return;
  if (d.durable.ladder?.doubt) return;
  patchLive(d, { recovery: undefined });
  note(d, 'D21', 'recovered', { ms: String(d.event.at - recovery.since), positions: String(account.positions.length) });
  judgeHeldRisks(d);
}
