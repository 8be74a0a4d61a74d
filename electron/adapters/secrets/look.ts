import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretName, SecretReading } from '../../ports/secrets.ts';
import { KEY_FILE, openKeyFileSecrets } from './key-file.ts';
import { holdsSecrets, storedNames } from './secret-file.ts';

export type SecretsLook =
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'there'; readonly names: readonly SecretName[]; read(name: SecretName): Promise<SecretReading> };

/** The key-file place as it lies, without making anything: opening it otherwise makes the key. */
export function lookAtKeyFileSecrets(dataDir: string): SecretsLook {
  if (!holdsSecrets(dataDir)) return { kind: 'none' };
  if (!existsSync(join(dataDir, KEY_FILE))) return { kind: 'broken', why: `${KEY_FILE} is missing: what it sealed cannot be opened` };
  try {
    const names = storedNames(dataDir);
    const { read } = openKeyFileSecrets(dataDir);
    return { kind: 'there', names, read };
  } catch (error) {
    return { kind: 'broken', why: error instanceof Error ? error.message : 'unknown reason' };
  }
}
