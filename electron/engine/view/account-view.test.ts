import { describe, expect, test } from 'vitest';
import { say } from '../../../shared/domain/say.ts';
import {
  acceptedOnly,
  answers,
  cancelling,
  conditions,
  marketRules,
  placing,
  querying,
  refused,
  unknown,
} from '../../testkit/scenario/answers.ts';
import { ownStranger } from '../../testkit/scenario/earlier.ts';
import { fillsWhole, positionBecomes } from '../../testkit/scenario/exchange.ts';
import { entryOrder, monitoring, phase1, phase2 } from '../../testkit/scenario/given.ts';
import { risk } from '../../testkit/scenario/messages.ts';
import { mark } from '../../testkit/scenario/prices.ts';
import { clockAt, type Stage } from '../../testkit/scenario/stage.ts';
import { openStage } from '../../testkit/scenario.ts';
import { accountView, locksView, ordersView } from './account-view.ts';
import { positionView } from './ladder-view.ts';

const at = (stage: Stage, time: string): void => stage.passUntil(clockAt(time));
const probes = (stage: Stage) => ordersView(stage.state).map(({ probe }) => probe);
const next = (stage: Stage): readonly string[] => (positionView(stage.state)?.next ?? []).map((each) => say(each, 'en'));

test('differences are shown with both numbers, counted, and marked when they last', () => {
  const stage = openStage({ given: phase1 });
  at(stage, '09:00:30');
  expect(accountView(stage.state).differences).toEqual({ count: 0, lastAt: null, open: [] });
  conditions({ wallet: '9000' }).play(stage);
  ownStranger('LINK').play(stage);
  at(stage, '09:01:10');
  const { count, lastAt, open } = accountView(stage.state).differences;
  expect([count, lastAt]).toEqual([2, clockAt('09:01:00')]);
  expect(open.map(({ said, alarmed }) => [say(said, 'en'), alarmed])).toEqual([
    ['Differs from the exchange: unknown order vgl-gone01-1-0: ours none, exchange open', true],
  ]);
});

describe('an order of unknown fate (D17)', () => {
  test('shows how often it was asked after, when it is asked next, and that the trader was alarmed', () => {
    const stage = openStage({ given: monitoring });
    answers(placing('entry1'), unknown({ done: true })).play(stage);
    answers(querying('entry1'), refused(-1008), Infinity).play(stage);
    at(stage, '09:00:00');
    mark('99.9').play(stage);
    const since = clockAt('09:00:00');
    expect(probes(stage)).toEqual([{ since, asked: 0, nextAt: since + 300, alarmed: false, unresolved: false }]);
    at(stage, '09:00:10');
    expect(probes(stage)).toEqual([{ since, asked: 4, nextAt: clockAt('09:00:13.300'), alarmed: false, unresolved: false }]);
    expect(
      locksView(stage.state)
        .map(({ said }) => say(said, 'en'))
        .join(),
    ).toContain('asked 4 times');
    at(stage, '09:00:40');
    expect(probes(stage)).toMatchObject([{ alarmed: true }]);
    at(stage, '09:01:20');
    expect(probes(stage)).toEqual([null]);
  });
  test('one whose fate is known shows none', () => {
    expect(probes(openStage({ given: entryOrder }))).toEqual([null]);
  });
});

test('each order that will not be cancelled is named in a lock of its own (R15)', () => {
  const stage = openStage({ given: phase2 });
  at(stage, '09:00:00');
  answers(cancelling('mddStop'), refused(-1000), 4).play(stage);
  answers(cancelling('breakEven'), refused(-1000), 5).play(stage);
  positionBecomes('0').play(stage);
  const named = () => locksView(stage.state).flatMap(({ kind, said }) => (kind === 'exitCancelFailed' ? [said.numbers.orderId] : []));
  at(stage, '09:00:06');
  expect(named()).toEqual([stage.order('mddStop').orderId, stage.order('breakEven').orderId]);
  at(stage, '09:00:16');
  expect(named()).toEqual([stage.order('breakEven').orderId]);
  at(stage, '09:00:26');
  expect(named()).toEqual([]);
});

describe('what happens next', () => {
  test('of an exit that one order cannot carry', () => {
    const stage = openStage({ given: phase2, world: [] });
    expect(next(stage).join()).not.toContain('at most');
    marketRules('SOL', { maxQty: '50' }).play(stage);
    stage.tell({ type: 'MarketsRead', markets: [...stage.world.markets.values()] });
    expect(next(stage)).toContain('one order carries at most 50: the rest of 43.04 follows its fill');
  });
  test('of a remainder that no market order can carry, until it is gone', () => {
    const stage = openStage({ given: phase1, world: [marketRules('SOL', { marketStepSize: '20' })] });
    at(stage, '09:00:00');
    mark('101').play(stage);
    answers(placing('marketClose'), acceptedOnly).play(stage);
    risk('SOL').play(stage);
    expect(next(stage)).toHaveLength(1);
    fillsWhole('marketClose', '101').play(stage);
    expect(next(stage)).toContain('the remaining 10 is below the market step 20 → close it with a limit order at the exchange');
  });
});
