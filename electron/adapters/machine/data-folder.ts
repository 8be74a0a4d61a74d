import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Result } from '../../../shared/domain/result.ts';
import { err, ok } from '../../../shared/domain/result.ts';
import type { DataFolder } from '../../ports/machine.ts';

const SQLITE_BUSY = 5;
/** A predecessor that was told to stop gets this long to finish; only then is the folder called taken. */
const WAIT_FOR_LOCK_MS = 1500;
/** A lock that nobody refers to is closed by the garbage collector, and the folder would be open to a second engine. */
const locks = new Set<DatabaseSync>();
const STICKY = 0o1000;

/**
 * Makes the folder ours alone: mode 0700, and a lock that ends with the process however it ends. Two engines on one
 * account would double orders. The lock is an open SQLite transaction, because the system drops it at `kill -9` on every
 * platform, which a lock file with a process id in it cannot promise. The error is one sentence for the operator.
 */
export function takeDataFolder(path: string): Result<DataFolder, string> {
  const folder = resolve(path);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Closing /tmp to everybody else would break the machine.
    if ((statSync(folder).mode & STICKY) !== 0) return err(`data folder: ${folder} is shared with other users; choose a folder of its own`);
    chmodSync(folder, 0o700);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return err(`data folder: ${folder} cannot be used: ${codeOf(error)}`);
  }
  return lock(folder);
}

function lock(folder: string): Result<DataFolder, string> {
  let held: DatabaseSync | undefined;
  try {
    held = new DatabaseSync(join(folder, 'vigil.lock'), { timeout: WAIT_FOR_LOCK_MS });
    held.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    held?.close();
    return err(
      isBusy(error) ? `data folder: ${folder} is in use by another Vigil` : `data folder: ${folder} cannot be locked: ${codeOf(error)}`,
    );
  }
  const database = held;
  locks.add(database);
  return ok({
    path: folder,
    release() {
      locks.delete(database);
      database.close();
    },
  });
}

const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  return 'code' in error && error.code !== 'ERR_SQLITE_ERROR' ? String(error.code) : error.message;
}
