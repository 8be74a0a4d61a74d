import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { orderPlaced, rowOf, tick } from '../sample-rows.ts';
import { JOURNAL_FILE, MARK } from './open-file.ts';
import { beginSqliteJournalAnew, openSqliteJournal } from './sqlite-journal.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigil-back-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const file = (suffix = ''): string => join(dir, JOURNAL_FILE + suffix);
const here = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
const LOST = [5, 6, 7, 8];

/** A process that is killed with these numbers in the side file alone: 1 to 4 are in the database, the last row with an order is 7. */
function killedWithOrders(): void {
  const first = openSqliteJournal(dir);
  for (const seq of [1, 2, 3, 4]) first.append(tick(seq), `state ${seq}`);
  first.close();
  const script = `import { openSqliteJournal } from ${here('./sqlite-journal.ts')};
    import { orderPlaced, rowOf, tick } from ${here('../sample-rows.ts')};
    const journal = openSqliteJournal(${JSON.stringify(dir)});
    for (const seq of ${JSON.stringify(LOST)}) journal.append(seq === 8 ? tick(seq) : rowOf(seq, { type: 'ClockTicked' }, [orderPlaced(seq)]), 'state ' + seq);
    process.kill(process.pid, 'SIGKILL');`;
  const { signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect([signal, stderr]).toEqual(['SIGKILL', '']);
}

test('a side file that is gone is noticed: what was lost is told, and numbers go on above it', () => {
  killedWithOrders();
  rmSync(file('-wal'));
  const journal = openSqliteJournal(dir);
  expect(journal.problems()).toEqual([{ kind: 'wentBack', last: 4, known: 7 }]);
  expect(journal.load()).toEqual({ lastSeq: 7, state: 'state 4' });
  expect(() => journal.append(tick(7), undefined)).toThrow();
  journal.append(rowOf(8, { type: 'ClockTicked' }, [orderPlaced(8)]), 'state 8');
  journal.close();
  const again = openSqliteJournal(dir);
  expect(again.problems()).toEqual([]);
  again.close();
});

test('a side file that was cut short is noticed', () => {
  killedWithOrders();
  truncateSync(file('-wal'), Math.floor(statSync(file('-wal')).size / 2));
  const journal = openSqliteJournal(dir);
  expect(journal.problems()).toEqual([{ kind: 'wentBack', last: expect.any(Number), known: 7 }]);
  expect(journal.load().lastSeq).toBe(7);
  journal.close();
});

test('after a kill with its side file nothing was lost and nothing is told', () => {
  killedWithOrders();
  const journal = openSqliteJournal(dir);
  expect(journal.problems()).toEqual([]);
  expect(journal.load()).toEqual({ lastSeq: 8, state: 'state 8' });
  journal.close();
});

test('a database that was deleted beside its mark is a lost past, not a first start', () => {
  killedWithOrders();
  for (const suffix of ['', '-wal']) rmSync(file(suffix));
  const journal = openSqliteJournal(dir);
  expect(journal.problems()).toEqual([{ kind: 'wentBack', last: 0, known: 7 }]);
  journal.close();
});

test('a journal begun anew counts from 1: the mark goes with the one that was set aside', () => {
  killedWithOrders();
  const journal = beginSqliteJournalAnew(dir, 'for the test');
  expect(journal.problems()).toEqual([{ kind: 'setAside', copy: expect.any(String), why: 'for the test' }]);
  expect(journal.load()).toEqual({ lastSeq: 0, state: undefined });
  journal.close();
});

test.each(['', 'no number at all, and a long text it is', '0000000000000099'])(
  'a mark that cannot be read says nothing and stops nothing: %j',
  (text) => {
    killedWithOrders();
    writeFileSync(file(MARK), text);
    rmSync(file('-wal'));
    const journal = openSqliteJournal(dir);
    expect(journal.problems()).toEqual([]);
    journal.append(rowOf(5, { type: 'ClockTicked' }, [orderPlaced(5)]), undefined);
    expect(readFileSync(file(MARK), 'latin1').slice(0, 17)).toBe('0000000000000005\n');
    journal.close();
  },
);

test('every opening has an order tag of its own, so that a folder put back from a copy repeats no order id', () => {
  const tags = Array.from({ length: 5 }, () => {
    const journal = openSqliteJournal(dir);
    journal.close();
    return journal.orderTag();
  });
  expect(new Set(tags).size).toBe(5);
});
