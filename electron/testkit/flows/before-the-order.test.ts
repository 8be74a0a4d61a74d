import { describe, expect, test, vi } from 'vitest';
import { trouble } from '../../simulator/binance/answers.ts';
import { trader } from '../../simulator/binance/test-exchange.ts';
import { flatAfter, inFlow } from './flow.ts';

vi.setConfig({ testTimeout: 60_000 });

const order = '/fapi/v1/order';
const leverage = '/fapi/v1/leverage';
const marginType = '/fapi/v1/marginType';
const placing = { method: 'POST', path: order };

const modes = ['ONE-WAY', 'HEDGE'] as const;

describe.concurrent.each(modes)('just before the order (W17-1, W24–W26), %s', (mode) => {
  test('W17-1 while it is only watched, no order, leverage, margin type or cancel is sent', () =>
    inFlow({ mode }, async (flow) => {
      flow.exchange.server.log.clear();
      await flow.reachesMonitoring();
      await flow.marks('109.8');
      const sent = flow.exchange.server.log.all().filter(({ method, path }) => method !== 'GET' && path !== '/fapi/v1/listenKey');
      expect(sent).toEqual([]);
    }));

  test('W24 leverage and margin type that differ are set after the trigger and before the order', () =>
    inFlow({ mode }, async (flow) => {
      flow.exchange.venue.setMarginType(trader.accountId, flow.symbol, 'CROSSED');
      await flow.reachesEntryOrder();
      expect(flow.exchange.venue.config(trader.accountId, flow.symbol)).toMatchObject({ leverage: 1, marginType: 'ISOLATED' });
      const posts = flow.exchange.server.log.all().filter(({ method, path }) => method === 'POST' && path !== '/fapi/v1/listenKey');
      expect(posts.map(({ path }) => path)).toEqual([marginType, leverage, order]);
    }));

  test('W25 nothing is set that is set already', () =>
    inFlow({ mode }, async (flow) => {
      flow.exchange.venue.setLeverage(trader.accountId, flow.symbol, 1, flow.clock.now());
      await flow.reachesEntryOrder();
      expect([...flow.requests('POST', leverage), ...flow.requests('POST', marginType)]).toEqual([]);
    }));

  test('W24 open orders that block the change are cancelled in both books, once, and the change is tried again', () =>
    inFlow({ mode }, async (flow) => {
      flow.exchange.venue.setMarginType(trader.accountId, flow.symbol, 'CROSSED');
      flow.exchange.server.faults.next(
        { path: marginType },
        trouble.refused(-4047, 'Margin type cannot be changed if there exists open orders.'),
      );
      await flow.reachesEntryOrder();
      expect(flow.requests('DELETE', '/fapi/v1/allOpenOrders')).toHaveLength(1);
      expect(flow.requests('DELETE', '/fapi/v1/algoOpenOrders')).toHaveLength(1);
      expect(flow.requests('POST', marginType)).toHaveLength(2);
      expect(flow.accepted()).toEqual(['SELL LIMIT 110']);
    }));

  test('W24 a second refusal ends in a reset without an order', () =>
    inFlow({ mode }, async (flow) => {
      flow.exchange.venue.setMarginType(trader.accountId, flow.symbol, 'CROSSED');
      flow.exchange.server.faults.next(
        { path: marginType },
        trouble.refused(-4047, 'Margin type cannot be changed if there exists open orders.'),
        2,
      );
      await flow.reachesMonitoring();
      flow.markIs('109.9');
      await flow.says('preparationFailed');
      expect(flow.ending()).toEqual(flatAfter(0));
      expect(flow.requests('POST', order)).toEqual([]);
    }));

  test('W26 a position mode that cannot be read means no order', () =>
    inFlow({ mode }, async (flow) => {
      flow.exchange.server.faults.next({ method: 'GET', path: '/fapi/v1/positionSide/dual' }, trouble.unavailable503(), 10);
      await flow.reachesMonitoring();
      flow.markIs('109.9');
      await flow.says('positionModeUnknown');
      expect(flow.phase).toBe('IDLE');
      expect(flow.requests('POST', order)).toEqual([]);
    }));
});

describe.concurrent.each(modes)('an entry that is refused for the moment (W35, W49), %s', (mode) => {
  test('W35 three refusals that pass are overcome, always under the same id', () =>
    inFlow({ mode }, async (flow) => {
      flow.exchange.server.faults.next(placing, trouble.throttled503(), 3);
      await flow.reachesEntryOrder();
      const ids = flow.requests('POST', order).map(({ params }) => params.newClientOrderId);
      expect(ids).toHaveLength(4);
      expect(new Set(ids).size).toBe(1);
      expect(flow.accepted()).toEqual(['SELL LIMIT 110']);
    }));

  test('W35 a fourth refusal ends in a reset', () =>
    inFlow({ mode }, async (flow) => {
      flow.exchange.server.faults.next(placing, trouble.throttled503(), 9);
      await flow.reachesMonitoring();
      flow.markIs('109.9');
      await flow.says('symbolReset');
      expect(flow.requests('POST', order)).toHaveLength(4);
      expect(flow.ending()).toEqual(flatAfter(0));
    }));

  test('W35-1 too little margin for the first entry is not tried again', () =>
    inFlow({ mode }, async (flow) => {
      flow.exchange.server.faults.next(placing, trouble.refused(-2019, 'Margin is insufficient.'), 9);
      await flow.reachesMonitoring();
      flow.markIs('109.9');
      await flow.says('symbolReset');
      expect(flow.requests('POST', order)).toHaveLength(1);
      expect(flow.ending()).toEqual(flatAfter(0));
    }));

  test('W35-1 too little margin for the second entry is sized again from a fresh balance', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesPhase1();
      flow.exchange.server.faults.next(placing, trouble.refused(-2019, 'Margin is insufficient.'));
      flow.markIs('126.4');
      await flow.until('the second entry works', () => flow.order('entry2')?.status === 'working');
      expect(flow.codes()).toContain('marginRetry');
      expect(flow.requests('POST', order)).toHaveLength(3);
    }));

  test.each([4000, -4000])('W49 an exchange clock %i ms away from ours is corrected before the first order', (skewMs) =>
    inFlow({ mode, skewMs }, async (flow) => {
      await flow.reachesPhase1();
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      expect(flow.requests('POST', order).map(({ code }) => code)).toEqual([undefined, undefined]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }),
  );

  test.each(['entry', 'exit'])('W49 a -1021 on the %s is healed by reading the clock and sending the same order again', (which) =>
    inFlow({ mode }, async (flow) => {
      const { faults } = flow.exchange.server;
      if (which === 'entry') faults.next(placing, trouble.clock());
      await flow.reachesPhase1();
      const clocks = flow.requests('GET', '/fapi/v1/time').length;
      if (which === 'exit') faults.next(placing, trouble.clock());
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      if (which === 'exit') expect(flow.requests('GET', '/fapi/v1/time').length).toBe(clocks + 1);
      const ids = flow.requests('POST', order).map(({ params }) => params.newClientOrderId);
      expect(ids).toHaveLength(3);
      expect(new Set(ids).size).toBe(2);
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY LIMIT 104.5']);
      expect(flow.ending()).toEqual(flatAfter(1));
    }),
  );
});
