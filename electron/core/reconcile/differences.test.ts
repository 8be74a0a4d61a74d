import { expect, test } from 'vitest';
import { answers, asking, conditions, placing, querying, refused, unknown } from '../../testkit/scenario/answers.ts';
import { ownStranger } from '../../testkit/scenario/earlier.ts';
import { fillsUnheard } from '../../testkit/scenario/exchange.ts';
import { entryOrder, phase1 } from '../../testkit/scenario/given.ts';
import { mark } from '../../testkit/scenario/prices.ts';
import { shortIs } from '../../testkit/scenario/rare.ts';
import { clockAt, type Stage } from '../../testkit/scenario/stage.ts';
import { openStage } from '../../testkit/scenario.ts';

const known = (stage: Stage) => stage.state.live.account.differences;
const at = (stage: Stage, time: string): void => stage.passUntil(clockAt(time));

test('each is counted once, however many reads show it, and is open until one does not', () => {
  const stage = openStage({ given: entryOrder });
  at(stage, '09:00:30');
  expect(known(stage)).toEqual({ count: 0, lastAt: undefined, open: [] });
  fillsUnheard('entry1', '10').play(stage);
  at(stage, '09:01:00');
  expect(known(stage)).toMatchObject({
    count: 1,
    lastAt: clockAt('09:01:00'),
    open: [{ what: 'orderFilled', ours: '0', theirs: '10', reads: 1, alarmed: false }],
  });
  at(stage, '09:01:10');
  expect(known(stage)).toMatchObject({ count: 1, open: [] });
});

test('one that stays is looked at again soon, alarmed once at the third read, and then at the slow pace', () => {
  const stage = openStage({ given: phase1 });
  answers(placing('takeProfit'), unknown({ done: true })).play(stage);
  const alarms: number[] = [];
  const reads: number[] = [];
  stage.observe = (event, _, { log }) => {
    if (event.type === 'AccountRead') reads.push(event.at);
    if (log.some((entry) => entry.kind === 'note' && entry.code === 'differenceStays')) alarms.push(event.at);
  };
  at(stage, '09:00:30');
  ownStranger('LINK').play(stage);
  at(stage, '09:03:10');
  const first = clockAt('09:01:00');
  expect(alarms).toEqual([first + 4000]);
  expect(reads.filter((time) => time >= first)).toEqual([0, 2000, 4000, 64_000, 124_000].map((after) => first + after));
  expect(known(stage)).toMatchObject({ count: 1, open: [{ what: 'orderUnknown', reads: 5, alarmed: true }] });
});

test('with few healthy reads it is alarmed by its age', () => {
  const stage = openStage({ given: phase1 });
  at(stage, '09:00:30');
  ownStranger('LINK').play(stage);
  at(stage, '09:01:00');
  answers(asking('ReadAccount'), refused(-1008), 7).play(stage);
  at(stage, '09:01:37');
  expect(known(stage).open).toMatchObject([{ reads: 1, alarmed: false }]);
  at(stage, '09:01:40');
  expect(known(stage).open).toMatchObject([{ reads: 2, alarmed: true }]);
});

test('a lasting doubt about the position is read at a pace that the request budget bears', () => {
  const stage = openStage({ given: phase1 });
  at(stage, '09:00:00');
  answers(placing('takeProfit'), unknown({ done: false })).play(stage);
  answers(querying('takeProfit'), refused(-1008), Infinity).play(stage);
  mark('95').play(stage);
  shortIs('30', '100').play(stage);
  at(stage, '09:02:00');
  let reads = 0;
  stage.observe = (event) => {
    if (event.type === 'AccountRead') reads += 1;
  };
  at(stage, '09:03:00');
  expect(reads).toBe(6);
  expect(known(stage).open).toMatchObject([{ what: 'position', ours: '50', theirs: '30', alarmed: true }]);
});

test('a balance is told and counted, and taken over at once', () => {
  const stage = openStage({ given: phase1 });
  at(stage, '09:00:30');
  conditions({ wallet: '9000' }).play(stage);
  at(stage, '09:03:00');
  expect(known(stage)).toMatchObject({ count: 1, open: [] });
  expect(stage.state.live.account.balances?.wallet).toBe('9000');
});
