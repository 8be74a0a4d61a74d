import { chmodSync, closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AlarmOutbox, Notice, WaitingNotice } from '../../ports/alarm.ts';
import { createMemoryOutbox } from './memory-outbox.ts';

export const OUTBOX_FILE = 'alarms.sqlite';
/** Another program holding the file must not hold the engine up: an alarm that cannot be stored is sent from memory. */
const LOCK_WAIT_MS = 50;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS outbox (row INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT NOT NULL, at INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS outbox_of_channel ON outbox (channel, row);
  CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

/**
 * The alarms of a data folder that are still to be delivered. A file that cannot be used is set aside, and memory is the last
 * resort: alarms must never keep the engine from starting. `report` is told then.
 */
export function openSqliteOutbox(dir: string, report: (what: string) => void): AlarmOutbox {
  const path = join(dir, OUTBOX_FILE);
  try {
    return new SqliteOutbox(openPrivately(path));
  } catch {
    try {
      setAside(path);
      report(`${OUTBOX_FILE} could not be used: kept as ${OUTBOX_FILE}.damaged, a new one begun; what waited in it is not sent`);
      return new SqliteOutbox(openPrivately(path));
    } catch {
      report(`${OUTBOX_FILE} cannot be used: waiting alarms do not survive a restart`);
      return createMemoryOutbox();
    }
  }
}

/** SQLite gives its side files the mode of the database, so the file must be private before SQLite sees it. */
function openPrivately(path: string): DatabaseSync {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const db = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
  try {
    // The journal pays for power loss; here the newest alarms of that very moment may go.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    db.exec(SCHEMA);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function setAside(path: string): void {
  for (const side of ['-wal', '-shm']) rmSync(`${path}${side}`, { force: true });
  if (existsSync(path)) renameSync(path, `${path}.damaged`);
}

class SqliteOutbox implements AlarmOutbox {
  readonly #db: DatabaseSync;
  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  add(channel: string, notices: readonly Notice[]): void {
    const insert = this.#db.prepare('INSERT INTO outbox (channel, at, json) VALUES (?, ?, ?)');
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      for (const notice of notices) insert.run(channel, notice.at, JSON.stringify(notice));
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  waiting(channel: string, limit: number): readonly WaitingNotice[] {
    const found = this.#db.prepare('SELECT row, json FROM outbox WHERE channel = ? ORDER BY row LIMIT ?').all(channel, limit);
    return found.map(({ row, json }) => ({ row: Number(row), notice: JSON.parse(String(json)) as Notice }));
  }

  count(channel: string): number {
    return Number(this.#db.prepare('SELECT count(*) AS n FROM outbox WHERE channel = ?').get(channel)?.n);
  }

  remove(rows: readonly number[]): void {
    const remove = this.#db.prepare('DELETE FROM outbox WHERE row = ?');
    for (const row of rows) remove.run(row);
  }

  dropOlder(channel: string, at: number): number {
    return Number(this.#db.prepare('DELETE FROM outbox WHERE channel = ? AND at < ?').run(channel, at).changes);
  }

  dropOldest(channel: string, count: number): void {
    this.#db.prepare('DELETE FROM outbox WHERE row IN (SELECT row FROM outbox WHERE channel = ? ORDER BY row LIMIT ?)').run(channel, count);
  }

  summaryDay(): string | undefined {
    const value = this.#db.prepare(`SELECT value FROM kept WHERE name = 'summaryDay'`).get()?.value;
    return value === undefined ? undefined : String(value);
  }

  setSummaryDay(day: string): void {
    this.#db
      .prepare(`INSERT INTO kept (name, value) VALUES ('summaryDay', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`)
      .run(day);
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }
}
