import { describe, expect, test } from 'vitest';
import { dec } from '../../../shared/domain/decimal.ts';
import { say } from '../../../shared/domain/say.ts';
import { answers, exchangeObeys, noTrace, notFound, placing, querying, refused, tracing, unknown } from '../../testkit/scenario/answers.ts';
import { ownClockSet } from '../../testkit/scenario/clocks.ts';
import { fillsUnheard } from '../../testkit/scenario/exchange.ts';
import { monitoring, phase1 } from '../../testkit/scenario/given.ts';
import { risk } from '../../testkit/scenario/messages.ts';
import { restart } from '../../testkit/scenario/operator.ts';
import { mark } from '../../testkit/scenario/prices.ts';
import { clockAt, type Stage } from '../../testkit/scenario/stage.ts';
import { openStage } from '../../testkit/scenario.ts';
import type { Effect } from '../effect.ts';
import { locksOf } from '../gate/locks.ts';

const START = clockAt('09:00:00');
/** An entry whose answer is lost; `done` when it was carried out all the same. What is asked for is noted with its second. */
function lostEntry(done: boolean): { stage: Stage; asked: (type: Effect['type']) => readonly number[]; alarms: readonly string[] } {
  const stage = openStage({ given: monitoring });
  const effects: { type: Effect['type']; at: number }[] = [];
  const alarms: string[] = [];
  stage.observe = (event, _, decided) => {
    for (const { type } of decided.effects) effects.push({ type, at: (event.at - START) / 1000 });
    for (const entry of decided.log)
      if (entry.kind === 'note' && entry.rule === 'D17' && entry.level === 'critical')
        alarms.push(`${(event.at - START) / 1000} ${entry.code}`);
  };
  answers(placing('entry1'), unknown({ done })).play(stage);
  stage.passUntil(START);
  mark('99.9').play(stage);
  const asked = (type: Effect['type']) => effects.filter((each) => each.type === type).map(({ at }) => at);
  return { stage, asked, alarms };
}
const reach = (stage: Stage, seconds: number): void => stage.passUntil(START + seconds * 1000);
const status = (stage: Stage): string => stage.order('entry1').status;
const unknownLock = (stage: Stage): string =>
  locksOf(stage.state).flatMap(({ kind, said }) => (kind === 'unknownOrder' ? [say(said, 'en')] : []))[0] ?? 'none';

