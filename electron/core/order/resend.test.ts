import { expect, test } from 'vitest';
import { add, dec, type Qty } from '../../../shared/domain/decimal.ts';
import { fillsWhole } from '../../testkit/scenario/exchange.ts';
import { phase1SecondOrdered } from '../../testkit/scenario/given.ts';
import { clockAt } from '../../testkit/scenario/stage.ts';
import { openStage } from '../../testkit/scenario.ts';
import type { Fact } from '../event.ts';
import type { EngineState, OrderRecord } from '../state.ts';
import { step } from '../step.ts';

/** Found by the simulation: between two sends of an order the world may have changed. */
const phase2 = (): EngineState => {
  const stage = openStage({ given: phase1SecondOrdered, settings: { breakEvenTrigger: 'atOrBelow' } });
  stage.passUntil(clockAt('09:00:00'));
  fillsWhole('entry2').play(stage);
  return stage.state;
};
const NAME = 'vgl-again-0' as OrderRecord['orderId'];

/** The state with a break-even exit of that quantity whose next send is due. */
function waiting(state: EngineState, qty: Qty): EngineState {
  const [like] = Object.values(state.durable.orders).filter((order) => order.role === 'entry2');
  if (like?.terms.kind !== 'limit') throw new Error('no limit order');
  const fresh = { orderId: NAME, role: 'breakEven', status: 'submitting', retryAt: state.live.now + 250, retries: 1 } as const;
  const order: OrderRecord = {
    ...like,
    ...fresh,
    filledQty: dec('0'),
    trades: [],
    terms: { ...like.terms, side: 'BUY', closes: true, qty },
  };
  const { ladder } = state.durable;
  if (!ladder) throw new Error('no ladder');
  const exitLimit = { fired: true, orderId: NAME };
  const durable = { ...state.durable, ladder: { ...ladder, exitLimit }, orders: { ...state.durable.orders, [NAME]: order } };
  return { ...state, durable };
}
const later = (state: EngineState, ms: number, fact: Fact) => step(state, { ...fact, seq: 9_000, at: state.live.now + ms });
const held = (state: EngineState): Qty => state.durable.ladder?.position.qty ?? dec('0');
const sent = (decided: ReturnType<typeof later>): readonly string[] =>
  decided.effects.flatMap((effect) => (effect.type === 'PlaceOrder' ? [effect.orderId] : []));

test('an exit that fits the position is sent again', () => {
  const state = phase2();
  expect(sent(later(waiting(state, held(state)), 300, { type: 'ClockTicked' }))).toContain(NAME);
});

test('an exit larger than what is still held is not sent again (R11)', () => {
  const state = phase2();
  const decided = later(waiting(state, add(held(state), dec('1'))), 300, { type: 'ClockTicked' });
  expect(sent(decided)).not.toContain(NAME);
  expect(decided.log.filter(({ kind }) => kind === 'note')).toContainEqual(expect.objectContaining({ code: 'orderGivenUp', rule: 'R11' }));
});

test('a position that grew outside is not taken over while the stop could not follow its average (R20)', () => {
  const state = phase2();
  const { ladder } = state.durable;
  const { balances, positionMode } = state.live.account;
  if (!ladder?.stop || !balances || !positionMode) throw new Error('no stop');
  const amount = `-${add(held(state), dec('1'))}` as Qty;
  const position = { symbol: ladder.symbol, positionSide: 'BOTH', amount, entryPrice: ladder.target, at: 0 } as const;
  const orders = Object.values(state.durable.orders);
  const none = orders.map((order) => [order.orderId, { ...order, status: 'filled' as const }]);
  const quiet: EngineState = { ...state, durable: { ...state.durable, orders: Object.fromEntries(none) } };
  const readTwice = (from: EngineState): EngineState =>
    [1, 2].reduce((last) => {
      const askedAt = last.live.now + 2000;
      return later(last, 2020, { type: 'AccountRead', askedAt, orders: [], positions: [position], balances, positionMode }).state;
    }, from);
  expect(held(readTwice(quiet))).toBe(add(held(state), dec('1')));
  expect(held(readTwice({ ...quiet, live: { ...quiet.live, markets: undefined } }))).toBe(held(state));
});
