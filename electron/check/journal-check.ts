import { constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { JOURNAL_FILE } from '../adapters/journal/sqlite/open-file.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from '../adapters/journal/sqlite/schema.ts';
import type { Durable } from '../core/state.ts';
import { readState } from '../engine/stored-state.ts';
import { isInUse } from './folder-check.ts';
import { type Check, type Finding, fail, ok, warn } from './run-checks.ts';

export function journalCheck(dataDir: string): Check {
  return {
    name: 'journal',
    async run() {
      if (!existsSync(join(dataDir, JOURNAL_FILE))) return [ok('none yet; made at the first start')];
      // The running one holds it for itself alone, and knows best.
      if (isInUse(dataDir)) return [warn('not looked at: the running Vigil holds it')];
      return [withJournal(dataDir, judge)];
    },
  };
}

/** What the last run wrote down; undefined when there is none that can be read. */
export function storedState(dataDir: string): Durable | undefined {
  if (!existsSync(join(dataDir, JOURNAL_FILE)) || isInUse(dataDir)) return undefined;
  try {
    const read = withJournal(dataDir, (db) => readState(stateIn(db)));
    return read.ok ? read.value : undefined;
  } catch {
    return undefined;
  }
}

function judge(db: DatabaseSync): Finding {
  const version = numberOf(db, 'PRAGMA user_version');
  if (numberOf(db, 'PRAGMA application_id') !== APPLICATION_ID) return fail(`${JOURNAL_FILE} is a database of another program`);
  if (version > SCHEMA_VERSION)
    return fail(`version ${version} was written by a newer Vigil (this one reads ${SCHEMA_VERSION}); a start would set it aside`);
  const damage = String(Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0]);
  if (damage !== 'ok') return fail(`damaged (${damage}); a start would set it aside and begin anew`);
  const state = readState(stateIn(db));
  if (!state.ok) return fail(`${state.error}; a start would set it aside`);
  return ok(
    `readable, ${numberOf(db, 'SELECT count(*) FROM events')} events, last ${numberOf(db, 'SELECT coalesce(max(seq), 0) FROM events')}`,
  );
}

function stateIn(db: DatabaseSync): string | undefined {
  const json = db.prepare('SELECT json FROM state WHERE only = 1').get()?.json;
  return json === undefined ? undefined : String(json);
}

const numberOf = (db: DatabaseSync, question: string): number => Number(Object.values(db.prepare(question).get() ?? {})[0]);

/**
 * Opening a journal writes: side files come and go. Read as unchangeable it stays as it is; with a log that a killed run left behind
 * that would miss the end, so then a copy elsewhere is read.
 */
function withJournal<T>(dataDir: string, look: (db: DatabaseSync) => T): T {
  const path = join(dataDir, JOURNAL_FILE);
  const log = `${path}-wal`;
  if (!existsSync(log) || statSync(log).size === 0) return reading(path, true, look);
  const elsewhere = mkdtempSync(join(tmpdir(), 'vigil-check-'));
  try {
    const copy = join(elsewhere, JOURNAL_FILE);
    copyFileSync(path, copy, constants.COPYFILE_FICLONE);
    copyFileSync(log, `${copy}-wal`, constants.COPYFILE_FICLONE);
    return reading(copy, false, look);
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
}

function reading<T>(path: string, unchangeable: boolean, look: (db: DatabaseSync) => T): T {
  const address = pathToFileURL(path);
  if (unchangeable) address.searchParams.set('immutable', '1');
  const db = new DatabaseSync(address, { readOnly: unchangeable });
  try {
    return look(db);
  } finally {
    db.close();
  }
}
