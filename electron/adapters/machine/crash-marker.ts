import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'running.json';
export const CRASHES = 3;
export const CRASH_WINDOW_MS = 5 * 60_000;

export interface CrashMarker {
  /** Own-clock ms of the unclean ends within the last five minutes before this start, oldest first. */
  readonly crashes: readonly number[];
  /** To be called every few seconds: the last call dates the end, should it be an unclean one. */
  alive(): void;
  /** The end was asked for. Without this call the next start counts a crash, however the process ended (kill -9, power cut). */
  endedCleanly(): void;
  /** It refused what it was told to start with. That is no crash, and says nothing about those before. */
  neverRan(): void;
}

/**
 * Runs a start under the marker. A refusal (an error that names a `field` of the profile) is no crash, so that mending a profile in three
 * tries does not end in safe mode; whatever else a start throws is one, as any end that nobody asked for.
 */
export async function startMarked<T>(dir: string, now: () => number, start: (marker: CrashMarker) => Promise<T>): Promise<T> {
  const marker = markRunning(dir, now);
  try {
    return await start(marker);
  } catch (error) {
    if (error instanceof Error && 'field' in error) marker.neverRan();
    throw error;
  }
}

/**
 * Marks the data folder as in use by a running process and counts how its predecessors ended. A disk that cannot be written costs
 * the count and nothing else.
 */
export function markRunning(dir: string, now: () => number): CrashMarker {
  const path = join(dir, FILE);
  const at = now();
  const left = readMarker(path);
  // Times after `at` were stamped by a clock that has been set back since: they say nothing.
  const crashes = left.filter((end) => end > at - CRASH_WINDOW_MS && end <= at);
  attempt(() => write({ crashes }));
  function write(marker: Marker): void {
    writeFileSync(`${path}.new`, JSON.stringify(marker), { mode: 0o600 });
    renameSync(`${path}.new`, path);
    utimesSync(path, at / 1000, at / 1000);
  }
  return {
    crashes,
    alive: () => attempt(() => utimesSync(path, now() / 1000, now() / 1000)),
    endedCleanly: () => attempt(() => rmSync(path, { force: true })),
    neverRan: () => attempt(() => write({ crashes, ran: false })),
  };
}

interface Marker {
  readonly crashes: readonly number[];
  /** False when the process ended before it ran at all. */
  readonly ran?: false;
}

/** The marker is only there when the process before did not end cleanly: its own end comes last, dated by its last sign of life. */
function readMarker(path: string): readonly number[] {
  let endedAt: number;
  try {
    endedAt = Math.floor(statSync(path).mtimeMs);
  } catch {
    return [];
  }
  try {
    const { crashes, ran } = JSON.parse(readFileSync(path, 'utf8')) as { readonly crashes?: unknown; readonly ran?: unknown };
    const earlier = Array.isArray(crashes) ? crashes.filter((end): end is number => typeof end === 'number') : [];
    return ran === false ? earlier : [...earlier, endedAt];
  } catch {
    // Torn by the very crash it tells of.
    return [endedAt];
  }
}

function attempt(run: () => void): void {
  try {
    run();
  } catch {
    // The journal meets the same disk and says what is wrong with it.
  }
}
