import { describe, expect, test } from 'vitest';
import { answers, asking, noAnswer } from '../../testkit/scenario/answers.ts';
import { monitoring } from '../../testkit/scenario/given.ts';
import { clockAt, type Stage } from '../../testkit/scenario/stage.ts';
import { marketOf } from '../../testkit/scenario/symbols.ts';
import { openStage } from '../../testkit/scenario.ts';
import type { Fact } from '../event.ts';
import { PROTECT_AFTER, RELEASE_AFTER } from './health.ts';
import { locksOf } from './locks.ts';

const SOL = marketOf('SOL');
const failure: Fact = {
  type: 'ReadFailed',
  what: 'candles',
  symbol: marketOf('BTC'),
  part: 'klines',
  why: 'overloaded',
  reason: 'overloaded',
};
const protectedNow = (stage: Stage): boolean => stage.state.live.health.protectiveSince !== undefined;

/** A stage in protective mode; reads of its own are answered only when `answering`. */
function given(answering: boolean): Stage {
  const stage = openStage({ given: monitoring });
  stage.passUntil(clockAt('09:00:00'));
  if (!answering) for (const what of ['ReadClock', 'ReadAccount'] as const) answers(asking(what), noAnswer, Infinity).play(stage);
  for (let n = 0; n < PROTECT_AFTER; n += 1) stage.tell(failure);
  expect(protectedNow(stage)).toBe(true);
  return stage;
}

test('a ban met by a request of the streams locks entries until its end and is kept on disk (D10)', () => {
  const stage = openStage({ given: monitoring });
  stage.passUntil(clockAt('09:00:00'));
  const until = clockAt('09:01:00');
  stage.tell({ type: 'RequestsHeld', until });
  expect(stage.state.durable.bannedUntil).toBe(until);
  const bans = () => locksOf(stage.state).filter(({ kind }) => kind === 'ban');
  expect(bans()).toMatchObject([{ until }]);
  stage.passUntil(clockAt('09:01:01'));
  expect(bans()).toEqual([]);
});

describe('protective mode (D10)', () => {
  test('ends within ten seconds on a machine that has nothing else to ask for', () => {
    const stage = given(true);
    stage.passUntil(clockAt('09:00:10'));
    expect(protectedNow(stage)).toBe(false);
  });
  test('asks no faster than every three seconds for it', () => {
    const stage = given(true);
    let asked = 0;
    stage.observe = (_, __, { effects }) => {
      asked += effects.filter(({ type }) => type === 'ReadClock').length;
    };
    stage.passUntil(clockAt('09:00:30'));
    expect(asked).toBe(RELEASE_AFTER);
  });
  test.each<[string, Fact]>([
    ['a REST frame of prices', { type: 'MarkPricesArrived', source: 'rest', venueAt: clockAt('09:00:00'), prices: {} }],
    ['a leverage that was set', { type: 'SymbolPrepared', symbol: SOL }],
    ['cancelled orders', { type: 'SymbolOrdersCancelled', symbol: SOL, book: 'plain', ok: true, why: '' }],
    ['a clock', { type: 'ClockRead', offsetMs: 0, roundTripMs: 10 }],
  ])('three good replies of any kind end it: %s', (_, reply) => {
    const stage = given(false);
    for (let n = 1; n < RELEASE_AFTER; n += 1) stage.tell(reply);
    expect(protectedNow(stage)).toBe(true);
    stage.tell(reply);
    expect(protectedNow(stage)).toBe(false);
  });
  test.each<[string, Fact]>([
    ['a frame of the stream', { type: 'MarkPricesArrived', source: 'stream', venueAt: clockAt('09:00:00'), prices: {} }],
    ['a cancel of all that failed', { type: 'SymbolOrdersCancelled', symbol: SOL, book: 'plain', ok: false, why: 'no' }],
  ])('what proves nothing about the exchange does not: %s', (_, news) => {
    const stage = given(false);
    for (let n = 0; n < 9; n += 1) stage.tell(news);
    expect(protectedNow(stage)).toBe(true);
  });
  test('prices that arrive by REST do not hide reads that keep failing', () => {
    const stage = openStage({ given: monitoring });
    stage.passUntil(clockAt('09:00:00'));
    answers(asking('ReadClock'), noAnswer, Infinity).play(stage);
    for (let n = 1; n <= PROTECT_AFTER; n += 1) {
      stage.tell(failure);
      if (n < PROTECT_AFTER) stage.tell({ type: 'MarkPricesArrived', source: 'rest', venueAt: stage.now + n, prices: {} });
    }
    expect(protectedNow(stage)).toBe(true);
  });
});
