import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';

/** How a file stood when it was looked at: while nothing of it changes, nobody writes to it. */
export interface Seen {
  readonly name: string;
  readonly isFile: boolean;
  readonly size: number;
  /** Inode, size and times as text. */
  readonly mark: string;
}

export const LARGEST_FILE = 1024 * 1024;
const ENDINGS = new Set(['.json', '.jsonl', '.txt']);

/** The files that are meant for us, by name. A name that begins with a dot or ends otherwise is still being written or is somebody else's. */
export async function lookInto(folder: string): Promise<readonly Seen[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.') && ENDINGS.has(parse(name).ext.toLowerCase())).sort();
  const found: Seen[] = [];
  for (const name of names) {
    // Not followed: a link could show any file of this machine.
    const stats = await lstat(join(folder, name), { bigint: true }).catch(() => undefined);
    if (stats !== undefined) found.push({ name, isFile: stats.isFile(), size: Number(stats.size), mark: markOf(stats) });
  }
  return found;
}

/** The bytes, or undefined when it is no longer the file that was seen, before or after the reading. */
export async function readWhole(folder: string, seen: Seen): Promise<Buffer | undefined> {
  const file = await open(join(folder, seen.name), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    if (markOf(await file.stat({ bigint: true })) !== seen.mark) return undefined;
    const bytes = Buffer.alloc(seen.size);
    let read = 0;
    for (let more = -1; more !== 0 && read < bytes.length; read += more)
      more = (await file.read(bytes, read, bytes.length - read, read)).bytesRead;
    return read === bytes.length && markOf(await file.stat({ bigint: true })) === seen.mark ? bytes : undefined;
  } finally {
    await file.close();
  }
}

/** Moves it into the folder beside, never over another file; returns its name there. A link is moved itself, not what it shows. */
export async function moveInto(folder: string, into: 'done' | 'refused', name: string, now: number): Promise<string> {
  await mkdir(join(folder, into), { recursive: true });
  const { name: stem, ext } = parse(name);
  let free = name;
  for (let n = 0; await exists(join(folder, into, free)); n += 1) free = `${stem}.${now}${n === 0 ? '' : `-${n}`}${ext}`;
  await rename(join(folder, name), join(folder, into, free));
  return free;
}

/** Its writer went on after a pause and still holds it open: back with it, so that the rest is read too. */
export async function returnIfGrown(folder: string, seen: Seen, moved: string): Promise<void> {
  const stats = await lstat(join(folder, 'done', moved), { bigint: true });
  if (markOf(stats) !== seen.mark && !(await exists(join(folder, seen.name))))
    await rename(join(folder, 'done', moved), join(folder, seen.name));
}

export async function explain(folder: string, name: string, lines: readonly string[]): Promise<void> {
  await writeFile(join(folder, 'refused', `${name}.reason.txt`), `${lines.join('\n')}\n`, { flag: 'wx' });
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function markOf({ dev, ino, size, mtimeNs }: BigIntStats): string {
  return `${dev}:${ino}:${size}:${mtimeNs}`;
}
