import { answers, cancelling, placing, refused, unknown } from '../../testkit/scenario/answers.ts';
import { fills, fillsUnheard, fillsWhole, orderGone, stopFires } from '../../testkit/scenario/exchange.ts';
import { andThen, phase1SecondOrdered, phase2 } from '../../testkit/scenario/given.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import type { Chapter } from '../../testkit/scenario.ts';

const settled = andThen(
  phase2,
  ['SOL PHASE2: 93.04 @ 106.939…, MDD 스탑과 본절 지정가 서 있음', 'SOL in PHASE2: 93.04 @ 106.939…, MDD stop and break-even standing'],
  ['08:31:00', time()],
);

export const phase2Chapter: Chapter = {
  name: 'phase2',
  title: ['PHASE2 (W43, W43-1, R14, D4, D15)', 'PHASE2 (W43, W43-1, R14, D4, D15)'],
  scenarios: [
    {
      title: [
        '2차 부분 체결: 익절이 평단 본절로 바뀌고, 법대로면 바로 나간다',
        'A partial second fill turns the TP into break-even, which fires at once as the law writes it',
      ],
      why: [
        'D4: Tbe = 평단×1.001 이상이면 발동하므로 2차 체결 가격에서 즉시 충족된다.',
        'D4: the trigger is mark ≥ average × 1.001, which is true where the second entry fills.',
      ],
      ids: ['W43', 'R14', 'D4'],
      given: phase1SecondOrdered,
      rows: [
        ['09:00:00', fills('entry2', '10'), 'PHASE1 → PHASE2'],
        [
          '09:00:01',
          mark('114.885'),
          'W43 trigger 102.6025; cancel entry2; rest of second entry gone (filled 10); buy 60 SOLUSDT limit 102.5 reduceOnly; PHASE2 → EXITING',
        ],
        ['09:00:02', mark('102'), '—'],
        [
          '09:00:03',
          fillsWhole('breakEven'),
          'trade closed breakEven 0 USDT (0 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['본절 트리거 경계', 'The edge of the break-even trigger'],
      ids: ['W17-2', 'W43', 'D4'],
      given: andThen(
        phase1SecondOrdered,
        ['SOL 2차 일부 체결: 60 @ 102.5, 마크 102', 'SOL second entry partly filled: 60 @ 102.5, mark 102'],
        ['08:59:58', mark('102')],
        ['08:59:59', fills('entry2', '10')],
      ),
      rows: [
        ['09:00:00', mark('102.6024'), '—'],
        [
          '09:00:01',
          mark('102.6025'),
          'W43 trigger 102.6025; cancel entry2; rest of second entry gone (filled 10); buy 60 SOLUSDT limit 102.5 reduceOnly; PHASE2 → EXITING',
        ],
      ],
    },
    {
      title: ['설정 atOrBelow: 평단으로 되돌아올 때 나간다', 'Setting atOrBelow: it waits for the price to come back to the average'],
      ids: ['D4', 'W43'],
      settings: { breakEvenTrigger: 'atOrBelow' },
      given: phase1SecondOrdered,
      rows: [
        ['09:00:00', fills('entry2', '10'), 'PHASE1 → PHASE2'],
        ['09:00:01', mark('114.885'), '—'],
        ['09:00:02', mark('102.6026'), '—'],
        [
          '09:00:03',
          mark('102.6025'),
          'W43 trigger 102.6025; cancel entry2; rest of second entry gone (filled 10); buy 60 SOLUSDT limit 102.5 reduceOnly; PHASE2 → EXITING',
        ],
      ],
    },
    {
      title: ['서 있던 익절은 PHASE2에서 즉시 취소되고 본절만 남는다', 'A standing TP is cancelled at once; only break-even remains'],
      ids: ['W43', 'R14'],
      settings: { breakEvenTrigger: 'atOrBelow' },
      given: andThen(
        phase1SecondOrdered,
        ['SOL 2차 주문과 익절 주문이 서 있음, 마크 110', 'SOL with second order and TP standing, mark 110'],
        ['08:59:58', mark('95.095')],
        ['08:59:59', mark('110')],
      ),
      rows: [
        ['09:00:00', fills('entry2', '10'), 'cancel takeProfit; EXITING → PHASE2'],
        ['09:00:01', time(), '—'],
        [
          '09:00:02',
          mark('102'),
          'W43 trigger 102.6025; cancel entry2; rest of second entry gone (filled 10); buy 60 SOLUSDT limit 102.5 reduceOnly; PHASE2 → EXITING',
        ],
      ],
    },
    {
      title: ['2차 전량 체결에서 처음으로 MDD 스탑', 'The MDD stop goes out first when the second entry is filled completely'],
      ids: ['W43-1', 'R14', 'R11-1', 'W29'],
      settings: { breakEvenTrigger: 'atOrBelow' },
      given: phase1SecondOrdered,
      rows: [
        ['09:00:00', fills('entry2', '43.03'), 'PHASE1 → PHASE2'],
        ['09:00:01', fills('entry2', '0.01'), 'stop 122.98 closePosition'],
        ['09:00:02', time(), '—'],
      ],
    },
    {
      title: ['MDD 가격은 평단×(1+mdd)를 tick에 반올림', 'The MDD price is average × (1 + mdd), half-up to the tick'],
      ids: ['W43-1', 'W29', 'D5'],
      settings: { breakEvenTrigger: 'atOrBelow', mdd: '10.01' as never },
      given: phase1SecondOrdered,
      rows: [['09:00:00', fillsWhole('entry2'), 'stop 117.64 closePosition; PHASE1 → PHASE2']],
    },
    {
      title: [
        '본절이 발동하면 잔여 2차를 먼저 취소하고, 확인 뒤 본절',
        'Break-even cancels the rest of the second entry first and goes out after the confirmation',
      ],
      ids: ['W43'],
      given: phase1SecondOrdered,
      rows: [
        ['09:00:00', answers(cancelling('entry2'), unknown({ done: true })), '—'],
        ['09:00:01', fills('entry2', '10'), 'PHASE1 → PHASE2'],
        ['09:00:01.200', mark('114.885'), 'W43 trigger 102.6025; cancel entry2; lock unknownOrder'],
        [
          '09:00:02',
          time(),
          '09:00:01.500 query entry2; 09:00:01.500 D17 known again: cancelled; 09:00:01.500 rest of second entry gone (filled 10); 09:00:01.500 buy 60 SOLUSDT limit 102.5 reduceOnly; 09:00:01.500 PHASE2 → EXITING; 09:00:01.500 unlock unknownOrder',
        ],
      ],
    },
    {
      title: [
        '취소가 전량 체결과 엇갈리면 그래도 2차 완료: MDD 스탑이 나간다',
        'The cancel loses against the complete fill: complete all the same, with the MDD stop',
      ],
      ids: ['W43', 'W43-1'],
      given: phase1SecondOrdered,
      rows: [
        ['09:00:00', fills('entry2', '10'), 'PHASE1 → PHASE2'],
        ['09:00:00.500', fillsUnheard('entry2', '33.04'), '—'],
        [
          '09:00:02',
          time(),
          '09:00:01 W43 trigger 102.6025; 09:00:01 cancel entry2; 09:00:01 lock unknownOrder; 09:00:01 query entry2; 09:00:01 D17 known again: filled; 09:00:01 stop 122.98 closePosition; 09:00:01 buy 93.04 SOLUSDT limit 106.94 reduceOnly; 09:00:01 PHASE2 → EXITING; 09:00:01 unlock unknownOrder',
        ],
      ],
    },
    {
      title: [
        '2차 잔여가 취소되지 않으면 본절은 더 기다리지 않는다',
        'When the rest of the second entry will not cancel, break-even waits no longer',
      ],
      ids: ['W43', 'R15'],
      given: phase1SecondOrdered,
      rows: [
        ['09:00:00', answers(cancelling('entry2'), refused(-1008), 4), '—'],
        ['09:00:01', fills('entry2', '10'), 'PHASE1 → PHASE2'],
        [
          '09:00:03',
          mark('114.885'),
          '09:00:02 W43 trigger 102.6025; 09:00:02 cancel entry2; 09:00:02 cancel failed 1; 09:00:02.250 cancel entry2; 09:00:02.250 cancel failed 2; 09:00:02.500 cancel entry2; 09:00:02.500 cancel failed 3; 09:00:02.750 cancel entry2; 09:00:02.750 cancel failed 4; 09:00:02.750 buy 60 SOLUSDT limit 102.5 reduceOnly; 09:00:02.750 PHASE2 → EXITING; 09:00:02.750 lock exitCancelFailed',
        ],
        [
          '09:00:20',
          time(),
          '09:00:12.750 cancel entry2; 09:00:12.750 rest of second entry gone (filled 10); 09:00:12.750 unlock exitCancelFailed',
        ],
      ],
    },
    {
      title: ['스탑 거절 -4509: 포지션이 보일 때까지 다시', 'Stop refused -4509: again until the position is visible'],
      ids: ['D15', 'W43-1'],
      settings: { breakEvenTrigger: 'atOrBelow' },
      given: phase1SecondOrdered,
      rows: [
        ['09:00:00', answers(placing('mddStop'), refused(-4509), 2), '—'],
        [
          '09:00:01',
          fillsWhole('entry2'),
          'stop 122.98 closePosition; PHASE1 → PHASE2; exchange refused -4509 (retries 0); D15 position not visible yet',
        ],
        [
          '09:00:03',
          time(),
          '09:00:01.500 stop 122.98 closePosition; 09:00:01.500 exchange refused -4509 (retries 0); 09:00:01.500 D15 position not visible yet; 09:00:02 stop 122.98 closePosition',
        ],
      ],
    },
    {
      title: ['스탑 거절 -2021 (이미 지난 가격): 즉시 시장가', 'Stop refused -2021, already passed: out at market at once'],
      ids: ['D15', 'W43-1'],
      settings: { breakEvenTrigger: 'atOrBelow' },
      given: phase1SecondOrdered,
      rows: [
        ['09:00:00', answers(placing('mddStop'), refused(-2021)), '—'],
        [
          '09:00:01',
          fillsWhole('entry2'),
          'stop 122.98 closePosition; PHASE1 → PHASE2; exchange refused -2021 (retries 0); alarm D15 stop refused -2021; market buy 93.04 SOLUSDT reduceOnly; PHASE2 → EXITING; trade closed mddStop -739.3004 USDT (-7.43045349 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['스탑이 사라지면 경보를 울리고 다시 건다', 'A stop that vanishes is placed again, with an alarm'],
      ids: ['D15', 'R20'],
      given: settled,
      rows: [
        ['09:00:00.100', orderGone('mddStop'), 'R20 order cancelled by others'],
        ['09:00:02', time(), 'alarm D15 stop vanished; stop 122.98 closePosition'],
      ],
    },
    {
      title: ['MDD 스탑 발동: 본절 지정가는 취소되고 초기화', 'The MDD stop fires: break-even goes, the symbol starts over'],
      ids: ['W43-1', 'R15', 'R21'],
      given: settled,
      rows: [
        ['09:00:00', mark('122.98'), '—'],
        [
          '09:00:00.200',
          stopFires('mddStop', '123.1'),
          'cancel breakEven; trade closed mddStop -1503.624 USDT (-15.11240653 %); EXITING → IDLE',
        ],
      ],
    },
    {
      title: [
        '2차가 더 체결되어 평단이 바뀌면 본절은 취소 후 재등록',
        'More of the second entry moves the average: break-even is placed anew',
      ],
      ids: ['W43'],
      given: andThen(
        phase1SecondOrdered,
        ['SOL 2차 일부 체결, 잔여 취소가 늦음', 'SOL second entry partly filled, its cancel is slow'],
        ['08:59:57', answers(cancelling('entry2'), refused(-1008), 4)],
      ),
      rows: [
        ['09:00:00', fills('entry2', '10'), 'PHASE1 → PHASE2'],
        [
          '09:00:03',
          time(),
          '09:00:01 W43 trigger 102.6025; 09:00:01 cancel entry2; 09:00:01 cancel failed 1; 09:00:01.250 cancel entry2; 09:00:01.250 cancel failed 2; 09:00:01.500 cancel entry2; 09:00:01.500 cancel failed 3; 09:00:01.750 cancel entry2; 09:00:01.750 cancel failed 4; 09:00:01.750 buy 60 SOLUSDT limit 102.5 reduceOnly; 09:00:01.750 PHASE2 → EXITING; 09:00:01.750 lock exitCancelFailed',
        ],
        ['09:00:03.100', fills('entry2', '10'), 'cancel breakEven; buy 70 SOLUSDT limit 104.29 reduceOnly'],
        [
          '09:00:20',
          time(),
          '09:00:11.750 cancel entry2; 09:00:11.750 rest of second entry gone (filled 20); 09:00:11.750 unlock exitCancelFailed',
        ],
      ],
    },
  ],
};
