import { err, ok, type Result } from '../../shared/domain/result.ts';
import { type Durable, emptyDurable, STATE_VERSION } from '../core/state.ts';

/** The state row as text. Absent fields are left out by JSON and come back from `emptyDurable`. */
export const writeState = (durable: Durable): string => JSON.stringify(durable);

/** Reads a state row; a newer or unreadable one is refused, never guessed at. Migrations of older versions belong here. */
export function readState(text: string | undefined): Result<Durable, string> {
  if (text === undefined) return ok(emptyDurable);
  try {
    const stored = JSON.parse(text) as Durable;
    if (stored.stateVersion !== STATE_VERSION)
      return err(`state version ${String(stored.stateVersion)}, this program reads ${STATE_VERSION}`);
    return ok({ ...emptyDurable, ...stored });
  } catch {
    return err('the state row is not readable JSON');
  }
}
