import { expect, test } from 'vitest';
import type { Qty } from '../../../shared/domain/decimal.ts';
import { fillsWhole } from '../../testkit/scenario/exchange.ts';
import { phase1SecondOrdered } from '../../testkit/scenario/given.ts';
import { clockAt } from '../../testkit/scenario/stage.ts';
import { openStage } from '../../testkit/scenario.ts';
import type { EngineEvent, Fact } from '../event.ts';
import type { EngineState, OrderRecord, Probe } from '../state.ts';
import { step } from '../step.ts';

/** Found by the simulation: what is told late, or in part, must not be taken for the whole truth. */
const begin = (): EngineState => {
  const stage = openStage({ given: phase1SecondOrdered, settings: { breakEvenTrigger: 'atOrBelow' } });
  stage.passUntil(clockAt('09:00:00'));
  fillsWhole('entry2').play(stage);
  return stage.state;
};
const orderOf = (state: EngineState, role: OrderRecord['role']): OrderRecord => {
  const order = Object.values(state.durable.orders).find((each) => each.role === role);
  if (!order) throw new Error(`no ${role}`);
  return order;
};
const withOrder = (state: EngineState, order: OrderRecord): EngineState => ({
  ...state,
  durable: { ...state.durable, orders: { ...state.durable.orders, [order.orderId]: order } },
});
const tell = (state: EngineState, afterMs: number, fact: Fact): EngineState =>
  step(state, { ...fact, seq: 9_000 + afterMs, at: state.live.now + afterMs } as EngineEvent).state;

test('what a stop left of the position in a thin book goes out at market', () => {
  const state = begin();
  const fired = withOrder(state, { ...orderOf(state, 'mddStop'), status: 'filled', updatedAt: state.live.now });
  expect(tell(fired, 500, { type: 'ClockTicked' }).durable.ladder?.closing).toBeUndefined();
  expect(tell(fired, 1500, { type: 'ClockTicked' }).durable.ladder?.closing?.reason).toBe('mddStop');
});

test('a position is not adopted while a fill of ours that explains it may still be told', () => {
  const state = begin();
  const { ladder } = state.durable;
  if (!ladder) throw new Error('no ladder');
  const terms = { kind: 'market', symbol: ladder.symbol, side: 'BUY', closes: true, qty: '1' as Qty, positionMode: 'ONE-WAY' } as const;
  const order: OrderRecord = { ...orderOf(state, 'mddStop'), orderId: 'vgl-x' as OrderRecord['orderId'], role: 'marketClose', terms };
  // Nothing but the market order is open, so that nothing else is in question.
  const alone = withOrder(state, { ...orderOf(state, 'mddStop'), status: 'cancelled' });
  const closing = withOrder(alone, { ...order, status: 'working', updatedAt: state.live.now });
  const position = { symbol: ladder.symbol, positionSide: 'BOTH', amount: '-1' as Qty, entryPrice: ladder.target, at: 0 } as const;
  const doubted = tell(closing, 1, { type: 'PositionReported', position, reason: 'ORDER' });
  const { balances, positionMode } = state.live.account;
  if (!balances || !positionMode) throw new Error('no account');
  const askedAt = state.live.now + 2;
  const read = tell(doubted, 20, { type: 'AccountRead', askedAt, orders: [], positions: [position], balances, positionMode });
  expect(read.durable.ladder?.position.qty).toBe(ladder.position.qty);
});

test('a jump of our clock does not prove that an order was never placed', () => {
  const state = begin();
  const { now } = state.live;
  const asking = { about: 'place', since: now, at: now + 300, asked: 1, notFound: 1, untraced: true } as const;
  const probe: Probe = { ...asking, alarms: 0, alarmAt: now + 30_000, unresolved: false };
  const order: OrderRecord = { ...orderOf(state, 'mddStop'), status: 'unconfirmed', sentAt: now, probe };
  const jumped = tell(withOrder(state, order), 9_500, { type: 'ClockTicked', lostMs: 9_000 });
  const { orderId, terms } = order;
  const asked = [1, 2].reduce((last) => tell(last, 500, { type: 'OrderNotFound', orderId, symbol: terms.symbol }), jumped);
  expect(asked.durable.orders[orderId]?.status).toBe('unconfirmed');
});
