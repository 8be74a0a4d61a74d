import { describe, expect, test } from 'vitest';
import {
  acceptedOnly,
  answers,
  cancelling,
  noAnswer,
  notFound,
  placing,
  querying,
  refused,
  unknown,
} from '../../testkit/scenario/answers.ts';
import { fills, fillsWhole } from '../../testkit/scenario/exchange.ts';
import { entryOrder, monitoring, phase1, phase2 } from '../../testkit/scenario/given.ts';
import { risk } from '../../testkit/scenario/messages.ts';
import { emergencyClose, restart } from '../../testkit/scenario/operator.ts';
import { mark } from '../../testkit/scenario/prices.ts';
import { clockAt, type Stage } from '../../testkit/scenario/stage.ts';
import { type Given, type Happening, openStage } from '../../testkit/scenario.ts';
import type { Effect } from '../effect.ts';
import { isLive } from './life.ts';

type Placing = Extract<Effect, { type: 'PlaceOrder' }>;
/** Everything placed while these things happen, one after another at one second's distance. */
function play(given: Given, happenings: readonly Happening[], seconds = 20): { stage: Stage; placed: readonly Placing[] } {
  const stage = openStage({ given });
  const placed: Placing[] = [];
  stage.observe = (_, _before, { effects }) => {
    for (const effect of effects) if (effect.type === 'PlaceOrder') placed.push(effect);
  };
  let at = clockAt('09:00:00');
  for (const happening of happenings) {
    stage.passUntil(at);
    happening.play(stage);
    stage.settle();
    at += 1000;
  }
  stage.passUntil(at + seconds * 1000);
  return { stage, placed };
}

describe('an order of unknown fate', () => {
  test('is not sent again while the exchange cannot be asked', () => {
    const { stage, placed } = play(
      monitoring,
      [answers(placing('entry1'), unknown({ done: false })), answers(querying('entry1'), refused(-1008), Infinity), mark('99.9')],
      600,
    );
    expect(placed).toHaveLength(1);
    expect(stage.order('entry1').status).toBe('unconfirmed');
  });

  test('is given up after three retries, each under its first id', () => {
    const { stage, placed } = play(monitoring, [answers(placing('entry1'), unknown({ done: false }), Infinity), mark('99.9')], 120);
    expect(placed).toHaveLength(4);
    expect(new Set(placed.map(({ orderId }) => orderId)).size).toBe(1);
    expect(stage.state.durable.ladder).toBeUndefined();
  });

  test('a market order is never sent twice under one id', () => {
    const { placed } = play(phase1, [mark('101'), answers(placing('marketClose'), unknown({ done: false }), 3), risk('SOL')], 120);
    expect(placed).toHaveLength(4);
    expect(new Set(placed.map(({ orderId }) => orderId)).size).toBe(4);
  });

  test('a refusal that comes while it is asked after is a refusal', () => {
    const { stage } = play(monitoring, [answers(placing('entry1'), noAnswer), mark('99.9')], 58);
    stage.world.scripts.push({ left: Infinity, meant: (effect) => effect.type === 'QueryOrder', answer: () => [] });
    stage.passUntil(clockAt('09:01:01'));
    const { orderId, terms, status } = stage.order('entry1');
    expect(status).toBe('unconfirmed');
    stage.tell({ type: 'OrderRefused', orderId, symbol: terms.symbol, reason: 'insufficientMargin', code: -2019, message: 'margin' });
    expect(stage.state.durable.ladder).toBeUndefined();
  });
});

describe('a cancel', () => {
  test('waits for the answer to the placing and follows it at once', () => {
    const { stage } = play(monitoring, [answers(placing('entry1'), noAnswer), mark('99.9'), risk('SOL')], 0);
    const { orderId, terms } = stage.order('entry1');
    expect(stage.order('entry1').status).toBe('submitting');
    const { venueOrderId } = stage.world.register(orderId, terms);
    stage.tell({ type: 'OrderAccepted', orderId, venueOrderId, symbol: terms.symbol });
    expect(stage.order('entry1').status).toBe('cancelled');
    expect(stage.state.durable.ladder).toBeUndefined();
  });

  test('of an order that waits for its retry needs no request', () => {
    const { stage, placed } = play(monitoring, [answers(placing('entry1'), refused(-1008), Infinity), mark('99.9')], 0);
    stage.tell();
    risk('SOL').play(stage);
    expect(stage.state.durable.ladder).toBeUndefined();
    stage.passUntil(stage.now + 10_000);
    expect(placed.length).toBeLessThanOrEqual(4);
  });
});

describe('restarts lose and repeat nothing, whatever was under way', () => {
  const ends: readonly (readonly [string, Given, readonly Happening[]])[] = [
    ['entry open', entryOrder, []],
    ['entry partly filled', entryOrder, [fills('entry1', '10')]],
    ['entry being cancelled', entryOrder, [answers(cancelling('entry1'), noAnswer), risk('SOL')]],
    ['PHASE1', phase1, []],
    ['TP partly filled', phase1, [mark('95'), fills('takeProfit', '10')]],
    ['break-even stop', phase1, [mark('99'), risk('SOL')]],
    ['PHASE2 with stop and break-even', phase2, []],
    ['market close accepted', phase1, [mark('101'), answers(placing('marketClose'), acceptedOnly), risk('SOL')]],
    ['emergency close', phase1, [answers(placing('marketClose'), noAnswer), emergencyClose()]],
  ];
  test.each(ends)('%s', (_, given, happenings) => {
    const { stage } = play(given, happenings, 0);
    const before = stage.state.durable;
    restart().play(stage);
    const { ladder } = stage.state.durable;
    expect(ladder?.position).toEqual(before.ladder?.position);
    expect(ladder?.step).toBe(before.ladder?.step);
    expect(ladder?.second).toEqual(before.ladder?.second);
    for (const order of Object.values(before.orders))
      if (isLive(order.status)) expect(stage.state.durable.orders).toHaveProperty(order.orderId);
    stage.passUntil(stage.now + 120_000);
    const live = [...stage.world.orders.values()].filter(({ status }) => status === 'open').map(({ orderId }) => orderId);
    const known = Object.values(stage.state.durable.orders)
      .filter(({ status }) => isLive(status))
      .map(({ orderId }) => orderId);
    expect(known.sort()).toEqual(live.sort());
    expect(stage.state.live.recovery).toBeUndefined();
  });
});

test('a query that finds nothing once does not end an order that was accepted', () => {
  const { stage } = play(phase1, [answers(querying('takeProfit'), notFound), mark('95'), fillsWhole('takeProfit')]);
  expect(stage.state.durable.ladder).toBeUndefined();
});
