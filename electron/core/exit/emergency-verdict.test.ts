import { describe, expect, test, vi } from 'vitest';
import type { Qty } from '../../../shared/domain/decimal.ts';
import { symbolOf } from '../../../shared/domain/ids.ts';
import { acceptedOnly, answers, asking, placing, refused } from '../../testkit/scenario/answers.ts';
import { fills, foreignPosition } from '../../testkit/scenario/exchange.ts';
import { phase1 } from '../../testkit/scenario/given.ts';
import { emergencyClose, restart } from '../../testkit/scenario/operator.ts';
import { closesForeign } from '../../testkit/scenario/rare.ts';
import { clockAt, type Stage } from '../../testkit/scenario/stage.ts';
import { openStage } from '../../testkit/scenario.ts';
import type { Emergency, Exposure, OrderRecord } from '../state.ts';
import { verdictOf, withPicture } from './emergency-verdict.ts';

const SOL = symbolOf('SOLUSDT');
const LINK = symbolOf('LINKUSDT');
const short = (symbol: typeof SOL, amount: string): Exposure => ({ id: `${symbol} short`, symbol, amount: amount as Qty });
const order = (id: string): Exposure => ({ id, symbol: SOL, amount: undefined });
const NOW = 1_000_000;

/** An emergency close that began with these things open, and what its healthy reads showed since, one a second, the last just now. */
function since(began: readonly Exposure[], ...reads: readonly (readonly Exposure[])[]): Emergency {
  const begun: Emergency = {
    ...{ scope: 'account', state: 'running', symbols: [SOL], startedAt: 0, endedAt: undefined, readAt: undefined, cleanReads: 0 },
    ...{ steps: [], began },
  };
  return reads.reduce((emergency, now, n) => withPicture(emergency, now, NOW - (reads.length - 1 - n) * 1000), begun);
}
const both = [short(SOL, '-50'), short(LINK, '-5')];
const inFlight = (change: Partial<OrderRecord>): OrderRecord => ({ status: 'working', sentAt: NOW, ...change }) as OrderRecord;

describe('"partly closed" is said', () => {
  test.each([
    ['when one of two positions is gone', both, [short(LINK, '-5')]],
    ['when a position is smaller', [short(SOL, '-50')], [short(SOL, '-20')]],
    ['when an entry order is gone and a position stands', [short(SOL, '-50'), order('vgl-1')], [short(SOL, '-50')]],
  ])('%s', (_, began, left) => {
    expect(verdictOf(since(began, left, left), [], NOW)).toBe('partlyClosed');
  });
  test.each([
    ['when nothing is less than it was', since(both, both, both)],
    ['when only one read misses something: the next one may show it', since(both, both, [short(LINK, '-5')])],
    ['on a single read', since(both, [short(LINK, '-5')])],
    ['when the reads show nothing at all any more: that is for "flat" to say', since(both, [], [])],
    ['when a position is larger', since([short(SOL, '-50')], [short(SOL, '-60')], [short(SOL, '-60')])],
    ['before any read', since(both)],
  ])('and not %s', (_, emergency) => {
    expect(verdictOf(emergency, [], NOW)).toBe('notConfirmed');
  });
  test('and not while an order of ours is in question, or a request has had no answer for longer than any is waited for', () => {
    const emergency = since(both, [short(LINK, '-5')], [short(LINK, '-5')]);
    expect(verdictOf(emergency, [inFlight({ status: 'unconfirmed' })], NOW)).toBe('notConfirmed');
    expect(verdictOf(emergency, [inFlight({ status: 'submitting', sentAt: NOW - 6000 })], NOW)).toBe('notConfirmed');
    expect(verdictOf(emergency, [inFlight({ status: 'submitting', sentAt: NOW - 5999 })], NOW)).toBe('partlyClosed');
    expect(verdictOf(emergency, [inFlight({ status: 'working' })], NOW)).toBe('partlyClosed');
  });
  test('on reads of the last ten seconds, and once said it is kept for thirty', () => {
    const emergency = since(both, [short(LINK, '-5')], [short(LINK, '-5')]);
    expect(verdictOf(emergency, [], NOW + 9_999)).toBe('partlyClosed');
    expect(verdictOf(emergency, [], NOW + 10_000)).toBe('notConfirmed');
    expect(verdictOf({ ...emergency, state: 'partlyClosed' }, [], NOW + 29_999)).toBe('partlyClosed');
    expect(verdictOf({ ...emergency, state: 'partlyClosed' }, [], NOW + 30_000)).toBe('notConfirmed');
  });
  test('also for what only the first read told', () => {
    expect(verdictOf(since([], both, [short(LINK, '-5')], [short(LINK, '-5')]), [], NOW)).toBe('partlyClosed');
  });
});

