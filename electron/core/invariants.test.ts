import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dec, gt } from '../../shared/domain/decimal.ts';
import { symbolOf } from '../../shared/domain/ids.ts';
import { answers, asking, type Request, refused, unknown } from '../testkit/scenario/answers.ts';
import {
  fills,
  fillsWhole,
  foreignOrder,
  foreignOrderGone,
  foreignPosition,
  positionBecomes,
  stopFires,
} from '../testkit/scenario/exchange.ts';
import { entryOrder, monitoring, phase1, phase1SecondOrdered, phase2 } from '../testkit/scenario/given.ts';
import { type Invariant, InvariantWatch } from '../testkit/scenario/invariant-watch.ts';
import { leadingMarket, risk } from '../testkit/scenario/messages.ts';
import { emergencyClose, pause, restart, resume, settings } from '../testkit/scenario/operator.ts';
import { marks, restPrices, streamResumes, streamStops, time } from '../testkit/scenario/prices.ts';
import { clockAt, clockText, storedAndRead } from '../testkit/scenario/stage.ts';
import { type Given, type Happening, openStage, together } from '../testkit/scenario.ts';
import type { EngineEvent } from './event.ts';
import { type EngineState, initialState, type OrderRole } from './state.ts';
import { type Decided, step } from './step.ts';

const roles: readonly OrderRole[] = ['entry1', 'entry2', 'takeProfit', 'breakEven'];
const coins = ['SOL', 'LINK', 'DOGE'];
/** Half a step below the target up to a third above it: every trigger of both phases lies within. */
const levels: Readonly<Record<string, readonly string[]>> = {
  SOL: ['80', '94', '95.05', '99', '99.95', '100', '100.11', '107', '110', '115', '123', '130'],
  LINK: ['11', '12.35', '12.9', '12.99', '13', '13.02', '14', '15', '16.5'],
  DOGE: ['0.08', '0.095', '0.0999', '0.1', '0.11', '0.115', '0.13'],
};

/** Other hands take part of our short; without one there is nothing to take. */
function reduceByHand(quantity: string): Happening {
  const { words, play } = positionBecomes(quantity);
  return {
    words,
    play: (stage) => {
      const held = stage.world.shorts.get(symbolOf('SOLUSDT'))?.qty ?? dec<'base'>('0');
      if (!gt(held, dec(quantity))) throw new Error('no such position');
      play(stage);
    },
  };
}

const orderRequest = (type: 'PlaceOrder' | 'CancelOrder'): Request => asking(type);
const one = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const coin = one(coins);

const happening: fc.Arbitrary<Happening> = fc
  .oneof(
    { weight: 6, arbitrary: coin.chain((name) => one(levels[name] ?? []).map((price) => marks({ [name]: price }))) },
    { weight: 3, arbitrary: coin.map((name) => leadingMarket(name)) },
    { weight: 2, arbitrary: coin.map((name) => risk(name)) },
    { weight: 3, arbitrary: one(roles).map((role) => fillsWhole(role)) },
    { weight: 3, arbitrary: fc.tuple(one(roles), one(['1', '5', '20'])).map(([role, quantity]) => fills(role, quantity)) },
    { weight: 1, arbitrary: one(['breakEvenStop', 'mddStop'] as const).map((role) => stopFires(role)) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(one([503, -1021, -1111, -2019, -2021, -2022, -1008, -4509]), fc.integer({ min: 1, max: 4 }))
        .map(([code, times]) => answers(orderRequest('PlaceOrder'), refused(code), times)),
    },
    { weight: 1, arbitrary: fc.boolean().map((done) => answers(orderRequest('PlaceOrder'), unknown({ done }))) },
    { weight: 1, arbitrary: fc.boolean().map((done) => answers(orderRequest('CancelOrder'), unknown({ done }))) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 5 }).map((times) => answers(orderRequest('CancelOrder'), refused(-1008), times)) },
    { weight: 1, arbitrary: fc.constant(answers(orderRequest('PlaceOrder'), refused(429, { banSeconds: 20 }))) },
    {
      weight: 1,
      arbitrary: one(['ReadBalances', 'ReadEntryConditions', 'ReadCandles'] as const).map((what) => answers(asking(what), refused(503))),
    },
    { weight: 1, arbitrary: one([pause(), resume(), resume(), emergencyClose('bot'), emergencyClose('account')]) },
    { weight: 1, arbitrary: one(['5', '20', '30']).map((mdd) => settings({ mdd: dec(mdd) })) },
    {
      weight: 1,
      arbitrary: one([foreignOrder('BTC', { id: '7' }), foreignOrderGone('7'), foreignPosition('BTC', '-1'), foreignPosition('BTC', '0')]),
    },
    {
      weight: 1,
      arbitrary: one([together(streamStops(), restPrices('fails')), streamStops(), together(restPrices('fresh'), streamResumes())]),
    },
    { weight: 1, arbitrary: one(['0', '7']).map(reduceByHand) },
    { weight: 1, arbitrary: fc.constant(restart()) },
    { weight: 3, arbitrary: fc.constant(time()) },
  )
  // A counterexample reads as the story it is.
  .map((each) => ({ ...each, [fc.toStringMethod]: () => each.words[1] }));
