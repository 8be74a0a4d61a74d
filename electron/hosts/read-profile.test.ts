import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProfile } from './read-profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigil-profile-'));
const written = (text: string): string => {
  const file = join(folder, 'profile.json');
  writeFileSync(file, text);
  return file;
};

test('without a file the demo is started', async () => {
  expect(await readProfile(undefined, '/data')).toEqual({ ok: true, value: { stage: 'demo', messages: [{ kind: 'story' }] } });
});

test('a relative inbox lies beside the profile, the default one in the data folder, an absolute one where it says', async () => {
  const inbox = async (messages: unknown) => {
    const read = await readProfile(written(JSON.stringify({ messages })), '/data');
    const [source] = read.ok ? read.value.messages : [];
    return source?.kind === 'inbox' ? source.path : undefined;
  };
  expect(await inbox({ kind: 'inbox', path: 'in.jsonl' })).toBe(join(folder, 'in.jsonl'));
  expect(await inbox({ kind: 'inbox' })).toBe('/data/inbox.jsonl');
  expect(await inbox({ kind: 'inbox', path: '/other/in.jsonl' })).toBe('/other/in.jsonl');
});

test('what is wrong is told in one line that names the field', async () => {
  expect(await readProfile(written('{"settings":{"mdd":"-3"}}'), '/data')).toEqual({
    ok: false,
    error: 'profile: settings.mdd: must be decimal text above 0 up to 100 (percent), got "-3"',
  });
});

test('a file that is missing or not JSON is named, and its text is not repeated', async () => {
  expect(await readProfile(join(folder, 'none.json'), '/data')).toEqual({
    ok: false,
    error: `profile: cannot read ${join(folder, 'none.json')}: ENOENT`,
  });
  const broken = await readProfile(written('{"apiSecret": "hunter2"'), '/data');
  expect(broken).toMatchObject({ ok: false, error: expect.stringContaining('is not valid JSON') });
  expect(JSON.stringify(broken)).not.toContain('hunter2');
});

test('a token file must be readable by its owner alone, and its text is never repeated', async () => {
  const file = join(folder, 'bot.token');
  const withToken = () => readProfile(written('{"messages":{"kind":"telegram-bot","tokenFile":"bot.token"}}'), '/data');
  writeFileSync(file, '123456:hunter2\n', { mode: 0o600 });
  expect(await withToken()).toMatchObject({ ok: true, value: { messages: [{ token: '123456:hunter2' }] } });
  chmodSync(file, 0o640);
  expect(await withToken()).toEqual({
    ok: false,
    error: `profile: messages.tokenFile: ${file} can be read by others (mode 0640); it must be 0600 (chmod 600)`,
  });
  writeFileSync(file, 'hunter2 hunter2', { mode: 0o600 });
  chmodSync(file, 0o600);
  expect(await withToken()).toEqual({ ok: false, error: 'profile: messages.tokenFile: does not hold a bot token' });
});

test('a token file that is missing or no file is named', async () => {
  const fault = async (tokenFile: string) => {
    const read = await readProfile(written(JSON.stringify({ messages: [{ kind: 'telegram-bot', tokenFile }] })), '/data');
    return read.ok ? 'accepted' : read.error;
  };
  mkdirSync(join(folder, 'folder'));
  expect(await fault('none')).toBe(`profile: messages.0.tokenFile: cannot read ${join(folder, 'none')}: ENOENT`);
  expect(await fault('folder')).toBe(`profile: messages.0.tokenFile: ${join(folder, 'folder')} must be a small regular file`);
});
