import { describe, expect, test } from 'vitest';
import { dec } from '../../../shared/domain/decimal.ts';
import type { VenueOrder, VenuePosition } from '../../../shared/domain/order.ts';
import { answers, asking, cancelling, noAnswer, placing, querying, unknown } from '../../testkit/scenario/answers.ts';
import { fillsLate } from '../../testkit/scenario/earlier.ts';
import { fillsWhole, foreignOrder, foreignPosition } from '../../testkit/scenario/exchange.ts';
import { entryOrder, monitoring, phase1 } from '../../testkit/scenario/given.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { emergencyClose } from '../../testkit/scenario/operator.ts';
import { mark, marks } from '../../testkit/scenario/prices.ts';
import { cancelledWordlessly } from '../../testkit/scenario/rare.ts';
import { clockAt, type Stage } from '../../testkit/scenario/stage.ts';
import { marketOf } from '../../testkit/scenario/symbols.ts';
import { type Given, openStage } from '../../testkit/scenario.ts';
import type { Fact } from '../event.ts';
import { locksOf } from '../gate/locks.ts';
import { isLive } from '../order/life.ts';

/** A stage whose account is read only when the test says so. */
const quiet = (given: Given): Stage => {
  const stage = openStage({ given });
  answers(asking('ReadAccount'), noAnswer, Infinity).play(stage);
  stage.passUntil(clockAt('09:00:00'));
  return stage;
};
const picture = (stage: Stage, positions: readonly VenuePosition[], orders: readonly VenueOrder[] = []): Fact => ({
  type: 'AccountRead',
  askedAt: stage.now,
  orders,
  positions,
  balances: stage.world.balances(),
  positionMode: stage.world.positionMode,
});
const failedRead: Fact = { type: 'ReadFailed', what: 'account', part: 'openOrders', why: 'time-out' };
const wait = (stage: Stage, ms = 1000): void => stage.passUntil(stage.now + ms);
const lock = (stage: Stage, kind: string): boolean => locksOf(stage.state).some((each) => each.kind === kind);
const notFound = (stage: Stage, role: 'entry1' | 'takeProfit'): void => {
  const { orderId, terms } = stage.order(role);
  stage.tell({ type: 'OrderNotFound', orderId, symbol: terms.symbol });
};
const untraced = (stage: Stage, role: 'entry1' | 'takeProfit'): void => {
  const { orderId, terms } = stage.order(role);
  stage.tell({ type: 'OrderUntraced', orderId, symbol: terms.symbol, askedAt: stage.now });
};

