import { answers, cancelling, placing, refused, unknown } from '../../testkit/scenario/answers.ts';
import { fills, fillsWhole, stopFires } from '../../testkit/scenario/exchange.ts';
import { andThen, entryOrder, phase1, phase2 } from '../../testkit/scenario/given.ts';
import { risk } from '../../testkit/scenario/messages.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

const tpStanding = andThen(
  phase1,
  ['SOL PHASE1, 익절 50 @ 95 서 있음', 'SOL in PHASE1, TP 50 @ 95 standing'],
  ['08:50:00', mark('95.095')],
);
const settled = andThen(
  phase2,
  ['SOL PHASE2, MDD 스탑과 본절 지정가 서 있음', 'SOL in PHASE2 with MDD stop and break-even standing'],
  ['08:31:00', time()],
);

export const priority: Chapter = {
  name: 'priority',
  title: ['우선순위와 5초 룰 (R17–R19, R25, R26)', 'Priority and the 5-second rule (R17–R19, R25, R26)'],
  scenarios: [
    {
      title: ['익절이 일부 체결되고 5초 멈추면: 취소, 잔량 시장가', 'A TP partly filled and still for 5 s: cancelled, the rest at market'],
      ids: ['R19', 'R25'],
      given: tpStanding,
      rows: [
        ['09:00:00', fills('takeProfit', '20'), '—'],
        ['09:00:04.999', time(), '—'],
        [
          '09:00:05',
          time(),
          'cancel takeProfit; market buy 30 SOLUSDT reduceOnly; trade closed stalledExit 247.15 USDT (4.943 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['체결이 이어지면 5초는 마지막 체결부터', 'Each further fill starts the 5 s anew'],
      ids: ['R19'],
      given: tpStanding,
      rows: [
        ['09:00:00', fills('takeProfit', '20'), '—'],
        ['09:00:04.900', fills('takeProfit', '1'), '—'],
        ['09:00:09.899', time(), '—'],
        [
          '09:00:09.900',
          time(),
          'cancel takeProfit; market buy 29 SOLUSDT reduceOnly; trade closed stalledExit 247.245 USDT (4.9449 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['한 번도 체결되지 않은 청산 주문에는 5초 룰이 없다', 'No 5-second rule for an exit that never filled'],
      ids: ['R19'],
      given: tpStanding,
      rows: [['09:30:00', time(), '—']],
    },
    {
      title: ['진입 주문에는 5초 룰이 없다', 'No 5-second rule for entries'],
      ids: ['R19', 'W36'],
      given: entryOrder,
      rows: [
        ['09:00:00', fills('entry1', '20'), '—'],
        ['09:30:00', time(), '—'],
      ],
    },
    {
      title: ['본절 지정가에도 5초 룰', 'The 5-second rule holds for the break-even limit'],
      ids: ['R19'],
      given: settled,
      rows: [
        ['09:00:00', fills('breakEven', '93'), '—'],
        [
          '09:00:05',
          time(),
          'cancel breakEven; market buy 0.04 SOLUSDT reduceOnly; cancel mddStop; trade closed stalledExit -0.4154 USDT (-0.00417504 %); EXITING → IDLE',
        ],
      ],
    },
    {
      title: ['잔량 취소와 체결이 엇갈리면 시장가는 남은 만큼만', 'The rest fills while it is being cancelled: nothing is left to sell'],
      ids: ['R19', 'R11'],
      given: tpStanding,
      rows: [
        ['09:00:00', fills('takeProfit', '20'), '—'],
        ['09:00:04', answers(cancelling('takeProfit'), unknown({ done: false })), '—'],
        ['09:00:05', time(), 'cancel takeProfit; lock unknownOrder'],
        [
          '09:00:05.100',
          fillsWhole('takeProfit'),
          'trade closed takeProfit 250 USDT (5 %); EXITING → IDLE; lock foreignPosition; unlock unknownOrder; unlock foreignPosition',
        ],
        ['09:00:06', time(), '—'],
      ],
    },
    {
      title: [
        '취소가 끝내 답이 없으면 3초 뒤 시장가를 더 기다리지 않는다',
        'A cancel that gets no answer holds the market close back for 3 s, not longer',
      ],
      why: [
        'reduceOnly·positionSide가 초과를 막으므로 기다리는 쪽이 더 위험하다.',
        'reduceOnly / positionSide keep it from overshooting; waiting longer would cost more.',
      ],
      ids: ['R19', 'R11'],
      given: tpStanding,
      rows: [
        ['09:00:00', fills('takeProfit', '20'), '—'],
        ['09:00:04', answers(cancelling('takeProfit'), refused(-1000), 9), '—'],
        [
          '09:00:07.999',
          time(),
          '09:00:05 cancel takeProfit; 09:00:05 cancel failed 1; 09:00:05.250 cancel takeProfit; 09:00:05.250 cancel failed 2; 09:00:05.500 cancel takeProfit; 09:00:05.500 cancel failed 3; 09:00:05.750 cancel takeProfit; 09:00:05.750 cancel failed 4; 09:00:05.750 lock exitCancelFailed',
        ],
        ['09:00:08', time(), 'market buy 30 SOLUSDT reduceOnly'],
      ],
    },
    {
      title: ['같은 순간의 리스크 청산이 5초 룰보다 먼저', 'A risk close at the same moment goes ahead of the 5-second rule'],
      ids: ['R18', 'R17'],
      given: tpStanding,
      rows: [
        ['09:00:00', fills('takeProfit', '20'), '—'],
        ['09:00:01', mark('101'), '—'],
        [
          '09:00:04.999',
          risk('SOL'),
          'acted R04 -1; cancel takeProfit; market buy 30 SOLUSDT reduceOnly; trade closed risk 70 USDT (1.4 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
        ['09:00:06', time(), '—'],
      ],
    },
    {
      title: [
        '손실 리스크와 익절 트리거가 함께면 시장가만, 익절은 나가지 않는다',
        'Risk at a loss with a standing TP: market only, the TP is cancelled',
      ],
      ids: ['R26', 'R17'],
      given: tpStanding,
      rows: [
        [
          '09:00:00',
          together(mark('100.01'), risk('SOL')),
          'acted R04 -0.01; cancel takeProfit; market buy 50 SOLUSDT reduceOnly; trade closed risk -0.5 USDT (-0.01 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['스탑이 지정가보다 먼저 나간다', 'Stops leave ahead of limits'],
      ids: ['R17'],
      given: andThen(phase1, ['SOL PHASE1, 익절 제출의 답이 없음', 'SOL in PHASE1'], ['08:59:59', mark('99')]),
      rows: [
        [
          '09:00:00',
          together(answers(placing('breakEvenStop'), refused(-1008)), risk('SOL'), mark('95')),
          'acted R06 1; stop 100 closePosition; W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING',
        ],
        ['09:00:01', time(), '09:00:00.250 again stop 100 closePosition (same id)'],
      ],
    },
    {
      title: ['청산 중에 스탑이 발동하면 남은 것이 없다', 'The stop fires while the market close is refused: nothing is left'],
      ids: ['R17', 'R15'],
      given: settled,
      rows: [
        ['09:00:00', together(answers(placing('marketClose'), refused(-4131)), mark('120')), '—'],
        [
          '09:00:01',
          risk('SOL'),
          'acted R04 -12.213556323872316475034172; cancel breakEven; market buy 93.04 SOLUSDT reduceOnly; exchange refused -4131 (retries 0); market close refused -4131 (1)',
        ],
        [
          '09:00:01.100',
          stopFires('mddStop', '123'),
          'trade closed mddStop -1494.32 USDT (-15.01889523 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
  ],
};
