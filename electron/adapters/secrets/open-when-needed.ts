import type { LazySecretsPort, SecretsPort } from '../../ports/secrets.ts';
import { holdsSecrets } from './secret-file.ts';

/**
 * Shared by all who keep secrets in one data folder. Reading opens the place only where a file of secrets lies: making a key, or asking
 * the system for its keychain, is for traders who have something to keep. A place that could not be opened is tried again by the next.
 */
export function openSecretsWhenNeeded(dataDir: string, openPlace: (dataDir: string) => Promise<SecretsPort>): LazySecretsPort {
  let opening: Promise<SecretsPort> | undefined;
  let place: SecretsPort | undefined;
  let fault = '';

  const opened = async (): Promise<SecretsPort> => {
    // Two at once would each make a key.
    opening ??= openPlace(dataDir);
    try {
      place = await opening;
      fault = '';
      return place;
    } catch (error) {
      opening = undefined;
      fault = error instanceof Error ? error.message : 'unknown reason';
      throw new Error(fault);
    }
  };

  return {
    get kept() {
      return place?.kept ?? (fault === '' ? null : 'thisSession');
    },
    get why() {
      return place?.why ?? fault;
    },
    async open() {
      await opened().catch(() => undefined);
    },
    async read(name) {
      if (place === undefined && !holdsSecrets(dataDir)) return { kind: 'absent' };
      try {
        return await (await opened()).read(name);
      } catch (error) {
        return { kind: 'unreadable', why: error instanceof Error ? error.message : 'unknown reason' };
      }
    },
    write: async (name, text) => (await opened()).write(name, text),
    async forget(name) {
      if (place !== undefined || holdsSecrets(dataDir)) await (await opened()).forget(name);
    },
  };
}
