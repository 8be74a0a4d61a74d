import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { note, orderPlaced, rowOf } from '../../adapters/journal/sample-rows.ts';
import { openSqliteJournal } from '../../adapters/journal/sqlite/sqlite-journal.ts';
import type { JournalRow } from '../../ports/journal.ts';
import { type Bench, type Line, perSecondLine, spreadOf } from './measure.ts';

const RUNS = 5;
/** As large as the durable state with a few monitored symbols. */
const STATE = 'x'.repeat(3000);

const question = (seq: number): JournalRow => rowOf(seq, { type: 'ClockTicked' }, [{ type: 'ReadAccount' }], [note()]);
const order = (seq: number): JournalRow => rowOf(seq, { type: 'ClockTicked' }, [orderPlaced(seq)], [note()]);

/** The journal alone, on the disk of the temporary folder: what one row costs, with and without waiting for the disk itself. */
export const journalAppend: Bench = {
  name: 'journal',
  run: () => [
    ...linesOf('SQLite append, row without an order', 5000, 3000, question),
    ...linesOf('SQLite append, row with an order (waits for the disk)', 1000, undefined, order),
  ],
};

function linesOf(what: string, events: number, budget: number | undefined, row: (seq: number) => JournalRow): readonly Line[] {
  const times: number[] = [];
  const runs = Array.from({ length: RUNS }, () => {
    const dir = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
    const journal = openSqliteJournal(dir);
    try {
      const rows = Array.from({ length: events }, (_, n) => row(n + 1));
      const started = performance.now();
      for (const one of rows) {
        const before = performance.now();
        journal.append(one, STATE);
        times.push((performance.now() - before) * 1000);
      }
      return { events, ms: performance.now() - started };
    } finally {
      journal.close();
      rmSync(dir, { recursive: true, force: true });
    }
  });
  const { p50, p99 } = spreadOf(times);
  const line = perSecondLine(what, budget, runs);
  return [{ ...line, measured: `${line.measured}; one append p50 ${p50.toFixed(0)} µs, p99 ${p99.toFixed(0)} µs` }];
}
