import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal } from './open-journal.ts';
import { tick } from './sample-rows.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigil-journal-'));
});
afterEach(() => {
  chmodSync(dir, 0o700);
  rmSync(dir, { recursive: true, force: true });
});

const fine = () => undefined;
const here = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);

test('a state of a newer program is set aside with its journal, and a fresh one with a new tag begun', () => {
  const first = openJournal(dir, fine).journal;
  const tag = first.orderTag();
  first.append(tick(1), '{"stateVersion":99}');
  first.close();
  const { journal, refused } = openJournal(dir, (state) => (state?.includes('99') ? 'state version 99' : undefined));
  expect(refused).toBeUndefined();
  expect(journal.problems()).toEqual([expect.objectContaining({ kind: 'setAside', why: 'state version 99' })]);
  expect(journal.load()).toEqual({ lastSeq: 0, state: undefined });
  expect(journal.orderTag()).not.toBe(tag);
  journal.close();
  expect(readdirSync(dir).some((name) => name.includes('.corrupt-'))).toBe(true);
});

test('a journal that another process holds is no reason to end: an empty one stands in, and the trouble has a name', () => {
  const holder = openJournal(dir, fine).journal;
  const script = `import { openJournal } from ${here('./open-journal.ts')};
    const { journal, refused } = openJournal(${JSON.stringify(dir)}, () => undefined);
    console.log(JSON.stringify([refused.trouble, journal.load()]));`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  holder.close();
  expect(JSON.parse(child.stdout)).toEqual(['databaseBusy', { lastSeq: 0 }]);
});

test('what blocks the file is told by kind', () => {
  writeFileSync(join(dir, 'blocked'), '');
  expect(openJournal(join(dir, 'blocked'), fine).refused?.trouble).toBe('journalBroken');
});

/** In a process of its own, whose files the system itself stops from growing. */
test('a file that may not grow any more ends the append with a named trouble, and leaves the journal whole', { timeout: 20_000 }, () => {
  const script = `import { openJournal } from ${here('./open-journal.ts')};
    const { journal } = openJournal(${JSON.stringify(dir)}, () => undefined);
    let seq = 0;
    try {
      for (;;) { journal.append({ event: { seq: seq + 1, at: 1, type: 'StreamLost', stream: 'prices', why: 'x'.repeat(2000) }, effects: [], log: [] }, 'state ' + (seq + 1)); seq += 1; }
    } catch (error) { console.log(JSON.stringify([seq, error.why, error.trouble])); }`;
  const child = spawnSync('sh', ['-c', `ulimit -f 4000; exec "$0" --input-type=module -e "$1"`, process.execPath, script], {
    encoding: 'utf8',
  });
  const [written, why, trouble] = JSON.parse(child.stdout) as [number, string, string];
  expect(written).toBeGreaterThan(10);
  expect([why, ['diskFull', 'journalBroken'].includes(trouble)]).toEqual(['notWritten', true]);
  const { journal } = openJournal(dir, fine);
  expect(journal.problems()).toEqual([]);
  expect(journal.load()).toEqual({ lastSeq: written, state: `state ${written}` });
  journal.close();
});
