import {
  acceptedOnly,
  answers,
  exchangeObeys,
  hedge,
  marketRules,
  placing,
  refused,
  tracing,
  unknown,
} from '../../testkit/scenario/answers.ts';
import { fills, foreignOrder, foreignPosition } from '../../testkit/scenario/exchange.ts';
import { phase1 } from '../../testkit/scenario/given.ts';
import { emergencyClose } from '../../testkit/scenario/operator.ts';
import { time } from '../../testkit/scenario/prices.ts';
import { closesForeign } from '../../testkit/scenario/rare.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

export const emergencyAccount: Chapter = {
  name: 'emergency-account',
  title: ['비상 청산의 범위 (D22)', 'The scope of the emergency close (D22)'],
  scenarios: [
    {
      title: ['봇 범위: 남의 것은 건드리지 않는다', 'Bot scope leaves what is not ours alone'],
      ids: ['D22'],
      given: phase1,
      rows: [
        [
          '09:00:00',
          together(foreignPosition('LINK', '-5'), foreignOrder('DOGE', { id: '8' })),
          'lock foreignPosition; lock foreignEntryOrder',
        ],
        [
          '09:00:01',
          emergencyClose('bot'),
          'market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; lock emergency; trade closed emergency 5 USDT (0.1 %); EXITING → IDLE',
        ],
        ['09:00:06', time(), '09:00:03 FLAT verified'],
      ],
    },
    {
      title: ['계정 범위: 롱·숏·남의 주문까지', 'Account scope: longs, shorts and orders by other hands as well'],
      ids: ['D22', 'D16'],
      rows: [
        [
          '09:00:00',
          together(
            foreignPosition('LINK', '5'),
            foreignPosition('DOGE', '-700'),
            foreignOrder('BTC', { id: '9', book: 'conditional' }),
            answers(placing('accountClose'), closesForeign, 2),
          ),
          'lock foreignPosition; lock foreignEntryOrder',
        ],
        [
          '09:00:01',
          emergencyClose('account'),
          'lock emergency; cancel foreign order 9; market sell 5 LINKUSDT reduceOnly; market buy 700 DOGEUSDT reduceOnly; unlock foreignEntryOrder; unlock foreignPosition',
        ],
        ['09:00:10', time(), '09:00:03 FLAT verified'],
      ],
    },
    {
      title: [
        '계정 범위: 시장가 한도보다 큰 남의 포지션은 나누어',
        'Account scope: a foreign position above the market limit goes in parts',
      ],
      ids: ['D22'],
      world: [marketRules('LINK', { marketMaxQty: '2' })],
      rows: [
        ['09:00:00', together(foreignPosition('LINK', '-5'), answers(placing('accountClose'), closesForeign, 3)), 'lock foreignPosition'],
        ['09:00:01', emergencyClose('account'), 'lock emergency; market buy 2 LINKUSDT reduceOnly'],
        [
          '09:00:20',
          time(),
          '09:00:02 market buy 2 LINKUSDT reduceOnly; 09:00:03 market buy 1 LINKUSDT reduceOnly; 09:00:03 unlock foreignPosition; 09:00:05 FLAT verified',
        ],
      ],
    },
    {
      title: ['두 번째 누름은 범위를 좁히지 않는다', 'A second press never narrows the scope of the first'],
      ids: ['D22'],
      rows: [
        ['09:00:00', foreignPosition('LINK', '-5'), 'lock foreignPosition'],
        [
          '09:00:01',
          together(answers(placing('accountClose'), refused(-4131)), emergencyClose('account')),
          'lock emergency; market buy 5 LINKUSDT reduceOnly; exchange refused -4131 (retries 0)',
        ],
        [
          '09:00:01.500',
          together(answers(placing('accountClose'), closesForeign), emergencyClose('bot')),
          'market buy 5 LINKUSDT reduceOnly; unlock foreignPosition',
        ],
        ['09:00:10', time(), '09:00:03 FLAT verified'],
      ],
    },
    {
      title: [
        '일부만 닫힘: 무엇이 없어졌고 무엇이 남았는지 말하고 계속한다',
        'Partly closed: it says what is gone and what stands, and goes on',
      ],
      why: [
        '포지션(또는 진입 주문)이 줄어든 것이 두 번의 정상 조회로 확인되고, 결과를 모르는 주문이 없을 때만 “일부만 청산됨”이다. 아니면 “확인되지 않음”.',
        'Only when two healthy reads show a position (or entry order) gone or smaller, and no order is in question; else NOT CONFIRMED.',
      ],
      ids: ['D22'],
      rows: [
        ['09:00:00', together(foreignPosition('LINK', '-5'), foreignPosition('DOGE', '-700')), 'lock foreignPosition'],
        [
          '09:00:01',
          together(
            answers(placing('accountClose'), closesForeign),
            answers(placing('accountClose'), refused(-4131), Infinity),
            emergencyClose('account'),
          ),
          'lock emergency; market buy 5 LINKUSDT reduceOnly; market buy 700 DOGEUSDT reduceOnly; exchange refused -4131 (retries 0)',
        ],
        [
          '09:00:30.999',
          time(),
          '09:00:02 market buy 700 DOGEUSDT reduceOnly; 09:00:02 exchange refused -4131 (retries 0); 09:00:03 market buy 700 DOGEUSDT reduceOnly; 09:00:03 exchange refused -4131 (retries 0); 09:00:05 market buy 700 DOGEUSDT reduceOnly; 09:00:05 exchange refused -4131 (retries 0); 09:00:10 market buy 700 DOGEUSDT reduceOnly; 09:00:10 exchange refused -4131 (retries 0); 09:00:20 market buy 700 DOGEUSDT reduceOnly; 09:00:20 exchange refused -4131 (retries 0); 09:00:30 market buy 700 DOGEUSDT reduceOnly; 09:00:30 exchange refused -4131 (retries 0)',
        ],
        ['09:00:31', time(), 'alarm D22 emergencyPartly'],
        [
          '09:01:01',
          together(exchangeObeys, answers(placing('accountClose'), closesForeign)),
          '09:00:40 market buy 700 DOGEUSDT reduceOnly; 09:00:40 exchange refused -4131 (retries 0); 09:00:50 market buy 700 DOGEUSDT reduceOnly; 09:00:50 exchange refused -4131 (retries 0); 09:01:00 market buy 700 DOGEUSDT reduceOnly; 09:01:00 exchange refused -4131 (retries 0)',
        ],
        ['09:01:20', time(), '09:01:10 market buy 700 DOGEUSDT reduceOnly; 09:01:10 unlock foreignPosition; 09:01:12 FLAT verified'],
      ],
    },
    {
      title: [
        '시장가가 일부만 체결되고 나머지가 거절되면 “일부만 청산됨”',
        'A market close that fills in part, its rest refused: partly closed',
      ],
      ids: ['D22', 'R15'],
      given: phase1,
      rows: [
        [
          '09:00:00',
          together(
            answers(placing('marketClose'), acceptedOnly),
            answers(placing('marketClose'), refused(-4131), Infinity),
            emergencyClose('bot'),
          ),
          'market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; lock emergency',
        ],
        ['09:00:01', fills('marketClose', '30'), 'cancel marketClose; market close refused 0 (1)'],
        [
          '09:00:29.999',
          time(),
          '09:00:01.500 market buy 20 SOLUSDT reduceOnly; 09:00:01.500 exchange refused -4131 (retries 0); 09:00:01.500 market close refused -4131 (2); 09:00:02.500 market buy 20 SOLUSDT reduceOnly; 09:00:02.500 exchange refused -4131 (retries 0); 09:00:02.500 market close refused -4131 (3); 09:00:04.500 market buy 20 SOLUSDT reduceOnly; 09:00:04.500 exchange refused -4131 (retries 0); 09:00:04.500 market close refused -4131 (4); 09:00:09.500 market buy 20 SOLUSDT reduceOnly; 09:00:09.500 exchange refused -4131 (retries 0); 09:00:09.500 market close refused -4131 (5); 09:00:14.500 market buy 20 SOLUSDT reduceOnly; 09:00:14.500 exchange refused -4131 (retries 0); 09:00:14.500 market close refused -4131 (6); 09:00:19.500 market buy 20 SOLUSDT reduceOnly; 09:00:19.500 exchange refused -4131 (retries 0); 09:00:19.500 market close refused -4131 (7); 09:00:24.500 market buy 20 SOLUSDT reduceOnly; 09:00:24.500 exchange refused -4131 (retries 0); 09:00:24.500 market close refused -4131 (8); 09:00:29.500 market buy 20 SOLUSDT reduceOnly; 09:00:29.500 exchange refused -4131 (retries 0); 09:00:29.500 market close refused -4131 (9)',
        ],
        ['09:00:30', time(), 'alarm D22 emergencyPartly'],
      ],
    },
    {
      title: [
        '남은 주문의 결과를 모르면 줄었어도 “확인되지 않음”',
        'With an order in question nothing is confirmed, although something is gone',
      ],
      ids: ['D22', 'D17'],
      given: phase1,
      rows: [
        [
          '09:00:00',
          together(
            answers(placing('marketClose'), acceptedOnly),
            answers(placing('marketClose'), unknown({ done: false }), Infinity),
            answers(tracing('marketClose'), refused(-1000), Infinity),
            emergencyClose('bot'),
          ),
          'market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; lock emergency',
        ],
        ['09:00:01', fills('marketClose', '30'), 'cancel marketClose; market close refused 0 (1)'],
        [
          '09:00:31',
          time(),
          '09:00:01.500 market buy 20 SOLUSDT reduceOnly; 09:00:01.500 D17 outcome unknown; 09:00:01.500 lock unknownOrder; 09:00:01.800 query marketClose; 09:00:02.800 query marketClose; 09:00:04.800 query marketClose; 09:00:09.800 query marketClose; 09:00:09.800 trace marketClose; 09:00:14.800 query marketClose; 09:00:14.800 trace marketClose; 09:00:19.800 query marketClose; 09:00:19.800 trace marketClose; 09:00:24.800 query marketClose; 09:00:24.800 trace marketClose; 09:00:29.800 query marketClose; 09:00:29.800 trace marketClose; 09:00:30 alarm D22 emergencyNotConfirmed',
        ],
      ],
    },
    {
      title: [
        'HEDGE: 우리 심볼에 남이 들고 있는 롱은 봇 범위가 아니다',
        'HEDGE: a long by other hands on our symbol is not in the bot scope',
      ],
      ids: ['D22', 'D1'],
      given: phase1,
      world: [hedge],
      rows: [
        ['09:00:00', foreignPosition('SOL', '7', 'LONG'), 'lock foreignPosition'],
        [
          '09:00:01',
          emergencyClose('bot'),
          'market buy 50 SOLUSDT positionSide=SHORT; PHASE1 → EXITING; lock emergency; trade closed emergency 5 USDT (0.1 %); EXITING → IDLE',
        ],
        ['09:00:10', time(), '09:00:03 FLAT verified'],
      ],
    },
  ],
};
