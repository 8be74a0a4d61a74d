import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Profile } from '../../shared/contract/profile.ts';
import { parseProfile } from '../../shared/contract/profile.ts';
import type { Result } from '../../shared/domain/result.ts';
import { err } from '../../shared/domain/result.ts';

/** Reads the profile file (none: the demo). The error is one line that names the field and the reason. */
export async function readProfile(file: string | undefined, dataDir: string): Promise<Result<Profile, string>> {
  if (file === undefined) return resolved({}, dataDir, dataDir);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return err(`profile: cannot read ${file}: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'}`);
  }
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    // The parser's own message would quote the text, which may hold a secret.
    return err(`profile: ${file} is not valid JSON`);
  }
  return resolved(input, dirname(resolve(file)), dataDir);
}

/** A path in the profile is relative to the profile's folder; the default inbox lies in the data folder. */
function resolved(input: unknown, profileDir: string, dataDir: string): Result<Profile, string> {
  const read = parseProfile(input, {
    defaultInbox: join(resolve(dataDir), 'inbox.jsonl'),
    resolvePath: (path) => resolve(profileDir, path),
  });
  if (read.ok) return read;
  const { field, reason } = read.error;
  return err(field === '' ? `profile: ${reason.en}` : `profile: ${field}: ${reason.en}`);
}
