import { describe, expect, test } from 'vitest';
import { answers, cancelling, noAnswer, placing, refused } from '../../testkit/scenario/answers.ts';
import { fillsWhole, orderGone } from '../../testkit/scenario/exchange.ts';
import { phase1, phase1SecondOrdered } from '../../testkit/scenario/given.ts';
import { risk } from '../../testkit/scenario/messages.ts';
import { mark } from '../../testkit/scenario/prices.ts';
import { clockAt, type Stage } from '../../testkit/scenario/stage.ts';
import { openStage } from '../../testkit/scenario.ts';

const patient = { breakEvenTrigger: 'atOrBelow' } as const;
const at = (stage: Stage, time: string): void => stage.passUntil(clockAt(time));
const placed = (stage: Stage, role: string): number =>
  Object.values(stage.state.durable.orders).filter((order) => order.role === role).length;

describe('a stop that the exchange does not take yet (D15)', () => {
  const begin = (): Stage => {
    const stage = openStage({ given: phase1SecondOrdered, settings: patient });
    at(stage, '09:00:00');
    answers(placing('mddStop'), refused(-4509), Infinity).play(stage);
    fillsWhole('entry2').play(stage);
    return stage;
  };

  test('is tried every half second for ten seconds', () => {
    const stage = begin();
    at(stage, '09:00:09.999');
    expect(stage.state.durable.ladder?.closing).toBeUndefined();
    expect(placed(stage, 'mddStop')).toBe(20);
  });
  test('then everything goes out at market', () => {
    const stage = begin();
    at(stage, '09:00:10');
    expect(placed(stage, 'marketClose')).toBe(1);
  });
  test('a success in between starts the ten seconds anew', () => {
    const stage = begin();
    at(stage, '09:00:09');
    stage.world.scripts.length = 0;
    at(stage, '09:00:12');
    expect(stage.order('mddStop').status).toBe('working');
    answers(placing('mddStop'), refused(-4509), 4).play(stage);
    orderGone('mddStop').play(stage);
    at(stage, '09:00:20');
    expect(placed(stage, 'marketClose')).toBe(0);
    expect(stage.order('mddStop').status).toBe('working');
  });
  test('-4130 without a stop that anybody shows is tried again, and ends at market as well', () => {
    const stage = openStage({ given: phase1 });
    at(stage, '09:00:00');
    mark('99').play(stage);
    answers(placing('breakEvenStop'), refused(-4130), Infinity).play(stage);
    risk('SOL').play(stage);
    at(stage, '09:00:09.999');
    expect(placed(stage, 'marketClose')).toBe(0);
    at(stage, '09:00:11');
    expect(placed(stage, 'marketClose')).toBe(1);
  });
});

test('the old stop must be gone before the new one is placed', () => {
  const stage = openStage({ given: phase1SecondOrdered, settings: patient });
  at(stage, '09:00:00');
  mark('99').play(stage);
  risk('SOL').play(stage);
  expect(stage.order('breakEvenStop').status).toBe('working');
  answers(cancelling('breakEvenStop'), refused(-4117)).play(stage);
  fillsWhole('entry2').play(stage);
  expect(placed(stage, 'mddStop')).toBe(0);
  at(stage, '09:00:05');
  expect(stage.order('breakEvenStop').status).toBe('cancelled');
  expect(stage.order('mddStop').status).toBe('working');
});

test('the refusal of a stop that was already being replaced closes nothing', () => {
  const stage = openStage({ given: phase1SecondOrdered, settings: patient });
  at(stage, '09:00:00');
  mark('99').play(stage);
  answers(placing('breakEvenStop'), noAnswer).play(stage);
  risk('SOL').play(stage);
  fillsWhole('entry2').play(stage);
  const { orderId, terms } = stage.order('breakEvenStop');
  const no = { reason: 'wouldTriggerImmediately', code: -2021, message: 'would trigger' } as const;
  stage.tell({ type: 'OrderRefused', orderId, symbol: terms.symbol, ...no });
  expect(stage.state.durable.ladder?.closing).toBeUndefined();
  expect(stage.order('mddStop').status).toBe('working');
});
