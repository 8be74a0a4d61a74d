import { note, orderPlaced, rowOf } from '../sample-rows.ts';
import { openSqliteJournal } from './sqlite-journal.ts';

/** Run by kill.test.ts in a process of its own: appends without end and tells each number once `append` has returned. */
const journal = openSqliteJournal(process.argv[2] ?? '');
for (let seq = journal.load().lastSeq + 1; ; seq += 1) {
  const effects = seq % 10 === 0 ? [orderPlaced(seq), orderPlaced(seq)] : [];
  journal.append(rowOf(seq, { type: 'ClockTicked' }, effects, [note(), note()]), `state ${seq}`);
  process.stdout.write(`${seq}\n`);
}
