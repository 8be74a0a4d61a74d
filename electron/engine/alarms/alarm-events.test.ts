import { describe, expect, test } from 'vitest';
import type { AlarmEvent } from '../../ports/alarm.ts';
import { answers, asking, placing, refused, unknown } from '../../testkit/scenario/answers.ts';
import { fillsUnheard, fillsWhole, foreignPosition, messageSource, orderGone } from '../../testkit/scenario/exchange.ts';
import { entryOrder, monitoring, phase1, phase2, unstarted } from '../../testkit/scenario/given.ts';
import { emergencyClose, pause, restart, resume, stageRequested } from '../../testkit/scenario/operator.ts';
import { mark, restPrices, streamResumes, streamStops, time } from '../../testkit/scenario/prices.ts';
import { clockAt } from '../../testkit/scenario/stage.ts';
import { type Given, type Happening, openStage, type Scenario, together } from '../../testkit/scenario.ts';
import { noticesOf } from './notices-of.ts';

type Row = readonly [at: string, happens: Happening];

/** The alarms that the real core gives rise to, in their order, each as "level event code". */
function toldBy(given: Given, rows: readonly Row[], more: Partial<Pick<Scenario, 'stage' | 'world'>> = {}): readonly string[] {
  const stage = openStage({ given, ...more });
  const told: string[] = [];
  stage.observe = (event, before, { log, state }) => {
    for (const { level, event: about, said } of noticesOf(event.at, log, before, state)) told.push(`${level} ${about} ${said.code}`);
  };
  for (const [at, happens] of rows) {
    stage.passUntil(clockAt(at));
    happens.play(stage);
    stage.settle();
  }
  return told;
}

const idle: Given = { ...monitoring, rows: [] };
type Case = readonly [
  what: string,
  expected: readonly string[],
  given: Given,
  rows: readonly Row[],
  more?: Partial<Pick<Scenario, 'stage' | 'world'>>,
];
const cases: readonly Case[] = [
  ['an entry', ['attention entry ladderStarted'], monitoring, [['09:00:00', mark('99.9')]]],
  ['a second entry', ['attention entry secondTriggerFired'], phase1, [['09:00:00', mark('114.885')]]],
  ['a fill', ['attention fill firstFill'], entryOrder, [['09:00:00', fillsWhole('entry1')]]],
  [
    'an exit and the end of the trade',
    ['exit exitTriggerFired', 'attention exit tradeClosed'],
    phase1,
    [
      ['09:00:00', mark('95.09')],
      ['09:00:01', fillsWhole('takeProfit')],
    ],
  ],
  [
    'a stop that was placed',
    ['attention stopPlaced orderAccepted'],
    phase1,
    [
      ['09:00:00', mark('114.885')],
      ['09:00:01', fillsWhole('entry2')],
    ],
  ],
  [
    'a stop that is missing',
    ['critical stopMissing stopVanished'],
    phase2,
    [
      ['09:00:00', orderGone('mddStop')],
      ['09:00:02', time()],
    ],
  ],
  [
    'a lock, and its end',
    ['lockOn entriesPaused', 'lockOff entriesResumed'],
    idle,
    [
      ['09:00:00', pause()],
      ['09:00:01', resume()],
    ],
  ],
  [
    'the safety lock, and its end',
    ['lockOn safetyLocked', 'lockOff safetyLockLifted'],
    phase1,
    [
      ['09:00:00', together(restPrices('fails'), streamStops())],
      ['09:01:00', together(restPrices('fresh'), streamResumes())],
      ['09:02:00', time()],
    ],
  ],
  [
    'a position of other hands',
    ['attention lockOn lockSet'],
    idle,
    [
      ['09:00:00', foreignPosition('LINK', '-5')],
      ['09:03:00', time()],
    ],
  ],
  [
    'a key that is refused',
    ['auth authLocked'],
    monitoring,
    [['09:00:00', together(answers(placing('entry1'), refused(-2014)), mark('99.9'))]],
  ],
  [
    'a ban, and its end',
    ['critical ban banned', 'attention ban lockLifted'],
    monitoring,
    [
      ['09:00:00', together(answers(asking('ReadAccount'), refused(418, { banSeconds: 120 })), time())],
      ['09:05:00', time()],
    ],
  ],
  [
    'an order whose fate is unknown, and what became of it',
    ['unknownOrder orderUnknown', 'unknownOrder orderKnownAgain'],
    monitoring,
    [
      ['09:00:00', together(answers(placing('entry1'), unknown({ done: true })), mark('99.9'))],
      ['09:01:00', time()],
    ],
  ],
  [
    'a difference from the exchange',
    ['difference differenceFound', 'difference differenceSettled'],
    entryOrder,
    [
      ['09:00:30', fillsUnheard('entry1', '10')],
      ['09:01:30', time()],
    ],
  ],
  ['a change of the stage', ['stage stageChanged'], idle, [['09:00:00', stageRequested('dry-run')]], { stage: 'paper' }],
  [
    'the silence of a channel while something is open',
    ['critical channel messageSourceDown'],
    phase1,
    [['09:00:00', messageSource(false, 'logged out')]],
  ],
  [
    'a channel that is back',
    ['channel messageSourceUp'],
    phase1,
    [
      ['09:00:00', messageSource(false, 'x')],
      ['09:00:01', messageSource(true)],
    ],
  ],
  [
    'an emergency close',
    ['emergency emergencyBegun', 'emergency emergencyFlat'],
    phase1,
    [
      ['09:00:00', emergencyClose()],
      ['09:01:00', time()],
    ],
  ],
  [
    'a start of the program',
    ['process recoveryStarted', 'process recovered'],
    unstarted,
    [
      ['09:00:00', restart()],
      ['09:01:00', time()],
    ],
  ],
  [
    'an order that was refused',
    ['trouble orderRefused'],
    monitoring,
    [['09:00:00', together(answers(placing('entry1'), refused(-2019)), mark('99.9'))]],
  ],
];

describe('the engine tells', () => {
  for (const [what, expected, given, rows, more] of cases)
    test(what, () => {
      const told = toldBy(given, rows, more);
      let from = 0;
      for (const part of expected) {
        const at = told.findIndex((line, index) => index >= from && line.endsWith(part));
        expect(at, `${part} in ${told.join(', ')}`).toBeGreaterThanOrEqual(from);
        from = at + 1;
      }
    });

  test('every event that an alarm can be about; summary, stop and test are made by the desk itself', () => {
    const events: Readonly<Record<AlarmEvent, boolean>> = {
      entry: true,
      fill: true,
      exit: true,
      stopPlaced: true,
      stopMissing: true,
      lockOn: true,
      lockOff: true,
      auth: true,
      ban: true,
      unknownOrder: true,
      difference: true,
      stage: true,
      channel: true,
      emergency: true,
      process: true,
      trouble: true,
      summary: false,
      test: false,
    };
    const proven = cases.flatMap(([, expected]) => expected.map((part) => part.split(' ').at(-2)));
    for (const [event, byCore] of Object.entries(events)) expect([event, proven.includes(event)]).toEqual([event, byCore]);
  });
});