/** Thousands of reads on a loaded machine. */
vi.setConfig({ testTimeout: 60_000 });
const LONG_MS = 2_400_000;
const START = clockAt('09:00:00');
/** Two positions by other hands, of which one closes and the other is refused for ever. */
function halfClosed(): Stage {
  const stage = openStage({});
  stage.passUntil(START);
  foreignPosition('LINK', '-5').play(stage);
  foreignPosition('DOGE', '-700').play(stage);
  answers(placing('accountClose'), closesForeign).play(stage);
  answers(placing('accountClose'), refused(-4131), Infinity).play(stage);
  emergencyClose('account').play(stage);
  return stage;
}
const stateOf = (stage: Stage): string | undefined => stage.state.durable.emergency?.state;
const lastStep = (stage: Stage) => stage.state.durable.emergency?.steps.at(-1)?.said;

test('it names what is gone and what stands where', () => {
  const stage = halfClosed();
  stage.passUntil(START + 30_000);
  expect(stateOf(stage)).toBe('partlyClosed');
  expect(lastStep(stage)).toEqual({ rule: 'D22', code: 'emergencyPartly', numbers: { gone: 'LINKUSDT -5', left: 'DOGEUSDT -700' } });
});

test('when the reads fail for thirty seconds nothing is confirmed any more, and when they come back it is partly closed again', () => {
  const stage = halfClosed();
  stage.passUntil(START + 31_000);
  answers(asking('ReadAccount'), refused(-1008), Infinity).play(stage);
  stage.passUntil(START + 59_000);
  expect(stateOf(stage)).toBe('partlyClosed');
  stage.passUntil(START + 62_000);
  expect(stateOf(stage)).toBe('notConfirmed');
  stage.world.scripts.splice(-1);
  stage.passUntil(START + 90_000);
  expect(stateOf(stage)).toBe('partlyClosed');
});

test('it goes on over a restart, entries off', () => {
  const stage = halfClosed();
  stage.passUntil(START + 31_000);
  restart().play(stage);
  stage.world.scripts.length = 0;
  answers(placing('accountClose'), closesForeign).play(stage);
  stage.passUntil(START + 60_000);
  expect(stateOf(stage)).toBe('flat');
  expect(stage.state.durable.entriesOff?.by).toBe('emergency');
});

test('endless refusals neither fill the state nor send a close more often than every ten seconds', () => {
  const stage = halfClosed();
  let placed = 0;
  stage.observe = (_, __, { effects }) => {
    placed += effects.filter(({ type }) => type === 'PlaceOrder').length;
  };
  stage.passUntil(START + LONG_MS);
  expect(placed).toBeLessThanOrEqual(LONG_MS / 10_000 + 5);
  expect(Object.keys(stage.state.durable.orders).length).toBeLessThan(10);
  expect(stage.state.durable.emergency?.steps.length).toBeLessThanOrEqual(100);
  expect(JSON.stringify(stage.state.durable).length).toBeLessThan(30_000);
});

test('nor do endless refusals of our own close', () => {
  const stage = openStage({ given: phase1 });
  stage.passUntil(START);
  answers(placing('marketClose'), acceptedOnly).play(stage);
  answers(placing('marketClose'), refused(-4131), Infinity).play(stage);
  emergencyClose('bot').play(stage);
  stage.passUntil(START + 1000);
  fills('marketClose', '30').play(stage);
  stage.passUntil(START + LONG_MS);
  expect(stateOf(stage)).toBe('partlyClosed');
  expect(lastStep(stage)?.numbers).toMatchObject({ gone: 'SOLUSDT -50', left: expect.stringContaining('SOLUSDT -20') });
  expect(Object.keys(stage.state.durable.orders).length).toBeLessThan(12);
  expect(stage.state.durable.ladder?.totals.exitQty).toBe('30');
});
