import type { Said } from '../../../shared/domain/record.ts';
import type { JournalProblem } from './journal.ts';

/** What a person must know before new entries: the journal does not hold all that was done. */
export const lostPast = (problems: readonly JournalProblem[]): readonly Said[] => problems.flatMap((problem) => sayingOf(problem) ?? []);

function sayingOf(problem: JournalProblem): Said | undefined {
  switch (problem.kind) {
    case 'setAside':
      return { rule: 'D21', code: 'journalSetAside', numbers: { copy: problem.copy, why: problem.why } };
    case 'wentBack':
      return { rule: 'D21', code: 'journalWentBack', numbers: { last: String(problem.last), known: String(problem.known) } };
    case 'unreadableRow':
      return undefined;
  }
}
