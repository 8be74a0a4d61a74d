import { basename } from 'node:path';
import type { SourceWhy } from '../../../core/event.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import type { MessagesPort } from '../../../ports/messages.ts';
import type { Seen } from './drop-folder.ts';
import { explain, LARGEST_FILE, lookInto, moveInto, readWhole, returnIfGrown } from './drop-folder.ts';
import { readDrop } from './read-drop.ts';

const POLL_MS = 1000;
const LATE_AFTER_MS = 10_000;
/** A file without a last newline, or empty, is given so many looks to be finished before it is refused. */
const PATIENT_LOOKS = 10;
const LONGEST_NAME = 100;

type Tell = Parameters<MessagesPort['open']>[0];

interface Watched {
  readonly mark: string;
  /** How many looks in a row found it as it is. */
  readonly looks: number;
}

/**
 * Channel posts from files that somebody puts into a folder; each is read once and moved to `done/`, or to `refused/` with the reason
 * beside it. A file is read when two looks, a second apart, find it unchanged.
 */
export function createDropMessages(folder: string, clock: Pick<ClockPort, 'after' | 'now'>): MessagesPort {
  const place = basename(folder);
  let watched = new Map<string, Watched>();
  /** Read but not movable: told once all the same. By name; gone when the file is. */
  let stuck = new Map<string, string>();
  /** Files of the first look were there before we were; undefined until a look succeeded. */
  let old: ReadonlySet<string> | undefined;
  let told: string | undefined;
  let closed = false;
  let readAt: number | undefined;
  let looking: Promise<void> | undefined;
  let stopWaiting: () => void = () => {};

  const settle = (tell: Tell, trouble: SourceWhy | undefined): void => {
    const why = trouble ?? { code: 'sourceDrop', numbers: { folder: place } };
    const spelled = JSON.stringify(why);
    // Every look finds a missing folder missing; only the change is news.
    if (spelled === told) return;
    told = spelled;
    tell({ type: 'MessageSourceChanged', source: 'drop', healthy: trouble === undefined, why });
  };

  const refuse = async (tell: Tell, seen: Seen, faults: readonly string[]): Promise<void> => {
    const moved = await moveInto(folder, 'refused', seen.name, clock.now());
    const numbers = { file: shown(seen.name), detail: faults[0] ?? '' };
    tell({ type: 'MessageSourceChanged', source: 'drop', healthy: true, why: { code: 'sourceDropRefused', numbers } });
    await explain(folder, moved, faults);
  };

  const take = async (tell: Tell, seen: Seen, looks: number): Promise<void> => {
    if (!seen.isFile) return refuse(tell, seen, ['file: must be a regular file, not a link, a folder or a device']);
    if (seen.size > LARGEST_FILE) return refuse(tell, seen, [`file: must not be larger than ${LARGEST_FILE} bytes, got ${seen.size}`]);
    const bytes = await readWhole(folder, seen);
    if (bytes === undefined || closed) return;
    const content = readDrop(bytes, old?.has(identityOf(seen)) ?? false);
    if (content.kind === 'unfinished' && looks < PATIENT_LOOKS) return;
    if (content.kind !== 'messages') return refuse(tell, seen, content.faults);
    // Told before it is moved: a crash in between brings it again, and the core counts it once.
    stuck.set(seen.name, seen.mark);
    for (const message of content.messages) tell(message);
    const moved = await moveInto(folder, 'done', seen.name, clock.now());
    stuck.delete(seen.name);
    await returnIfGrown(folder, seen, moved);
  };

  const look = async (tell: Tell): Promise<void> => {
    let found: readonly Seen[];
    try {
      found = await lookInto(folder);
    } catch (error) {
      // Only absence proves that what comes later is new.
      if (codeOf(error) === 'ENOENT') old ??= new Set();
      watched = new Map();
      return settle(tell, troubleOf(place, error));
    }
    old ??= new Set(found.map(identityOf));
    const before = watched;
    const looksAt = ({ name, mark }: Seen): number => {
      const known = before.get(name);
      return known?.mark === mark ? known.looks + 1 : 1;
    };
    watched = new Map(found.map((seen) => [seen.name, { mark: seen.mark, looks: looksAt(seen) }]));
    stuck = new Map([...stuck].filter(([name, mark]) => watched.get(name)?.mark === mark));
    let trouble: SourceWhy | undefined;
    for (const seen of found) {
      if (closed) return;
      const looks = looksAt(seen);
      if (looks < 2) continue;
      if (stuck.has(seen.name)) {
        trouble = { code: 'sourceDropStuck', numbers: { file: shown(seen.name), folder: place } };
        continue;
      }
      try {
        await take(tell, seen, looks);
      } catch (error) {
        // Gone or changed hands since it was seen: the next look tells.
        if (codeOf(error) !== 'ENOENT') trouble = troubleOf(shown(seen.name), error);
      }
    }
    readAt = clock.now();
    if (!closed) settle(tell, trouble);
  };

  const lookNow = (tell: Tell): void => {
    looking = look(tell).finally(() => {
      if (!closed) stopWaiting = clock.after(POLL_MS, () => lookNow(tell));
    });
  };

  return {
    source: 'drop',
    reading: () => ({ at: readAt, lateAfterMs: LATE_AFTER_MS }),
    open: lookNow,
    async close() {
      closed = true;
      stopWaiting();
      await looking;
    },
  };
}

function identityOf({ name, mark }: Seen): string {
  return `${mark}:${name}`;
}

/** A name is hostile text like any other. */
function shown(name: string): string {
  const clean = name.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
  return clean.length > LONGEST_NAME ? `${clean.slice(0, LONGEST_NAME)}…` : clean;
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

function troubleOf(file: string, error: unknown): SourceWhy {
  const code = codeOf(error) ?? 'unknown';
  const named: Readonly<Record<string, string>> = {
    ENOENT: 'folderMissing',
    ENOTDIR: 'noFolder',
    EACCES: 'folderForbidden',
    EPERM: 'folderForbidden',
    EROFS: 'folderForbidden',
  };
  return { code: 'sourceFileTrouble', numbers: { file, fileFault: named[code] ?? code } };
}
