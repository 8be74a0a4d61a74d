import { answers, hedge, marketRules, placing, refused, unknown } from '../../testkit/scenario/answers.ts';
import { fills, fillsWhole } from '../../testkit/scenario/exchange.ts';
import { andThen, entryOrder, phase1, phase1SecondOrdered } from '../../testkit/scenario/given.ts';
import { risk } from '../../testkit/scenario/messages.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { expiresUnfilled, foreignStop } from '../../testkit/scenario/rare.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

export const exitOrders: Chapter = {
  name: 'exit-orders',
  title: ['청산 주문 (R09–R12, D12, D15)', 'Exit orders (R09–R12, D12, D15)'],
  scenarios: [
    {
      title: [
        'ONE-WAY: 지정가·시장가는 reduceOnly, 스탑은 closePosition',
        'ONE-WAY: limit and market carry reduceOnly, stops closePosition',
      ],
      ids: ['R09', 'R11-1'],
      given: phase1,
      cases: [
        [mark('95.095'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
        [together(mark('99'), risk('SOL')), 'acted R06 1; stop 100 closePosition'],
        [
          together(mark('101'), risk('SOL')),
          'acted R04 -1; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; trade closed risk -50 USDT (-1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['HEDGE: 모두 positionSide=SHORT, reduceOnly 없음', 'HEDGE: everything bears positionSide=SHORT, never reduceOnly'],
      ids: ['R10', 'W27'],
      world: [hedge],
      given: phase1,
      cases: [
        [mark('95.095'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 positionSide=SHORT; PHASE1 → EXITING'],
        [together(mark('99'), risk('SOL')), 'acted R06 1; stop 100 closePosition positionSide=SHORT'],
        [
          together(mark('101'), risk('SOL')),
          'acted R04 -1; market buy 50 SOLUSDT positionSide=SHORT; PHASE1 → EXITING; trade closed risk -50 USDT (-1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['청산 수량은 늘 지금 포지션만큼', 'An exit is always for the position as it now is'],
      ids: ['R11'],
      given: entryOrder,
      rows: [
        ['09:00:00', fills('entry1', '10'), '—'],
        ['09:00:01', mark('95'), 'W40 trigger 95.095; buy 10 SOLUSDT limit 95 reduceOnly'],
        ['09:00:02', fills('takeProfit', '4'), '—'],
        ['09:00:03', fills('entry1', '1'), 'cancel takeProfit; buy 7 SOLUSDT limit 95 reduceOnly'],
        [
          '09:00:04',
          fillsWhole('takeProfit'),
          'cancel entry1; ENTRY_ORDER → EXITING; trade closed takeProfit 55 USDT (5 %); EXITING → IDLE',
        ],
      ],
    },
    {
      title: ['청산 지정가 거절: 시장가로', 'A refused exit limit becomes a market close'],
      ids: ['R12', 'D12'],
      given: phase1,
      rows: [
        ['09:00:00', answers(placing('takeProfit'), refused(-4164)), '—'],
        [
          '09:00:01',
          mark('95.095'),
          'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING; exchange refused -4164 (retries 0); market buy 50 SOLUSDT reduceOnly; trade closed fallback 245.25 USDT (4.905 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: [
        '청산 지정가가 과부하로 거절되면 같은 id로 3번 더, 그 다음 시장가',
        'Refused for overload: three more tries under the same id, then market',
      ],
      ids: ['R12', 'W35', 'W50'],
      given: phase1,
      rows: [
        ['09:00:00', answers(placing('takeProfit'), refused(-1008), 4), '—'],
        ['09:00:01', mark('95.095'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
        [
          '09:00:04',
          time(),
          '09:00:01.250 again buy 50 SOLUSDT limit 95 reduceOnly (same id); 09:00:01.750 again buy 50 SOLUSDT limit 95 reduceOnly (same id); 09:00:02.750 again buy 50 SOLUSDT limit 95 reduceOnly (same id); 09:00:02.750 exchange refused -1008 (retries 3); 09:00:02.750 market buy 50 SOLUSDT reduceOnly; 09:00:02.750 trade closed fallback 245.25 USDT (4.905 %); 09:00:02.750 EXITING → IDLE; 09:00:02.750 lock foreignPosition; 09:00:02.750 unlock foreignPosition',
        ],
      ],
    },
    {
      title: [
        '보내는 중에 취소하기로 한 청산 주문의 거절은 R12가 아니다',
        'The refusal of an exit that was already being taken back is no reason to sell at market',
      ],
      ids: ['R12', 'W37', 'D17'],
      given: andThen(
        entryOrder,
        ['SOL 1차 일부 체결: 10 @ 100', 'SOL first entry partly filled: 10 @ 100'],
        ['08:40:00', fills('entry1', '10')],
      ),
      rows: [
        ['09:00:00', answers(placing('takeProfit'), unknown({ done: false })), '—'],
        ['09:00:01', mark('95'), 'W40 trigger 95.095; buy 10 SOLUSDT limit 95 reduceOnly; D17 outcome unknown; lock unknownOrder'],
        ['09:00:02', fills('entry1', '5'), '09:00:01.300 query takeProfit'],
        [
          '09:00:12',
          time(),
          '09:00:02.300 query takeProfit; 09:00:04.300 query takeProfit; 09:00:09.300 query takeProfit; 09:00:09.300 trace takeProfit; 09:00:09.300 D17 never placed; 09:00:09.300 exchange refused -2013 (retries 0); 09:00:09.300 buy 15 SOLUSDT limit 95 reduceOnly; 09:00:09.300 unlock unknownOrder',
        ],
      ],
    },
    {
      title: [
        '시장가 청산 거절: 새 id로 계속, 세 번마다 경보',
        'A refused market close is tried again for ever, each third time with an alarm',
      ],
      ids: ['R04', 'W51-3'],
      given: phase1,
      rows: [
        ['09:00:00', answers(placing('marketClose'), refused(-4131), 3), '—'],
        ['09:00:01', mark('101'), '—'],
        [
          '09:00:01.100',
          risk('SOL'),
          'acted R04 -1; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; exchange refused -4131 (retries 0); market close refused -4131 (1)',
        ],
        [
          '09:00:10',
          time(),
          '09:00:01.600 market buy 50 SOLUSDT reduceOnly; 09:00:01.600 exchange refused -4131 (retries 0); 09:00:01.600 market close refused -4131 (2); 09:00:02.600 market buy 50 SOLUSDT reduceOnly; 09:00:02.600 exchange refused -4131 (retries 0); 09:00:02.600 market close refused -4131 (3); 09:00:04.600 market buy 50 SOLUSDT reduceOnly; 09:00:04.600 trade closed risk -50 USDT (-1 %); 09:00:04.600 EXITING → IDLE; 09:00:04.600 lock foreignPosition; 09:00:04.600 unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['체결 없이 만료된 시장가 청산은 잠시 뒤 다시', 'A market close that expires unfilled is tried again after a pause'],
      ids: ['R04'],
      given: phase1,
      rows: [
        ['09:00:00', answers(placing('marketClose'), expiresUnfilled, 2), '—'],
        ['09:00:01', mark('101'), '—'],
        [
          '09:00:01.100',
          risk('SOL'),
          'acted R04 -1; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; R20 order expired by others; market close refused 0 (1)',
        ],
        [
          '09:00:05',
          time(),
          '09:00:01.600 market buy 50 SOLUSDT reduceOnly; 09:00:01.600 R20 order expired by others; 09:00:01.600 market close refused 0 (2); 09:00:02.600 market buy 50 SOLUSDT reduceOnly; 09:00:02.600 trade closed risk -50 USDT (-1 %); 09:00:02.600 EXITING → IDLE; 09:00:02.600 lock foreignPosition; 09:00:02.600 unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['시장가 한도보다 큰 포지션은 나누어 나간다', 'A position above the market limit goes out in parts'],
      ids: ['R11', 'R04'],
      world: [marketRules('SOL', { marketMaxQty: '20' })],
      given: phase1,
      rows: [
        ['09:00:00', mark('101'), '—'],
        [
          '09:00:01',
          risk('SOL'),
          'acted R04 -1; market buy 20 SOLUSDT reduceOnly; PHASE1 → EXITING; market buy 20 SOLUSDT reduceOnly; market buy 10 SOLUSDT reduceOnly; trade closed risk -50 USDT (-1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: [
        '결과를 모르는 시장가 청산은 조회하기 전에 다시 보내지 않는다',
        'A market close of unknown fate is asked after before anything else is sent',
      ],
      ids: ['D17', 'R04'],
      given: phase1,
      rows: [
        ['09:00:00', answers(placing('marketClose'), unknown({ done: false })), '—'],
        ['09:00:01', mark('101'), '—'],
        [
          '09:00:01.100',
          risk('SOL'),
          'acted R04 -1; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; D17 outcome unknown; lock unknownOrder',
        ],
        ['09:00:09', time(), '09:00:01.400 query marketClose; 09:00:02.400 query marketClose; 09:00:04.400 query marketClose'],
        [
          '09:00:11',
          time(),
          '09:00:09.400 query marketClose; 09:00:09.400 trace marketClose; 09:00:09.400 D17 never placed; 09:00:09.400 exchange refused -2013 (retries 0); 09:00:09.400 market close refused -2013 (1); 09:00:09.400 unlock unknownOrder; 09:00:09.900 market buy 50 SOLUSDT reduceOnly; 09:00:09.900 trade closed risk -50 USDT (-1 %); 09:00:09.900 EXITING → IDLE; 09:00:09.900 lock foreignPosition; 09:00:09.900 unlock foreignPosition',
        ],
      ],
    },
    {
      title: [
        '429 뒤에는 정해진 시각까지 아무것도 나가지 않고, 그 뒤 청산이 먼저',
        'After a 429 nothing leaves until its end; then the exit goes first',
      ],
      ids: ['D10', 'W50'],
      given: phase1,
      rows: [
        ['09:00:00', answers(placing('marketClose'), refused(429, { banSeconds: 30 })), '—'],
        ['09:00:01', mark('101'), '—'],
        [
          '09:00:01.100',
          risk('SOL'),
          'acted R04 -1; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; D10 nothing sent for 30 s; exchange refused 429 (retries 0); market close refused 429 (1); lock ban',
        ],
        ['09:00:31', time(), '—'],
        [
          '09:00:32',
          time(),
          '09:00:31.100 market buy 50 SOLUSDT reduceOnly; 09:00:31.100 unlock ban; 09:00:31.100 trade closed risk -50 USDT (-1 %); 09:00:31.100 EXITING → IDLE; 09:00:31.100 lock foreignPosition; 09:00:31.100 unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['이미 다른 스탑이 있으면(-4130) 그것을 취소하고 다시 건다', 'Another closePosition stop (-4130) is cancelled first'],
      ids: ['D15', 'D16'],
      given: andThen(phase1, ['SOL PHASE1, 수동 스탑이 걸려 있음', 'SOL in PHASE1 with a hand-made stop'], ['08:50:00', foreignStop]),
      rows: [
        ['09:00:00', answers(placing('breakEvenStop'), refused(-4130)), '—'],
        ['09:00:01', mark('99'), '—'],
        [
          '09:00:01.100',
          risk('SOL'),
          'acted R06 1; stop 100 closePosition; exchange refused -4130 (retries 0); D15 other stop goes first; cancel foreign order 77',
        ],
        ['09:00:03', time(), '09:00:02.100 stop 100 closePosition'],
      ],
    },
    {
      title: ['2차가 완료되면 본절 스탑을 MDD 스탑으로: 취소, 확인, 제출', 'A stop is replaced by cancel, confirm, place'],
      ids: ['D15', 'W43-1'],
      settings: { breakEvenTrigger: 'atOrBelow' },
      given: andThen(
        phase1SecondOrdered,
        ['SOL 2차 주문과 본절 스탑이 서 있음', 'SOL with second order and break-even stop standing'],
        ['08:50:00', mark('99')],
        ['08:50:01', risk('SOL')],
        ['08:50:02', mark('99.5')],
      ),
      rows: [['09:00:00', fillsWhole('entry2'), 'cancel breakEvenStop; PHASE1 → PHASE2; stop 122.98 closePosition']],
    },
  ],
};
