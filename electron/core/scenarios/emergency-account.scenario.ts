import { answers, marketRules, placing, refused } from '../../testkit/scenario/answers.ts';
import { foreignOrder, foreignPosition } from '../../testkit/scenario/exchange.ts';
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
  ],
};
