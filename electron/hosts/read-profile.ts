import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ProfilePlaces } from '../../shared/contract/messages-profile.ts';
import type { Profile } from '../../shared/contract/profile.ts';
import { parseProfile } from '../../shared/contract/profile.ts';
import type { Result } from '../../shared/domain/result.ts';
import { err, ok } from '../../shared/domain/result.ts';

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
    readSecret,
  });
  if (read.ok) return read;
  const { field, reason } = read.error;
  return err(field === '' ? `profile: ${reason.en}` : `profile: ${field}: ${reason.en}`);
}

const OTHERS = 0o077;
const LARGEST_SECRET = 4096;

/** The text of a file that nobody but its owner may read. No error quotes it. */
function readSecret(path: string): ReturnType<ProfilePlaces['readSecret']> {
  let file: number | undefined;
  try {
    // Not blocking: a pipe in its place would hold the start for ever.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    // Asked of the open file, so that it cannot be changed for another one in between.
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.size > LARGEST_SECRET)
      return err({ ko: `${path}: 작은 일반 파일이어야 합니다`, en: `${path} must be a small regular file` });
    // Windows has no such bits; there the folder's own rights protect it.
    if (process.platform !== 'win32' && (stats.mode & OTHERS) !== 0) {
      const mode = `0${(stats.mode & 0o777).toString(8)}`;
      return err({
        ko: `${path}: 다른 사용자가 읽을 수 있습니다 (${mode}). chmod 600 으로 바꾸세요`,
        en: `${path} can be read by others (mode ${mode}); it must be 0600 (chmod 600)`,
      });
    }
    return ok(readFileSync(file, 'utf8').trim());
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    return err({ ko: `${path}: 읽을 수 없습니다 (${code})`, en: `cannot read ${path}: ${code}` });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
