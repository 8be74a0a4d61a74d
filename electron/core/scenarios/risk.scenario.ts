import { answers, cancelling, placing, refused, unknown } from '../../testkit/scenario/answers.ts';
import { fills, fillsWhole, stopFires } from '../../testkit/scenario/exchange.ts';
import { andThen, entryOrder, phase1, phase1SecondOrdered, phase2 } from '../../testkit/scenario/given.ts';
import { risk } from '../../testkit/scenario/messages.ts';
import { mark, marks, time } from '../../testkit/scenario/prices.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

const partly = andThen(
  entryOrder,
  ['SOL 1차 일부 체결: 10 @ 100', 'SOL first entry partly filled: 10 @ 100'],
  ['08:40:00', fills('entry1', '10')],
);

const settled = andThen(
  phase2,
  ['SOL PHASE2: 93.04 @ 106.939…, MDD 스탑과 본절 지정가 서 있음', 'SOL in PHASE2: 93.04 @ 106.939…, MDD stop and break-even standing'],
  ['08:31:00', time()],
);

export const riskChapter: Chapter = {
  name: 'risk',
  title: ['리스크관리 (R03–R07, W38, D8, D9)', 'Risk messages (R03–R07, W38, D8, D9)'],
  scenarios: [
    {
      title: ['PHASE1에서 ROI 부호가 정한다: 0은 정확히 0일 때만', 'In PHASE1 the sign of the ROI decides; zero is exactly zero'],
      ids: ['R04', 'R05', 'R06'],
      given: phase1,
      cases: [
        [
          together(mark('100.0001'), risk('SOL')),
          'acted R04 -0.0001; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; trade closed risk -0.005 USDT (-0.0001 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
        [
          together(mark('100'), risk('SOL')),
          'acted R05 0; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; trade closed risk 0 USDT (0 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
        [together(mark('99.9999'), risk('SOL')), 'acted R06 0.0001; stop 100 closePosition'],
        [together(mark('99.99'), risk('SOL')), 'acted R06 0.01; stop 100 closePosition'],
        [
          together(mark('150'), risk('SOL')),
          'sell 43.04 SOLUSDT limit 115; acted R04 -50; cancel entry2; PHASE1 → EXITING; rest of second entry gone (filled 0); market buy 50 SOLUSDT reduceOnly; trade closed risk -2500 USDT (-50 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: [
        '평단이 tick 사이면 반올림된 스탑이 이미 닿았을 수 있다: 시장가',
        'With an average between ticks the rounded stop may be reached already: market',
      ],
      ids: ['D9', 'R06', 'W29'],
      given: andThen(
        entryOrder,
        ['SOL 1차 체결: 평단 100.004', 'SOL first entry filled at average 100.004'],
        ['08:40:00', fills('entry1', '20')],
        ['08:40:01', fills('entry1', '30', '100.00666666666666666')],
        ['08:40:02', mark('99')],
      ),
      cases: [
        [
          together(mark('100.0039'), risk('SOL')),
          'acted D9 0.00009999600015998960042; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; trade closed risk 0.005 USDT (0.0001 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
        [
          together(mark('100'), risk('SOL')),
          'acted D9 0.00399984000639974001056; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; trade closed risk 0.2 USDT (0.00399984 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
        [together(mark('99.9999'), risk('SOL')), 'acted R06 0.00409983600655973361082; stop 100 closePosition'],
      ],
    },
    {
      title: ['PHASE1 이익: 본절 스탑, 서 있는 익절은 유지', 'In profit in PHASE1: a stop at the average; a standing TP stays'],
      ids: ['R06', 'D9'],
      given: phase1,
      rows: [
        ['09:00:00', mark('95.095'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
        ['09:00:01', risk('SOL'), 'acted R06 4.905; stop 100 closePosition'],
        ['09:00:02', risk('SOL'), 'ignored R06'],
        ['09:00:03', fillsWhole('takeProfit'), 'cancel breakEvenStop; trade closed takeProfit 250 USDT (5 %); EXITING → IDLE'],
      ],
    },
    {
      title: [
        'PHASE1 이익, 익절은 감시 중: 감시를 계속한다',
        'In profit with a watched TP: it goes on being watched, nothing is placed early',
      ],
      ids: ['R06', 'D9'],
      given: phase1,
      rows: [
        ['09:00:00', mark('98'), '—'],
        ['09:00:01', risk('SOL'), 'acted R06 2; stop 100 closePosition'],
        ['09:00:02', mark('95.095'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
        ['09:00:03', stopFires('breakEvenStop'), 'cancel takeProfit; trade closed breakEvenStop 0 USDT (0 %); EXITING → IDLE'],
      ],
    },
    {
      title: ['본절 스탑이 -2021로 거절되면 시장가', 'The break-even stop refused -2021: out at market'],
      ids: ['D9', 'D15', 'R06'],
      given: phase1,
      rows: [
        ['09:00:00', answers(placing('breakEvenStop'), refused(-2021)), '—'],
        ['09:00:01', mark('99'), '—'],
        [
          '09:00:02',
          risk('SOL'),
          'acted R06 1; stop 100 closePosition; exchange refused -2021 (retries 0); alarm D15 stop refused -2021; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; trade closed breakEvenStop 50 USDT (1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['일부 체결에서 손실: 잔여 취소 뒤 시장가', 'Partly filled at a loss: the rest is cancelled, then market'],
      ids: ['R03', 'R04', 'W38'],
      given: partly,
      rows: [
        ['09:00:00', mark('101'), '—'],
        [
          '09:00:01',
          risk('SOL'),
          'acted R04 -1; cancel entry1; ENTRY_ORDER → EXITING; market buy 10 SOLUSDT reduceOnly; trade closed risk -10 USDT (-1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['일부 체결에서 ROI 0: 시장가', 'Partly filled at exactly zero: market'],
      ids: ['R03', 'R05', 'W38'],
      given: partly,
      cases: [
        [
          together(mark('100'), risk('SOL')),
          'acted R05 0; cancel entry1; ENTRY_ORDER → EXITING; market buy 10 SOLUSDT reduceOnly; trade closed risk 0 USDT (0 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: [
        '일부 체결에서 이익: 잔여 취소, 본절 스탑, 체결된 만큼으로 PHASE1',
        'Partly filled in profit: the rest is cancelled, a stop at the average, PHASE1 with what was filled',
      ],
      ids: ['R03', 'R06', 'W38', 'D8'],
      given: partly,
      rows: [
        ['09:00:00', mark('99'), '—'],
        ['09:00:01', risk('SOL'), 'acted R03; cancel entry1; stop 100 closePosition; ENTRY_ORDER → PHASE1'],
        ['09:00:02', mark('95.095'), 'W40 trigger 95.095; buy 10 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
      ],
    },
    {
      title: [
        '취소 중 가격이 돌아서면 취소가 확인된 때의 ROI가 정한다',
        'The price turns while the rest is being cancelled: the ROI at the confirmation decides',
      ],
      ids: ['R03', 'R04', 'D17'],
      given: partly,
      rows: [
        ['09:00:00', together(mark('99'), answers(cancelling('entry1'), unknown({ done: true }))), '—'],
        ['09:00:01', risk('SOL'), 'acted R03; cancel entry1; stop 100 closePosition; lock unknownOrder'],
        ['09:00:01.100', mark('101'), '—'],
        [
          '09:00:02',
          time(),
          '09:00:01.300 query entry1; 09:00:01.300 D17 known again: cancelled; 09:00:01.300 market buy 10 SOLUSDT reduceOnly; 09:00:01.300 ENTRY_ORDER → EXITING; 09:00:01.300 unlock unknownOrder; 09:00:01.300 cancel breakEvenStop; 09:00:01.300 trade closed risk -10 USDT (-1 %); 09:00:01.300 EXITING → IDLE',
        ],
      ],
    },
    {
      title: [
        '취소 중 더 체결되어 평단이 바뀌면 본절 스탑도 옮긴다',
        'More is filled while cancelling and the average moves: the stop moves with it',
      ],
      ids: ['R03', 'R06', 'D15'],
      given: partly,
      rows: [
        ['09:00:00', together(mark('99'), answers(cancelling('entry1'), refused(-1008))), '—'],
        ['09:00:01', risk('SOL'), 'acted R03; cancel entry1; stop 100 closePosition; cancel failed 1'],
        ['09:00:01.100', fills('entry1', '10', '102'), '—'],
        [
          '09:00:02',
          time(),
          '09:00:01.250 cancel entry1; 09:00:01.250 cancel breakEvenStop; 09:00:01.250 ENTRY_ORDER → PHASE1; 09:00:01.250 stop 101 closePosition',
        ],
      ],
    },
    {
      title: ['PHASE2 손실: 시장가', 'PHASE2 at a loss, however small: market'],
      ids: ['R04'],
      given: settled,
      cases: [
        [
          together(mark('110'), risk('SOL')),
          'acted R04 -2.862426630216290102114658; cancel breakEven; market buy 93.04 SOLUSDT reduceOnly; cancel mddStop; trade closed risk -284.8 USDT (-2.86242663 %); EXITING → IDLE',
        ],
        [
          together(mark('106.94'), risk('SOL')),
          'acted R04 -0.000980943957546032001287; cancel breakEven; market buy 93.04 SOLUSDT reduceOnly; cancel mddStop; trade closed risk -0.0976 USDT (-0.00098094 %); EXITING → IDLE',
        ],
      ],
    },
    {
      title: ['PHASE2 이익: MDD와 본절 지정가 그대로', 'PHASE2 in profit: MDD stop and break-even limit stay as they are'],
      ids: ['R07', 'R24'],
      given: settled,
      cases: [
        [together(mark('106'), risk('SOL')), 'ignored R07 0.878025247246120447053148'],
        [together(mark('106.93'), risk('SOL')), 'ignored R07 0.008370185736109994371633'],
      ],
    },
    {
      title: ['2차 주문이 서 있을 때의 손실: 2차를 취소하고 시장가', 'At a loss with the second order open: it is cancelled, then market'],
      ids: ['R04', 'W43'],
      given: phase1SecondOrdered,
      rows: [
        [
          '09:00:00',
          risk('SOL'),
          'acted R04 -14.885; cancel entry2; PHASE1 → EXITING; rest of second entry gone (filled 0); market buy 50 SOLUSDT reduceOnly; trade closed risk -744.25 USDT (-14.885 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['청산 중에 온 리스크 메시지는 더할 것이 없다', 'A risk message during the close adds nothing'],
      ids: ['R18'],
      given: phase1,
      rows: [
        ['09:00:00', together(answers(placing('marketClose'), refused(-1008), 2), marks({ SOL: '101' })), '—'],
        [
          '09:00:01',
          risk('SOL'),
          'acted R04 -1; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; exchange refused -1008 (retries 0); market close refused -1008 (1)',
        ],
        ['09:00:01.100', risk('SOL'), 'ignored R18'],
        [
          '09:00:05',
          time(),
          '09:00:01.500 market buy 50 SOLUSDT reduceOnly; 09:00:01.500 exchange refused -1008 (retries 0); 09:00:01.500 market close refused -1008 (2); 09:00:02.500 market buy 50 SOLUSDT reduceOnly; 09:00:02.500 trade closed risk -50 USDT (-1 %); 09:00:02.500 EXITING → IDLE; 09:00:02.500 lock foreignPosition; 09:00:02.500 unlock foreignPosition',
        ],
      ],
    },
  ],
};
