import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryJournal } from '../../adapters/journal/memory/memory-journal.ts';
import { message } from '../../adapters/journal/sample-rows.ts';
import { openSqliteJournal } from '../../adapters/journal/sqlite/sqlite-journal.ts';
import type { EngineEvent } from '../../core/event.ts';
import { type EngineState, emptyDurable, initialState } from '../../core/state.ts';
import { step } from '../../core/step.ts';
import type { JournalPort } from '../../ports/journal.ts';
import { frameOf, waitingMonitors } from './evaluate-monitors.ts';
import { type Bench, type Line, notMeasured, perSecondLine } from './measure.ts';

const RUNS = 5;
const EVENTS = 20_000;
const MONITORED = 10;
const DAWN = 1_790_000_000_000;
const MEMORY = 'core + memory journal';
const SQLITE = 'core + SQLite journal';

/** The ordinary day: frames in which nothing fires, a beat between them, now and then a post; reads are asked for and never answered. No network, no publishing. */
export const engineThroughput: Bench = {
  name: 'engine',
  run: (): readonly Line[] => {
    const events = ordinaryDay();
    const warm = runThrough(events, new MemoryJournal('bench1'));
    if (warm.monitored !== MONITORED) {
      const why = `the sample day ended with ${warm.monitored} of ${MONITORED} monitored symbols, so it is not an ordinary one`;
      return [notMeasured(MEMORY, '≥ 20000/s', why), notMeasured(SQLITE, '≥ 3000/s', why)];
    }
    const inMemory = Array.from({ length: RUNS }, () => runThrough(events, new MemoryJournal('bench1')));
    const onDisk = Array.from({ length: RUNS }, () => withSqlite((journal) => runThrough(events, journal)));
    return [perSecondLine(MEMORY, 20_000, inMemory), perSecondLine(SQLITE, 3_000, onDisk)];
  },
};

/** Half a second apart: frames and beats take turns. */
function ordinaryDay(): readonly EngineEvent[] {
  const monitors = waitingMonitors(MONITORED);
  return Array.from({ length: EVENTS }, (_, n): EngineEvent => {
    const seq = n + 1;
    const at = DAWN + n * 500;
    if (n % 50 === 49) return { seq, at, ...message(seq, '💥 Binance : COIN1USDT.P 에서 숏 진입 신호 발생!', false, at - 900) };
    if (n % 2 === 1) return { seq, at, type: 'ClockTicked' };
    return { seq, at, type: 'MarkPricesArrived', source: 'stream', venueAt: at - 40, prices: frameOf(monitors, n) };
  });
}

function runThrough(
  events: readonly EngineEvent[],
  journal: JournalPort,
): { readonly events: number; readonly ms: number; readonly monitored: number } {
  const start = initialState({ ...emptyDurable, orderTag: 'bench1', monitors: waitingMonitors(MONITORED) });
  let state: EngineState = { ...start, live: { ...start.live, recovery: undefined } };
  const started = performance.now();
  for (const event of events) {
    const { state: next, effects, log } = step(state, event);
    journal.append({ event, effects, log }, next.durable === state.durable ? undefined : JSON.stringify(next.durable));
    state = next;
  }
  return { events: events.length, ms: performance.now() - started, monitored: state.durable.monitors.length };
}

function withSqlite<T>(work: (journal: JournalPort) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
  const journal = openSqliteJournal(dir);
  try {
    return work(journal);
  } finally {
    journal.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
