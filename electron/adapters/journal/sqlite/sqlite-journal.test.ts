import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { journalConforms } from '../conformance.ts';
import { type Journal, mustOutlivePowerLoss } from '../journal.ts';
import { marketRules, message, note, orderPlaced, rowOf, tick, trade, verdict } from '../sample-rows.ts';
import { Mark } from './mark.ts';
import { JOURNAL_FILE, openJournalFile } from './open-file.ts';
import { openSqliteJournal, SqliteJournal } from './sqlite-journal.ts';

let dir: string;
let opened: Journal[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigil-journal-'));
  opened = [];
});
afterEach(() => {
  for (const journal of opened) journal.close();
  rmSync(dir, { recursive: true, force: true });
});

const open = (): Journal => {
  const journal = openSqliteJournal(dir);
  opened.push(journal);
  return journal;
};

/** Works on the file as a stranger would, while no journal holds it. */
const onFile = <T>(work: (db: DatabaseSync) => T): T => {
  const db = new DatabaseSync(join(dir, JOURNAL_FILE));
  try {
    return work(db);
  } finally {
    db.close();
  }
};
const count = (table: string): unknown => onFile((db) => db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);

journalConforms('SQLite', () => ({ open }));

test('a failure in the middle of a row leaves nothing of it, and the next row can be written', () => {
  open().close();
  onFile((db) => db.exec("CREATE TRIGGER planted BEFORE INSERT ON log WHEN NEW.rule = 'W11' BEGIN SELECT RAISE(ABORT, 'planted'); END"));
  const journal = open();
  journal.append(tick(1), 'before');
  expect(() => journal.append(rowOf(2, message(7, 'text'), [orderPlaced(2)], [note()]), 'after')).toThrow(
    expect.objectContaining({ why: 'notWritten' }),
  );
  expect(journal.load()).toEqual({ lastSeq: 1, state: 'before' });
  journal.append(tick(2), 'next');
  journal.close();
  expect(['events', 'effects', 'log', 'messages'].map(count)).toEqual([2, 0, 0, 0]);
  expect(open().load()).toEqual({ lastSeq: 2, state: 'next' });
});

test('a closed journal refuses to take a row', () => {
  const journal = open();
  journal.close();
  expect(() => journal.append(tick(1), undefined)).toThrow(expect.objectContaining({ why: 'notWritten' }));
  journal.close();
});

test('the same list of markets is stored once, however often it is read', () => {
  const journal = open();
  for (const seq of [1, 2, 3]) journal.append(rowOf(seq, { type: 'MarketsRead', markets: marketRules(600) }), undefined);
  journal.append(rowOf(4, { type: 'MarketsRead', markets: marketRules(601) }), undefined);
  expect([...journal.rows()].map(({ event }) => (event.type === 'MarketsRead' ? event.markets.length : 0))).toEqual([600, 600, 600, 601]);
  journal.close();
  expect(count('markets')).toBe(2);
  expect(onFile((db) => Number(db.prepare('SELECT max(length(json)) AS n FROM events').get()?.n))).toBeLessThan(200);
});

test('an unreadable row is left out and reported once, and the rest is still answered', () => {
  const first = open();
  first.append(rowOf(1, message(1, 'one'), [], [verdict(1, 'rejected')]), undefined);
  first.append(rowOf(2, message(2, 'two'), [orderPlaced(2)], [note({ n: '2' })]), undefined);
  first.append(tick(3, [{ kind: 'trade', trade: trade('risk') }]), undefined);
  first.append(rowOf(4, message(4, 'four'), [], [note({ n: '4' })]), undefined);
  first.close();
  onFile((db) => {
    db.exec(`UPDATE log SET json = '{"kind":' WHERE seq IN (1, 2)`);
    db.exec(`UPDATE effects SET json = '' WHERE seq = 2`);
    db.exec(`UPDATE trades SET json = 'null' WHERE seq = 3`);
    db.exec(`UPDATE messages SET verdict = '?' WHERE seq = 1`);
    db.exec(`UPDATE events SET json = '{' WHERE seq = 4`);
  });

  const journal = open();
  for (let twice = 0; twice < 2; twice += 1) {
    expect(journal.audit(0, 2).map((row) => row.seq)).toEqual([3, 4]);
    expect(journal.trades(5)).toEqual([]);
    expect(journal.messages(5).map((row) => [row.seq, row.verdict])).toEqual([
      [2, undefined],
      [1, undefined],
    ]);
    expect([...journal.rows()].map((row) => row.event.seq)).toEqual([3]);
  }
  expect(journal.problems()).toEqual([
    { kind: 'unreadableRow', table: 'log', seq: 1 },
    { kind: 'unreadableRow', table: 'log', seq: 2 },
    { kind: 'unreadableRow', table: 'trades', seq: 3 },
    { kind: 'unreadableRow', table: 'events', seq: 4 },
    { kind: 'unreadableRow', table: 'messages', seq: 1 },
    { kind: 'unreadableRow', table: 'effects', seq: 2 },
  ]);
  expect(journal.load().lastSeq).toBe(4);
});

test('a list of markets that is gone makes its row unreadable, not the journal', () => {
  const first = open();
  first.append(rowOf(1, { type: 'MarketsRead', markets: marketRules(2) }), undefined);
  first.append(tick(2), undefined);
  first.close();
  onFile((db) => db.exec('DELETE FROM markets'));
  const journal = open();
  expect([...journal.rows()].map((row) => row.event.seq)).toEqual([2]);
  expect(journal.problems()).toEqual([{ kind: 'unreadableRow', table: 'events', seq: 1 }]);
});

test('what acts outside, closed trades and what the operator asked for must outlive a power cut, questions need not', () => {
  expect(mustOutlivePowerLoss(rowOf(1, { type: 'ClockTicked' }, [{ type: 'ReadAccount' }], [note()]))).toBe(false);
  expect(mustOutlivePowerLoss(rowOf(1, { type: 'ClockTicked' }, [{ type: 'ReadAccount' }, orderPlaced(1)]))).toBe(true);
  expect(mustOutlivePowerLoss(tick(1, [{ kind: 'trade', trade: trade('risk') }]))).toBe(true);
  expect(mustOutlivePowerLoss(rowOf(1, { type: 'EntriesPauseRequested' }))).toBe(true);
});

test('a row with an order is written through to the disk, the row after it is not waited for', () => {
  const { db } = openJournalFile(dir, Date.now);
  const journal = new SqliteJournal({ db, problems: [] }, new Mark(join(dir, 'mark')));
  opened.push(journal);
  const modes: unknown[] = [];
  db.function('tell_mode', () => {
    modes.push(db.prepare('PRAGMA synchronous').get()?.synchronous);
    return null;
  });
  db.exec('CREATE TEMP TRIGGER watch AFTER INSERT ON events BEGIN SELECT tell_mode(); END');
  journal.append(tick(1), undefined);
  journal.append(rowOf(2, { type: 'ClockTicked' }, [orderPlaced(2)]), undefined);
  journal.append(tick(3), undefined);
  const [normal, full] = [1, 2];
  expect(modes).toEqual([normal, full, normal]);
});
