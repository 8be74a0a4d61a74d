import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { SecretName } from '../../ports/secrets.ts';
import { openKeyFileSecrets } from './key-file.ts';
import { type Keychain, openKeychainSecrets } from './keychain.ts';
import { openSecretFile } from './secret-file.ts';

/** Names of a later version: what is kept side by side does not depend on the list of today. */
const OTHER = 'telegram.apiHash' as SecretName;
const THIRD = 'telegram.apiId' as SecretName;
const CANARY = '1BAAcanary-session-string-0123456789';
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigil-secrets-'));
});
const everything = (): string =>
  readdirSync(dir)
    .map((name) => readFileSync(join(dir, name), 'latin1'))
    .join('\n');
const modeOf = (name: string): string => (statSync(join(dir, name)).mode & 0o777).toString(8);

function keychainOf(
  backend: ReturnType<Keychain['getSelectedStorageBackend']>,
  available = true,
): Keychain & { rotated: boolean; sealed: number } {
  const scramble = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
  return {
    rotated: false,
    sealed: 0,
    isAsyncEncryptionAvailable: async () => available,
    async encryptStringAsync(text) {
      this.sealed += 1;
      return scramble(Buffer.from(text));
    },
    async decryptStringAsync(bytes) {
      return { result: scramble(bytes).toString(), shouldReEncrypt: this.rotated };
    },
    getSelectedStorageBackend: () => backend,
  };
}

describe('a key file', () => {
  test('gives back after a restart what was written, and nothing readable lies in the folder', async () => {
    await openKeyFileSecrets(dir).write('telegram.session', CANARY);
    expect(await openKeyFileSecrets(dir).read('telegram.session')).toEqual({ kind: 'present', text: CANARY });
    expect(everything()).not.toContain(CANARY);
    expect([modeOf('secrets.json'), modeOf('secrets.key')]).toEqual(['600', '600']);
  });

  test('keeps the others when one is forgotten, also when both happen at once', async () => {
    const secrets = openKeyFileSecrets(dir);
    await Promise.all([secrets.write(THIRD, '12'), secrets.write(OTHER, 'ab'), secrets.forget(THIRD)]);
    expect(await secrets.read(THIRD)).toEqual({ kind: 'absent' });
    expect(await secrets.read(OTHER)).toEqual({ kind: 'present', text: 'ab' });
  });

  test('is refused when others can read it', () => {
    openKeyFileSecrets(dir);
    chmodSync(join(dir, 'secrets.key'), 0o640);
    expect(() => openKeyFileSecrets(dir)).toThrow('secrets.key can be read by others (mode 640)');
  });

  test('is refused when it is cut off', () => {
    openKeyFileSecrets(dir);
    writeFileSync(join(dir, 'secrets.key'), 'short');
    expect(() => openKeyFileSecrets(dir)).toThrow('secrets.key is damaged: 5 of 32 bytes');
  });

  test('that is not the right one makes secrets unreadable, not absent', async () => {
    await openKeyFileSecrets(dir).write('telegram.session', CANARY);
    writeFileSync(join(dir, 'secrets.key'), Buffer.alloc(32, 7));
    expect(await openKeyFileSecrets(dir).read('telegram.session')).toEqual({
      kind: 'unreadable',
      why: 'telegram.session was sealed with another key or is damaged',
    });
  });

  test('does not open one secret in the place of another', async () => {
    await openKeyFileSecrets(dir).write('telegram.session', CANARY);
    const path = join(dir, 'secrets.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('telegram.session', OTHER));
    expect((await openKeyFileSecrets(dir).read(OTHER)).kind).toBe('unreadable');
  });
});

describe('a damaged file of secrets', () => {
  test.each(['{', '[1]', '{"telegram.session":5}'])('%s is unreadable, and writing does not replace it', async (text) => {
    writeFileSync(join(dir, 'secrets.json'), text);
    const secrets = openKeyFileSecrets(dir);
    expect((await secrets.read('telegram.session')).kind).toBe('unreadable');
    await expect(secrets.write('telegram.session', CANARY)).rejects.toThrow('secrets.json');
    expect(readFileSync(join(dir, 'secrets.json'), 'utf8')).toBe(text);
  });

  test('a value that cannot be sealed leaves the old one and does not stop later changes', async () => {
    let broken = false;
    const plain = {
      seal: async (text: string) => (broken ? Promise.reject(new Error('no')) : Buffer.from(text)),
      open: async (sealed: Buffer) => ({ text: String(sealed), renew: false }),
    };
    const secrets = openSecretFile(dir, plain, 'keychain');
    await secrets.write(OTHER, 'old');
    broken = true;
    await expect(secrets.write(OTHER, 'new')).rejects.toThrow('no');
    broken = false;
    expect(await secrets.read(OTHER)).toEqual({ kind: 'present', text: 'old' });
    await secrets.write(OTHER, 'newer');
    expect(await secrets.read(OTHER)).toEqual({ kind: 'present', text: 'newer' });
  });
});

describe('the keychain', () => {
  test('seals what is stored', async () => {
    const secrets = await openKeychainSecrets(dir, keychainOf('gnome_libsecret'), 'linux');
    expect(secrets.kept).toBe('keychain');
    await secrets.write('telegram.session', CANARY);
    expect(everything()).not.toContain(CANARY);
    expect(await secrets.read('telegram.session')).toEqual({ kind: 'present', text: CANARY });
  });

  test('that changed its key gets the secret sealed again', async () => {
    const keychain = keychainOf('kwallet6');
    const secrets = await openKeychainSecrets(dir, keychain, 'linux');
    await secrets.write('telegram.session', CANARY);
    keychain.rotated = true;
    expect(await secrets.read('telegram.session')).toEqual({ kind: 'present', text: CANARY });
    expect(keychain.sealed).toBe(2);
  });

  test.each([
    ['basic_text', true],
    ['unknown', true],
    ['gnome_libsecret', false],
  ] as const)('%s, available %s: secrets live in this session only and no file is written', async (backend, available) => {
    const secrets = await openKeychainSecrets(dir, keychainOf(backend, available), 'linux');
    await secrets.write('telegram.session', CANARY);
    expect([secrets.kept, secrets.why !== '']).toEqual(['thisSession', true]);
    expect(await secrets.read('telegram.session')).toEqual({ kind: 'present', text: CANARY });
    expect(readdirSync(dir)).toEqual([]);
  });

  test('that the runtime does not know is none', async () => {
    const secrets = await openKeychainSecrets(dir, {} as Keychain, 'darwin');
    expect([secrets.kept, secrets.why]).toEqual(['thisSession', 'the system has no keychain']);
  });

  test('that refuses what it is given does not say it back', async () => {
    const keychain = keychainOf('kwallet6');
    keychain.encryptStringAsync = (text) => Promise.reject(new Error(`cannot encrypt ${text}`));
    const secrets = await openKeychainSecrets(dir, keychain, 'linux');
    await expect(secrets.write('telegram.session', CANARY)).rejects.toThrow(/^the keychain did not take telegram\.session$/);
  });

  test('of a system other than Linux is trusted without a backend name', async () => {
    expect((await openKeychainSecrets(dir, keychainOf('unknown'), 'darwin')).kept).toBe('keychain');
  });
});
