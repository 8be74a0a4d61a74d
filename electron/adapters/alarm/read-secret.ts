import { readFileSync, statSync } from 'node:fs';
import { err, ok, type Result } from '../../../shared/domain/result.ts';

const LONGEST = 4096;
const OTHERS = 0o077;

/** A file that holds one secret and nothing else. The error names no content and no folder. */
export function readSecretFile(path: string): Result<string, string> {
  try {
    const { mode, size } = statSync(path);
    // Windows has no such bits; its files show as open to all.
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0) return err('others may read this file: chmod 600 it');
    if (size > LONGEST) return err('this file is too long for a secret');
    const text = readFileSync(path, 'utf8').trim();
    return text === '' ? err('this file is empty') : ok(text);
  } catch (error) {
    return err(`this file cannot be read: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'}`);
  }
}
