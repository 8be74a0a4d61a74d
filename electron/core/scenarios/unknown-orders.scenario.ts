import {
  acceptedOnly,
  answers,
  exchangeObeys,
  noAnswer,
  noTrace,
  notFound,
  placing,
  querying,
  refused,
  tracing,
  unknown,
} from '../../testkit/scenario/answers.ts';
import { fills, fillsUnheard } from '../../testkit/scenario/exchange.ts';
import { andThen, monitoring, phase1 } from '../../testkit/scenario/given.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
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
          '09:00:09.300 query entry1; 09:00:09.300 trace entry1; 09:00:09.300 D17 never placed; 09:00:09.300 unlock unknownOrder; 09:00:09.550 again sell 50 SOLUSDT limit 100 (same id)',
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
      title: [
        'id로는 찾지 못해도 체결 내역에 있으면 접수된 주문이다: 다시 보내지 않는다',
        'Not found by its id, yet among the trades: it was placed, and is not sent again',
      ],
      why: [
        'id 조회, 두 장부, 주문 내역, 체결 내역은 거래소의 서로 다른 표다. 모두 비어야 접수되지 않은 것이다.',
        'Query by id, both books, order history and trades are different tables of the exchange. Only when all are empty it was never placed.',
      ],
      ids: ['D17', 'W33', 'W37'],
      given: monitoring,
      rows: [
        ['09:00:00', together(answers(placing('entry1'), unknown({ done: true })), answers(querying('entry1'), notFound, Infinity)), '—'],
        [
          '09:00:01',
          mark('99.9'),
          'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER; D17 outcome unknown; lock unknownOrder',
        ],
        ['09:00:02', together(fillsUnheard('entry1', '20'), fillsUnheard('entry1', '30')), '09:00:01.300 query entry1'],
        [
          '09:00:12',
          time(),
          '09:00:02.300 query entry1; 09:00:04.300 query entry1; 09:00:09.300 query entry1; 09:00:09.300 trace entry1; 09:00:09.300 D17 known again: filled; 09:00:09.300 ENTRY_ORDER → PHASE1; 09:00:09.300 unlock unknownOrder',
        ],
      ],
    },
    {
      title: [
        '체결된 시장가 청산을 조회가 못 찾아도 두 번 팔지 않는다',
        'A market close that filled is not sent twice although the query does not find it',
      ],
      ids: ['D17', 'R04'],
      given: phase1,
      rows: [
        [
          '09:00:00',
          together(answers(placing('marketClose'), unknown({ done: true })), answers(querying('marketClose'), notFound, Infinity)),
          '—',
        ],
        ['09:00:01', mark('101'), '—'],
        [
          '09:00:02',
          risk('SOL'),
          'acted R04 -1; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; D17 outcome unknown; lock unknownOrder',
        ],
        ['09:00:03', fillsUnheard('marketClose', '50'), '09:00:02.300 query marketClose'],
        [
          '09:00:15',
          time(),
          '09:00:03.300 query marketClose; 09:00:05.300 query marketClose; 09:00:10.300 query marketClose; 09:00:10.300 trace marketClose; 09:00:10.300 D17 known again: filled; 09:00:10.300 trade closed risk -50 USDT (-1 %); 09:00:10.300 EXITING → IDLE; 09:00:10.300 lock foreignPosition; 09:00:10.300 unlock unknownOrder; 09:00:13 unlock foreignPosition',
        ],
      ],
    },
    {
      title: [
        '흔적 조회가 실패하는 동안에는 시간이 아무리 지나도 “접수 안 됨”이 아니다: 점점 드물게 묻고, 2분 뒤부터 사람을 부른다',
        'While the trades cannot be read no time makes it "never placed": asked ever more seldom, and from two minutes on a person is called',
      ],
      why: [
        '0.3·1.3·3.3·8.3·13.3·18.3·28.3·38.3·58.3초, 그 뒤 30초마다 묻는다. 30초에 첫 경보, 2분에 “사람이 확인해야 합니다”, 그 뒤 5분마다 다시.',
        'Asked at 0.3, 1.3, 3.3, 8.3, 13.3, 18.3, 28.3, 38.3 and 58.3 s, then every 30 s. First alarm at 30 s, "a person is needed" at two minutes, then again every five minutes.',
      ],
      ids: ['D17'],
      given: monitoring,
      rows: [
        [
          '09:00:00',
          together(answers(placing('entry1'), unknown({ done: false })), answers(tracing('entry1'), refused(-1000), Infinity)),
          '—',
        ],
        [
          '09:00:01',
          mark('99.9'),
          'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER; D17 outcome unknown; lock unknownOrder',
        ],
        [
          '09:00:31',
          time(),
          '09:00:01.300 query entry1; 09:00:02.300 query entry1; 09:00:04.300 query entry1; 09:00:09.300 query entry1; 09:00:09.300 trace entry1; 09:00:14.300 query entry1; 09:00:14.300 trace entry1; 09:00:19.300 query entry1; 09:00:19.300 trace entry1; 09:00:29.300 query entry1; 09:00:29.300 trace entry1; alarm D17 orderStillUnknown',
        ],
        [
          '09:02:01',
          time(),
          '09:00:39.300 query entry1; 09:00:39.300 trace entry1; 09:00:59.300 query entry1; 09:00:59.300 trace entry1; 09:01:05 query entry1; 09:01:05 trace entry1; 09:01:35 query entry1; 09:01:35 trace entry1; alarm D17 orderUnresolved',
        ],
        [
          '09:07:01',
          time(),
          '09:02:05 query entry1; 09:02:05 trace entry1; 09:02:35 query entry1; 09:02:35 trace entry1; 09:03:05 query entry1; 09:03:05 trace entry1; 09:03:35 query entry1; 09:03:35 trace entry1; 09:04:05 query entry1; 09:04:05 trace entry1; 09:04:35 query entry1; 09:04:35 trace entry1; 09:05:05 query entry1; 09:05:05 trace entry1; 09:05:35 query entry1; 09:05:35 trace entry1; 09:06:05 query entry1; 09:06:05 trace entry1; 09:06:35 query entry1; 09:06:35 trace entry1; alarm D17 orderUnresolved',
        ],
        ['09:07:02', together(leadingMarket('LINK'), exchangeObeys), 'ignored W01 lockEntryOrder'],
        [
          '09:07:40',
          time(),
          '09:07:05 query entry1; 09:07:05 trace entry1; 09:07:05 D17 never placed; 09:07:05 unlock unknownOrder; 09:07:05.250 again sell 50 SOLUSDT limit 100 (same id)',
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
            answers(tracing('entry1'), noTrace, Infinity),
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
          '09:00:01.300 query entry1; 09:00:02.300 query entry1; 09:00:04.300 query entry1; 09:00:09.300 query entry1; 09:00:09.300 trace entry1; 09:00:09.300 D17 never placed; 09:00:09.300 unlock unknownOrder; 09:00:09.550 again sell 50 SOLUSDT limit 100 (same id); 09:00:09.550 exchange refused -2019 (retries 1); 09:00:09.550 ENTRY_ORDER → IDLE',
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
          '09:01:00 lock unknownOrder; 09:01:01 query entry1; 09:01:02 query entry1; 09:01:02 trace entry1; 09:01:02 D17 never placed; 09:01:02 unlock unknownOrder; 09:01:02.250 again sell 50 SOLUSDT limit 100 (same id)',
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