describe('an order is concluded never placed (D17)', () => {
  test('by two answers and a look at books, history and trades, at 8.3 s', () => {
    const { stage, asked } = lostEntry(false);
    reach(stage, 8.299);
    expect(status(stage)).toBe('unconfirmed');
    expect(asked('TraceOrder')).toEqual([]);
    reach(stage, 8.3);
    expect(status(stage)).toBe('submitting');
    expect(asked('TraceOrder')).toEqual([8.3]);
    expect(asked('PlaceOrder')).toEqual([0]);
    reach(stage, 9);
    expect(asked('PlaceOrder')).toEqual([0, 8.55]);
  });
  test('never by time, nor by any number of answers, while the look fails', () => {
    const { stage, asked } = lostEntry(false);
    answers(tracing('entry1'), refused(-1000), Infinity).play(stage);
    reach(stage, 6 * 3600);
    expect(status(stage)).toBe('unconfirmed');
    expect(asked('PlaceOrder')).toEqual([0]);
  });
  test('nor by the look alone, while the query fails', () => {
    const { stage } = lostEntry(false);
    reach(stage, 4);
    answers(querying('entry1'), refused(-1008), Infinity).play(stage);
    answers(tracing('entry1'), noTrace, Infinity).play(stage);
    const { orderId, terms } = stage.order('entry1');
    // One not-found less than is needed.
    const probe = stage.order('entry1').probe;
    if (!probe) throw new Error('not asked after');
    const order = { ...stage.order('entry1'), probe: { ...probe, notFound: 0 } };
    stage.state = { ...stage.state, durable: { ...stage.state.durable, orders: { ...stage.state.durable.orders, [orderId]: order } } };
    reach(stage, 20);
    stage.tell({ type: 'OrderUntraced', orderId, symbol: terms.symbol, askedAt: stage.now });
    stage.tell({ type: 'OrderUntraced', orderId, symbol: terms.symbol, askedAt: stage.now });
    expect(status(stage)).toBe('unconfirmed');
  });
  test.each([
    ['that began before the request had lost its last chance', -1],
    ['of a clock that has been set back since', 3_600_000],
  ])('nor by a look %s', (_, askedAfterMs) => {
    const { stage } = lostEntry(false);
    answers(tracing('entry1'), refused(-1000), Infinity).play(stage);
    reach(stage, 20);
    const { orderId, terms, sentAt } = stage.order('entry1');
    stage.tell({ type: 'OrderUntraced', orderId, symbol: terms.symbol, askedAt: sentAt + 8000 + askedAfterMs });
    expect(status(stage)).toBe('unconfirmed');
    stage.tell({ type: 'OrderUntraced', orderId, symbol: terms.symbol, askedAt: sentAt + 8000 });
    expect(status(stage)).toBe('submitting');
  });
  test('and a clock that is set makes the proof begin again', () => {
    const { stage, asked } = lostEntry(false);
    reach(stage, 7);
    ownClockSet(60).play(stage);
    stage.passUntil(stage.now + 7000);
    expect(status(stage)).toBe('unconfirmed');
    expect(asked('PlaceOrder')).toHaveLength(1);
    stage.passUntil(stage.now + 10_000);
    expect(asked('PlaceOrder')).toHaveLength(2);
  });
  test('and a look of before the clock was set counts no more', () => {
    const { stage } = lostEntry(false);
    answers(querying('entry1'), refused(-1000), Infinity).play(stage);
    answers(tracing('entry1'), refused(-1000), Infinity).play(stage);
    reach(stage, 20);
    const { orderId, terms } = stage.order('entry1');
    stage.tell({ type: 'OrderUntraced', orderId, symbol: terms.symbol, askedAt: stage.now });
    expect(stage.order('entry1').probe?.untraced).toBe(true);
    ownClockSet(60).play(stage);
    stage.passUntil(stage.now + 9000);
    for (let n = 0; n < 3; n += 1) stage.tell({ type: 'OrderNotFound', orderId, symbol: terms.symbol });
    expect(status(stage)).toBe('unconfirmed');
  });
  test('a clock that is set back takes the moment of placing with it, or its own trades would lie before it', () => {
    const { stage } = lostEntry(false);
    answers(querying('entry1'), notFound, Infinity).play(stage);
    const since: number[] = [];
    stage.observe = (_, __, { effects }) => {
      for (const effect of effects) if (effect.type === 'TraceOrder') since.push(effect.since);
    };
    reach(stage, 2);
    ownClockSet(-3600).play(stage);
    stage.passUntil(stage.now + 15_000);
    expect(since[0]).toBe(START - 3_600_000 - 2 * 3_600_000);
  });
  test('the trades of the two hours before it are looked through as well, for a clock that was set by an hour', () => {
    const { stage } = lostEntry(false);
    const since: number[] = [];
    stage.observe = (_, __, { effects }) => {
      for (const effect of effects) if (effect.type === 'TraceOrder') since.push(effect.since);
    };
    reach(stage, 10);
    expect(since).toEqual([START - 2 * 3_600_000]);
  });
});

describe('an order that its id does not find', () => {
  test('is known by its trades: each is counted once, with its fee, also when the stream tells it later', () => {
    const { stage, asked } = lostEntry(true);
    answers(querying('entry1'), notFound, Infinity).play(stage);
    fillsUnheard('entry1', '20').play(stage);
    fillsUnheard('entry1', '10').play(stage);
    reach(stage, 9);
    expect(stage.order('entry1')).toMatchObject({ status: 'working', filledQty: '30', trades: ['1', '2'] });
    expect(stage.state.durable.ladder?.position.qty).toBe('30');
    const order = stage.world.orders.get(stage.order('entry1').orderId);
    const [fill] = stage.world.trades.get(stage.order('entry1').orderId) ?? [];
    if (!order || !fill) throw new Error('it was not traded');
    stage.tell({ type: 'OrderFilled', order: { ...order, filledQty: dec('20') }, fill, forced: false });
    stage.tell({ type: 'OrderFilled', order, fill, forced: false });
    expect(stage.order('entry1').filledQty).toBe('30');
    expect(stage.state.durable.ladder?.totals.entryQty).toBe('30');
    expect(asked('PlaceOrder').filter((at) => at < 8)).toEqual([0]);
  });
  test('a close that traded is never sent twice', () => {
    const stage = openStage({ given: phase1 });
    const placed: string[] = [];
    stage.observe = (_, __, { effects }) => {
      for (const effect of effects) if (effect.type === 'PlaceOrder') placed.push(effect.orderId);
    };
    stage.passUntil(START);
    mark('101').play(stage);
    answers(placing('marketClose'), unknown({ done: true })).play(stage);
    answers(querying('marketClose'), notFound, Infinity).play(stage);
    risk('SOL').play(stage);
    fillsUnheard('marketClose', '50').play(stage);
    reach(stage, 30);
    expect(placed).toHaveLength(1);
    expect(stage.state.durable.ladder).toBeUndefined();
  });
});

