import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretsPort } from '../../ports/secrets.ts';
import { type Cipher, openSecretFile } from './secret-file.ts';

export const KEY_FILE = 'secrets.key';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const OTHERS = 0o077;

/**
 * For a server without a keychain: AES-256-GCM with a key in a file of its own, mode 0600. It keeps secrets out of backups and
 * logs of the rest of the folder; who can read the key file can read them all. Throws one sentence when the key is unusable.
 */
export function openKeyFileSecrets(dataDir: string): SecretsPort {
  return openSecretFile(dataDir, cipherOf(readOrMakeKey(join(dataDir, KEY_FILE))), 'keyFile');
}

function readOrMakeKey(path: string): Buffer {
  try {
    const file = openSync(path, 'wx', 0o600);
    const key = randomBytes(KEY_BYTES);
    try {
      writeSync(file, key);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return key;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    if (code !== 'EEXIST') throw new Error(`${KEY_FILE} cannot be made: ${code}`);
  }
  const mode = statSync(path).mode & 0o777;
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
    throw new Error(`${KEY_FILE} can be read by others (mode ${mode.toString(8)}): make it 600 and change the secrets it guards`);
  const key = readFileSync(path);
  if (key.length !== KEY_BYTES) throw new Error(`${KEY_FILE} is damaged: ${key.length} of ${KEY_BYTES} bytes`);
  return key;
}

/** The name is authenticated with the value, so that one secret cannot be put in the place of another. */
function cipherOf(key: Buffer): Cipher {
  return {
    async seal(text, name) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(Buffer.from(name));
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    async open(sealed, name) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
        decipher.setAAD(Buffer.from(name));
        decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
        const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
        return { text, renew: false };
      } catch {
        throw new Error(`${name} was sealed with another key or is damaged`);
      }
    },
  };
}
