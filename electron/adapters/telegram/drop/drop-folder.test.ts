import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lookInto, moveInto, readWhole, returnIfGrown } from './drop-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-drop-folder-'));
  writeFileSync(join(folder, 'a.json'), 'one\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const look = async () => {
  const [seen] = await lookInto(folder);
  if (seen === undefined) throw new Error('no file');
  return seen;
};

test('a file that changed since it was looked at is not read', async () => {
  const seen = await look();
  expect((await readWhole(folder, seen))?.toString()).toBe('one\n');
  appendFileSync(join(folder, 'a.json'), 'two\n');
  expect(await readWhole(folder, seen)).toBeUndefined();
});

test('a file whose writer went on while it was moved comes back whole; one that stood still stays', async () => {
  const seen = await look();
  await returnIfGrown(folder, seen, await moveInto(folder, 'done', seen.name, 1));
  expect(readdirSync(join(folder, 'done'))).toEqual(['a.json']);
  writeFileSync(join(folder, 'a.json'), 'one\n');
  const again = await look();
  const moved = await moveInto(folder, 'done', again.name, 1);
  appendFileSync(join(folder, 'done', moved), 'two\n');
  await returnIfGrown(folder, again, moved);
  expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('one\ntwo\n');
  expect(readdirSync(join(folder, 'done'))).toEqual(['a.json']);
});