describe('what cannot be taken back is concluded from two healthy answers, never from one', () => {
  test('the position is flat (R21)', () => {
    const stage = quiet(phase1);
    stage.tell(picture(stage, []));
    wait(stage);
    expect(stage.state.durable.ladder?.position.qty).toBe('50');
    stage.tell(picture(stage, []));
    expect(stage.state.durable.ladder).toBeUndefined();
  });
  test.each([
    ['another symbol', 'BTC', 'BOTH'],
    ['the other side', 'SOL', 'LONG'],
  ] as const)('news of %s, before a new process has read the account, are no answer about ours', (_, ticker, positionSide) => {
    const stage = quiet(phase1);
    stage.start();
    const symbol = marketOf(ticker);
    const amount = dec<'base'>('-1');
    stage.tell({
      type: 'PositionReported',
      position: { symbol, positionSide, amount, entryPrice: dec('100'), at: stage.now },
      reason: 'ORDER',
    });
    wait(stage);
    stage.tell(picture(stage, []));
    expect(stage.state.durable.ladder?.position.qty).toBe('50');
  });
  test('our order is gone: no number of reads without it says so, only the answer about itself', () => {
    const stage = quiet(entryOrder);
    answers(querying('entry1'), noAnswer, Infinity).play(stage);
    for (let n = 0; n < 5; n += 1) {
      stage.tell(picture(stage, []));
      wait(stage, 3000);
    }
    expect(isLive(stage.order('entry1').status)).toBe(true);
    for (let n = 0; n < 3; n += 1) notFound(stage, 'entry1');
    expect(isLive(stage.order('entry1').status)).toBe(true);
    untraced(stage, 'entry1');
    expect(isLive(stage.order('entry1').status)).toBe(false);
  });
  test('an order was never placed (D17): two answers, eight seconds, and a look at books and trades', () => {
    const stage = quiet(monitoring);
    answers(placing('entry1'), unknown({ done: false })).play(stage);
    answers(querying('entry1'), noAnswer, Infinity).play(stage);
    mark('99.9').play(stage);
    notFound(stage, 'entry1');
    notFound(stage, 'entry1');
    wait(stage, 7999);
    notFound(stage, 'entry1');
    expect(stage.order('entry1').status).toBe('unconfirmed');
    wait(stage, 1);
    notFound(stage, 'entry1');
    expect(stage.order('entry1').status).toBe('unconfirmed');
    untraced(stage, 'entry1');
    expect(stage.order('entry1').status).not.toBe('unconfirmed');
  });
  test.each([
    ['foreignEntryOrder', foreignOrder('LINK', { id: '4' })],
    ['foreignPosition', foreignPosition('LINK', '-3')],
  ])('what belongs to others is gone (D1): %s', (kind, happening) => {
    const stage = quiet(monitoring);
    happening.play(stage);
    wait(stage);
    stage.tell(picture(stage, []));
    expect(lock(stage, kind)).toBe(true);
    wait(stage);
    stage.tell(picture(stage, []));
    expect(lock(stage, kind)).toBe(false);
  });
  test('the emergency close is flat (D22)', () => {
    const stage = quiet(phase1);
    emergencyClose().play(stage);
    wait(stage);
    stage.tell(picture(stage, []));
    expect(stage.state.durable.emergency?.state).toBe('running');
    wait(stage);
    stage.tell(picture(stage, []));
    expect(stage.state.durable.emergency?.state).toBe('flat');
  });
  test('what an earlier order filled late is gone (D8), and a failed read between proves nothing', () => {
    const stage = openStage({ given: entryOrder });
    answers(cancelling('entry1'), cancelledWordlessly).play(stage);
    risk('SOL').play(stage);
    stage.passUntil(clockAt('08:41:00'));
    leadingMarket('LINK').play(stage);
    marks({ LINK: '12.99' }).play(stage);
    fillsWhole('entry1').play(stage);
    answers(asking('ReadAccount'), noAnswer, Infinity).play(stage);
    wait(stage);
    fillsLate('SOL', '10').play(stage);
    const link: VenuePosition = { symbol: marketOf('LINK'), positionSide: 'BOTH', amount: dec('-384.61'), entryPrice: dec('13'), at: 0 };
    const late = (): number => stage.state.durable.lateShorts.length;
    wait(stage);
    stage.tell(picture(stage, [link]));
    stage.tell(failedRead);
    expect(late()).toBe(1);
    // While it is not shown it does not become the ladder either.
    marks({ LINK: '12.3' }).play(stage);
    fillsWhole('takeProfit').play(stage);
    expect(stage.state.durable.ladder).toBeUndefined();
    expect(lock(stage, 'foreignPosition')).toBe(true);
    wait(stage);
    stage.tell(picture(stage, []));
    expect(late()).toBe(0);
    expect(lock(stage, 'foreignPosition')).toBe(false);
  });
});

describe('a read that failed, however often, says nothing', () => {
  test('of position, orders and what belongs to others', () => {
    const stage = quiet(phase1);
    mark('95').play(stage);
    foreignPosition('LINK', '-3').play(stage);
    foreignOrder('DOGE', { id: '4' }).play(stage);
    const before = stage.state;
    for (let n = 0; n < 20; n += 1) {
      stage.tell(failedRead);
      wait(stage, 5000);
    }
    expect(stage.state.durable.ladder).toEqual(before.durable.ladder);
    expect(stage.state.durable.orders).toEqual(before.durable.orders);
    expect(stage.state.live.account).toEqual(before.live.account);
  });
  test('nor does it add to one empty picture', () => {
    const stage = quiet(phase1);
    stage.tell(picture(stage, []));
    for (let n = 0; n < 5; n += 1) {
      stage.tell(failedRead);
      wait(stage);
    }
    expect(stage.state.durable.ladder?.position.qty).toBe('50');
  });
});
