import { err, ok, type Result } from '../../shared/domain/result.ts';
import { type Durable, emptyDurable, STATE_VERSION } from '../core/state.ts';

/** The state row as text. Absent fields are left out by JSON and come back from `emptyDurable`. */
export const writeState = (durable: Durable): string => JSON.stringify(durable);

type Stored = Readonly<Record<string, unknown>>;

/** From the version that is the key to the next one. `samples/` holds rows of each version as they were really written. */
const migrations: Readonly<Record<number, (stored: Stored) => Stored>> = {
  // The one exit that could not be cancelled became a list of them.
  1: ({ exitCancelFailed, ...kept }) => ({ ...kept, exitCancelsFailed: exitCancelFailed === undefined ? [] : [exitCancelFailed] }),
  // The tag of order ids came to change with every start. Message ids came to be remembered one by one: of what was handled before,
  // only the highest is known.
  2: ({ installationTag, ...stored }) => ({
    ...stored,
    orderTag: installationTag ?? '',
    handledMessages: Object.fromEntries(
      Object.entries((stored.lastMessageIds ?? {}) as Record<string, number>).map(([channel, last]) => [
        channel,
        { upTo: last, ids: [], bySource: {} },
      ]),
    ),
  }),
  // What was found out about an order in question came to be more than an alarm given or not.
  3: ({ orders, ...kept }) => ({
    ...kept,
    orders: Object.fromEntries(Object.entries((orders ?? {}) as Record<string, Stored>).map(([id, order]) => [id, withFullProbe(order)])),
  }),
};

/** Nothing that an older program found counts as a look at the trades; its alarm is not repeated before the next limit. */
function withFullProbe({ probe, ...order }: Stored): Stored {
  if (probe === undefined) return order;
  const { alarmed, ...kept } = probe as { readonly since: number; readonly alarmed: boolean };
  const alarmAt = kept.since + (alarmed ? 120_000 : 30_000);
  return { ...order, probe: { ...kept, untraced: false, alarms: alarmed ? 1 : 0, alarmAt, unresolved: false } };
}

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
