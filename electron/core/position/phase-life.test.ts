import { expect, test, vi } from 'vitest';
import { phase1 } from '../../testkit/scenario/given.ts';
import { mark } from '../../testkit/scenario/prices.ts';
import { clockAt } from '../../testkit/scenario/stage.ts';
import { openStage } from '../../testkit/scenario.ts';
import type { LogEntry } from '../log.ts';

const table = vi.hoisted(() => ({ withoutExit: false }));
vi.mock('./phase-life.ts', async (original) => {
  const { phaseLife } = await original<typeof import('./phase-life.ts')>();
  return {
    get phaseLife() {
      return table.withoutExit ? { ...phaseLife, PHASE1: {} } : phaseLife;
    },
  };
});

/** PHASE1, then the take-profit trigger: what the log says of the phases. */
function saidAtTakeProfit(): readonly string[] {
  const stage = openStage({ given: phase1 });
  const log: LogEntry[] = [];
  stage.passUntil(clockAt('09:00:00'));
  stage.observe = (_event, _before, decided) => log.push(...decided.log);
  mark('95.095').play(stage);
  return log.flatMap((entry) => (entry.kind === 'note' ? [entry.code] : []));
}

test('a phase that goes a way the table does not know raises an alarm', () => {
  table.withoutExit = true;
  expect(saidAtTakeProfit()).toContain('illegalPhaseMove');
});

test('a phase that goes its way raises none', () => {
  table.withoutExit = false;
  expect(saidAtTakeProfit()).toContain('exitTriggerFired');
  expect(saidAtTakeProfit()).not.toContain('illegalPhaseMove');
});
