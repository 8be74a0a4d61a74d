import { answers, asking, refused } from '../../testkit/scenario/answers.ts';
import { foreignPosition } from '../../testkit/scenario/exchange.ts';
import { entryOrder, monitoring, phase1, phase2, unstarted } from '../../testkit/scenario/given.ts';
import { entrySignal, leadingMarket, leadingMarketText, post, risk } from '../../testkit/scenario/messages.ts';
import { restart } from '../../testkit/scenario/operator.ts';
import { time } from '../../testkit/scenario/prices.ts';
import { type Chapter, called, together } from '../../testkit/scenario.ts';

const passedText = 'passed W14; IDLE → MONITORING; target 100 trigger 99.9';

export const messages: Chapter = {
  name: 'messages',
  title: ['메시지 수신 (W00–W08, R00–R02, R08)', 'Messages (W00–W08, R00–R02, R08)'],
  scenarios: [
    {
      title: ['진입 신호는 보여 주기만 한다', 'An entry signal is shown, never acted on'],
      ids: ['W00', 'W00-1'],
      rows: [
        ['09:00:00', entrySignal('SOL'), 'shown W00'],
        ['09:00:01', entrySignal('LINK'), 'shown W00'],
        ['09:00:05', leadingMarket('LINK'), 'passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987'],
        ['09:00:06', leadingMarket('SOL'), passedText],
        ['09:00:07', entrySignal('SOL'), 'shown W00'],
      ],
    },
  ],
};
void [
  called,
  together,
  answers,
  asking,
  refused,
  entryOrder,
  phase1,
  phase2,
  unstarted,
  leadingMarketText,
  post,
  risk,
  restart,
  foreignPosition,
  time,
  monitoring,
];
