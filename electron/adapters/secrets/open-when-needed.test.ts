import { chmodSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openKeyFileSecrets } from './key-file.ts';
import { openSecretsWhenNeeded } from './open-when-needed.ts';
import { sessionOnlySecrets } from './session-only.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigil-lazy-secrets-'));
});
const lazily = () => openSecretsWhenNeeded(dir, async (folder) => openKeyFileSecrets(folder));

test('a folder that never keeps a secret gets no key, though it is asked for one and told to forget it', async () => {
  const secrets = lazily();
  expect(await secrets.read('telegram.session')).toEqual({ kind: 'absent' });
  await secrets.forget('telegram.session');
  expect([readdirSync(dir), secrets.kept, secrets.why]).toEqual([[], null, '']);
});

test('the first secret opens the place, and the next start finds it there', async () => {
  const first = lazily();
  await Promise.all([first.write('telegram.session', 'one'), first.write('telegram.session', 'two')]);
  expect([readdirSync(dir).sort(), first.kept]).toEqual([['secrets.json', 'secrets.key'], 'keyFile']);
  expect(await lazily().read('telegram.session')).toEqual({ kind: 'present', text: 'two' });
});

test('a place that cannot be opened keeps nothing, makes nothing absent, and is tried again', async () => {
  await lazily().write('telegram.session', 'kept');
  chmodSync(join(dir, 'secrets.key'), 0o644);
  const secrets = lazily();
  await secrets.open();
  const why = expect.stringContaining('secrets.key can be read by others');
  expect([secrets.kept, secrets.why]).toEqual(['thisSession', why]);
  expect(await secrets.read('telegram.session')).toEqual({ kind: 'unreadable', why });
  await expect(secrets.write('telegram.session', 'other')).rejects.toThrow('secrets.key');
  await expect(secrets.forget('telegram.session')).rejects.toThrow('secrets.key');
  chmodSync(join(dir, 'secrets.key'), 0o600);
  expect(await secrets.read('telegram.session')).toEqual({ kind: 'present', text: 'kept' });
  expect([secrets.kept, secrets.why]).toEqual(['keyFile', '']);
});

test('what only this session keeps is still there when it is asked for', async () => {
  const secrets = openSecretsWhenNeeded(dir, async () => sessionOnlySecrets('no keychain'));
  await secrets.write('telegram.session', 'here');
  expect(await secrets.read('telegram.session')).toEqual({ kind: 'present', text: 'here' });
  await secrets.forget('telegram.session');
  expect([await secrets.read('telegram.session'), secrets.kept, secrets.why]).toEqual([{ kind: 'absent' }, 'thisSession', 'no keychain']);
});
