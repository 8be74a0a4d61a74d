import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { VenueSnapshot } from '../matching/venue-snapshot.ts';
import type { WorldSnapshot } from './demo-world.ts';

/** The whole demo exchange at one moment. */
export interface DemoSnapshot {
  readonly world: WorldSnapshot;
  readonly venue: VenueSnapshot;
}

export interface SnapshotFile {
  /** `undefined` when nothing usable was stored; why is told once, unless there was no file. */
  read(): DemoSnapshot | undefined;
  /** Whole or not at all. Never throws: without its file the demo forgets at the next start, it need not end now. */
  write(snapshot: DemoSnapshot): void;
}

/** Raise it when a record of `matching/`, a listed market or its digits change their meaning: an older file is then left alone. */
const VERSION = 1;

/** `told` gets one line for the operator. */
export function openSnapshotFile(path: string, told: (line: string) => void): SnapshotFile {
  let failing = false;
  return {
    read() {
      try {
        return decode(readFileSync(path, 'utf8'));
      } catch (error) {
        if (!isMissing(error)) told(`demo exchange: ${path} is not used, it starts anew: ${whyOf(error)}`);
        return undefined;
      }
    },
    write(snapshot) {
      try {
        // No fsync: the kernel keeps what was written when the process dies, and a power cut may cost the demo its last seconds.
        writeFileSync(`${path}.tmp`, encode(snapshot), { mode: 0o600 });
        renameSync(`${path}.tmp`, path);
        failing = false;
      } catch (error) {
        if (!failing) told(`demo exchange: ${path} cannot be written: ${whyOf(error)}`);
        failing = true;
      }
    },
  };
}

const digestOf = (body: string): string => createHash('sha256').update(body).digest('hex');

const encode = (snapshot: DemoSnapshot): string => {
  const body = JSON.stringify(snapshot);
  return `{"version":${VERSION},"digest":"${digestOf(body)}","exchange":${body}}`;
};

/** The digest stands for a check of every field: what this program wrote as a whole is sound, anything else is not used. */
function decode(text: string): DemoSnapshot {
  const { version, digest, exchange } = JSON.parse(text) as { version?: unknown; digest?: unknown; exchange?: DemoSnapshot };
  if (version !== VERSION) throw new Error(`it has version ${String(version)}, this program reads ${VERSION}`);
  // Members keep their order through JSON, so the same content gives the same text.
  if (exchange === undefined || digest !== digestOf(JSON.stringify(exchange))) throw new Error('it is damaged');
  return exchange;
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
/** A parser quotes what it stumbled over, which may be several lines of anything. */
const whyOf = (error: unknown): string =>
  error instanceof SyntaxError ? 'it is not JSON' : error instanceof Error ? error.message : String(error);
