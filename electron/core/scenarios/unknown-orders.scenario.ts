import { acceptedOnly, answers, noAnswer, notFound, placing, querying, refused, unknown } from '../../testkit/scenario/answers.ts';
import { fills, fillsUnheard } from '../../testkit/scenario/exchange.ts';
import { andThen, monitoring, phase1 } from '../../testkit/scenario/given.ts';
import { risk } from '../../testkit/scenario/messages.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { standsAsDuplicate } from '../../testkit/scenario/rare.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

export const unknownOrders: Chapter = {
  name: 'unknown-orders',
  title: ['결과를 모르는 주문 (D17, W33)', 'Orders of unknown fate (D17, W33)'],
  scenarios: [
    {
      title: [
        '결과를 모르는 진입 주문: 조회해서 찾으면 받아들인다',
        'An entry order of unknown fate is asked after, and adopted when found',
      ],
      ids: ['D17', 'W33'],
      given: monitoring,
      rows: [
        ['09:00:00', answers(placing('entry1'), unknown({ done: true })), '—'],
        [
          '09:00:01',
          mark('99.9'),
          'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER; D17 outcome unknown; lock unknownOrder',
        ],
        ['09:00:02', time(), '09:00:01.300 query entry1; 09:00:01.300 D17 known again: working; 09:00:01.300 unlock unknownOrder'],
      ],
    },
    {
      title: [
        '찾지 못해도 8초가 지나기 전에는 다시 보내지 않고, 다시 보낼 때는 같은 id',
        'Not found proves nothing for 8 s; the retry bears the same id',
      ],
      ids: ['D17', 'W33', 'W35'],
      given: monitoring,
      rows: [
        ['09:00:00', answers(placing('entry1'), unknown({ done: false })), '—'],
        [
          '09:00:01',
          mark('99.9'),
          'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER; D17 outcome unknown; lock unknownOrder',
        ],
        ['09:00:08.999', time(), '09:00:01.300 query entry1; 09:00:02.300 query entry1; 09:00:04.300 query entry1'],
        [
          '09:00:12',
          time(),
          '09:00:09.300 query entry1; 09:00:09.300 D17 never placed; 09:00:09.300 unlock unknownOrder; 09:00:09.550 again sell 50 SOLUSDT limit 100 (same id)',
        ],
      ],
    },
    {
      title: ['장부가 늦어 한 번 못 찾은 주문은 다시 조회해서 찾는다', 'Lagging books: not found once, found the next time'],
      ids: ['D17'],
      given: monitoring,
      rows: [
        ['09:00:00', together(answers(placing('entry1'), unknown({ done: true })), answers(querying('entry1'), notFound)), '—'],
        [
          '09:00:01',
          mark('99.9'),
          'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER; D17 outcome unknown; lock unknownOrder',
        ],
        [
          '09:00:03',
          time(),
          '09:00:01.300 query entry1; 09:00:02.300 query entry1; 09:00:02.300 D17 known again: working; 09:00:02.300 unlock unknownOrder',
        ],
      ],
    },
    {
      title: ['같은 id가 이미 있다는 거절은 우리의 첫 시도다', 'A refusal for a duplicate id is our own first try'],
      ids: ['W33', 'D17'],
      given: monitoring,
      rows: [
        ['09:00:00', answers(placing('entry1'), standsAsDuplicate), '—'],
        ['09:00:01', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER; lock unknownOrder'],
        ['09:00:02', time(), 'query entry1; D17 known again: working; unlock unknownOrder'],
      ],
    },
    {
      title: [
        '접수되지 않았다고 결론 낸 진입 주문이 살아 있으면 거둬들인다',
        'An entry that was concluded never placed and is alive after all is taken back',
      ],
      ids: ['D17', 'R16', 'D8'],
      given: monitoring,
      rows: [
        [
          '09:00:00',
          together(
            answers(placing('entry1'), unknown({ done: true }), 1),
            answers(querying('entry1'), notFound, Infinity),
            answers(placing('entry1'), refused(-2019)),
          ),
          '—',
        ],
        [
          '09:00:01',
          mark('99.9'),
          'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER; D17 outcome unknown; lock unknownOrder',
        ],
        [
          '09:00:12',
          time(),
          '09:00:01.300 query entry1; 09:00:02.300 query entry1; 09:00:04.300 query entry1; 09:00:09.300 query entry1; 09:00:09.300 D17 never placed; 09:00:09.300 unlock unknownOrder; 09:00:09.550 again sell 50 SOLUSDT limit 100 (same id); 09:00:09.550 exchange refused -2019 (retries 1); 09:00:09.550 ENTRY_ORDER → IDLE',
        ],
        [
          '09:00:20',
          fills('entry1', '10'),
          'alarm D8 ladderStarted; alarm R16 finishedOrderStillOpen; cancel entry1; IDLE → ENTRY_ORDER; ENTRY_ORDER → PHASE1',
        ],
        ['09:00:25', time(), '—'],
      ],
    },
    {
      title: [
        '응답이 영영 없는 주문은 계좌 조회가 의심하고, 그 사이 거절이 오면 거절이다',
        'An order without an answer is put in question by the account read',
      ],
      ids: ['D17'],
      given: andThen(
        monitoring,
        ['SOL 모니터링, 응답이 오지 않음', 'SOL is monitored, no answer comes'],
        ['08:59:58', answers(placing('entry1'), noAnswer)],
      ),
      rows: [
        ['09:00:00', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER'],
        [
          '09:01:10',
          time(),
          '09:01:00 lock unknownOrder; 09:01:01 query entry1; 09:01:02 query entry1; 09:01:02 D17 never placed; 09:01:02 unlock unknownOrder; 09:01:02.250 again sell 50 SOLUSDT limit 100 (same id)',
        ],
      ],
    },
    {
      title: ['접수만 되고 소식이 없는 시장가 청산은 조회한다', 'A market close that was accepted and then silent is asked after'],
      ids: ['D17', 'R04'],
      given: phase1,
      rows: [
        ['09:00:00', answers(placing('marketClose'), acceptedOnly), '—'],
        ['09:00:01', mark('101'), '—'],
        ['09:00:02', risk('SOL'), 'acted R04 -1; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING'],
        ['09:00:03', fillsUnheard('marketClose', '50'), '—'],
        [
          '09:00:08',
          time(),
          '09:00:05 query marketClose; 09:00:05 lock unknownOrder; 09:00:05 D17 known again: filled; 09:00:05 trade closed risk -50 USDT (-1 %); 09:00:05 EXITING → IDLE; 09:00:05 lock foreignPosition; 09:00:05 unlock unknownOrder; unlock foreignPosition',
        ],
      ],
    },
  ],
};
