import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { defaultSettings } from '../../../shared/domain/settings.ts';
import { systemClock } from '../../adapters/clock/system-clock.ts';
import { createCcxtExchange } from '../../adapters/exchange/ccxt/ccxt-exchange.ts';
import { openSqliteJournal } from '../../adapters/journal/sqlite/sqlite-journal.ts';
import { Engine } from '../../engine/engine.ts';
import { EngineLink } from '../../engine/link.ts';
import { Channel, leadingMarket } from '../flows/channel.ts';
import { until } from '../flows/until.ts';
import { type Bench, type Line, notMeasured } from './measure.ts';

const WHAT = '600 symbols at 1 Hz, 10 monitored, one screen: share of a core taken by the engine’s thread';
const BUDGET = '< 5 %';
const WATCH_MS = 20_000;
const MONITORED = 10;

interface Address {
  readonly restUrl: string;
  readonly wsUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** Adapter, engine, SQLite journal and view in this thread; the exchange in another one, so that its work is not counted. */
export const busyMarket: Bench = {
  name: 'cpu',
  run: async (): Promise<readonly Line[]> => {
    const dir = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
    const worker = new Worker(new URL('./exchange-of-600.ts', import.meta.url));
    const [address] = (await once(worker, 'message')) as [Address];
    const exchange = createCcxtExchange({ ...address, clock: systemClock });
    const journal = openSqliteJournal(dir);
    const channel = new Channel(systemClock);
    const settings = { read: () => ({ settings: defaultSettings, complaints: [] }), write: () => {} };
    const engine = new Engine({ clock: systemClock, exchange, messages: [channel], journal, settings }, console.error);
    const link = new EngineLink({
      engine,
      journal,
      exchange,
      clock: systemClock,
      version: '0',
      loopback: true,
      accountTail: undefined,
      demo: undefined,
    });
    let bytes = 0;
    link.onPush((push) => {
      bytes += JSON.stringify(push).length;
    });
    try {
      engine.start({
        stage: 'live',
        settings: { ...defaultSettings, mode: 'aggressive' },
        orderTag: 'bench1',
        venue: address.restUrl,
        troubles: [],
      });
      await until(
        'it runs',
        () => !engine.state.live.recovery && engine.state.live.streams.prices.open,
        () => '',
      );
      for (let n = 0; n < MONITORED; n += 1) channel.posts(leadingMarket(`COIN${n}`));
      const isWatched = (): boolean => engine.state.durable.monitors.filter(({ plan }) => plan.status === 'waiting').length === MONITORED;
      await until(`${MONITORED} symbols are watched`, isWatched, () => '');
      const before = performance.eventLoopUtilization();
      await new Promise((done) => setTimeout(done, WATCH_MS));
      const { utilization } = performance.eventLoopUtilization(before);
      const share = utilization * 100;
      const kilobytes = bytes / 1024 / (WATCH_MS / 1000);
      return [
        {
          what: WHAT,
          budget: BUDGET,
          measured: `${share.toFixed(1)} % over ${WATCH_MS / 1000} s; the screen is told ${kilobytes.toFixed(1)} kB/s`,
          held: share < 5 && isWatched(),
        },
      ];
    } catch (error) {
      return [notMeasured(WHAT, BUDGET, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))];
    } finally {
      await engine.stop();
      await worker.terminate();
      rmSync(dir, { recursive: true, force: true });
    }
  },
};
