import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alarmChoicesSchema } from '../../../shared/contract/alarms.ts';
import type { AlarmChoices, AlarmChoicesPort } from '../../ports/alarm-set-up.ts';

export const CHOICES_FILE = 'alarms.json';

export interface ChoicesFile extends AlarmChoicesPort {
  /** What was wrong with the file, for the log of the start; it quotes nothing of it. */
  readonly complaint: string | undefined;
}

/** The alarm channels that were set up on the screen, without secrets. A file that makes no sense is set aside; it keeps nobody from starting. */
export function openChoicesFile(dataDir: string): ChoicesFile {
  const path = join(dataDir, CHOICES_FILE);
  const stored = load(path);
  return {
    stored: stored ?? {},
    complaint: stored ? undefined : setAside(path),
    write: (choices) => replace(path, JSON.stringify(choices, null, 2)),
  };
}

function load(path: string): AlarmChoices | undefined {
  if (!existsSync(path)) return {};
  try {
    return alarmChoicesSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

function setAside(path: string): string {
  try {
    renameSync(path, `${path}.damaged`);
    return `${CHOICES_FILE} could not be read: kept as ${CHOICES_FILE}.damaged; the alarm channels of the screen are off until they are set up again`;
  } catch {
    return `${CHOICES_FILE} could not be read: the alarm channels of the screen are off`;
  }
}

function replace(path: string, text: string): void {
  const next = `${path}.new`;
  try {
    rmSync(next, { force: true });
    const file = openSync(next, 'wx', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, path);
  } catch (error) {
    throw new Error(
      `${CHOICES_FILE} cannot be written: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'}`,
    );
  }
}
