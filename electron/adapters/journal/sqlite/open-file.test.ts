import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tick } from '../sample-rows.ts';
import { JOURNAL_FILE } from './open-file.ts';
import { openSqliteJournal } from './sqlite-journal.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigil-open-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const file = (): string => join(dir, JOURNAL_FILE);
const noon = Date.UTC(2026, 10, 21, 12, 0, 0, 123);

const openAndClose = (...appended: readonly number[]): void => {
  const journal = openSqliteJournal(dir);
  for (const seq of appended) journal.append(tick(seq), `state ${seq}`);
  journal.close();
};
const inDatabase = (sql: string): void => {
  const db = new DatabaseSync(file());
  db.exec(sql);
  db.close();
};

test('the data folder is made when missing, and only its owner may read the journal', { skip: process.platform === 'win32' }, () => {
  const made = join(dir, 'made', 'for us');
  const journal = openSqliteJournal(made);
  journal.append(tick(1), undefined);
  const modes = readdirSync(made).map((name) => [name, statSync(join(made, name)).mode & 0o777]);
  journal.close();
  expect(modes).toEqual([
    [JOURNAL_FILE, 0o600],
    [`${JOURNAL_FILE}-mark`, 0o600],
    [`${JOURNAL_FILE}-wal`, 0o600],
  ]);
});

test('a file with no database in it is set aside with its content, and a fresh journal takes its place', () => {
  writeFileSync(file(), 'this was never a database, and it is long enough to be read as one '.repeat(20));
  const journal = openSqliteJournal(dir, () => noon);
  expect(journal.problems()).toEqual([
    { kind: 'setAside', copy: `${JOURNAL_FILE}.corrupt-20261121T120000Z`, why: 'file is not a database' },
  ]);
  journal.append(tick(1), 'fresh');
  expect(journal.load()).toEqual({ lastSeq: 1, state: 'fresh' });
  journal.close();
  expect(readFileSync(`${file()}.corrupt-20261121T120000Z`, 'utf8')).toContain('this was never a database');
});

test('a damaged page is found at the start; its numbers begin again, under another tag', () => {
  const before = openSqliteJournal(dir);
  for (let seq = 1; seq <= 2000; seq += 1) before.append(tick(seq), 'state');
  const tag = before.orderTag();
  before.close();
  const bytes = readFileSync(file());
  bytes.fill(0xff, 8192, 8192 + 4096 * 3);
  writeFileSync(file(), bytes);

  const journal = openSqliteJournal(dir, () => noon);
  expect(journal.problems()).toEqual([expect.objectContaining({ kind: 'setAside', copy: `${JOURNAL_FILE}.corrupt-20261121T120000Z` })]);
  expect(journal.load()).toEqual({ lastSeq: 0, state: undefined });
  expect(journal.orderTag()).not.toBe(tag);
  journal.close();
});

test('a second damaged file of the same second does not overwrite the first', () => {
  for (const content of ['first', 'second']) {
    writeFileSync(file(), `${content} `.repeat(300));
    openSqliteJournal(dir, () => noon).close();
  }
  const copies = readdirSync(dir).filter((name) => name.includes('.corrupt-') && !name.endsWith('-mark'));
  expect(copies).toEqual([`${JOURNAL_FILE}.corrupt-20261121T120000Z`, `${JOURNAL_FILE}.corrupt-20261121T120000Z-2`]);
  expect(copies.map((name) => readFileSync(join(dir, name), 'utf8').split(' ')[0])).toEqual(['first', 'second']);
});

test('an empty file is a fresh journal, not a damaged one', () => {
  writeFileSync(file(), '');
  const journal = openSqliteJournal(dir);
  expect(journal.problems()).toEqual([]);
  journal.close();
});

test('a journal of a newer version is set aside with every byte of it, and a fresh one begun', () => {
  openAndClose(1);
  inDatabase('PRAGMA user_version = 99');
  const before = readFileSync(file());
  const journal = openSqliteJournal(dir, () => noon);
  const copy = `${JOURNAL_FILE}.corrupt-20261121T120000Z`;
  expect(journal.problems()).toEqual([{ kind: 'setAside', copy, why: 'version 99, this program reads 1' }]);
  expect(journal.load()).toEqual({ lastSeq: 0, state: undefined });
  journal.close();
  expect(readFileSync(join(dir, copy)).equals(before)).toBe(true);
});

test('a file cut short is set aside, and a journal whose side file is gone opens with what it had before', () => {
  openAndClose(...Array.from({ length: 500 }, (_, n) => n + 1));
  const whole = readFileSync(file());
  writeFileSync(file(), whole.subarray(0, Math.floor(whole.length / 2) + 100));
  const cut = openSqliteJournal(dir, () => noon);
  expect(cut.problems()).toEqual([expect.objectContaining({ kind: 'setAside' })]);
  cut.close();

  writeFileSync(file(), whole);
  const script = `import { openSqliteJournal } from ${JSON.stringify(new URL('./sqlite-journal.ts', import.meta.url).href)};
    const journal = openSqliteJournal(${JSON.stringify(dir)});
    journal.append({ event: { seq: 501, at: 1, type: 'ClockTicked' }, effects: [], log: [] }, 'state 501');
    process.kill(process.pid, 'SIGKILL');`;
  spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  rmSync(`${file()}-wal`);
  const journal = openSqliteJournal(dir);
  expect(journal.problems()).toEqual([]);
  expect(journal.load()).toEqual({ lastSeq: 500, state: 'state 500' });
  journal.close();
});

test('a database of another program is refused and stays as it was', () => {
  inDatabase('CREATE TABLE theirs (a); PRAGMA user_version = 1');
  const before = readFileSync(file());
  expect(() => openSqliteJournal(dir)).toThrow(expect.objectContaining({ why: 'notAJournal' }));
  expect(readFileSync(file()).equals(before)).toBe(true);
});

test('a journal that another process holds is refused within two seconds', () => {
  openAndClose(1);
  const holder = openSqliteJournal(dir);
  const script = `import { openSqliteJournal } from ${JSON.stringify(new URL('./sqlite-journal.ts', import.meta.url).href)};
    const started = performance.now();
    try { openSqliteJournal(${JSON.stringify(dir)}); } catch (error) { console.log(JSON.stringify([error.why, performance.now() - started])); }`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  holder.close();
  const [why, waitedMs] = JSON.parse(child.stdout);
  expect(why).toBe('locked');
  expect(waitedMs).toBeLessThan(2000);
  expect(() => openSqliteJournal(dir).close()).not.toThrow();
});

test('a blocked data folder is refused by its name and the reason, without the path to it', () => {
  writeFileSync(join(dir, 'blocked'), 'a file where the folder should be');
  const parent = dir;
  try {
    openSqliteJournal(join(parent, 'blocked'));
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ why: 'unopenable' });
    expect(String(error)).toMatch(/vigil\.sqlite in the data folder "blocked": (EEXIST|ENOTDIR)$/);
    expect(String(error)).not.toContain(parent);
  }
});

test('a folder where the file should be is refused', () => {
  mkdirSync(file());
  expect(() => openSqliteJournal(dir)).toThrow(expect.objectContaining({ why: 'unopenable' }));
});
