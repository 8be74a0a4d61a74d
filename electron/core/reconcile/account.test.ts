import { describe, expect, test } from 'vitest';
import { dec } from '../../../shared/domain/decimal.ts';
import type { VenuePosition } from '../../../shared/domain/order.ts';
import { answers, asking, hedge, noAnswer } from '../../testkit/scenario/answers.ts';
import { foreignOrder, foreignPosition } from '../../testkit/scenario/exchange.ts';
import { phase1 } from '../../testkit/scenario/given.ts';
import { clockAt, type Stage } from '../../testkit/scenario/stage.ts';
import { marketOf } from '../../testkit/scenario/symbols.ts';
import { openStage } from '../../testkit/scenario.ts';
import type { Fact } from '../event.ts';
import { locksOf } from '../gate/locks.ts';

const quiet = (given = phase1): Stage => {
  const stage = openStage({ given });
  answers(asking('ReadAccount'), noAnswer, Infinity).play(stage);
  stage.passUntil(clockAt('09:00:00'));
  return stage;
};
const sol = (amount: string, positionSide: VenuePosition['positionSide'] = 'BOTH'): VenuePosition => ({
  symbol: marketOf('SOL'),
  positionSide,
  amount: dec(amount),
  entryPrice: dec('100'),
  at: 0,
});
const read = (stage: Stage, positions: readonly VenuePosition[], askedAt = stage.now): Fact => ({
  type: 'AccountRead',
  askedAt,
  orders: [],
  positions,
  balances: stage.world.balances(),
  positionMode: stage.world.positionMode,
});
const reported = (position: VenuePosition): Fact => ({ type: 'PositionReported', position, reason: 'ORDER' });
const held = (stage: Stage): string | undefined => stage.state.durable.ladder?.position.qty;
const wait = (stage: Stage): void => stage.passUntil(stage.now + 1000);

describe('a quantity that our fills do not explain (R20, D13)', () => {
  test('told by one read is a doubt; by a second one the truth', () => {
    const stage = quiet();
    stage.tell(read(stage, [sol('-30')]));
    expect(held(stage)).toBe('50');
    wait(stage);
    stage.tell(read(stage, [sol('-30')]));
    expect(held(stage)).toBe('30');
  });
  test('two reads that differ from each other prove nothing', () => {
    const stage = quiet();
    for (const amount of ['-30', '-20', '-30', '-20']) {
      stage.tell(read(stage, [sol(amount)]));
      wait(stage);
    }
    expect(held(stage)).toBe('50');
  });
  test('told by the stream alone is never taken over, however often', () => {
    const stage = quiet();
    for (let n = 0; n < 5; n += 1) {
      stage.tell(reported(sol('-30')));
      wait(stage);
    }
    expect(held(stage)).toBe('50');
  });
  test('told by the stream and by a read after it is the truth', () => {
    const stage = quiet();
    stage.tell(reported(sol('-30')));
    wait(stage);
    stage.tell(read(stage, [sol('-30')]));
    expect(held(stage)).toBe('30');
  });
  test('is forgotten when the next picture agrees with us', () => {
    const stage = quiet();
    stage.tell(read(stage, [sol('-30')]));
    wait(stage);
    stage.tell(read(stage, [sol('-50')]));
    wait(stage);
    stage.tell(read(stage, [sol('-30')]));
    expect(held(stage)).toBe('50');
  });
  test('a read that was asked for before the stream spoke is torn and proves nothing', () => {
    const stage = quiet();
    const askedAt = stage.now - 500;
    stage.tell(reported(sol('-50')));
    stage.tell(read(stage, [sol('-30')], askedAt));
    stage.tell(read(stage, [sol('-30')], askedAt));
    expect(held(stage)).toBe('50');
  });
  test('a long of the same symbol in HEDGE mode is not our short', () => {
    const stage = openStage({ given: phase1, world: [hedge] });
    stage.passUntil(clockAt('09:00:00'));
    stage.tell(reported(sol('-50', 'SHORT')), reported(sol('7', 'LONG')));
    expect(held(stage)).toBe('50');
    expect(locksOf(stage.state).some(({ kind }) => kind === 'foreignPosition')).toBe(true);
  });
});

describe('a torn picture opens no lock', () => {
  test.each([
    ['foreignEntryOrder', foreignOrder('LINK', { id: '4' })],
    ['foreignPosition', foreignPosition('LINK', '-3')],
  ] as const)('%s', (kind, happening) => {
    const stage = quiet();
    happening.play(stage);
    stage.tell(read(stage, [sol('-50')], stage.now - 500));
    expect(locksOf(stage.state).some((lock) => lock.kind === kind)).toBe(true);
    wait(stage);
    stage.tell(read(stage, [sol('-50')]));
    // A healthy picture can still miss a row; the next one that agrees is believed (D1).
    expect(locksOf(stage.state).some((lock) => lock.kind === kind)).toBe(true);
    wait(stage);
    stage.tell(read(stage, [sol('-50')]));
    expect(locksOf(stage.state).some((lock) => lock.kind === kind)).toBe(false);
  });
});
