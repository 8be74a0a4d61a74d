import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Up to where each channel was read without a gap, by channel id. */
export type Seen = Readonly<Record<string, number>>;

export interface SeenStore {
  /** Empty when there is none or it cannot be read. */
  read(): Seen;
  /** Throws when it could not. */
  write(seen: Seen): void;
}

/** `telegram-seen.json` in the data folder; replaced in one move, so that a crash leaves the old or the new, never half. */
export function openSeenFile(dataDir: string): SeenStore {
  const path = join(dataDir, 'telegram-seen.json');
  return {
    read() {
      try {
        const stored: unknown = JSON.parse(readFileSync(path, 'utf8'));
        if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return {};
        return Object.fromEntries(Object.entries(stored).filter(([, id]) => Number.isSafeInteger(id) && id >= 0));
      } catch {
        // A lost position costs a catch-up: the engine knows the ids it has handled.
        return {};
      }
    },
    write(seen) {
      const fresh = `${path}.new`;
      writeFileSync(fresh, `${JSON.stringify(seen)}\n`, { mode: 0o600 });
      renameSync(fresh, path);
    },
  };
}
