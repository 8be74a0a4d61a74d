import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Percent } from '../../../shared/domain/decimal.ts';
import { defaultSettings, type Settings } from '../../../shared/domain/settings.ts';
import { openSettingsStore } from './settings-store.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigil-settings-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const noon = Date.UTC(2026, 10, 21, 12, 0, 0);
const open = () => openSettingsStore(dir, () => noon);
const edit = (content: unknown, name = 'settings.json'): void => {
  writeFileSync(join(dir, name), typeof content === 'string' ? content : JSON.stringify(content));
};
const own: Settings = { ...defaultSettings, mode: 'aggressive', mdd: '7.5' as Percent, cooldownMinutes: 3 };

test('without a file the defaults of the law hold, without a complaint', () => {
  expect(open().read()).toEqual({ settings: defaultSettings, complaints: [] });
});

test('what was written is read after opening again, by its owner only', () => {
  open().write(own);
  expect(open().read()).toEqual({ settings: own, complaints: [] });
  if (process.platform !== 'win32') expect(statSync(join(dir, 'settings.json')).mode & 0o777).toBe(0o600);
});

test('the settings stand in the file as on the settings screen', () => {
  open().write(own);
  expect(JSON.parse(readFileSync(join(dir, 'settings.json'), 'utf8'))).toEqual({ version: 1, settings: { ...own } });
});

test('a value edited by hand is taken in canonical form', () => {
  open().write(own);
  edit({ version: 1, settings: { ...own, mdd: ' 12.50 ' } });
  expect(open().read()).toEqual({ settings: { ...own, mdd: '12.5' }, complaints: [] });
});

test('an unreadable value is refused with the reason and the last stored one stays; the others hold', () => {
  open().write(own);
  edit({ version: 1, settings: { ...own, mdd: '1e1', cooldownMinutes: '5', tpRatio: '4' } });
  const { settings, complaints } = open().read();
  expect(settings).toEqual({ ...own, tpRatio: '4' });
  expect(complaints).toEqual([
    'mdd: must be decimal text above 0 up to 100 (percent), got "1e1"; 7.5 stays',
    expect.stringMatching(/^cooldownMinutes: .*expected number.*; 3 stays$/),
  ]);
});

test('absent settings take the last stored value, else the default, without a complaint', () => {
  edit({ settings: { mdd: '9' } });
  expect(open().read()).toEqual({ settings: { ...defaultSettings, mdd: '9' }, complaints: [] });
});

test('an unknown setting is named and left out', () => {
  edit({ version: 1, settings: { ...own, leverage: 20, constructor: 1 } });
  expect(open().read()).toEqual({
    settings: own,
    complaints: ['leverage: no such setting; left out', 'constructor: no such setting; left out'],
  });
});

test.each([
  ['{"version":1,"settings":{"mdd":"9"', 'cut off'],
  ['', 'empty'],
  ['[]', 'not an object'],
  ['\u0000\u0000\u0000', 'zeros'],
])('a damaged file (%#) is set aside with its content, and the last stored settings stay', (content) => {
  open().write(own);
  edit(content);
  const store = open();
  const copy = 'settings.json.corrupt-20261121T120000Z';
  expect(store.read()).toEqual({
    settings: own,
    complaints: [`settings.json: damaged, set aside as ${copy}; the last stored settings stay`],
  });
  expect(readFileSync(join(dir, copy), 'utf8')).toBe(content);
  store.write(defaultSettings);
  expect(open().read()).toEqual({ settings: defaultSettings, complaints: [] });
});

test('with both files damaged the defaults hold and both are named', () => {
  edit('{');
  edit('{', 'settings.accepted.json');
  const { settings, complaints } = open().read();
  expect(settings).toEqual(defaultSettings);
  expect(complaints.map((complaint) => complaint.split(':')[0])).toEqual(['settings.json', 'settings.accepted.json']);
});

test('a second damaged file of the same second does not overwrite the first', () => {
  for (const content of ['{first', '{second']) {
    edit(content);
    open();
  }
  const copies = readdirSync(dir).filter((name) => name.includes('.corrupt-'));
  expect(copies.map((name) => readFileSync(join(dir, name), 'utf8'))).toEqual(['{first', '{second']);
});

test('a file of a newer version is kept as a copy before anything is written over it', () => {
  const newer = { version: 7, settings: { ...own, trailingStop: '1' } };
  edit(newer);
  const store = open();
  expect(store.read()).toEqual({
    settings: own,
    complaints: [
      'settings.json: written by a newer version (7 > 1), kept as settings.json.v7; what can be read is used',
      'trailingStop: no such setting; left out',
    ],
  });
  store.write(own);
  expect(JSON.parse(readFileSync(join(dir, 'settings.json.v7'), 'utf8'))).toEqual(newer);
});

test('a blocked data folder is refused by name and reason, without the path to it', () => {
  edit('a file where the folder should be', 'blocked');
  expect(() => openSettingsStore(join(dir, 'blocked'))).toThrow(/^settings\.json cannot be used: (EEXIST|ENOTDIR)$/);
});

test.each(['settings', 'settings.accepted'])('a write that fails on %s.json says so and the old settings are still there', (name) => {
  const store = open();
  store.write(own);
  const before = readFileSync(join(dir, 'settings.json'), 'utf8');
  rmSync(join(dir, `${name}.json`));
  mkdirSync(join(dir, `${name}.json`, 'in the way'), { recursive: true });
  expect(() => store.write(defaultSettings)).toThrow(new RegExp(`^${name}\\.json cannot be used: E`));
  rmSync(join(dir, `${name}.json`), { recursive: true });
  // What the file would still hold, had the failure been another one than the folder planted in its place.
  if (name === 'settings') edit(before);
  expect(open().read()).toEqual({ settings: own, complaints: [] });
});
