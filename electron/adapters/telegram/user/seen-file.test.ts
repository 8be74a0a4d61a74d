import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSeenFile } from './seen-file.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigil-seen-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('what was written is read again, and nothing half-written stays behind', () => {
  openSeenFile(dir).write({ '-1002171239233': 101 });
  openSeenFile(dir).write({ '-1002171239233': 105 });
  expect(openSeenFile(dir).read()).toEqual({ '-1002171239233': 105 });
  expect(readdirSync(dir)).toEqual(['telegram-seen.json']);
});

test.each(['', 'null', '[]', '{"-1002171239233":', '"x"'])('%j reads as nothing known', (text) => {
  writeFileSync(join(dir, 'telegram-seen.json'), text);
  expect(openSeenFile(dir).read()).toEqual({});
});

test('an entry that is no message id is left out', () => {
  writeFileSync(join(dir, 'telegram-seen.json'), '{"-1001":7,"-1002":"7","-1003":-1,"-1004":1.5}');
  expect(openSeenFile(dir).read()).toEqual({ '-1001': 7 });
});

test('a folder that cannot be written to is told', () => {
  expect(() => openSeenFile(join(dir, 'gone')).write({})).toThrow();
});
