import { describe, expect, test, vi } from 'vitest';
import { trader } from '../../simulator/binance/test-exchange.ts';
import { type Flow, flatAfter, inFlow } from './flow.ts';

vi.setConfig({ testTimeout: 60_000 });

const modes = ['ONE-WAY', 'HEDGE'] as const;

/** What an account stream can do to a client; each begins while the first entry rests and is over when the trade is. */
const accidents: readonly (readonly [string, (flow: Flow) => void])[] = [
  ['every frame twice', ({ exchange }) => exchange.server.faults.duplicateUserData(1000)],
  ['the first frame of a fill lost', ({ exchange }) => exchange.server.faults.loseUserData(1)],
  ['silent, with an open socket', ({ exchange }) => exchange.server.faults.silence('private')],
  ['silent subscription, pings answered', ({ exchange }) => exchange.server.faults.mute('private')],
  ['cut', ({ exchange }) => exchange.server.faults.cut('private')],
  ['listenKey expired', ({ exchange }) => exchange.server.faults.expireListenKey(trader.accountId)],
  ['listenKey dead without a word', ({ exchange }) => exchange.server.faults.expireListenKey(trader.accountId, 'untold')],
  ['held back for a while', ({ exchange }) => exchange.server.faults.holdUserData()],
];

describe.concurrent.each(modes)('the account stream misbehaves, %s', (mode) => {
  test.each(accidents)('%s while the entry fills: Phase 1 all the same, one trade, flat', (name, happens) =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesEntryOrder();
      happens(flow);
      flow.markIs('110.02');
      if (name.startsWith('silent')) await flow.until('the line is given up', () => !flow.engine.state.live.streams.account.open);
      if (name.startsWith('held')) await flow.until('the exchange has filled', () => flow.positionAtVenue() !== '0');
      flow.exchange.server.faults.speak('private');
      flow.exchange.server.faults.releaseUserData('reversed');
      await flow.reaches('PHASE1');
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY LIMIT 104.5']);
      expect(flow.trades()).toMatchObject([{ exit: 'takeProfit', entryAverage: '110' }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }),
  );

  test.each(accidents)('%s while a two-step trade runs: MDD stop once, out once', (_name, happens) =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesSecondEntry();
      happens(flow);
      flow.depthIs([['126.5', '1000']]);
      await flow.until('the exchange has filled', () => flow.exchange.venue.openOrders(trader.accountId).length === 0);
      flow.exchange.server.faults.releaseUserData('reversed');
      if (flow.engine.state.live.streams.account.open)
        await flow.until(
          'Phase 2 or silence',
          () => flow.engine.state.durable.ladder?.step === 2 || !flow.engine.state.live.streams.account.open,
        );
      flow.exchange.server.faults.speak('private');
      await flow.until('the MDD stop works', () => flow.order('mddStop')?.status === 'working');
      await flow.until('the break-even exit works', () => flow.order('breakEven')?.status === 'working');
      flow.depthIsGenerous();
      flow.markIs('117.5');
      await flow.reaches('IDLE');
      expect(flow.accepted().map((order) => order.replace(/ [\d.]+$/, ''))).toEqual([
        'SELL LIMIT',
        'SELL LIMIT',
        'BUY LIMIT',
        'BUY STOP_MARKET',
      ]);
      expect(flow.trades()).toMatchObject([{ exit: 'breakEven', step: 2 }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }),
  );

  test('a listenKey that ends by age is renewed before it does', () =>
    inFlow({ mode, server: { listenKeyMs: 4000 }, pace: { renewKeyEveryMs: 1000 } }, async (flow) => {
      await flow.reachesEntryOrder();
      const key = '/fapi/v1/listenKey';
      await flow.until('it was renewed more than once', () => flow.requests('PUT', key).length >= 5);
      expect(flow.requests('POST', key)).toHaveLength(1);
      expect(flow.codes()).not.toContain('streamLost');
    }));

  test('sockets that are cut for their age (24 h) in the middle of a trade come back, and each gap is followed by a read of the account', () =>
    inFlow({ mode, server: { socketMs: 8000 } }, async (flow) => {
      await flow.reachesEntryOrder();
      const reads = flow.requests('GET', '/fapi/v1/openAlgoOrders').length;
      const opened = flow.codes().filter((code) => code === 'streamOpened').length;
      await flow.until('both came back', () => flow.codes().filter((code) => code === 'streamOpened').length >= opened + 2);
      await flow.until('the account is read again', () => flow.requests('GET', '/fapi/v1/openAlgoOrders').length > reads);
      flow.markIs('110.02');
      await flow.reaches('PHASE1');
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('pings of the exchange are answered: it keeps the sockets', () =>
    inFlow({ mode, server: { pingMs: 1000 } }, async (flow) => {
      await flow.reachesEntryOrder();
      const from = flow.clock.now();
      await flow.until('ten pings have passed', () => flow.clock.now() > from + 10_000);
      expect(flow.codes()).not.toContain('streamLost');
    }));
});