const pauseMs = one([0, 300, 1000, 2000, 6000, 11_000, 16_000, 70_000]);
type Moments = readonly (readonly [number, Happening])[];
/** A random walk alone seldom comes as far as the second entry, so each story begins somewhere along the ladder. */
const start = one([monitoring, entryOrder, phase1, phase1SecondOrdered, phase2]).map((given) => ({
  ...given,
  [fc.toStringMethod]: () => given.words[1],
}));
const story = fc.tuple(start, fc.array(fc.tuple(pauseMs, happening), { minLength: 3, maxLength: 40 }));
type Story = readonly [start: Given, moments: Moments];

interface Played {
  readonly watch: InvariantWatch;
  readonly events: readonly EngineEvent[];
  readonly decided: readonly Decided[];
  /** The story as a table, to the moment where an invariant broke. */
  readonly told: string;
}

function play([given, moments]: Story): Played {
  const stage = openStage({}, '08:29:50');
  const watch = new InvariantWatch(stage.world);
  const events: EngineEvent[] = [];
  const decided: Decided[] = [];
  stage.observe = (event, before, after) => {
    events.push(event);
    decided.push(after);
    watch.look(event, before, after);
  };
  const lines: string[] = [];
  const before = given.rows.map(([at, happens]) => [clockAt(at), happens] as const);
  const after = moments.map(([waitMs, happens]) => [undefined, happens, waitMs] as const);
  for (const [at, { words, play: happen }, waitMs = 0] of [...before, ...after]) {
    stage.passUntil(at ?? stage.now + waitMs);
    try {
      happen(stage);
    } catch (impossible) {
      // Fills of orders that are not there, and the like: such a moment just does not happen.
      if (!(impossible instanceof Error) || !/^no |is not at the exchange|hand-made/.test(impossible.message)) throw impossible;
      continue;
    }
    stage.settle();
    const does = stage.takeSaid().map(([, en]) => en);
    lines.push(`${clockText(stage.now)} | ${words[1]} | ${does.join('; ') || '—'}`);
    if (watch.breaches.length > 0) break;
  }
  return { watch, events, decided, told: lines.join('\n') };
}

const runs = { numRuns: 60 } as const;
function holds(invariant: Invariant): void {
  fc.assert(
    fc.property(story, (each) => {
      const { watch, told } = play(each);
      const broken = watch.breaches.filter((breach) => breach.invariant === invariant);
      if (broken.length > 0) throw new Error(`${broken.map(({ what }) => what).join('; ')}\n${told}`);
    }),
    runs,
  );
}

describe('whatever messages, prices, fills, refusals, silences and clicks come', () => {
  test('At most one symbol holds a position or an entry order of ours.', () => holds(1));
  test('Filled quantity equals the sum of distinct trades told.', () => holds(2));
  test('Exit quantity never exceeds the position.', () => holds(3));
  test('No order id is sent twice; nothing is resent while its fate is unknown.', () => holds(4));
  test('Under a lock no entry leaves.', () => holds(5));
  test('Every order at the exchange that bears our prefix is known to the journal.', () => holds(6));
  test('A market order is only sent in the cases the law allows, or by the emergency close.', () => holds(8));
  test('Settings never change while locked.', () => holds(9));

  test('After a restart the same exchange and journal give the same state.', () => {
    fc.assert(
      fc.property(story, ([from, moments]) => {
        const { events, decided } = play([from, [...moments, [1000, restart()], [20_000, time()]]]);
        const started = events.findLastIndex(({ type }) => type === 'EngineStarted');
        const durable = decided[started - 1]?.state.durable ?? initialState().durable;
        const goOn = (from: EngineState): unknown => {
          let state = from;
          for (const event of events.slice(started)) state = step(state, event).state;
          return JSON.parse(JSON.stringify(state));
        };
        expect(goOn(initialState(storedAndRead(durable)))).toEqual(goOn(initialState(durable)));
      }),
      runs,
    );
  });

  test('Same events, same bytes.', () => {
    fc.assert(
      fc.property(story, (each) => {
        const [first, second] = [play(each), play(each)].map(({ events, decided }) => {
          const said = decided.map(({ effects, log }) => [effects, log]);
          return JSON.stringify([events, said, decided.at(-1)?.state]);
        });
        expect(first === second).toBe(true);
      }),
      { numRuns: 10 },
    );
  });
});

test('a story reaches every phase and every kind of order, so that the properties are about something', () => {
  const seen = new Set<string>();
  for (const each of fc.sample(story, { numRuns: 200, seed: 7 })) {
    for (const { state } of play(each).decided) {
      for (const { role, status } of Object.values(state.durable.orders)) seen.add(role).add(status);
      if (state.durable.ladder) seen.add(`step ${state.durable.ladder.step}`);
    }
  }
  const wanted = ['entry1', 'entry2', 'takeProfit', 'breakEven', 'breakEvenStop', 'mddStop', 'marketClose', 'step 2'];
  expect([...wanted, 'unconfirmed', 'cancelling', 'refused', 'filled', 'cancelled'].filter((each) => !seen.has(each))).toEqual([]);
});
