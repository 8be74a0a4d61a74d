import { err, ok, type Result } from '../../shared/domain/result.ts';
import { type Durable, emptyDurable, STATE_VERSION } from '../core/state.ts';

/** The state row as text. Absent fields are left out by JSON and come back from `emptyDurable`. */
export const writeState = (durable: Durable): string => JSON.stringify(durable);

type Stored = Readonly<Record<string, unknown>>;

/** From the version that is the key to the next one. `samples/` holds rows of each version as they were really written. */
const migrations: Readonly<Record<number, (stored: Stored) => Stored>> = {
  // The one exit that could not be cancelled became a list of them.
  1: ({ exitCancelFailed, ...kept }) => ({ ...kept, exitCancelsFailed: exitCancelFailed === undefined ? [] : [exitCancelFailed] }),
};

/** Reads a state row of this version or an older one; a newer or unreadable one is refused with the reason, never guessed at. */
export function readState(text: string | undefined): Result<Durable, string> {
  if (text === undefined) return ok(emptyDurable);
  let stored: Stored;
  try {
    stored = JSON.parse(text) as Stored;
  } catch {
    return err('the state row is not readable JSON');
  }
  if (typeof stored !== 'object' || stored === null || typeof stored.stateVersion !== 'number')
    return err('the state row has no version: it is not a state of this program');
  if (stored.stateVersion > STATE_VERSION)
    return err(
      `the state has version ${stored.stateVersion}, this program reads up to ${STATE_VERSION}: it was written by a newer Vigil, start that one`,
    );
  for (let version = stored.stateVersion; version < STATE_VERSION; version += 1) {
    const migrate = migrations[version];
    if (!migrate) return err(`the state has version ${version}, which no migration of this program knows`);
    stored = { ...migrate(stored), stateVersion: version + 1 };
  }
  return ok({ ...emptyDurable, ...stored } as Durable);
}
