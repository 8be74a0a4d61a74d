import type { SafeStorage } from 'electron';
import type { SecretsPort } from '../../ports/secrets.ts';
import { openSecretFile } from './secret-file.ts';
import { sessionOnlySecrets } from './session-only.ts';

/** What is used of Electron's safe storage; after the app is ready. */
export type Keychain = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/** Sealed by the system's keychain. Where there is none worth the name nothing is stored at all. */
export async function openKeychainSecrets(dataDir: string, keychain: Keychain, platform: NodeJS.Platform): Promise<SecretsPort> {
  const why = await reasonAgainst(keychain, platform);
  if (why !== '') return sessionOnlySecrets(why);
  return openSecretFile(
    dataDir,
    {
      async seal(text, name) {
        try {
          return await keychain.encryptStringAsync(text);
        } catch {
          // The platform's own sentence may quote what it was given.
          throw new Error(`the keychain did not take ${name}`);
        }
      },
      async open(sealed, name) {
        try {
          const { result, shouldReEncrypt } = await keychain.decryptStringAsync(sealed);
          return { text: result, renew: shouldReEncrypt };
        } catch {
          throw new Error(`${name} cannot be opened by this keychain`);
        }
      },
    },
    'keychain',
  );
}

/** On Linux without a secret service Electron seals with a password that is the same everywhere: that is no safe place. */
async function reasonAgainst(keychain: Keychain, platform: NodeJS.Platform): Promise<string> {
  // In a function of its own: a runtime without this keychain throws instead of rejecting.
  const available = async (): Promise<boolean> => keychain.isAsyncEncryptionAvailable();
  if (!(await available().catch(() => false))) return 'the system has no keychain';
  if (platform !== 'linux') return '';
  const backend = keychain.getSelectedStorageBackend();
  return backend === 'basic_text' || backend === 'unknown' ? `no secret service is running (${backend})` : '';
}
