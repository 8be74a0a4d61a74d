import { mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createVirtualClock } from '../clock/virtual-clock.ts';
import type { Journal } from './journal.ts';
import { checkBesides } from './page-check.ts';
import { rowOf } from './sample-rows.ts';
import { Mark } from './sqlite/mark.ts';
import { JOURNAL_FILE, openJournalFile } from './sqlite/open-file.ts';
import { openSqliteJournal, SqliteJournal } from './sqlite/sqlite-journal.ts';

const ROWS = 20_000;
const PAGE = 4096;
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigil-check-'));
  const journal = openSqliteJournal(dir);
  for (let seq = 1; seq <= ROWS; seq += 1) journal.append(rowOf(seq, { type: 'StreamLost', stream: 'prices', why: 'x' }), `state ${seq}`);
  journal.close();
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** As one that is too large to be checked at the start. */
const large = (): SqliteJournal => new SqliteJournal(openJournalFile(dir, Date.now, 0), new Mark(join(dir, 'mark')));
/** A disk that gives back something else than it was given, in the middle of the old rows. */
function damage(): void {
  const file = openSync(join(dir, JOURNAL_FILE), 'r+');
  for (let page = 200; page < 203; page += 1) writeSync(file, Buffer.alloc(PAGE, 0xff), 0, PAGE, page * PAGE);
}

/** All slices, and what was told. */
function checkedWhole(journal: Journal): readonly string[] {
  const clock = createVirtualClock(0);
  const told: string[] = [];
  const stop = checkBesides(journal, clock, (why) => told.push(why));
  for (let due = clock.nextDue(); due !== undefined; due = clock.nextDue()) clock.advance(due - clock.monotonic());
  stop();
  return told;
}

test('a large journal is not checked by the start, but slice by slice afterwards', () => {
  const journal = large();
  let slices = 1;
  while (journal.checkNext()) slices += 1;
  expect(slices).toBe(ROWS / 500);
  expect(journal.checkNext()).toBe(false);
  journal.close();
});

test('one that the start has checked is left alone', () => {
  const journal = openSqliteJournal(dir);
  expect(journal.checkNext()).toBe(false);
  journal.close();
});

test('damage is told once while the journal goes on taking rows, and the next start sets the file aside, whatever its size', () => {
  damage();
  const journal = large();
  expect(journal.problems()).toEqual([]);
  expect(journal.load()).toEqual({ lastSeq: ROWS, state: `state ${ROWS}` });
  expect(checkedWhole(journal)).toEqual(['database disk image is malformed']);
  journal.append(rowOf(ROWS + 1, { type: 'ClockTicked' }), 'state after');
  expect(journal.load()).toEqual({ lastSeq: ROWS + 1, state: 'state after' });
  journal.close();
  const next = large();
  expect(next.problems()).toEqual([expect.objectContaining({ kind: 'setAside' })]);
  expect(checkedWhole(next)).toEqual([]);
  next.close();
  expect(readdirSync(dir)).not.toContain(`${JOURNAL_FILE}-suspect`);
});

test('a check that is stopped reads nothing more', () => {
  const journal = large();
  const clock = createVirtualClock(0);
  const stop = checkBesides(journal, clock, () => {});
  clock.advance(20);
  stop();
  expect(clock.nextDue()).toBeUndefined();
  journal.close();
});
