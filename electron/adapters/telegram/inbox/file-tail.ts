import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';

export type TailNews =
  /** The view is good until the next item is asked for. `old`: they stood in the file before the first poll. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly old: boolean }
  /** What follows is a file from its beginning or, when it was long, from the first whole line of its last part. */
  | { readonly kind: 'opened'; readonly fromStart: boolean; readonly why: 'first' | 'replaced' | 'shortened' | 'rewritten' }
  /** `why`: missing, forbidden, folder, or what the system said. */
  | { readonly kind: 'unreadable'; readonly why: string };

export interface FileTail {
  /** Everything new since the last poll, in order. Never throws; a poll must end before the next one begins. */
  poll(): AsyncGenerator<TailNews, void, undefined>;
  /** After the last poll has ended. */
  close(): Promise<void>;
}

const CHUNK = 64 * 1024;
/** So many bytes before the reading position are compared before reading on: a file emptied and filled again between two polls shows there. */
const MEMORY = 64;
const NEWLINE = 0x0a;

/**
 * Follows a growing file. The old file stays open until its successor is there, so what was written just before a rotation is still read.
 * Of a file longer than `most` bytes only the last `most` are told, from the first whole line on.
 */
export function createFileTail(path: string, most: number): FileTail {
  const buffer = Buffer.allocUnsafe(CHUNK);
  let file: FileHandle | undefined;
  let position = 0;
  let memory: Buffer = Buffer.alloc(0);
  let oldUpTo = 0;
  let wasMissing = false;

  const read = async (from: FileHandle, at: number, length = CHUNK): Promise<Buffer> =>
    buffer.subarray(0, (await from.read(buffer, 0, length, at)).bytesRead);

  const remember = (bytes: Buffer): void => {
    memory = Buffer.concat([memory, bytes.subarray(-MEMORY)]).subarray(-MEMORY);
    position += bytes.length;
  };

  const begin = async (from: FileHandle, why: Extract<TailNews, { kind: 'opened' }>['why']): Promise<TailNews> => {
    const { size } = await from.stat();
    memory = Buffer.alloc(0);
    position = 0;
    oldUpTo = why === 'first' && !wasMissing ? size : 0;
    if (size <= most) return { kind: 'opened', fromStart: true, why };
    // One byte earlier, so that a line which begins exactly there is seen to be whole.
    position = size - most - 1;
    for (let bytes = await read(from, position); bytes.length > 0; bytes = await read(from, position)) {
      const end = bytes.indexOf(NEWLINE);
      remember(end === -1 ? bytes : bytes.subarray(0, end + 1));
      if (end !== -1) break;
    }
    return { kind: 'opened', fromStart: false, why };
  };

  async function* readOn(from: FileHandle): AsyncGenerator<TailNews, void, undefined> {
    for (;;) {
      const old = position < oldUpTo;
      const bytes = await read(from, position, old ? Math.min(CHUNK, oldUpTo - position) : CHUNK);
      if (bytes.length === 0) return;
      remember(bytes);
      yield { kind: 'bytes', bytes, old };
    }
  }

  const openFile = async (): Promise<FileHandle> => {
    const opened = await open(path, 'r');
    if ((await opened.stat()).isFile()) return opened;
    await opened.close();
    throw new Error('not a file');
  };

  async function* follow(): AsyncGenerator<TailNews, void, undefined> {
    if (file === undefined) {
      file = await openFile();
      yield await begin(file, 'first');
    }
    const mine = await file.stat({ bigint: true });
    if (Number(mine.size) < position) yield await begin(file, 'shortened');
    else if (!(await read(file, position - memory.length, memory.length)).equals(memory)) yield await begin(file, 'rewritten');
    // Looked up before the reading: once the successor stands, the old file grows no more and what is read now is its end.
    const named = await stat(path, { bigint: true }).catch((error: Error) => error);
    const missing = named instanceof Error;
    const next = missing || (named.ino === mine.ino && named.dev === mine.dev) ? undefined : await openFile();
    yield* readOn(file);
    if (missing) throw named;
    if (next === undefined) return;
    await file.close();
    file = next;
    yield await begin(file, 'replaced');
    yield* readOn(file);
  }

  return {
    async *poll() {
      try {
        yield* follow();
      } catch (error) {
        // Only absence proves that a later file is new; one that may not be read yet can hold anything.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') wasMissing = true;
        yield { kind: 'unreadable', why: reasonOf(error) };
      }
    },
    async close() {
      await file?.close().catch(() => {});
      file = undefined;
    },
  };
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'missing';
  if (code === 'EACCES' || code === 'EPERM') return 'forbidden';
  if (code === 'EISDIR') return 'folder';
  return message;
}
