import { expect, test } from 'vitest';
import type { ClosedTrade } from '../../../shared/domain/record.ts';
import { mergeTrades } from './rows.ts';

const trade = (closedAt: number): ClosedTrade => ({ symbol: 'NEARUSDT', openedAt: closedAt - 1, closedAt }) as unknown as ClosedTrade;

test('a trade that is pushed and asked for counts once, newest first', () => {
  expect(mergeTrades([trade(9), trade(5)], [trade(5), trade(2)]).map(({ closedAt }) => closedAt)).toEqual([9, 5, 2]);
});
