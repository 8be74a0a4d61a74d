import { describe, expect, test } from 'vitest';
import { inFlow } from './flow.ts';

const modes = ['ONE-WAY', 'HEDGE'] as const;

describe.concurrent.each(modes)('the law over real sockets, %s', (mode) => {
  test('W55 an entry that is filled goes out at the take-profit and the symbol starts over', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesPhase1();
      flow.markIs('104.6');
      await flow.until('the take-profit works', () => flow.order('takeProfit')?.status === 'working');
      flow.markIs('104.48');
      await flow.reaches('IDLE');
      expect(flow.accepted()).toEqual(['SELL LIMIT 110', 'BUY LIMIT 104.5']);
      expect(flow.positionAtVenue()).toBe('0');
      expect(flow.trades()).toMatchObject([
        { symbol: 'BTCUSDT', exit: 'takeProfit', step: 1, entryAverage: '110', exitAverage: '104.5', roi: '5' },
      ]);
    }));
});
