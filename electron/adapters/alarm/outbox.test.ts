import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Notice } from '../../ports/alarm.ts';
import { createMemoryOutbox } from './memory-outbox.ts';
import { OUTBOX_FILE, openSqliteOutbox } from './sqlite-outbox.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigil-outbox-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const notice = (n: number): Notice => ({
  id: `unit01-${n}-0`,
  at: n,
  level: 'info',
  event: 'fill',
  said: { rule: 'W37', code: 'firstFill', numbers: {} },
});
const open = (told: string[] = []) => openSqliteOutbox(dir, (what) => told.push(what));

describe.each([
  ['memory', createMemoryOutbox],
  ['SQLite', open],
])('the outbox in %s', (_, made) => {
  test('gives back what is waiting, oldest first, channel by channel, until it is removed', () => {
    const outbox = made();
    outbox.add('telegram', [notice(1), notice(2), notice(3)]);
    outbox.add('discord', [notice(4)]);
    const two = outbox.waiting('telegram', 2);
    expect(two.map(({ notice: each }) => each)).toEqual([notice(1), notice(2)]);
    outbox.remove(two.map(({ row }) => row));
    expect(outbox.waiting('telegram', 9).map(({ notice: each }) => each)).toEqual([notice(3)]);
    expect([outbox.count('telegram'), outbox.count('discord'), outbox.count('webhook')]).toEqual([1, 1, 0]);
    outbox.close();
  });

  test('drops the old ones of one channel and says how many', () => {
    const outbox = made();
    outbox.add('telegram', [notice(1), notice(2), notice(3)]);
    outbox.add('discord', [notice(1)]);
    expect(outbox.dropOlder('telegram', 3)).toBe(2);
    outbox.add('telegram', [notice(5), notice(6)]);
    outbox.dropOldest('telegram', 2);
    expect(outbox.waiting('telegram', 9).map(({ notice: each }) => each.at)).toEqual([6]);
    expect(outbox.count('discord')).toBe(1);
    outbox.close();
  });

  test('remembers the last day that was summed up', () => {
    const outbox = made();
    expect(outbox.summaryDay()).toBeUndefined();
    outbox.setSummaryDay('2026-11-20');
    outbox.setSummaryDay('2026-11-21');
    expect(outbox.summaryDay()).toBe('2026-11-21');
    outbox.close();
  });
});

describe('the outbox file', () => {
  test('keeps what waits over a restart, for its owner only', () => {
    const first = open();
    first.add('telegram', [notice(1)]);
    first.close();
    const again = open();
    expect(again.waiting('telegram', 9).map(({ notice: each }) => each)).toEqual([notice(1)]);
    for (const file of readdirSync(dir)) expect(statSync(join(dir, file)).mode & 0o077).toBe(0);
    again.close();
  });

  test('that is damaged is set aside and said, and a new one begun', () => {
    writeFileSync(join(dir, OUTBOX_FILE), 'no database at all, only text'.repeat(200));
    const told: string[] = [];
    const outbox = open(told);
    outbox.add('telegram', [notice(1)]);
    expect(outbox.count('telegram')).toBe(1);
    outbox.close();
    expect(told).toHaveLength(1);
    expect(readdirSync(dir)).toContain(`${OUTBOX_FILE}.damaged`);
  });

  test('that cannot be opened at all keeps nobody from starting', () => {
    mkdirSync(join(dir, OUTBOX_FILE, 'blocked'), { recursive: true });
    mkdirSync(join(dir, `${OUTBOX_FILE}.damaged`, 'blocked'), { recursive: true });
    const told: string[] = [];
    const outbox = open(told);
    outbox.add('telegram', [notice(1)]);
    expect(outbox.count('telegram')).toBe(1);
    expect(told.at(-1)).toContain('do not survive a restart');
  });

  test('on a full disk says no to the next one, and gives back what it has', { timeout: 30_000 }, () => {
    const script = `import { openSqliteOutbox } from ${JSON.stringify(new URL('./sqlite-outbox.ts', import.meta.url).href)};
      const outbox = openSqliteOutbox(${JSON.stringify(dir)}, () => {});
      const said = { rule: 'W37', code: 'firstFill', numbers: { text: 'x'.repeat(4000) } };
      let added = 0;
      try {
        for (;;) { outbox.add('telegram', [{ id: String(added), at: added, level: 'info', event: 'fill', said }]); added += 1; }
      } catch (error) { console.log(JSON.stringify([added, outbox.count('telegram'), outbox.waiting('telegram', 1)[0].notice.id])); }`;
    // The system itself stops the files of this process from growing.
    const child = spawnSync('sh', ['-c', `ulimit -f 4000; exec "$0" --input-type=module -e "$1"`, process.execPath, script], {
      encoding: 'utf8',
    });
    const [added, count, first] = JSON.parse(child.stdout) as [number, number, string];
    expect(added).toBeGreaterThan(10);
    expect([count, first]).toEqual([added, '0']);
    const again = open();
    expect(again.count('telegram')).toBe(added);
    again.add('telegram', [notice(1)]);
    again.close();
  });

  test('that another program holds says no without waiting long, and takes the next one when it is free', () => {
    const outbox = open();
    const holder = new DatabaseSync(join(dir, OUTBOX_FILE));
    holder.exec('BEGIN IMMEDIATE');
    expect(() => outbox.add('telegram', [notice(1)])).toThrow();
    expect(() => outbox.remove([1])).toThrow();
    holder.exec('ROLLBACK');
    holder.close();
    outbox.add('telegram', [notice(2)]);
    expect(outbox.waiting('telegram', 9).map(({ notice: each }) => each)).toEqual([notice(2)]);
    outbox.close();
  });
});
