import { expect, test } from 'vitest';
import { fakeExchange } from '../testkit/flows/fake-exchange.ts';
import { conditions } from '../testkit/scenario/answers.ts';
import { ownStranger } from '../testkit/scenario/earlier.ts';
import { phase1 } from '../testkit/scenario/given.ts';
import { clockAt } from '../testkit/scenario/stage.ts';
import { openStage } from '../testkit/scenario.ts';
import { metricsText } from './metrics.ts';

test('differences from the exchange are counted, and those that stand are told apart', () => {
  const stage = openStage({ given: phase1 });
  stage.passUntil(clockAt('09:00:30'));
  conditions({ wallet: '9000' }).play(stage);
  ownStranger('LINK').play(stage);
  stage.passUntil(clockAt('09:01:00'));
  const engine = { state: stage.state, counts: { events: 0, idle: 0, effects: 0, placed: 0 }, halted: undefined };
  const lines = metricsText(engine, fakeExchange().port, stage.now).split('\n');
  expect(lines).toContain('vigil_account_differences_total 2');
  expect(lines).toContain('vigil_account_differences_open 1');
});
