import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { dec } from '../../../shared/domain/decimal.ts';
import { openSqliteJournal } from '../../adapters/journal/sqlite/sqlite-journal.ts';
import { trader } from '../../simulator/binance/test-exchange.ts';
import { type Flow, type FlowOptions, flatAfter, inFlow } from './flow.ts';

vi.setConfig({ testTimeout: 60_000 });

const order = '/fapi/v1/order';
const hand = { side: 'BUY', type: 'MARKET', reduceOnly: true } as const;

interface Moment {
  readonly name: string;
  readonly reach: (flow: Flow) => Promise<void>;
  /** What has to hold after the next start. */
  readonly phase: string;
  readonly finish: (flow: Flow) => Promise<void>;
  readonly trades: number;
  readonly accepted: readonly string[];
}

const takesProfit = async (flow: Flow): Promise<void> => {
  flow.markIs('104.6');
  await flow.until('the take-profit works', () => flow.order('takeProfit')?.status === 'working');
  flow.markIs('104.4');
  await flow.reaches('IDLE');
};
const fillsAndTakesProfit = async (flow: Flow): Promise<void> => {
  flow.depthIsGenerous();
  flow.markIs('110.02');
  await flow.reaches('PHASE1');
  await takesProfit(flow);
};
const wholeTrade = ['SELL LIMIT 110', 'BUY LIMIT 104.5'];
const entryMeets = (kind: 'dropAfterExecuting' | 'dropBeforeExecuting') => async (flow: Flow) => {
  await flow.reachesMonitoring();
  flow.exchange.server.faults.next({ method: 'POST', path: order }, { kind });
  flow.markIs('109.9');
  await flow.until('the request came', () => flow.requests('POST', order).length === 1);
};

const moments: readonly Moment[] = [
  { name: 'idle', reach: async () => {}, phase: 'IDLE', finish: async () => {}, trades: 0, accepted: [] },
  {
    name: 'monitoring',
    reach: (flow) => flow.reachesMonitoring(),
    phase: 'IDLE',
    // D21: the list is cleared. The price runs through the old target and nothing happens.
    finish: async (flow) => {
      flow.markIs('110.5');
      const { freshAt } = flow.engine.state.live.prices;
      await flow.until('two more frames', () => (flow.engine.state.live.prices.freshAt ?? 0) > (freshAt ?? 0) + 500);
    },
    trades: 0,
    accepted: [],
  },
  {
    name: 'the entry is out and its answer is lost',
    reach: entryMeets('dropAfterExecuting'),
    phase: 'ENTRY_ORDER',
    finish: fillsAndTakesProfit,
    trades: 1,
    accepted: wholeTrade,
  },
  {
    name: 'the entry rests',
    reach: (flow) => flow.reachesEntryOrder(),
    phase: 'ENTRY_ORDER',
    finish: fillsAndTakesProfit,
    trades: 1,
    accepted: wholeTrade,
  },
  {
    name: 'the entry is partly filled',
    reach: async (flow) => {
      await flow.reachesEntryOrder();
      flow.depthIs([['110', '1.5']]);
      await flow.until('1.5 is held', () => flow.engine.state.durable.ladder?.position.qty === '1.5');
    },
    phase: 'ENTRY_ORDER',
    finish: fillsAndTakesProfit,
    trades: 1,
    accepted: wholeTrade,
  },
  { name: 'Phase 1', reach: (flow) => flow.reachesPhase1(), phase: 'PHASE1', finish: takesProfit, trades: 1, accepted: wholeTrade },
  {
    name: 'Phase 1 with the stop of a risk message',
    reach: async (flow) => {
      await flow.reachesPhase1();
      await flow.marks('108');
      flow.risk();
      await flow.until('the stop works', () => flow.order('breakEvenStop')?.status === 'working');
    },
    phase: 'PHASE1',
    finish: async (flow) => {
      flow.markIs('110.1');
      await flow.reaches('IDLE');
    },
    trades: 1,
    accepted: ['SELL LIMIT 110', 'BUY STOP_MARKET 110'],
  },
  {
    name: 'Phase 2 with its MDD stop and the resting break-even exit',
    reach: async (flow) => {
      await flow.reachesPhase2WithStop();
      await flow.until('the break-even exit works', () => flow.order('breakEven')?.status === 'working');
    },
    phase: 'EXITING',
    finish: async (flow) => {
      expect(flow.openAtVenue()).toBe(2);
      flow.depthIsGenerous();
      flow.markIs('117.5');
      await flow.reaches('IDLE');
      expect(flow.trades()).toMatchObject([{ exit: 'breakEven', step: 2 }]);
    },
    trades: 1,
    accepted: ['SELL LIMIT 110', 'SELL LIMIT 126.5', 'BUY LIMIT 117.63', 'BUY STOP_MARKET 135.28'],
  },
  {
    name: 'the market close is out and its answer is lost',
    reach: async (flow) => {
      await flow.reachesPhase1();
      await flow.marks('112');
      flow.exchange.server.faults.loseUserData(100);
      flow.exchange.server.faults.next({ method: 'POST', path: order }, { kind: 'dropAfterExecuting' });
      flow.risk();
      await flow.until('the exchange has closed', () => flow.positionAtVenue() === '0');
    },
    phase: 'IDLE',
    finish: async () => {},
    trades: 1,
    accepted: ['SELL LIMIT 110', 'BUY MARKET'],
  },
];

function withSqlite(options: FlowOptions, story: (flow: Flow) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'vigil-flow-'));
  return inFlow({ ...options, openJournal: () => openSqliteJournal(dir) }, story).finally(() =>
    rmSync(dir, { recursive: true, force: true }),
  );
}

