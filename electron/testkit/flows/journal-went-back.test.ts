import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openSqliteJournal } from '../../adapters/journal/sqlite/sqlite-journal.ts';
import { locksOf } from '../../core/gate/locks.ts';
import { Flow } from './flow.ts';

vi.setConfig({ testTimeout: 60_000 });

const FILE = 'vigil.sqlite';

/** A flow on a real file. `loses` is what remains when a killed process leaves no side file: the database as of its last checkpoint. */
async function inFolder(story: (flow: Flow, loses: (what: 'side file' | 'whole folder') => Promise<void>) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'vigil-back-'));
  const backup = mkdtempSync(join(tmpdir(), 'vigil-backup-'));
  const flow = await Flow.open({ openJournal: () => openSqliteJournal(dir) });
  const copy = (from: string, to: string, name: string): void => copyFileSync(join(from, name), join(to, name));
  try {
    await flow.starts();
    // A clean end moves everything into the database.
    await flow.stops();
    copy(dir, backup, `${FILE}-mark`);
    await flow.starts();
    await story(flow, async (what) => {
      copy(dir, backup, FILE);
      if (what === 'side file') copy(dir, backup, `${FILE}-mark`);
      await flow.dies();
      for (const name of [FILE, `${FILE}-mark`]) copy(backup, dir, name);
    });
  } finally {
    await flow.close();
    for (const folder of [dir, backup]) rmSync(folder, { recursive: true, force: true });
  }
}

const lockKinds = (flow: Flow): readonly string[] => locksOf(flow.engine.state).map(({ kind }) => kind);
const orderIds = (flow: Flow): readonly string[] => flow.ordersAtVenue().map(({ clientOrderId }) => clientOrderId);
const verdictOf = (flow: Flow, messageId: number) => flow.journal.messages(100).find((message) => message.messageId === messageId)?.verdict;

describe.concurrent('the journal went back to an earlier time', () => {
  test('while an entry rests: it is shown, alarmed and never doubled; entries stay off until the operator resumes', () =>
    inFolder(async (flow, loses) => {
      await flow.reachesEntryOrder();
      await loses('side file');
      await flow.starts();
      expect(flow.codes()).toContain('journalWentBack');
      expect(flow.engine.state.durable.entriesOff).toMatchObject({ by: 'start', said: { code: 'journalWentBack' } });
      await flow.until('the order is shown', () => lockKinds(flow).includes('foreignEntryOrder'));
      await flow.says('differenceStays');
      expect(verdictOf(flow, flow.leadingMarket())).toMatchObject({
        verdict: 'ignored',
        code: 'entryLocked',
        numbers: { by: 'journalWentBack' },
      });
      expect(flow.accepted()).toEqual(['SELL LIMIT 110']);

      // The operator takes it out, resumes, and the next trade has ids of its own.
      flow.engine.request({ type: 'EmergencyCloseRequested', scope: 'account' });
      await flow.until('the account is clean', () => flow.engine.state.durable.emergency?.state === 'flat');
      flow.engine.request({ type: 'EntriesResumeRequested' });
      flow.markIs('100');
      await flow.until('entries are on', () => lockKinds(flow).length === 0);
      flow.candleHighIs('110');
      await flow.reachesEntryOrder();
      expect(new Set(orderIds(flow)).size).toBe(orderIds(flow).length);
    }));

  test('while the take-profit rests: the one that nobody knows goes, and the position ends with one trade', () =>
    inFolder(async (flow, loses) => {
      await flow.reachesPhase1();
      await flow.stops();
      await flow.starts();
      flow.markIs('104.6');
      await flow.until('the take-profit works', () => flow.order('takeProfit')?.status === 'working');
      const known = flow.order('takeProfit')?.orderId;
      flow.markIs('106');
      await loses('side file');
      await flow.starts();
      expect(flow.codes()).toContain('journalWentBack');
      await flow.until('the unknown one is gone', () => flow.openAtVenue() === 0);
      expect(flow.phase).toBe('PHASE1');
      flow.markIs('104.6');
      await flow.until('the take-profit works', () => flow.order('takeProfit')?.status === 'working');
      expect(flow.order('takeProfit')?.orderId).not.toBe(known);
      expect(flow.openAtVenue()).toBe(1);
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      expect(flow.positionAtVenue()).toBe('0');
      expect(flow.trades()).toHaveLength(1);
    }));

  test('a whole folder put back from a copy knows nothing of it, and still repeats no order id', () =>
    inFolder(async (flow, loses) => {
      await flow.reachesEntryOrder();
      await loses('whole folder');
      const sequence = flow.engine.seq;
      await flow.starts();
      expect(flow.engine.seq).toBeLessThan(sequence);
      expect(flow.codes()).not.toContain('journalWentBack');
      await flow.until('the order is shown', () => lockKinds(flow).includes('foreignEntryOrder'));
      expect(verdictOf(flow, flow.leadingMarket())).toMatchObject({
        verdict: 'ignored',
        code: 'entryLocked',
        numbers: { by: 'lockForeignEntryOrder' },
      });
      expect(flow.accepted()).toEqual(['SELL LIMIT 110']);
      const [before] = orderIds(flow);
      expect(before?.startsWith(`vgl-${flow.engine.state.durable.orderTag}-`)).toBe(false);
    }));
});
