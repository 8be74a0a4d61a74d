import { describe, expect, test, vi } from 'vitest';
import { connectionsView, locksView } from '../../engine/view/account-view.ts';
import { type Flow, flatAfter, inFlow } from './flow.ts';

vi.setConfig({ testTimeout: 60_000 });

const modes = ['ONE-WAY', 'HEDGE'] as const;
const BOTH_BOOKS = '/fapi/v1/openAlgoOrders';
const noWeight = { usedWeight: 0, weightLimit: 2400, orders10s: 0, orders1m: 0, bannedUntil: undefined };

/** What the screen says of lines and locks. */
function screen({ engine: { state } }: Flow) {
  const { prices, account } = connectionsView(state, noWeight);
  return { prices: prices.state, account: account.open ? 'open' : 'lost', locks: locksView(state).map(({ kind }) => kind) };
}
const holdsUp = { prices: 'live', account: 'open', locks: [] };

/** Nothing answers and nothing can be reached until `meanwhile` has come true; then both streams come back and the account is read again. */
async function isAway(flow: Flow, meanwhile: () => Promise<void>): Promise<void> {
  await flow.network.goesDown();
  await flow.until(
    'both streams are lost',
    () => !flow.engine.state.live.streams.prices.open && !flow.engine.state.live.streams.account.open,
  );
  await meanwhile();
  const reads = flow.requests('GET', BOTH_BOOKS).length;
  await flow.network.comesBack();
  await flow.until('both streams are open', () => flow.streamsAreOpen());
  await flow.until('the account was read again', () => flow.requests('GET', BOTH_BOOKS).length > reads);
}

/** A cut line is told at once; on a fast clock a busy machine must not look like a silent one. */
const unhurried = { relayed: true, answerWithinMs: 60_000, pace: { silenceMs: 60_000, pongWithinMs: 60_000 } };
/** As a short outage: no rule of the price source is due yet. */
const patient = { wsFallbackSeconds: 5, staleMarkPriceSeconds: 120 };
const passes = (flow: Flow, ms: number) => async (): Promise<void> => {
  const from = flow.clock.now();
  await flow.until(`${ms} ms pass`, () => flow.clock.now() > from + ms);
};
/** As a long one: W23-1 is due. */
const strict = { wsFallbackSeconds: 5, staleMarkPriceSeconds: 15 };
const safetyLocks = (flow: Flow) => async (): Promise<void> => {
  await flow.until('the safety lock is on', () => flow.engine.state.live.prices.safetySince !== undefined);
  expect(screen(flow)).toMatchObject({ prices: 'stale', account: 'lost', locks: expect.arrayContaining(['safety']) });
};
const locksLift = (flow: Flow): Promise<void> =>
  flow.until('the screen says that all is well', () => JSON.stringify(screen(flow)) === JSON.stringify(holdsUp));

async function restsTakeProfit(flow: Flow): Promise<void> {
  await flow.reachesPhase1();
  flow.markIs('104.6');
  await flow.until('the take-profit works', () => flow.order('takeProfit')?.status === 'working');
}

