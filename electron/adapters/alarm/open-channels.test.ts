import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAlarmChannels } from './open-channels.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigil-secret-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const file = (text: string, mode = 0o600): string => {
  const path = join(dir, 'secret');
  writeFileSync(path, text, { mode });
  return path;
};
const webhook = (path: string) => ({
  lang: 'ko' as const,
  webhook: { level: 'info' as const, url: 'https://hook.example', secret: { file: path } },
});
const refusal = (run: () => unknown): string => {
  try {
    run();
    return 'opened';
  } catch (error) {
    return error instanceof Error && 'field' in error ? `${error.field}: ${error.message}` : String(error);
  }
};

test('a secret is read from a file that only its owner may read', () => {
  expect(openAlarmChannels(webhook(file('0123456789abcdef\n')), undefined).map(({ port, level }) => [port.channel, level])).toEqual([
    ['webhook', 'info'],
  ]);
});

test.runIf(process.platform !== 'win32')('a secret that others may read is refused', () => {
  expect(refusal(() => openAlarmChannels(webhook(file('CANARY', 0o644)), undefined))).toBe(
    'alarms.webhook.secretFile: others may read this file: chmod 600 it',
  );
});

test('a missing or empty file is refused by name of the field, not of the folder', () => {
  expect(refusal(() => openAlarmChannels(webhook(join(dir, 'none')), undefined))).toBe(
    'alarms.webhook.secretFile: this file cannot be read: ENOENT',
  );
  expect(refusal(() => openAlarmChannels(webhook(file(' \n')), undefined))).toBe('alarms.webhook.secretFile: this file is empty');
});

test('a Discord address from a file meets the same rule as one in the profile', () => {
  const discord = { lang: 'ko' as const, discord: { level: 'info' as const, url: { file: file('http://CANARY.example/x') } } };
  expect(refusal(() => openAlarmChannels(discord, undefined))).toBe('alarms.discord.urlFile: does not hold an https URL');
});

test('desktop notifications are refused where there is no desktop, and say so when the system shows none', async () => {
  const desktop = { lang: 'ko' as const, desktop: { level: 'critical' as const } };
  expect(refusal(() => openAlarmChannels(desktop, undefined))).toBe('alarms.desktop: this host has no desktop');
  const [open] = openAlarmChannels(desktop, () => false);
  const message = { notices: [], text: 'x', critical: true, at: 0 };
  expect(await open?.port.send(message, new AbortController().signal)).toMatchObject({ kind: 'refused' });
});
