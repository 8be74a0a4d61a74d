import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openSqliteJournal } from './sqlite-journal.ts';

const script = fileURLToPath(new URL('./append-until-killed.ts', import.meta.url));

/** Kills the appending process as soon as it has told `count` more rows; answers the last number it told. */
async function appendUntilKilled(dir: string, count: number): Promise<number> {
  const child = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    told += chunk;
    if (!child.killed && told.split('\n').length > count) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return Number(told.slice(0, told.lastIndexOf('\n')).split('\n').at(-1));
}

test('kill -9 in the middle of appending loses no appended row and leaves no partial one', { timeout: 30_000 }, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'vigil-kill-'));
  try {
    // Several deaths of one journal, at different moments, each on top of the last.
    for (const count of [1, 37, 400, 1500]) {
      const lastTold = await appendUntilKilled(dir, count);
      const journal = openSqliteJournal(dir);
      const { lastSeq, state } = journal.load();
      const rows = [...journal.rows()];
      journal.close();

      expect(lastSeq).toBeGreaterThanOrEqual(lastTold);
      expect(state).toBe(`state ${lastSeq}`);
      expect(rows.map((row) => row.event.seq)).toEqual(Array.from({ length: lastSeq }, (_, n) => n + 1));
      expect(rows.filter((row) => row.log.length !== 2 || row.effects.length !== (row.event.seq % 10 === 0 ? 2 : 0))).toEqual([]);
      expect(journal.problems()).toEqual([]);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