describe.each(modes)('the network is away for a while, %s', (mode) => {
  const options = { ...unhurried, mode, settings: patient };

  test.concurrent('idle: the screen says so, and afterwards a message is taken up as ever', () =>
    inFlow(options, async (flow) => {
      await isAway(flow, async () => {
        await passes(flow, 6000)();
        expect(screen(flow)).toMatchObject({ account: 'lost' });
      });
      await locksLift(flow);
      await flow.reachesMonitoring();
    }));

  test.concurrent('monitoring: the target is still watched and fires once', () =>
    inFlow(options, async (flow) => {
      await flow.reachesMonitoring();
      await isAway(flow, passes(flow, 6000));
      expect(flow.phase).toBe('MONITORING');
      flow.markIs('109.9');
      await flow.until('the entry works', () => flow.order('entry1')?.status === 'working');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110']);
    }));

  test.concurrent('the entry fills meanwhile: Phase 1 by the read, and one take-profit', () =>
    inFlow(options, async (flow) => {
      await flow.reachesEntryOrder();
      await isAway(flow, async () => {
        flow.markIs('110.02');
        await flow.until('the exchange has filled', () => flow.positionAtVenue() !== '0');
        await passes(flow, 3000)();
      });
      await flow.reaches('PHASE1');
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY LIMIT 104.5']);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test.concurrent('Phase 1: a price that passed the target unseen orders nothing; the take-profit goes out when it is seen', () =>
    inFlow(options, async (flow) => {
      await flow.reachesPhase1();
      await isAway(flow, async () => {
        flow.markIs('104.4');
        await passes(flow, 3000)();
        flow.markIs('108');
      });
      await flow.until('108 is seen', () => flow.engine.state.live.marks[flow.symbol] === '108');
      expect(flow.order('takeProfit')).toBeUndefined();
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY LIMIT 104.5']);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test.concurrent('the take-profit rests and fills meanwhile: one trade, nothing sent again', () =>
    inFlow(options, async (flow) => {
      await restsTakeProfit(flow);
      await isAway(flow, async () => {
        flow.markIs('104.4');
        await flow.until('the exchange has filled', () => flow.positionAtVenue() === '0');
        await passes(flow, 3000)();
      });
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY LIMIT 104.5']);
      expect(flow.trades()).toMatchObject([{ exit: 'takeProfit' }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test.concurrent('the take-profit rests and goes on resting: it is still the only one', () =>
    inFlow(options, async (flow) => {
      await restsTakeProfit(flow);
      const before = flow.order('takeProfit')?.orderId;
      await isAway(flow, passes(flow, 6000));
      await flow.until('it works', () => flow.order('takeProfit')?.status === 'working');
      expect(flow.order('takeProfit')?.orderId).toBe(before);
      expect(flow.openAtVenue()).toBe(1);
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      expect(flow.ending()).toEqual(flatAfter(1));
    }));
});

describe.each(modes)('W23-1 the network is away until prices are stale, %s', (mode) => {
  const options = { ...unhurried, mode, settings: strict, speed: 3 };

  test.concurrent('idle: locked, and free again with the first price', () =>
    inFlow(options, async (flow) => {
      await isAway(flow, safetyLocks(flow));
      await flow.says('safetyLockLifted');
      await locksLift(flow);
      await flow.reachesMonitoring();
    }));

  test.concurrent('monitoring: dropped; the old target does nothing afterwards', () =>
    inFlow(options, async (flow) => {
      await flow.reachesMonitoring();
      await isAway(flow, safetyLocks(flow));
      expect(flow.phase).toBe('IDLE');
      await locksLift(flow);
      flow.markIs('110.5');
      const { freshAt } = flow.engine.state.live.prices;
      await flow.until('two more frames', () => (flow.engine.state.live.prices.freshAt ?? 0) > (freshAt ?? 0) + 500);
      expect(flow.accepted()).toEqual([]);
      expect(flow.ending()).toEqual(flatAfter(0));
    }));

  test.concurrent('the entry rests: taken back as soon as the exchange can be reached', () =>
    inFlow(options, async (flow) => {
      await flow.reachesEntryOrder();
      await isAway(flow, safetyLocks(flow));
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110']);
      expect(flow.ending()).toEqual(flatAfter(0));
    }));

  test.concurrent('Phase 1: one market close as soon as the exchange can be reached', () =>
    inFlow(options, async (flow) => {
      await flow.reachesPhase1();
      await isAway(flow, safetyLocks(flow));
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY MARKET']);
      expect(flow.trades()).toMatchObject([{ exit: 'safety' }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test.concurrent('the take-profit rests: it goes, then one market close', () =>
    inFlow(options, async (flow) => {
      await restsTakeProfit(flow);
      await isAway(flow, safetyLocks(flow));
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY LIMIT 104.5', 'BUY MARKET']);
      expect(flow.trades()).toMatchObject([{ exit: 'safety' }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));
});
