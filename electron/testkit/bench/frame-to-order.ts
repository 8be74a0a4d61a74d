import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteJournal } from '../../adapters/journal/sqlite/sqlite-journal.ts';
import { Flow } from '../flows/flow.ts';
import { type Bench, type Line, spreadOf } from './measure.ts';

const ROUNDS = 200;
const WARM_UP = 5;
const P50_MS = 3;
const P99_MS = 10;

/**
 * From the moment a decoded frame is told to the engine until the whole order request has arrived at the exchange: decision, SQLite
 * transaction (waits for the disk), signature, socket. The exchange runs in the same process, which makes the numbers worse, not better.
 */
export const frameToOrder: Bench = {
  name: 'latency',
  run: async (): Promise<readonly Line[]> => {
    const dir = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
    let frameAt = 0;
    const flow = await Flow.open({
      speed: 1,
      // As many trades as this in a minute would use up the weight of a minute.
      server: { beatMs: 20, limits: { weightPerMinute: 1_000_000, ordersPer10Seconds: 10_000, ordersPerMinute: 10_000 } },
      settings: { cooldownMinutes: 0 },
      openJournal: () => openSqliteJournal(dir),
      overhears: (fact) => {
        if (fact.type === 'MarkPricesArrived') frameAt = performance.now();
      },
    });
    const entries: number[] = [];
    const exits: number[] = [];
    // A match that never matches: it only sees each order request as it comes in.
    flow.exchange.server.faults.next(
      {
        method: 'POST',
        path: '/fapi/v1/order',
        where: ({ side }) => {
          (side === 'SELL' ? entries : exits).push(performance.now() - frameAt);
          return false;
        },
      },
      { kind: 'dropBeforeExecuting' },
    );
    try {
      await flow.starts();
      for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
        flow.markIs('100');
        await flow.reachesPhase1();
        flow.markIs('104.4');
        await flow.reaches('IDLE');
      }
    } finally {
      await flow.close();
      rmSync(dir, { recursive: true, force: true });
    }
    return [
      lineOf('mark-price frame → exit order request at the exchange, loopback, SQLite', exits.slice(WARM_UP), true),
      lineOf('mark-price frame → entry order request (4 reads and the leverage go before it, W24–W28)', entries.slice(WARM_UP), false),
    ];
  },
};

function lineOf(what: string, times: readonly number[], hasBudget: boolean): Line {
  const { p50, p99, samples } = spreadOf(times);
  return {
    what,
    budget: hasBudget ? `≤ ${P50_MS} ms p50, ≤ ${P99_MS} ms p99` : '—',
    measured: `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms (${samples} orders)`,
    ...(hasBudget ? { held: p50 <= P50_MS && p99 <= P99_MS } : {}),
  };
}
