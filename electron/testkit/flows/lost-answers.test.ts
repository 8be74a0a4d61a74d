import { describe, expect, test, vi } from 'vitest';
import { trouble } from '../../simulator/binance/answers.ts';
import type { RequestFault, RequestMatch } from '../../simulator/binance/api.ts';
import { type Flow, flatAfter, inFlow } from './flow.ts';

vi.setConfig({ testTimeout: 60_000 });

const order = '/fapi/v1/order';
const algoOrder = '/fapi/v1/algoOrder';

/** Every way in which a request and its answer can be parted (D17). */
const faults: readonly (readonly [string, RequestFault])[] = [
  ['carried out, answer lost', { kind: 'dropAfterExecuting' }],
  ['carried out, answered after the time-out', { kind: 'delayAnswer', ms: 9000 }],
  ['carried out after the time-out', { kind: 'delayExecution', ms: 6000 }],
  ['never carried out, connection cut', { kind: 'dropBeforeExecuting' }],
  ['503 unknown, carried out', trouble.unknown503(true)],
  ['503 unknown, not carried out', trouble.unknown503(false)],
  ['503 unknown as text, carried out', trouble.unknownText503(true)],
  ['503 internal error', trouble.internal503()],
  ['503 unavailable', trouble.unavailable503()],
  ['503 throttled', trouble.throttled503()],
  ['502, carried out', trouble.badGateway502(true)],
  ['408 time-out of the matching engine, carried out', trouble.backendTimeout408(true)],
  ['408 time-out of the matching engine, not carried out', trouble.backendTimeout408(false)],
];

const isSide = (side: string, type: string): RequestMatch => ({
  method: 'POST',
  path: order,
  where: (params) => params.side === side && params.type === type,
});

/** One whole two-step trade that ends at the average. Waits for stations only, so that a late order is as good as a prompt one. */
async function tradeWithBothEntries(flow: Flow, hit: RequestMatch, fault: RequestFault): Promise<void> {
  flow.exchange.server.faults.next(hit, fault);
  await flow.reachesPhase2WithStop();
  await flow.until('the break-even exit works', () => flow.order('breakEven')?.status === 'working');
  flow.depthIsGenerous();
  flow.markIs('117.5');
  await flow.reaches('IDLE');
  expect(flow.trades()).toMatchObject([{ exit: 'breakEven', step: 2 }]);
}
const inOrder = ['SELL LIMIT', 'SELL LIMIT', 'BUY LIMIT', 'BUY STOP_MARKET'];
const kinds = (flow: Flow): readonly string[] => flow.accepted().map((accepted) => accepted.replace(/ [\d.]+$/, ''));

const slowEnough = { speed: 10, answerWithinMs: 5000 };

describe.concurrent.each(faults)('%s', (_name, fault) => {
  test('on the first entry: one order stands, one trade is made', () =>
    inFlow(slowEnough, async (flow) => {
      await tradeWithBothEntries(flow, isSide('SELL', 'LIMIT'), fault);
      expect(kinds(flow)).toEqual(inOrder);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('on the MDD stop: one stop stands, one trade is made', () =>
    inFlow(slowEnough, async (flow) => {
      await tradeWithBothEntries(flow, { method: 'POST', path: algoOrder }, fault);
      expect(kinds(flow)).toEqual(inOrder);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('on the exit limit: out once, whether by it or by the fallback', () =>
    inFlow(slowEnough, async (flow) => {
      flow.exchange.server.faults.next(isSide('BUY', 'LIMIT'), fault);
      await flow.reachesPhase1();
      flow.markIs('104.6');
      await flow.until('the take-profit works', () => flow.order('takeProfit')?.status === 'working');
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY LIMIT 104.5']);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test.each(['ONE-WAY', 'HEDGE'] as const)('on the market close, %s: the position is zero, never more than closed', (mode) =>
    inFlow({ ...slowEnough, mode }, async (flow) => {
      await flow.reachesPhase1();
      await flow.marks('112');
      flow.exchange.server.faults.next(isSide('BUY', 'MARKET'), fault);
      flow.risk();
      await flow.reaches('IDLE');
      expect(kinds(flow)).toEqual(['SELL LIMIT', 'BUY MARKET']);
      expect(flow.ending()).toEqual(flatAfter(1));
    }),
  );

  test('on the cancel of an entry: it is gone, and so is the symbol', () =>
    inFlow(slowEnough, async (flow) => {
      await flow.reachesEntryOrder();
      flow.exchange.server.faults.next({ method: 'DELETE', path: order }, fault);
      flow.risk();
      await flow.reaches('IDLE');
      expect(flow.ending()).toEqual(flatAfter(0));
      expect(flow.accepted()).toEqual(['SELL LIMIT 110']);
    }));

  test('on the cancel of a partly filled entry: what is held goes out, nothing more', () =>
    inFlow(slowEnough, async (flow) => {
      await flow.reachesEntryOrder();
      flow.depthIs([['110', '1.5']]);
      await flow.until('1.5 is held', () => flow.engine.state.durable.ladder?.position.qty === '1.5');
      flow.depthIs([], [['112.1', '1000']]);
      await flow.marks('112');
      flow.exchange.server.faults.next({ method: 'DELETE', path: order }, fault);
      flow.risk();
      await flow.reaches('IDLE');
      expect(kinds(flow)).toEqual(['SELL LIMIT', 'BUY MARKET']);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));
});
