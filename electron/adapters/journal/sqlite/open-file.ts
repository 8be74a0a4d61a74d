import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type JournalProblem, JournalRefused } from '../journal.ts';
import { APPLICATION_ID, migrate, SCHEMA_VERSION } from './schema.ts';

export const JOURNAL_FILE = 'vigil.sqlite';
/** Ends the name of the file that says how far the journal had come (`mark.ts`). */
export const MARK = '-mark';

const LOCK_WAIT_MS = 1500;
/** Up to this size every page is checked at each start; above it that would cost more than the start may take, and is done afterwards. */
export const CHECKED_BYTES = 64 * 1024 * 1024;
/** Ends the name of a file that has every page checked at the next start, whatever the size. */
const SUSPECT = '-suspect';

const BUSY = 5;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** SQLite's primary result code of a thrown error; the bits above it only refine it. */
const sqliteCodeOf = (error: unknown): number | undefined => {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  return typeof code === 'number' ? code & 0xff : undefined;
};

/** Node's file errors quote the whole path, which must not reach the screen or a log: the code is enough. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return 'syscall' in error && 'code' in error ? String(error.code) : error.message;
};

export interface OpenedFile {
  readonly db: DatabaseSync;
  readonly problems: readonly JournalProblem[];
  /** Absent when this opening checked every page; else what has the next one do so. */
  readonly suspect?: () => void;
}

/**
 * Opens the journal of a data folder, creating it when there is none. Throws `JournalRefused` when it must not or cannot be
 * used; a damaged file and one of a newer version are set aside, never deleted.
 */
export function openJournalFile(dir: string, now: () => number, checkedBytes: number = CHECKED_BYTES): OpenedFile {
  const path = join(dir, JOURNAL_FILE);
  createPrivately(dir, path);
  try {
    const { db, whole } = openChecked(path, checkedBytes);
    return whole ? { db, problems: [] } : { db, problems: [], suspect: () => closeSync(openSync(path + SUSPECT, 'a', 0o600)) };
  } catch (error) {
    const code = sqliteCodeOf(error);
    if (code !== CORRUPT && code !== NOT_A_DATABASE && !(error instanceof NewerVersion)) throw refusalFor(error, dir);
    return openAnew(dir, reasonOf(error), now);
  }
}

/** Sets aside what is there and begins a fresh journal in its place. */
export function openAnew(dir: string, why: string, now: () => number): OpenedFile {
  const path = join(dir, JOURNAL_FILE);
  try {
    const problem: JournalProblem = { kind: 'setAside', copy: setAside(path, now()), why };
    createPrivately(dir, path);
    return { db: openChecked(path, CHECKED_BYTES).db, problems: [problem] };
  } catch (error) {
    throw refusalFor(error, dir);
  }
}

class NewerVersion extends Error {}

const where = (dir: string): string => `${JOURNAL_FILE} in the data folder "${basename(dir)}"`;

function refusalFor(error: unknown, dir: string): JournalRefused {
  if (error instanceof JournalRefused) return error;
  if (sqliteCodeOf(error) === BUSY) return new JournalRefused('locked', `${where(dir)} is in use by another process`, error);
  return new JournalRefused('unopenable', `${where(dir)}: ${reasonOf(error)}`, error);
}

/** SQLite gives its side files the mode of the database, so the file must exist with 0600 before SQLite sees it. */
function createPrivately(dir: string, path: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
  } catch (error) {
    throw refusalFor(error, dir);
  }
}

function openChecked(path: string, checkedBytes: number): { readonly db: DatabaseSync; readonly whole: boolean } {
  const db = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
  try {
    // Before the first read: only then does SQLite take the file for this process alone, and needs no shared memory for WAL.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    const version = versionOf(db);
    // Only an empty file takes it.
    if (version === 0) db.exec('PRAGMA auto_vacuum = INCREMENTAL');
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    // On macOS a plain fsync stops at the drive's cache; elsewhere this changes nothing.
    db.exec('PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON');
    migrate(db, version);
    const whole = existsSync(path + SUSPECT) || statSync(path).size <= checkedBytes;
    if (whole) checkPages(db);
    rmSync(path + SUSPECT, { force: true });
    db.exec('PRAGMA synchronous = NORMAL');
    return { db, whole };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Decides by reading alone, so that a file which is not for us stays as it was. */
function versionOf(db: DatabaseSync): number {
  const pragma = (name: string): number => Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  const tables = Number(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n);
  const version = pragma('user_version');
  if (tables === 0 && version === 0) return 0;
  if (pragma('application_id') !== APPLICATION_ID) {
    throw new JournalRefused('notAJournal', `${JOURNAL_FILE} is a database of another program`);
  }
  if (version > SCHEMA_VERSION) {
    throw new NewerVersion(`version ${version}, this program reads ${SCHEMA_VERSION}`);
  }
  return version;
}

function checkPages(db: DatabaseSync): void {
  const found = String(Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0]);
  if (found !== 'ok') throw Object.assign(new Error(found), { errcode: CORRUPT });
}

/** The side files go along: what SQLite had not yet moved into the database is in the WAL, and the mark counts this file's numbers. */
function setAside(path: string, at: number): string {
  const stamp = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  let copy = `${path}.corrupt-${stamp}`;
  for (let n = 2; existsSync(copy); n += 1) copy = `${path}.corrupt-${stamp}-${n}`;
  for (const suffix of ['', '-wal', '-shm', MARK, SUSPECT]) {
    if (existsSync(path + suffix)) renameSync(path + suffix, copy + suffix);
  }
  return basename(copy);
}
