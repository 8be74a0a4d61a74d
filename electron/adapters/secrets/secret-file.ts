import { existsSync, readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecretName, SecretReading, SecretsPort } from '../../ports/secrets.ts';

/** Turns a secret into bytes that are worth nothing without the key, and back. Both may reject. */
export interface Cipher {
  seal(text: string, name: SecretName): Promise<Buffer>;
  /** `renew`: the key has changed, seal it again. */
  open(sealed: Buffer, name: SecretName): Promise<{ readonly text: string; readonly renew: boolean }>;
}

type Sealed = Partial<Record<SecretName, string>>;
const FILE = 'secrets.json';

export const holdsSecrets = (dataDir: string): boolean => existsSync(join(dataDir, FILE));

/** Throws when the file makes no sense. */
export const storedNames = (dataDir: string): readonly SecretName[] => Object.keys(load(join(dataDir, FILE))) as SecretName[];

/** One file of sealed secrets, readable by its owner only, replaced in one move. */
export function openSecretFile(dataDir: string, cipher: Cipher, kept: 'keychain' | 'keyFile'): SecretsPort {
  const path = join(dataDir, FILE);
  // Changes follow each other: two at once would each write the file without the other's.
  let last: Promise<void> = Promise.resolve();
  const change = (edit: (sealed: Sealed) => Promise<Sealed>): Promise<void> => {
    const done = last.then(async () => replace(path, await edit(load(path))));
    last = done.catch(() => undefined);
    return done;
  };
  const write = (name: SecretName, text: string): Promise<void> =>
    change(async (sealed) => ({ ...sealed, [name]: (await cipher.seal(text, name)).toString('base64') }));
  return {
    kept,
    why: '',
    write,
    forget: (name) => change(async ({ [name]: _gone, ...rest }) => rest as Sealed),
    async read(name): Promise<SecretReading> {
      await last;
      try {
        const sealed = load(path)[name];
        if (sealed === undefined) return { kind: 'absent' };
        const { text, renew } = await cipher.open(Buffer.from(sealed, 'base64'), name);
        if (renew) await write(name, text);
        return { kind: 'present', text };
      } catch (error) {
        return { kind: 'unreadable', why: reasonOf(error) };
      }
    },
  };
}

/** A file that is there but makes no sense throws: replacing it would lose every secret in it. */
function load(path: string): Sealed {
  if (!existsSync(path)) return {};
  let stored: unknown;
  try {
    stored = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${FILE} cannot be read: ${reasonOf(error)}`);
  }
  if (typeof stored !== 'object' || stored === null || Object.values(stored).some((value) => typeof value !== 'string'))
    throw new Error(`${FILE} is not a file of sealed secrets`);
  return stored as Sealed;
}

async function replace(path: string, sealed: Sealed): Promise<void> {
  const next = `${path}.new`;
  try {
    await rm(next, { force: true });
    const file = await open(next, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify(sealed));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(next, path);
  } catch (error) {
    throw new Error(`${FILE} cannot be written: ${reasonOf(error)}`);
  }
}

/** By code only where there is one: sentences of the platform may quote what they were given. */
function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'not JSON';
  if (error instanceof Error) return 'code' in error ? String(error.code) : error.message;
  return 'unknown reason';
}
