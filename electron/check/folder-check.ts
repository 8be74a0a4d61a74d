import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Check, codeOf, type Finding, fail, ok, warn } from './run-checks.ts';

const OTHERS = 0o077;
const STICKY = 0o1000;
const FEW_BYTES = 256 * 1024 * 1024;
const LOCK_FILE = 'vigil.lock';
/** Whoever can read these has what they guard. */
const SECRET_FILES = /^secrets\.(json|key)$/;
const PRIVATE_FILES = /^(secrets|vigil\.sqlite|alarms).*$/;
const modesCount = process.platform !== 'win32';

/** Looks only: nothing is made, mended or locked. */
export function folderCheck(dataDir: string): Check {
  const folder = resolve(dataDir);
  return {
    name: 'data folder',
    async run() {
      if (!existsSync(folder)) return [comingFolder(folder)];
      const usable = usableFolder(folder);
      if (usable.level === 'fail') return [usable];
      return [isInUse(folder) ? warn(`${folder} is in use by a running Vigil: a second one would be refused`) : usable, ...room(folder)];
    },
  };
}

export function modesCheck(dataDir: string, profileFile: string | undefined): Check {
  return {
    name: 'file modes',
    async run() {
      if (!modesCount) return [ok('left to the rights of the folder on this system')];
      const folder = resolve(dataDir);
      const inFolder = existsSync(folder) ? readdirSync(folder).filter((name) => PRIVATE_FILES.test(name)) : [];
      const open = inFolder.filter((name) => modeOf(join(folder, name)) & OTHERS);
      const findings = open.map((name): Finding => {
        const text = `${name} can be read by others (mode ${octal(join(folder, name))}): chmod 600`;
        return SECRET_FILES.test(name) ? fail(text) : warn(text);
      });
      if (profileFile !== undefined && existsSync(profileFile) && modeOf(profileFile) & OTHERS)
        findings.push(warn(`the profile can be read by others (mode ${octal(profileFile)}); with keys in it: chmod 600`));
      return findings.length === 0 ? [ok('secrets and records are for their owner alone')] : findings;
    },
  };
}

/** A lock that is held keeps even a reader out, so reading tells; it writes nothing and holds nothing. */
export function isInUse(folder: string): boolean {
  const path = join(folder, LOCK_FILE);
  if (!existsSync(path)) return false;
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(path, { readOnly: true, timeout: 0 });
    lock.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    return error instanceof Error && 'errcode' in error && error.errcode === 5;
  } finally {
    lock?.close();
  }
}

function comingFolder(folder: string): Finding {
  let parent = dirname(folder);
  while (!existsSync(parent)) parent = dirname(parent);
  const trouble = troubleOf(parent);
  return trouble === undefined ? ok(`${folder} will be made at the first start`) : fail(`${folder} cannot be made: ${trouble}`);
}

function usableFolder(folder: string): Finding {
  const trouble = troubleOf(folder);
  if (trouble !== undefined) return fail(`${folder} cannot be used: ${trouble}`);
  if ((statSync(folder).mode & STICKY) !== 0) return fail(`${folder} is shared with other users; choose a folder of its own`);
  if (modesCount && (modeOf(folder) & OTHERS) !== 0)
    return warn(`${folder} is open to others (mode ${octal(folder)}); a start makes it 0700`);
  return ok(folder);
}

function troubleOf(folder: string): string | undefined {
  try {
    if (!statSync(folder).isDirectory()) return 'it is not a folder';
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}

function room(folder: string): readonly Finding[] {
  const { bavail, bsize } = statfsSync(folder);
  const left = bavail * bsize;
  return left < FEW_BYTES ? [warn(`only ${Math.floor(left / 1024 / 1024)} MB are free; without space nothing can be sent`)] : [];
}

const modeOf = (path: string): number => statSync(path).mode & 0o777;
const octal = (path: string): string => `0${modeOf(path).toString(8)}`;
