import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { symbolOf } from '../../../shared/domain/ids.ts';
import { keepBounded } from '../../adapters/journal/retention.ts';
import { openSqliteJournal } from '../../adapters/journal/sqlite/sqlite-journal.ts';
import { watchedSymbols } from '../../core/market/watched-symbols.ts';
import type { ClockPort } from '../../ports/clock.ts';
import { leadingMarket, riskFor } from '../flows/channel.ts';
import { BEGINNING, VirtualDesk } from './virtual-desk.ts';
import { Waves } from './waves.ts';

export interface SoakOptions {
  readonly hours: number;
  readonly symbols?: number;
  /** Spread evenly over a day. */
  readonly messagesPerDay?: number;
  /** Days that events are kept; a fraction shows within a day that the journal stops growing. */
  readonly keepDays?: number;
  readonly told?: (hour: SoakHour) => void;
}

/** What stands at the end of a simulated hour. */
export interface SoakHour {
  readonly hour: number;
  readonly heapMb: number;
  readonly journalMb: number;
  readonly events: number;
  readonly trades: number;
  readonly messages: number;
  /** Beats of the engine's second that should have come, and that came. */
  readonly beatsDue: number;
  readonly beats: number;
  readonly wallSeconds: number;
}

export interface Soaked {
  readonly hours: readonly SoakHour[];
  readonly halted: string | undefined;
}

const HOUR_S = 3_600;
const BEAT_MS = 1_000;

/** A day (or part of one) of the real engine with the real journal on disk, in virtual time. */
export async function soak(options: SoakOptions): Promise<Soaked> {
  const { hours, symbols = 600, messagesPerDay = 500, keepDays = 0.25, told } = options;
  const dir = mkdtempSync(join(tmpdir(), 'vigil-soak-'));
  const feed = new Waves(symbols, BEGINNING);
  const journal = openSqliteJournal(dir, () => BEGINNING);
  const beat = { count: 0 };
  const desk = new VirtualDesk({ feed, journal, settings: { mode: 'aggressive' }, clock: (clock) => countsBeats(clock, beat) });
  const stopForgetting = keepBounded(journal, dayIsShort(desk.clock), keepDays, (what) => desk.reports.push(what));
  const done: SoakHour[] = [];
  const began = performance.now();
  let messages = 0;
  let recent: readonly string[] = [];
  try {
    desk.start();
    beat.count = 0;
    const every = Math.floor((24 * HOUR_S) / messagesPerDay);
    for (let second = 1; second <= hours * HOUR_S && desk.engine.halted === undefined; second += 1) {
      if (second % every === 0) {
        const ticker = `COIN${messages % symbols}`;
        // One in ten is a risk message for a coin that was spoken of before.
        desk.channel.posts(messages % 10 === 9 ? riskFor(recent[0] ?? ticker) : leadingMarket(ticker));
        recent = [ticker, ...recent].slice(0, 5);
        messages += 1;
      }
      feed.moves(desk.clock.now(), [
        ...new Set([...watchedSymbols(desk.engine.state), ...desk.stands.positions.map(({ symbol }) => symbol), symbolOf('COIN0USDT')]),
      ]);
      await desk.passes(1000);
      if (second % HOUR_S !== 0 && second !== hours * HOUR_S) continue;
      globalThis.gc?.();
      const line: SoakHour = {
        hour: second / HOUR_S,
        heapMb: process.memoryUsage().heapUsed / 1024 ** 2,
        journalMb: sizeOf(dir) / 1024 ** 2,
        events: desk.engine.counts.events,
        trades: journal.trades(1_000_000).length,
        messages,
        beatsDue: second,
        beats: beat.count,
        wallSeconds: (performance.now() - began) / 1000,
      };
      done.push(line);
      told?.(line);
    }
    return { hours: done, halted: desk.engine.halted };
  } finally {
    stopForgetting();
    const stopped = desk.engine.stop();
    await desk.passes(3000);
    await stopped;
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What is wrong with a run; empty when nothing is. Memory is compared with the hour in which caches have filled. */
export function judge({ hours, halted }: Soaked, options: { readonly warmUpHours: number; readonly growthMb: number }): readonly string[] {
  const last = hours.at(-1);
  const warm = hours.find(({ hour }) => hour >= options.warmUpHours);
  const faults: string[] = [];
  if (halted !== undefined) faults.push(`the engine halted: ${halted}`);
  if (!last || !warm) return [...faults, 'too short to judge'];
  const grown = last.heapMb - warm.heapMb;
  if (grown > options.growthMb) faults.push(`the heap grew by ${grown.toFixed(1)} MB`);
  if (Math.abs(last.beats - last.beatsDue) > 1) faults.push(`${last.beats} beats came, ${last.beatsDue} were due`);
  return faults;
}

/** The engine's second is the only timer that asks for exactly this long. */
function countsBeats(clock: ClockPort, beat: { count: number }): ClockPort {
  return {
    now: clock.now,
    monotonic: clock.monotonic,
    after: (delayMs, run) =>
      clock.after(delayMs, () => {
        if (delayMs === BEAT_MS) beat.count += 1;
        run();
      }),
  };
}

/** Forgetting comes round every simulated hour instead of every day. */
function dayIsShort(clock: ClockPort): ClockPort {
  return { ...clock, after: (delayMs, run) => clock.after(delayMs > HOUR_S * 1000 ? HOUR_S * 1000 : delayMs, run) };
}

function sizeOf(dir: string): number {
  return readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
}
