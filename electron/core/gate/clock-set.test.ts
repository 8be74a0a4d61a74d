import { expect, test } from 'vitest';
import { answers, asking, noAnswer, placing } from '../../testkit/scenario/answers.ts';
import { phase1 } from '../../testkit/scenario/given.ts';
import { emergencyClose } from '../../testkit/scenario/operator.ts';
import { clockAt } from '../../testkit/scenario/stage.ts';
import { openStage } from '../../testkit/scenario.ts';
import type { EngineEvent } from '../event.ts';
import type { EngineState } from '../state.ts';
import { step } from '../step.ts';

const HOUR_MS = 3_600_000;

/** A close whose fate is unknown, under an emergency close that is running. */
function inTrouble(): { readonly state: EngineState; readonly now: number } {
  const stage = openStage({ given: phase1 });
  stage.passUntil(clockAt('09:00:00'));
  answers(placing('marketClose'), noAnswer, Infinity).play(stage);
  answers(asking('QueryOrder'), noAnswer, Infinity).play(stage);
  emergencyClose().play(stage);
  stage.passUntil(clockAt('09:00:05'));
  return { state: stage.state, now: stage.now };
}

test('a clock set back by an hour holds back neither the reads of the account nor the end of an emergency close', () => {
  const { state, now } = inTrouble();
  const at = now - HOUR_MS;
  const set = step(state, { seq: 900, at, type: 'ClockTicked', lostMs: -HOUR_MS }).state;
  expect(set.live.schedule.accountDueAt).toBeLessThanOrEqual(at + 60_000);
  expect(set.durable.emergency?.startedAt).toBeLessThanOrEqual(at);
  expect(set.live.account.readAt).toBeLessThanOrEqual(at);
  const later: EngineEvent = { seq: 901, at: at + 30_000, type: 'ClockTicked' };
  expect(step(set, later).state.durable.emergency?.state).toBe('notConfirmed');
});

test('a process that begins with a clock that was set back asks after its orders at once', () => {
  const { state, now } = inTrouble();
  const at = now - HOUR_MS;
  const { settings, stage, orderTag, venue } = state.durable;
  const begun = step(state, { seq: 900, at, type: 'EngineStarted', stage, settings, orderTag, venue, troubles: [] });
  expect(begun.effects.map(({ type }) => type)).toContain('QueryOrder');
});
