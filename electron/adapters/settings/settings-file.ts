import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import Conf from 'conf';
import { type Migration, migrated, type StoredSettings, versionAfter } from './migrations.ts';

/** One JSON file `{ "version": n, "settings": { … } }`, written by `conf` (whole or not at all, readable by its owner only). */
export interface SettingsFile {
  readonly complaints: readonly string[];
  read(): StoredSettings['settings'];
  write(settings: StoredSettings['settings']): void;
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Throws when the folder or the file is blocked. A damaged file is set aside, never deleted. */
export function openSettingsFile(dir: string, name: string, now: () => number, steps: readonly Migration[]): SettingsFile {
  const file = `${name}.json`;
  const path = join(dir, file);
  const present = versionAfter(steps);
  const complaints: string[] = [];
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    if (existsSync(path) && !holdsObject(path)) {
      complaints.push(`${file}: damaged, set aside as ${setAside(path, now())}; the last stored settings stay`);
    }
    const conf = new Conf<Record<string, unknown>>({
      cwd: dir,
      configName: name,
      configFileMode: 0o600,
      // Names of settings are taken as they are, not as paths.
      accessPropertiesByDotNotation: false,
    });
    const stored = storedIn(conf.store);
    if (stored.version > present) {
      const copy = `${path}.v${stored.version}`;
      if (!existsSync(copy)) copyFileSync(path, copy);
      complaints.push(
        `${file}: written by a newer version (${stored.version} > ${present}), kept as ${basename(copy)}; what can be read is used`,
      );
    }
    return {
      complaints,
      read: () => migrated(storedIn(conf.store), steps).settings,
      write: (settings) => {
        try {
          conf.store = { version: present, settings };
        } catch (error) {
          throw notUsable(file, error);
        }
      },
    };
  } catch (error) {
    throw notUsable(file, error);
  }
}

/** By base name and code only: Node's own sentence quotes the whole path, and this one is shown. */
const notUsable = (file: string, error: unknown): Error =>
  new Error(`${file} cannot be used: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'}`, {
    cause: error,
  });

function holdsObject(path: string): boolean {
  const text = readFileSync(path, 'utf8');
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}

function setAside(path: string, at: number): string {
  const stamp = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  let copy = `${path}.corrupt-${stamp}`;
  for (let n = 2; existsSync(copy); n += 1) copy = `${path}.corrupt-${stamp}-${n}`;
  renameSync(path, copy);
  return basename(copy);
}

/** A file written by hand may lack the version: then it is the first. */
const storedIn = (json: Json): StoredSettings => ({
  version: typeof json.version === 'number' && Number.isInteger(json.version) && json.version > 0 ? json.version : 1,
  settings: isObject(json.settings) ? json.settings : {},
});
