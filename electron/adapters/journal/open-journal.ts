import { type Journal, JournalRefused } from './journal.ts';
import { MemoryJournal } from './memory/memory-journal.ts';
import { beginSqliteJournalAnew, openSqliteJournal } from './sqlite/sqlite-journal.ts';

export interface OpenedJournal {
  /** Stands in empty, and must not be written, when `refused` says why the real one cannot be used. */
  readonly journal: Journal;
  readonly refused: JournalRefused | undefined;
}

/**
 * The journal a process starts with. What cannot be read is set aside and begun anew; what cannot be used at all (disk full, read-only,
 * held by another program) is no reason to end: the engine then stands halted, says why, and can still close what is open.
 * `faultOf` says why a stored state cannot be read by this program; undefined when it can.
 */
export function openJournal(
  dir: string,
  faultOf: (state: string | undefined) => string | undefined,
  now: () => number = Date.now,
): OpenedJournal {
  try {
    const journal = openSqliteJournal(dir, now);
    const fault = faultOf(journal.load().state);
    if (fault === undefined) return { journal, refused: undefined };
    journal.close();
    return { journal: beginSqliteJournalAnew(dir, fault, now), refused: undefined };
  } catch (error) {
    const refused = error instanceof JournalRefused ? error : new JournalRefused('unopenable', 'it failed while being opened', error);
    return { journal: new MemoryJournal('halted'), refused };
  }
}
