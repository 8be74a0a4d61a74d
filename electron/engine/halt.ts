import type { Said } from '../../shared/domain/record.ts';
import type { SayCode } from '../../shared/domain/say.ts';
import type { JournalTrouble } from '../ports/journal.ts';

/** Why the engine stands still: a sentence for the trader, and the raw reason for whoever looks into it. */
export interface Halt {
  readonly said: Said;
  readonly why: string;
}

const sentence: Readonly<Record<JournalTrouble, SayCode>> = {
  diskFull: 'haltDiskFull',
  readOnly: 'haltReadOnly',
  databaseBusy: 'haltDatabaseBusy',
  journalBroken: 'haltJournalBroken',
};

/** Anything may be thrown; what carries no `trouble` is a fault of ours. */
export function haltOf(bug: unknown): Halt {
  const trouble = bug instanceof Error && 'trouble' in bug ? String(bug.trouble) : '';
  const code = Object.hasOwn(sentence, trouble) ? sentence[trouble as JournalTrouble] : 'haltFault';
  return { said: { rule: 'R4', code, numbers: {} }, why: reasonOf(bug) };
}

export const reasonOf = (bug: unknown): string => (bug instanceof Error ? bug.message : String(bug));
