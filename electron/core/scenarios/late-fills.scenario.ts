import { answers, cancelling } from '../../testkit/scenario/answers.ts';
import { fillsLate, standsAfterAll } from '../../testkit/scenario/earlier.ts';
import { fillsWhole, positionBecomes } from '../../testkit/scenario/exchange.ts';
import { andThen, entryOrder } from '../../testkit/scenario/given.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { emergencyClose, restart } from '../../testkit/scenario/operator.ts';
import { mark, marks, time } from '../../testkit/scenario/prices.ts';
import { cancelledWordlessly } from '../../testkit/scenario/rare.ts';
import type { Chapter } from '../../testkit/scenario.ts';

/** The SOL entry was taken back by a risk message; LINK is sold now. */
const linkHeld = andThen(
  entryOrder,
  ['SOL 진입 주문은 R02로 취소됨, 지금은 LINK PHASE1', 'the SOL entry was taken back by R02, LINK is in PHASE1 now'],
  ['08:40:00', answers(cancelling('entry1'), cancelledWordlessly)],
  ['08:40:01', risk('SOL')],
  ['08:41:00', leadingMarket('LINK')],
  ['08:41:01', marks({ LINK: '12.99' })],
  ['08:41:02', fillsWhole('entry1')],
);

export const lateFills: Chapter = {
  name: 'late-fills',
  title: ['다음 거래 중에 온 지난 거래의 체결 (D8, R03, R21)', 'Fills of an earlier trade while the next one runs (D8, R03, R21)'],
  scenarios: [
    {
      title: [
        '지난 진입 주문의 체결은 우리 것으로 알고, 진입을 잠그고, 다음 거래가 끝나면 제 규칙으로 이어 간다',
        'It is known as ours, entries stay locked, and when the running trade is over it gets its rule',
      ],
      why: [
        '규칙 없는 우리 포지션이다. 한 번에 한 심볼만 다루므로(불변식 1) 진행 중인 거래가 끝난 뒤 D8로 되살리고, R02로 취소한 주문이었으니 ROI가 정한다 (R03).',
        'A position of ours without a rule. Only one symbol is handled at a time (invariant 1), so it comes back by D8 when the running trade is over; the entry was taken back by R02, so ROI decides (R03).',
      ],
      ids: ['D8', 'R03', 'D1'],
      given: linkHeld,
      mainSymbol: 'LINKUSDT',
      rows: [
        ['09:00:00', fillsLate('SOL', '10'), 'alarm D8 lateFill; alarm D8 lateShortStands; lock foreignPosition'],
        ['09:00:10', leadingMarket('DOGE'), 'ignored W01 lockPosition'],
        ['09:00:30', marks({ SOL: '99' }), '—'],
        ['09:00:31', marks({ LINK: '12.3' }), 'W40 trigger 12.36235; buy 384.61 LINKUSDT limit 12.35 reduceOnly; PHASE1 → EXITING'],
        [
          '09:00:32',
          fillsWhole('takeProfit'),
          'trade closed takeProfit 249.9965 USDT (5 %); alarm D8 ladderStarted; EXITING → IDLE; SOLUSDT IDLE → PHASE1; unlock foreignPosition',
        ],
        ['09:00:40', time(), '09:00:33 stop 100 closePosition'],
        ['09:00:41', leadingMarket('DOGE'), 'ignored W01 lockPosition'],
      ],
    },
    {
      title: ['손으로 닫으면 두 번의 조회 뒤에 잠금이 풀린다', 'Closed by hand: the lock opens after two healthy reads'],
      ids: ['D8', 'R21'],
      given: linkHeld,
      mainSymbol: 'LINKUSDT',
      show: ['lateShortGone'],
      rows: [
        ['09:00:00', fillsLate('SOL', '10'), 'alarm D8 lateFill; alarm D8 lateShortStands; lock foreignPosition'],
        ['09:00:30', positionBecomes('0'), '—'],
        ['09:02:00', time(), '09:00:33 R21 lateShortGone SOLUSDT 10; 09:00:33 unlock foreignPosition'],
      ],
    },
    {
      title: ['그 종목의 리스크 메시지는 알리고 기억한다', 'A risk message for it is told at once and kept in mind'],
      ids: ['R03', 'R04', 'D8'],
      given: linkHeld,
      mainSymbol: 'LINKUSDT',
      rows: [
        ['09:00:00', fillsLate('SOL', '10'), 'alarm D8 lateFill; alarm D8 lateShortStands; lock foreignPosition'],
        ['09:00:10', risk('SOL'), 'alarm R03 riskLateShort; acted R03'],
        [
          '09:00:11',
          marks({ SOL: '101', LINK: '12.3' }),
          'W40 trigger 12.36235; buy 384.61 LINKUSDT limit 12.35 reduceOnly; PHASE1 → EXITING',
        ],
        [
          '09:00:12',
          fillsWhole('takeProfit'),
          'trade closed takeProfit 249.9965 USDT (5 %); alarm D8 ladderStarted; EXITING → IDLE; SOLUSDT IDLE → PHASE1; unlock foreignPosition',
        ],
        [
          '09:00:20',
          time(),
          '09:00:13 market buy 10 SOLUSDT reduceOnly; 09:00:13 SOLUSDT PHASE1 → EXITING; 09:00:13 trade closed risk -10 USDT (-1 %); 09:00:13 SOLUSDT EXITING → IDLE; 09:00:13 lock foreignPosition; 09:00:13 unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['비상 청산(봇)은 둘 다 닫는다', 'The emergency close of the bot closes both'],
      ids: ['D22', 'D8'],
      given: linkHeld,
      mainSymbol: 'LINKUSDT',
      rows: [
        ['09:00:00', fillsLate('SOL', '10'), 'alarm D8 lateFill; alarm D8 lateShortStands; lock foreignPosition'],
        [
          '09:00:10',
          emergencyClose(),
          'market buy 384.61 LINKUSDT reduceOnly; PHASE1 → EXITING; lock emergency; trade closed emergency 3.8461 USDT (0.07692308 %); alarm D8 ladderStarted; market buy 10 SOLUSDT reduceOnly; EXITING → IDLE; SOLUSDT IDLE → EXITING; unlock foreignPosition; trade closed emergency 1 USDT (0.1 %); SOLUSDT EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
        ['09:00:20', time(), '09:00:12 FLAT verified'],
      ],
    },
    {
      title: ['다시 시작해도 남는다', 'It survives a restart'],
      ids: ['D8', 'D21'],
      given: linkHeld,
      mainSymbol: 'LINKUSDT',
      rows: [
        ['09:00:00', fillsLate('SOL', '10'), 'alarm D8 lateFill; alarm D8 lateShortStands; lock foreignPosition'],
        ['09:00:10', restart(), 'lock recovery; unlock recovery'],
        ['09:00:30', leadingMarket('DOGE'), 'ignored W01 lockPosition'],
      ],
    },
    {
      title: ['같은 종목이면 R20이 그 포지션에 더한다', 'On the running symbol itself it is added by R20'],
      ids: ['D8', 'R20'],
      given: andThen(
        entryOrder,
        ['SOL 진입 주문은 R02로 취소됨, 다시 SOL PHASE1', 'the SOL entry was taken back by R02, and SOL is in PHASE1 again'],
        ['08:40:00', answers(cancelling('entry1'), cancelledWordlessly)],
        ['08:40:01', risk('SOL')],
        ['08:41:00', leadingMarket('SOL')],
        ['08:41:01', mark('99.9')],
        ['08:41:02', fillsWhole('entry1')],
      ),
      rows: [
        ['09:00:00', fillsLate('SOL', '10'), 'alarm D8 lateFill; R20 quantity doubted 50 ≠ 60'],
        ['09:00:05', time(), '09:00:02 R20 quantity 60 taken over'],
      ],
    },
    {
      title: [
        '끝났다던 지난 진입 주문이 남아 있으면 조회가 찾아 취소한다',
        'An earlier entry that stands after all is found by a read and taken back',
      ],
      ids: ['R16', 'D8'],
      given: linkHeld,
      mainSymbol: 'LINKUSDT',
      show: ['differenceFound'],
      rows: [
        ['09:00:30', standsAfterAll('SOL'), '—'],
        [
          '09:01:30',
          time(),
          '09:01:00 alarm R16 earlierOrderOpen; 09:01:00 R20 differenceFound orderStatus over open; 09:01:00 cancel foreign order 9001; 09:01:00 lock foreignEntryOrder; 09:01:00 unlock foreignEntryOrder',
        ],
      ],
    },
  ],
};
