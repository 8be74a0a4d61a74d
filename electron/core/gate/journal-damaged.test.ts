import { expect, test } from 'vitest';
import { phase1 } from '../../testkit/scenario/given.ts';
import { leadingMarket } from '../../testkit/scenario/messages.ts';
import { emergencyClose, resume } from '../../testkit/scenario/operator.ts';
import { mark } from '../../testkit/scenario/prices.ts';
import { openStage } from '../../testkit/scenario.ts';
import { locksOf } from './locks.ts';

const lockCodes = (stage: ReturnType<typeof openStage>): readonly string[] => locksOf(stage.state).map(({ said }) => said.code);

test('a journal that is found damaged stops entries until the operator resumes', () => {
  const stage = openStage({});
  stage.tell({ type: 'JournalDamaged', why: 'malformed' });
  expect(stage.state.durable.entriesOff).toMatchObject({
    by: 'start',
    said: { rule: 'D21', code: 'journalDamaged', numbers: { why: 'malformed' } },
  });
  leadingMarket('SOL').play(stage);
  expect(stage.state.durable.monitors).toEqual([]);
  resume().play(stage);
  expect(lockCodes(stage)).toEqual([]);
});

test('the exits of an open position go on', () => {
  const stage = openStage({ given: phase1 });
  stage.tell({ type: 'JournalDamaged', why: 'malformed' });
  mark('95').play(stage);
  expect(Object.values(stage.state.durable.orders).map(({ role, status }) => `${role} ${status}`)).toEqual([
    'entry1 filled',
    'takeProfit working',
  ]);
});

test('an emergency close keeps its own lock', () => {
  const stage = openStage({});
  emergencyClose().play(stage);
  stage.tell({ type: 'JournalDamaged', why: 'malformed' });
  expect(stage.state.durable.entriesOff).toMatchObject({ by: 'emergency' });
});