describe('asking has a schedule and an end that is a person (D17)', () => {
  test('fast at first, then ever more seldom, down to twice a minute', () => {
    const { stage, asked } = lostEntry(false);
    answers(querying('entry1'), refused(-1000), Infinity).play(stage);
    // Without account reads, which bring the next question forward.
    stage.world.scripts.push({ left: Infinity, meant: ({ type }) => type === 'ReadAccount', answer: () => [] });
    reach(stage, 240);
    expect(asked('QueryOrder')).toEqual([0.3, 1.3, 3.3, 8.3, 13.3, 18.3, 28.3, 38.3, 58.3, 88.3, 118.3, 148.3, 178.3, 208.3, 238.3]);
    // Nothing was ever "not found", so there is nothing that a look at the trades could complete.
    expect(asked('TraceOrder')).toEqual([]);
  });
  test('an account read that succeeds brings a question that waits long forward to 5 s', () => {
    const { stage, asked } = lostEntry(false);
    answers(querying('entry1'), refused(-1000), Infinity).play(stage);
    stage.world.scripts.push({ left: Infinity, meant: ({ type }) => type === 'ReadAccount', answer: () => [] });
    reach(stage, 120);
    stage.tell({
      ...{ type: 'AccountRead', askedAt: stage.now, orders: [], positions: [] },
      ...{ balances: stage.world.balances(), positionMode: 'ONE-WAY' },
    });
    reach(stage, 126);
    expect(asked('QueryOrder').at(-1)).toBe(125);
  });
  test('an alarm at 30 s; from two minutes on a person is called, again every five minutes, in words that say what to do', () => {
    const { stage, alarms } = lostEntry(false);
    answers(querying('entry1'), refused(-1000), Infinity).play(stage);
    reach(stage, 119);
    expect(unknownLock(stage)).toContain('Order outcome unknown');
    reach(stage, 1000);
    expect(alarms).toEqual(['30 orderStillUnknown', '120 orderUnresolved', '420 orderUnresolved', '720 orderUnresolved']);
    expect(stage.order('entry1').probe).toMatchObject({ unresolved: true, alarms: 4 });
    expect(unknownLock(stage)).toMatch(/^A person is needed.*at the exchange and cancel it if it stands$/);
    expect(status(stage)).toBe('unconfirmed');
  });
  test('it heals by itself when the exchange answers again', () => {
    const { stage } = lostEntry(true);
    answers(querying('entry1'), refused(-1000), Infinity).play(stage);
    stage.world.scripts.push({ left: Infinity, meant: ({ type }) => type === 'ReadAccount', answer: () => [] });
    reach(stage, 600);
    expect(status(stage)).toBe('unconfirmed');
    exchangeObeys.play(stage);
    reach(stage, 632);
    expect(status(stage)).toBe('working');
    expect(unknownLock(stage)).toBe('none');
  });
  test('a new process asks at once and proves anew; that a person was called is kept', () => {
    const { stage, asked, alarms } = lostEntry(false);
    answers(tracing('entry1'), refused(-1000), Infinity).play(stage);
    reach(stage, 150);
    const before = asked('QueryOrder').length;
    restart().play(stage);
    expect(asked('QueryOrder').slice(before)).toEqual([150]);
    expect(stage.order('entry1').probe).toMatchObject({ notFound: 1, untraced: false, unresolved: true });
    // Whoever looks at the new process is told as well.
    reach(stage, 470);
    expect(alarms).toEqual(['30 orderStillUnknown', '120 orderUnresolved', '180 orderUnresolved']);
  });
});
