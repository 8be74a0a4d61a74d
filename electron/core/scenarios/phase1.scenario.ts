import { answers, placing, refused } from '../../testkit/scenario/answers.ts';
import { fills, fillsWhole, orderGone } from '../../testkit/scenario/exchange.ts';
import { andThen, entryOrder, phase1 } from '../../testkit/scenario/given.ts';
import { mark, time, wick } from '../../testkit/scenario/prices.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

export const phase1Chapter: Chapter = {
  name: 'phase1',
  title: ['PHASE1 (W40–W42, R13)', 'PHASE1 (W40–W42, R13)'],
  scenarios: [
    {
      title: ['익절은 감시만 하고, 트리거가 오면 목표가에 지정가', 'The TP is watched; at the trigger a limit goes out at the target'],
      ids: ['W40', 'W17-2', 'R13'],
      given: phase1,
      rows: [
        ['09:00:00', time(), '—'],
        ['09:00:01', mark('95.0951'), '—'],
        ['09:00:01.500', wick('95'), '—'],
        ['09:00:02', mark('95.095'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
        ['09:00:03', mark('97'), '—'],
        [
          '09:00:04',
          fillsWhole('takeProfit'),
          'trade closed takeProfit 250 USDT (5 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['2차 진입은 평단 +15%의 0.1% 앞에서', 'The second entry goes out 0.1 % before average +15 %'],
      ids: ['W41', 'W32-3', 'W32-4'],
      given: phase1,
      rows: [
        ['09:00:00', mark('114.8849'), '—'],
        ['09:00:01', mark('114.885'), 'sell 43.04 SOLUSDT limit 115'],
        ['09:00:02', mark('114.9'), '—'],
      ],
    },
    {
      title: ['1차가 전량 체결되기 전에는 2차를 보지 않는다', 'The second entry is not watched before the first one is over'],
      ids: ['W41', 'W32-3'],
      given: entryOrder,
      rows: [
        ['09:00:00', fills('entry1', '49'), '—'],
        ['09:00:01', mark('115'), '—'],
        ['09:00:02', fillsWhole('entry1'), 'ENTRY_ORDER → PHASE1'],
        ['09:00:03', time(), 'sell 43.04 SOLUSDT limit 115'],
      ],
    },
    {
      title: ['PHASE1에는 손절이 없다', 'There is no stop in PHASE1, however far the price goes'],
      ids: ['W42', 'R13', 'D19'],
      given: andThen(
        phase1,
        ['SOL PHASE1, 2차 진입 불가', 'SOL in PHASE1, the second entry cannot be sent'],
        ['08:50:00', answers(placing('entry2'), refused(-4164))],
      ),
      rows: [
        ['09:00:00', mark('116'), 'sell 43.04 SOLUSDT limit 115; exchange refused -4164 (retries 0); second entry skipped D7 -4164'],
        ['09:00:01', mark('200'), '—'],
        ['09:30:00', time(), '—'],
      ],
    },
    {
      title: ['2차 진입이 거절되면 건너뛰고 포지션은 그대로', 'A refused second entry is skipped; position and TP stay'],
      ids: ['D7', 'W35'],
      given: phase1,
      rows: [
        ['09:00:00', answers(placing('entry2'), refused(-4164)), '—'],
        ['09:00:01', mark('114.885'), 'sell 43.04 SOLUSDT limit 115; exchange refused -4164 (retries 0); second entry skipped D7 -4164'],
        ['09:00:02', mark('95.095'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
      ],
    },
    {
      title: [
        '1차 잔여 주문이 외부에서 취소되면 체결된 만큼으로 PHASE1',
        'The rest of the first entry cancelled by hand: PHASE1 with what was filled',
      ],
      ids: ['D8', 'W39'],
      given: entryOrder,
      rows: [
        ['09:00:00', fills('entry1', '20'), '—'],
        ['09:00:01', orderGone('entry1'), 'R20 order cancelled by others; ENTRY_ORDER → PHASE1'],
        ['09:00:02', mark('114.885'), 'sell 68.86 SOLUSDT limit 115'],
      ],
    },
    {
      title: ['2차 주문과 익절은 함께 서 있을 수 있다', 'A waiting second order and a TP can stand together; filled TP ends both'],
      ids: ['W40', 'W41', 'R15'],
      given: phase1,
      rows: [
        ['09:00:00', mark('114.885'), 'sell 43.04 SOLUSDT limit 115'],
        ['09:00:01', mark('95'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
        [
          '09:00:02',
          together(fills('takeProfit', '20'), fills('takeProfit', '30')),
          'cancel entry2; rest of second entry gone (filled 0); trade closed takeProfit 250 USDT (5 %); EXITING → IDLE',
        ],
      ],
    },
  ],
};