const ends = ['stops', 'dies'] as const;
const journals = [
  ['memory', inFlow],
  ['SQLite', withSqlite],
] as const;

describe.concurrent.each(moments)('a new process after: $name', (moment) => {
  describe.each(ends)('the old one %s', (end) => {
    test.each(journals)('on %s: the state is right and nothing is doubled', (_name, open) =>
      open({}, async (flow) => {
        await moment.reach(flow);
        await flow[end]();
        flow.exchange.server.faults.clear();
        await flow.starts();
        await flow.until(`phase ${moment.phase}`, () => flow.phase === moment.phase);
        await moment.finish(flow);
        expect(flow.accepted()).toEqual(moment.accepted);
        expect(flow.ending()).toEqual(flatAfter(moment.trades));
      }),
    );
  });
});

describe.concurrent('while no process runs', () => {
  test('an entry fills: Phase 1 at the next start, take-profit watched', () =>
    inFlow({}, async (flow) => {
      await flow.reachesEntryOrder();
      await flow.dies();
      flow.markIs('110.02');
      await flow.starts();
      await flow.reaches('PHASE1');
      await takesProfit(flow);
      expect(flow.accepted()).toEqual(wholeTrade);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('the second entry fills: Phase 2 with its MDD stop at the next start (D14)', () =>
    inFlow({}, async (flow) => {
      await flow.reachesSecondEntry();
      await flow.dies();
      flow.depthIs([['126.5', '1000']]);
      await flow.starts();
      await flow.until('the MDD stop works', () => flow.order('mddStop')?.status === 'working');
      expect(flow.engine.state.durable.ladder).toMatchObject({ step: 2, second: { status: 'complete' } });
      expect(flow.stopsAtVenue()).toHaveLength(1);
    }));

  test('the MDD stop fires: the trade is closed at the next start, by that stop', () =>
    inFlow({}, async (flow) => {
      await flow.reachesPhase2WithStop();
      await flow.dies();
      flow.depthIsGenerous();
      flow.markIs('135.5');
      await flow.starts();
      await flow.reaches('IDLE');
      expect(flow.trades()).toMatchObject([{ exit: 'mddStop', step: 2 }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('a hand closes the position: the symbol starts over and no order is sent', () =>
    inFlow({}, async (flow) => {
      await flow.reachesPhase1();
      await flow.dies();
      const qty = flow.positionAtVenue().slice(1);
      flow.exchange.venue.placeOrder(trader.accountId, { ...hand, symbol: flow.symbol, qty: dec(qty) }, flow.clock.now());
      const sent = flow.requests('POST', order).length;
      await flow.starts();
      await flow.reaches('IDLE');
      expect(flow.requests('POST', order)).toHaveLength(sent);
      expect(flow.trades()).toMatchObject([{ exit: 'outside' }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('a hand cancels the resting exit: it stands again at the next start', () =>
    inFlow({}, async (flow) => {
      await flow.reachesPhase2WithStop();
      await flow.until('the break-even exit works', () => flow.order('breakEven')?.status === 'working');
      await flow.dies();
      flow.exchange.venue.cancelAllOrders(trader.accountId, flow.symbol, flow.clock.now());
      await flow.starts();
      await flow.until('both stand', () => flow.openAtVenue() === 2);
    }));

  test('an entry that never reached the exchange is looked for, then given up: what was said since is not known (D21)', () =>
    inFlow({ speed: 10 }, async (flow) => {
      await entryMeets('dropBeforeExecuting')(flow);
      await flow.dies();
      await flow.starts();
      await flow.says('orderNeverPlaced');
      await flow.reaches('IDLE');
      expect(flow.requests('POST', order)).toHaveLength(1);
      expect(flow.ending()).toEqual(flatAfter(0));
    }));

  test('a message posted again after the start is not acted on twice', () =>
    inFlow({}, async (flow) => {
      const messageId = flow.leadingMarket();
      await flow.reaches('MONITORING');
      await flow.dies();
      await flow.starts();
      flow.repeats(messageId);
      await flow.says('messageSeen');
      expect(flow.phase).toBe('IDLE');
    }));

  test('the start is refused by the exchange for a while: recovery holds, then lifts by itself (D21)', () =>
    inFlow({ speed: 10 }, async (flow) => {
      await flow.reachesPhase1();
      await flow.dies();
      flow.exchange.server.faults.next({ path: '/fapi/v3/positionRisk' }, { kind: 'dropBeforeExecuting' }, 3);
      await flow.starts(false);
      await flow.says('readFailed');
      expect(flow.engine.state.live.recovery).toBeDefined();
      await flow.until('the lock is off', () => !flow.engine.state.live.recovery);
      await takesProfit(flow);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('six crashes in a row while both entries stand change nothing (invariant 7)', () =>
    inFlow({ speed: 10 }, async (flow) => {
      await flow.reachesPhase2WithStop();
      await flow.until('the break-even exit works', () => flow.order('breakEven')?.status === 'working');
      const { ladder } = flow.engine.state.durable;
      const sent = [...flow.requests('POST', order), ...flow.requests('POST', '/fapi/v1/algoOrder')].length;
      for (let n = 0; n < 6; n += 1) {
        await flow.dies();
        await flow.starts();
      }
      expect(flow.engine.state.durable.ladder).toEqual(ladder);
      expect([...flow.requests('POST', order), ...flow.requests('POST', '/fapi/v1/algoOrder')]).toHaveLength(sent);
    }));
});
