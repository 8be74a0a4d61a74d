import { describe, expect, test, vi } from 'vitest';
import { flatAfter, inFlow } from './flow.ts';

vi.setConfig({ testTimeout: 60_000 });

const modes = ['ONE-WAY', 'HEDGE'] as const;

describe.concurrent.each(modes)('whole trades over real sockets, %s', (mode) => {
  test('W55 a filled entry goes out at the take-profit and the symbol starts over', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesPhase1();
      flow.markIs('104.6');
      await flow.until('the take-profit works', () => flow.order('takeProfit')?.status === 'working');
      flow.markIs('104.48');
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY LIMIT 104.5']);
      expect(flow.trades()).toMatchObject([{ exit: 'takeProfit', step: 1, entryAverage: '110', exitAverage: '104.5', roi: '5' }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('W55 what happened can be read in the journal, rule by rule', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesPhase1();
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      const told = ['symbolMapped', 'filtersPassed', 'triggerFired', 'entrySized', 'orderPlaced', 'phase1Begun'];
      const after = ['exitTriggerFired', 'orderPlaced', 'tradeClosed', 'symbolReset'];
      let rest = flow.codes();
      for (const code of [...told, ...after]) {
        expect(rest, code).toContain(code);
        rest = rest.slice(rest.indexOf(code) + 1);
      }
      expect(flow.journal.messages(10)).toMatchObject([{ verdict: { verdict: 'monitoring', symbol: 'BTCUSDT' } }]);
    }));

  test('W56 the second entry makes Phase 2: MDD stop, then out at the average', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesPhase2WithStop();
      await flow.until('the break-even exit works', () => flow.order('breakEven')?.status === 'working');
      const average = flow.engine.state.durable.ladder?.position.average ?? '';
      expect(Number(average)).toBeGreaterThan(110);
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
    }));

  test('W43-1 the MDD stop closes Phase 2 when the price runs away', () =>
    inFlow({ mode, settings: { breakEvenTrigger: 'atOrBelow' } }, async (flow) => {
      await flow.reachesPhase2WithStop();
      const [stop] = flow.stopsAtVenue();
      flow.depthIsGenerous();
      flow.markIs(String(Number(stop?.triggerPrice) + 0.5));
      await flow.reaches('IDLE');
      expect(flow.trades()).toMatchObject([{ exit: 'mddStop', step: 2 }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('W57 a risk message while the entry is partly filled cancels the rest and closes at market', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesEntryOrder();
      flow.depthIs([['110', '1.5']]);
      await flow.until('1.5 is held', () => flow.engine.state.durable.ladder?.position.qty === '1.5');
      flow.depthIs([], [['110.5', '1000']]);
      await flow.marks('110.4');
      flow.risk();
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY MARKET']);
      expect(flow.ordersAtVenue().map(({ status, filledQty }) => [status, filledQty])).toEqual([
        ['CANCELED', '1.5'],
        ['FILLED', '1.5'],
      ]);
      expect(flow.trades()).toMatchObject([{ exit: 'risk', qty: '1.5' }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test.each([
    ['R04', 'below zero', '112'],
    ['R05', 'exactly zero', '110'],
  ])('%s a risk message with ROI %s closes at market', (_rule, _roi, mark) =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesPhase1();
      await flow.marks(mark);
      flow.risk();
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY MARKET']);
      expect(flow.trades()).toMatchObject([{ exit: 'risk' }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }),
  );

  test('R06 in profit in Phase 1 a risk message sets a stop at the average, which closes', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesPhase1();
      await flow.marks('108');
      flow.risk();
      await flow.until('the stop works', () => flow.order('breakEvenStop')?.status === 'working');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY STOP_MARKET 110']);
      flow.markIs('110');
      await flow.reaches('IDLE');
      expect(flow.trades()).toMatchObject([{ exit: 'breakEvenStop' }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('R06 a take-profit order that stands stays, and its fill takes the stop away (R15)', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesPhase1();
      flow.depthIs([]);
      flow.markIs('104.6');
      await flow.until('the take-profit works', () => flow.order('takeProfit')?.status === 'working');
      flow.risk();
      await flow.until('the stop works', () => flow.order('breakEvenStop')?.status === 'working');
      expect(flow.openAtVenue()).toBe(2);
      flow.depthIs([], [['104.5', '1000']]);
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY LIMIT 104.5', 'BUY STOP_MARKET 110']);
      expect(flow.trades()).toMatchObject([{ exit: 'takeProfit' }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('R07 in profit in Phase 2 a risk message changes nothing: MDD stop and break-even limit stay', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesPhase2WithStop();
      await flow.until('the break-even exit works', () => flow.order('breakEven')?.status === 'working');
      await flow.marks('112');
      const before = flow.accepted();
      flow.risk();
      await flow.until('the message is judged', () => flow.journal.messages(1)[0]?.verdict?.signal === 'risk');
      expect(flow.journal.messages(1)).toMatchObject([{ verdict: { rule: 'R07', verdict: 'ignored' } }]);
      expect(flow.openAtVenue()).toBe(2);
      flow.depthIsGenerous();
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(before);
      expect(flow.trades()).toMatchObject([{ exit: 'breakEven' }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));
});
