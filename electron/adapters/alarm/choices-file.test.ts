import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AlarmChoices } from '../../ports/alarm-set-up.ts';
import { CHOICES_FILE, openChoicesFile } from './choices-file.ts';
import { openOutboxWhenNeeded } from './lazy-outbox.ts';
import { createMemoryOutbox } from './memory-outbox.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigil-choices-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const choices: AlarmChoices = {
  telegram: { enabled: true, level: 'info', lang: 'ko', chatId: '-1001', apiUrl: 'https://api.telegram.org' },
  desktop: { enabled: false, level: 'critical', lang: 'en' },
};

test('what was set up is there after a restart, for its owner only, and nothing is written before that', () => {
  const file = openChoicesFile(dir);
  expect([file.stored, file.complaint, readdirSync(dir)]).toEqual([{}, undefined, []]);
  file.write(choices);
  const again = openChoicesFile(dir);
  expect([again.stored, again.complaint]).toEqual([choices, undefined]);
  expect(statSync(join(dir, CHOICES_FILE)).mode & 0o077).toBe(0);
});

test.each([
  '{',
  'null',
  '{"telegram":{"enabled":true}}',
  '{"discord":{"enabled":true,"level":"loud","lang":"ko"}}',
  '{"telegram":{"enabled":true,"level":"info","lang":"ko","chatId":"1","apiUrl":"http://stranger.example"}}',
])('%s makes no sense: it is set aside and said, and the channels are off', (text) => {
  writeFileSync(join(dir, CHOICES_FILE), text);
  const file = openChoicesFile(dir);
  expect([file.stored, file.complaint]).toEqual([{}, expect.stringContaining(`${CHOICES_FILE}.damaged`)]);
  expect(readFileSync(join(dir, `${CHOICES_FILE}.damaged`), 'utf8')).toBe(text);
  file.write(choices);
  expect(openChoicesFile(dir).stored).toEqual(choices);
});

test('a change that cannot be stored is told by the name of the file and the code of the system', () => {
  openChoicesFile(dir).write(choices);
  const file = openChoicesFile(dir);
  mkdirSync(join(dir, `${CHOICES_FILE}.new`, 'blocked'), { recursive: true });
  expect(() => file.write({})).toThrow(/^alarms\.json cannot be written: [A-Z_]+$/);
  expect(openChoicesFile(dir).stored).toEqual(choices);
});

test('the queue is opened by the first who needs it, once, and closed only if it was', () => {
  let opened = 0;
  const outbox = openOutboxWhenNeeded(() => {
    opened += 1;
    return createMemoryOutbox();
  });
  outbox.close();
  expect(opened).toBe(0);
  outbox.setSummaryDay('2026-11-20');
  expect([outbox.summaryDay(), outbox.count('telegram'), opened]).toEqual(['2026-11-20', 0, 1]);
});
