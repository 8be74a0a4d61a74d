import { describe, expect, test, vi } from 'vitest';
import { trouble } from '../../simulator/binance/answers.ts';
import { flatAfter, inFlow } from './flow.ts';

vi.setConfig({ testTimeout: 60_000 });

const premiumIndex = '/fapi/v1/premiumIndex';
const short = { wsFallbackSeconds: 1, staleMarkPriceSeconds: 3 };
/** The adapter's own watchdog must not end the silence that is being tested. */
const patient = { silenceMs: 60_000 };
const forEver = 1_000_000;

const modes = ['ONE-WAY', 'HEDGE'] as const;

describe.concurrent.each(modes)('the price source (W22–W23-1), %s', (mode) => {
  test('W22 a silent stream is replaced by one REST frame a second, and W23 the first stream frame takes over again', () =>
    inFlow({ mode, settings: { ...short, staleMarkPriceSeconds: 60 }, pace: patient }, async (flow) => {
      await flow.reachesPhase1();
      const before = flow.requests('GET', premiumIndex).length;
      flow.exchange.server.faults.silence('market');
      await flow.until('REST frames come', () => flow.requests('GET', premiumIndex).length >= before + 4);
      const asked = flow.requests('GET', premiumIndex).slice(before);
      // A busy machine delays one or the other; on average it is one a second and never more.
      const span = (asked.at(-1)?.at ?? 0) - (asked[0]?.at ?? 0);
      expect(span / (asked.length - 1)).toBeGreaterThan(800);
      expect(flow.engine.state.live.prices).toMatchObject({ source: 'rest', safetySince: undefined });
      // The evaluation goes on: the take-profit fires on a REST frame.
      flow.markIs('104.6');
      await flow.until('the take-profit works', () => flow.order('takeProfit')?.status === 'working');
      flow.exchange.server.faults.speak('market');
      await flow.says('priceSourceBack');
      await flow.until('the stream counts', () => flow.engine.state.live.prices.source === 'stream');
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('W22 a stream that is cut comes back by itself', () =>
    inFlow({ mode, settings: { wsFallbackSeconds: 2, staleMarkPriceSeconds: 15 } }, async (flow) => {
      await flow.reachesPhase1();
      const opened = flow.codes().filter((code) => code === 'streamOpened').length;
      flow.exchange.server.faults.cut('market');
      await flow.until('it is open again', () => flow.codes().filter((code) => code === 'streamOpened').length > opened);
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('W23-1 a position goes out at market when stream and REST are both dead; entries are free again with the first price', () =>
    inFlow({ mode, settings: short, pace: patient }, async (flow) => {
      await flow.reachesPhase1();
      flow.exchange.server.faults.next({ path: premiumIndex }, trouble.internal503(), forEver);
      flow.exchange.server.faults.silence('market');
      await flow.until('the trade is closed', () => flow.trades().length === 1);
      expect(flow.trades()).toMatchObject([{ exit: 'safety' }]);
      expect(flow.engine.state.live.prices.safetySince).toBeDefined();
      expect(flow.ending()).toEqual(flatAfter(1));
      flow.exchange.server.faults.clear();
      await flow.until('the lock is off', () => flow.engine.state.live.prices.safetySince === undefined);
      await flow.says('safetyLockLifted');
    }));

  test('W23-1 without a position the monitoring is dropped and the entry order taken back', () =>
    inFlow({ mode, settings: short, pace: patient }, async (flow) => {
      await flow.reachesEntryOrder();
      flow.exchange.server.faults.next({ path: premiumIndex }, { kind: 'dropBeforeExecuting' }, forEver);
      flow.exchange.server.faults.silence('market');
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110']);
      expect(flow.ending()).toEqual(flatAfter(0));
    }));

  test('W23-1 a frozen feed, alive on the wire but without new exchange time, locks as well', () =>
    inFlow({ mode, settings: short, pace: patient }, async (flow) => {
      await flow.reachesMonitoring();
      // The first one is news and counts; below the trigger, so that it is the repeats that are judged here.
      const body = [{ symbol: 'BTCUSDT', markPrice: '109', time: flow.clock.now() - 1000 }];
      flow.exchange.server.faults.next({ path: premiumIndex }, { kind: 'answer', status: 200, body: JSON.stringify(body) }, forEver);
      flow.exchange.server.faults.silence('market');
      await flow.until('the safety lock is on', () => flow.engine.state.live.prices.safetySince !== undefined);
      expect(flow.phase).toBe('IDLE');
      expect(flow.accepted()).toEqual([]);
    }));

  test('W18 to W20 a price that passes the trigger between two frames is not seen, and nothing is ordered', () =>
    inFlow({ mode, server: { beatMs: 1000 } }, async (flow) => {
      await flow.reachesMonitoring();
      const frame = flow.engine.state.live.prices.freshAt;
      await flow.until('a frame has just come', () => flow.engine.state.live.prices.freshAt !== frame);
      flow.markIs('109.9');
      flow.markIs('100');
      const seen = flow.engine.state.live.prices.freshAt;
      await flow.until('two more frames', () => (flow.engine.state.live.prices.freshAt ?? 0) > (seen ?? 0) + 1500);
      expect(flow.phase).toBe('MONITORING');
      expect(flow.requests('POST', '/fapi/v1/order')).toEqual([]);
    }));
});
