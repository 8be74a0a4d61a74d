import { describe, expect, test, vi } from 'vitest';
import { dec } from '../../../shared/domain/decimal.ts';
import { trouble } from '../../simulator/binance/answers.ts';
import { trader } from '../../simulator/binance/test-exchange.ts';
import { type Flow, flatAfter, inFlow } from './flow.ts';

vi.setConfig({ testTimeout: 60_000 });

const modes = ['ONE-WAY', 'HEDGE'] as const;
const order = '/fapi/v1/order';
const algoOrder = '/fapi/v1/algoOrder';

/** The take-profit at 104.5 rests; nothing is offered to it. */
async function reachesRestingTakeProfit(flow: Flow): Promise<void> {
  await flow.reachesPhase1();
  flow.depthIs([]);
  flow.markIs('104.6');
  await flow.until('the take-profit works', () => flow.order('takeProfit')?.status === 'working');
}

describe.concurrent.each(modes)('exits over real sockets, %s', (mode) => {
  test('R12 an exit limit that is refused becomes a market close', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesPhase1();
      const isExit = { method: 'POST', path: order, where: ({ side }: Readonly<Record<string, string>>) => side === 'BUY' };
      flow.exchange.server.faults.next(
        isExit,
        trouble.refused(-4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit."),
      );
      flow.markIs('104.6');
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY MARKET']);
      expect(flow.trades()).toMatchObject([{ exit: 'fallback' }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('R15 a cancel that is refused is tried three more times; then nothing new may be ordered until it is gone (R16)', () =>
    inFlow({ mode, speed: 10, settings: { breakEvenTrigger: 'atOrBelow' } }, async (flow) => {
      await reachesRestingTakeProfit(flow);
      flow.exchange.server.faults.next({ method: 'DELETE', path: order }, trouble.throttled503(), 4);
      // The second entry makes Phase 2, whose first act is to take the take-profit back (W43).
      flow.markIs('126.4');
      await flow.until('the second entry works', () => flow.order('entry2')?.status === 'working');
      flow.depthIs([['126.5', '1']]);
      await flow.until('the cancel has failed for good', () => flow.engine.state.durable.exitCancelsFailed.length > 0);
      expect(flow.requests('DELETE', order)).toHaveLength(4);
      expect(flow.requests('DELETE', order).map(({ params }) => params.origClientOrderId)).toEqual(
        Array.from({ length: 4 }, () => flow.order('takeProfit')?.orderId),
      );
      await flow.says('exitCancelHealed');
      expect(flow.engine.state.durable.exitCancelsFailed).toEqual([]);
      flow.depthIsGenerous();
      flow.markIs('111');
      await flow.reaches('IDLE');
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('R19 an exit that fills in part and then stands still for five seconds is finished at market', () =>
    inFlow({ mode }, async (flow) => {
      await reachesRestingTakeProfit(flow);
      flow.depthIs([], [['104.5', '1']]);
      await flow.until('a part is out', () => flow.order('takeProfit')?.filledQty === '1');
      const partAt = flow.clock.now();
      flow.depthIs([], [['104.7', '1000']]);
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY LIMIT 104.5', 'BUY MARKET']);
      const [, , close] = flow.requests('POST', order);
      expect((close?.at ?? 0) - partAt).toBeGreaterThan(4500);
      expect(flow.trades()).toMatchObject([{ exit: 'stalledExit' }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('R19 a part that moves on within five seconds is left alone', () =>
    inFlow({ mode }, async (flow) => {
      await reachesRestingTakeProfit(flow);
      for (const held of ['1', '2', '3']) {
        flow.depthIs([], [['104.5', '1']]);
        await flow.until(`${held} is out`, () => flow.order('takeProfit')?.filledQty === held);
      }
      flow.depthIs([], [['104.5', '1000']]);
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY LIMIT 104.5']);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('R20 a part closed by hand leaves one exit for what remains', () =>
    inFlow({ mode }, async (flow) => {
      await reachesRestingTakeProfit(flow);
      flow.depthIs([], [['104.6', '1']]);
      const byHand = { symbol: flow.symbol, side: 'BUY', type: 'MARKET', qty: dec<'base'>('1') } as const;
      const side = mode === 'HEDGE' ? { positionSide: 'SHORT' as const } : { reduceOnly: true };
      expect(flow.exchange.venue.placeOrder(trader.accountId, { ...byHand, ...side }, flow.clock.now()).ok).toBe(true);
      await flow.says('positionAdopted');
      await flow.until('the exit is for the rest', () => {
        const exit = flow.order('takeProfit');
        return exit?.status === 'working' && exit.terms.kind === 'limit' && `-${exit.terms.qty}` === flow.positionAtVenue();
      });
      expect(flow.openAtVenue()).toBe(1);
      flow.depthIsGenerous();
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('R21 a position closed by hand ends the trade and takes every order back', () =>
    inFlow({ mode }, async (flow) => {
      await reachesRestingTakeProfit(flow);
      flow.depthIs([], [['104.6', '1000']]);
      const qty = flow.engine.state.durable.ladder?.position.qty ?? dec<'base'>('0');
      const side = mode === 'HEDGE' ? { positionSide: 'SHORT' as const } : { reduceOnly: true };
      // The standing exit fills the whole position already, so a hand has to take it back first, as a trader would.
      flow.exchange.venue.cancelAllOrders(trader.accountId, flow.symbol, flow.clock.now());
      flow.exchange.venue.placeOrder(
        trader.accountId,
        { symbol: flow.symbol, side: 'BUY', type: 'MARKET', qty, ...side },
        flow.clock.now(),
      );
      await flow.reaches('IDLE');
      await flow.until('nothing of ours stands', () => flow.openAtVenue() === 0);
      expect(flow.positionAtVenue()).toBe('0');
      expect(flow.trades()).toHaveLength(1);
    }));

  test('D22 an emergency close with a resting exit and a stop verifies zero at the exchange', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesPhase2WithStop();
      flow.depthIs([], [['126.6', '100000']]);
      flow.engine.request({ type: 'EmergencyCloseRequested', scope: 'bot' });
      await flow.until('flat is verified', () => flow.engine.state.durable.emergency?.state === 'flat');
      expect(flow.trades()).toMatchObject([{ exit: 'emergency' }]);
      expect(flow.ending()).toEqual(flatAfter(1));
      flow.leadingMarket();
      await flow.until('the message is judged', () => flow.journal.messages(1)[0]?.verdict !== undefined);
      expect(flow.journal.messages(1)).toMatchObject([{ verdict: { verdict: 'ignored', code: 'entryLocked' } }]);
    }));

  test('W27, W28, R09, R10 every order carries the parameters of the position mode', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesPhase2WithStop();
      await flow.until('the break-even exit works', () => flow.order('breakEven')?.status === 'working');
      flow.depthIs([], [['126.6', '100000']]);
      await flow.marks('126.6');
      flow.risk();
      await flow.reaches('IDLE');
      const hedge = mode === 'HEDGE';
      const side = hedge ? { positionSide: 'SHORT' } : {};
      const entry = { side: 'SELL', type: 'LIMIT', timeInForce: 'GTC', ...side };
      const [entry1, entry2, exit, close] = flow.requests('POST', order).map(({ params }) => params);
      expect(entry1).toMatchObject({ ...entry, price: '110', quantity: '4.545' });
      expect(entry2).toMatchObject({ ...entry, price: '126.5' });
      expect(exit).toMatchObject({ side: 'BUY', type: 'LIMIT', ...side });
      expect(close).toMatchObject({ side: 'BUY', type: 'MARKET', ...side });
      for (const closing of [exit, close]) expect(closing?.reduceOnly).toBe(hedge ? undefined : 'true');
      for (const opening of [entry1, entry2]) expect(opening?.reduceOnly ?? 'false').toBe('false');
      const [stop] = flow.requests('POST', algoOrder).map(({ params }) => params);
      expect(stop).toMatchObject({ side: 'BUY', type: 'STOP_MARKET', closePosition: 'true', workingType: 'MARK_PRICE', ...side });
      expect(stop).not.toHaveProperty('quantity');
      for (const params of [entry1, entry2, exit, close, stop]) expect(params?.positionSide).toBe(hedge ? 'SHORT' : undefined);
      const ids = [entry1, entry2, exit, close].map((params) => params?.newClientOrderId);
      expect(new Set([...ids, stop?.clientAlgoId]).size).toBe(5);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));
});
