import { MemoryJournal } from '../adapters/journal/memory/memory-journal.ts';
import type { JournalRow } from '../ports/journal.ts';

/** Of months of seconds only those are kept in which something was said; the rest would be gigabytes of price frames. */
export class SparseJournal extends MemoryJournal {
  override append(row: JournalRow, state: string | undefined): void {
    if (row.event.type === 'MessageReceived' || row.log.length > 0) super.append(row, state);
  }
}
