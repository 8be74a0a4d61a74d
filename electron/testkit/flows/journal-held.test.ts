import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test, vi } from 'vitest';
import { openJournal } from '../../adapters/journal/open-journal.ts';
import { type Flow, flatAfter, inFlow } from './flow.ts';

vi.setConfig({ testTimeout: 60_000 });

async function inFolder(story: (flow: Flow, file: string) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'vigil-held-'));
  await inFlow({ openJournal: () => openJournal(dir, () => undefined) }, (flow) => story(flow, join(dir, 'vigil.sqlite'))).finally(() =>
    rmSync(dir, { recursive: true, force: true }),
  );
}

/** Another program with the whole database for itself; `free` ends that. */
function holds(file: string): { free(): void } {
  const other = new DatabaseSync(file, { timeout: 0 });
  other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  return { free: () => other.close() };
}

describe.concurrent('another program wants the journal while a position is open', () => {
  test('it cannot have it while the engine runs, and the trade goes on', () =>
    inFolder(async (flow, file) => {
      await flow.reachesPhase1();
      expect(() => holds(file)).toThrow(/locked/);
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('it holds it at the start: halted with the reason, nothing is sent; free again, the position is taken up as it was', () =>
    inFolder(async (flow, file) => {
      await flow.reachesPhase1();
      await flow.stops();
      const other = holds(file);
      const asked = flow.exchange.server.log.all().length;
      await flow.starts(false);
      expect(flow.engine.halt?.said.code).toBe('haltDatabaseBusy');
      flow.leadingMarket();
      flow.risk();
      flow.markIs('104.4');
      flow.engine.wake();
      const from = flow.clock.now();
      await flow.until('five seconds pass', () => flow.clock.now() > from + 5000);
      expect(flow.exchange.server.log.all()).toHaveLength(asked);
      await flow.dies();

      other.free();
      flow.markIs('108');
      await flow.starts();
      expect(flow.phase).toBe('PHASE1');
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY LIMIT 104.5']);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('it holds it at the start: the emergency close works by the account alone', () =>
    inFolder(async (flow, file) => {
      await flow.reachesPhase1();
      await flow.stops();
      const other = holds(file);
      await flow.starts(false);
      expect(flow.engine.request({ type: 'EmergencyCloseRequested', scope: 'account' })).toMatchObject({ refusal: undefined });
      await flow.until('the exchange is flat', () => flow.positionAtVenue() === '0' && flow.openAtVenue() === 0);
      await flow.until('it says so', () => flow.engine.lastResort.view?.state === 'flat');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY MARKET']);
      await flow.dies();
      other.free();
    }));
});
