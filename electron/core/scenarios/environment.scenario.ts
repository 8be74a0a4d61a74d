import { answers, asking, cancelling, placing, refused, unknown } from '../../testkit/scenario/answers.ts';
import { andThen, entryOrder, monitoring, phase1, unstarted } from '../../testkit/scenario/given.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { emergencyClose, restart } from '../../testkit/scenario/operator.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

const sent = 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER';
const again = 'again sell 50 SOLUSDT limit 100 (same id)';
const passed = 'passed W14; IDLE → MONITORING; target 100 trigger 99.9';
const candles = asking('ReadCandles');
const anyAccount = asking('ReadAccount');

export const environment: Chapter = {
  name: 'environment',
  title: ['환경과 통신 (W48–W51-3)', 'Environment (W48–W51-3)'],
  scenarios: [
    {
      title: ['exchangeInfo를 읽지 못하면 시작이 끝나지 않는다', 'Without exchangeInfo the start is not finished'],
      ids: ['W48', 'D21'],
      given: unstarted,
      world: [answers(asking('ReadMarkets'), refused(503), 3)],
      show: ['ReadMarkets'],
      rows: [
        ['09:00:00', restart(), 'ReadMarkets'],
        ['09:00:00.100', leadingMarket('SOL'), 'ignored D21 lockRecovery'],
        ['09:00:05', time(), '09:00:00.500 ReadMarkets; 09:00:01 ReadMarkets; 09:00:02 ReadMarkets; 09:00:02 unlock recovery'],
        ['09:00:06', leadingMarket('SOL'), passed],
      ],
    },
    {
      title: ['시간당 재조회 실패는 아는 것을 지우지 않는다', 'A failed hourly re-read takes nothing away that is known'],
      ids: ['W48'],
      rows: [
        ['08:30:00', answers(asking('ReadMarkets'), refused(503), 3), '—'],
        ['09:30:00', leadingMarket('SOL'), passed],
      ],
    },
    {
      title: ['시간 오차 −1021: 같은 주문을 바로 다시', 'Clock drift −1021: the same order again at once'],
      ids: ['W49', 'W35'],
      given: monitoring,
      world: [answers(placing('entry1'), refused(-1021))],
      rows: [['09:00:00.500', mark('99.9'), `${sent}; ${again}`]],
    },
    {
      title: ['시간 오차가 계속되면 3회 재시도 뒤 초기화', 'Drift that stays: reset after three retries'],
      ids: ['W49'],
      given: monitoring,
      world: [answers(placing('entry1'), refused(-1021), 4)],
      rows: [
        ['09:00:00.500', mark('99.9'), `${sent}; ${again}`],
        [
          '09:00:03',
          time(),
          `09:00:01 ${again}; 09:00:02 ${again}; 09:00:02 exchange refused -1021 (retries 3); 09:00:02 ENTRY_ORDER → IDLE`,
        ],
      ],
    },
    {
      title: ['주문 직전 조회의 −1021도 다시 묻는다', 'A −1021 on the read before the order is asked again'],
      ids: ['W49', 'W26'],
      given: monitoring,
      world: [answers(asking('ReadEntryConditions'), refused(-1021, { part: 'positionMode' }), 3)],
      rows: [['09:00:00', mark('99.9'), sent]],
    },
    {
      title: ['그래도 안 되면 주문하지 않는다', 'Still no: no order'],
      ids: ['W49', 'W26'],
      given: monitoring,
      world: [answers(asking('ReadEntryConditions'), refused(-1021, { part: 'positionMode' }), 4)],
      rows: [['09:00:00', mark('99.9'), 'gave up W26 positionMode: code -1021; MONITORING → IDLE']],
    },
    {
      title: ['429: 정해진 시각까지 주문을 미룬다', '429: the order waits until the stated time'],
      ids: ['W50', 'D10'],
      given: monitoring,
      world: [answers(placing('entry1'), refused(429, { banSeconds: 30 }))],
      rows: [
        [
          '09:00:00',
          mark('99.9'),
          'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER; D10 nothing sent for 30 s; lock ban',
        ],
        ['09:00:29', time(), '—'],
        ['09:00:31', time(), `09:00:30 unlock ban; 09:00:30.050 ${again}`],
      ],
    },
    {
      title: ['금지 중에는 새 신호도 받지 않는다', 'No new signals under a ban'],
      ids: ['W50', 'D10'],
      world: [answers(candles, refused(418, { banSeconds: 60 }))],
      rows: [
        [
          '09:00:00',
          leadingMarket('SOL'),
          'passed W14; IDLE → MONITORING; D10 nothing sent for 60 s; rejected D3 code 418; MONITORING → IDLE; lock ban',
        ],
        ['09:00:10', leadingMarket('LINK'), 'ignored D10 lockBan'],
        ['09:01:01', leadingMarket('LINK'), '09:01:00 unlock ban; passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987'],
      ],
    },
    {
      title: ['금지 중의 청산은 미뤘다가 풀리는 순간 먼저 나간다', 'An exit under a ban waits and leaves first when it ends'],
      ids: ['W50', 'D10', 'R04'],
      given: andThen(phase1, ['SOL PHASE1: 50 @ 100, 마크 101', 'SOL in PHASE1: 50 @ 100, mark 101'], ['08:31:00', mark('101')]),
      world: [answers(placing('marketClose'), refused(418, { banSeconds: 30 }))],
      rows: [
        [
          '09:00:00',
          risk('SOL'),
          'acted R04 -1; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; D10 nothing sent for 30 s; exchange refused 418 (retries 0); market close refused 418 (1); lock ban',
        ],
        ['09:00:29', time(), '—'],
        [
          '09:00:30',
          time(),
          'market buy 50 SOLUSDT reduceOnly; unlock ban; trade closed risk -50 USDT (-1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: [
        '비상 청산은 금지 중에도 받아들이고, 풀리는 순간 다시 시도한다',
        'The emergency close is taken under a ban and retried at its end',
      ],
      ids: ['D10', 'D22'],
      given: phase1,
      world: [answers(placing('marketClose'), refused(418, { banSeconds: 10 }))],
      rows: [
        [
          '09:00:00',
          emergencyClose(),
          'market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; lock emergency; D10 nothing sent for 10 s; exchange refused 418 (retries 0); market close refused 418 (1); lock ban',
        ],
        [
          '09:00:10',
          time(),
          'market buy 50 SOLUSDT reduceOnly; unlock ban; trade closed emergency 5 USDT (0.1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
        ['09:00:14', time(), '09:00:12 FLAT verified'],
      ],
    },
    {
      title: ['연속 5회 실패: 보호 모드, 3회 정상: 해제', 'Five failures in a row: protective mode; three good replies: off'],
      ids: ['W50', 'D10'],
      world: [answers(candles, refused(-1008), 5)],
      rows: [
        ['09:00:00', leadingMarket('SOL'), 'passed W14; IDLE → MONITORING'],
        ['09:00:01.500', time(), '—'],
        ['09:00:02', time(), 'lock protective'],
        ['09:00:02.100', leadingMarket('LINK'), 'ignored D10 lockProtective'],
        ['09:00:02.500', time(), 'target 100 trigger 99.9'],
        ['09:00:02.600', mark('99.9'), '—'],
        [
          '09:01:30',
          time(),
          '09:00:08 unlock protective; 09:00:09 W25 nothing to set; 09:00:09 sell 50 SOLUSDT limit 100; 09:00:09 MONITORING → ENTRY_ORDER',
        ],
      ],
    },
    {
      title: ['4회 실패는 아직 아니다', 'Four failures are not enough'],
      ids: ['W50', 'D10'],
      world: [answers(candles, refused(-1008), 4)],
      rows: [
        ['09:00:00', leadingMarket('SOL'), 'passed W14; IDLE → MONITORING'],
        ['09:00:02', time(), 'target 100 trigger 99.9'],
      ],
    },
    {
      title: ['API 키 오류: 진입 잠금, 모니터링 초기화, 경보 한 번', 'API key error: entries locked, monitoring reset, one alarm'],
      ids: ['W51', 'D11'],
      given: monitoring,
      world: [answers(asking('ReadEntryConditions'), refused(-2015, { part: 'balances' }))],
      rows: [
        ['08:59:50', answers(anyAccount, refused(-2015), 2), '—'],
        ['09:00:00', mark('99.9'), 'MONITORING → IDLE; lock auth'],
        ['09:00:01', leadingMarket('LINK'), 'ignored D11 lockAuth'],
        ['09:03:00', time(), '09:02:00 unlock auth'],
      ],
    },
    {
      title: ['키 오류가 나도 주문이 있는 종목은 상태를 지킨다', 'A key error leaves a symbol with an order as it is'],
      ids: ['W51', 'D11'],
      given: entryOrder,
      rows: [
        ['08:59:00', answers(anyAccount, refused(-2014), 1), '—'],
        ['09:00:30', time(), '09:00:00 lock auth'],
        ['09:01:00', mark('99'), 'unlock auth'],
      ],
    },
    {
      title: ['심볼 매핑을 기록한다', 'Symbol mapping is logged'],
      ids: ['W51-1'],
      show: ['symbolMapped'],
      cases: [
        [leadingMarket('NOPE'), 'W51-1 symbolMapped NOPE NOPE NOPEUSDT notListed; rejected W04 NOPEUSDT'],
        [leadingMarket('old'), 'W51-1 symbolMapped old OLD OLDUSDT SETTLING PERPETUAL USDT; rejected W04 OLDUSDT'],
        [leadingMarket(' sol '), `W51-1 symbolMapped sol SOL SOLUSDT TRADING PERPETUAL USDT; ${passed}`],
      ],
    },
    {
      title: [
        '주문 실패와 취소 실패를 매개변수·코드·횟수와 함께 기록한다',
        'Failed orders and cancels are logged with parameters, code and tries',
      ],
      ids: ['W51-3'],
      given: monitoring,
      show: ['orderPlaced'],
      world: [answers(placing('entry1'), refused(-4164)), answers(cancelling('entry1'), refused(-1008), 2)],
      rows: [
        [
          '09:00:00',
          mark('99.9'),
          `W25 nothing to set; W33 orderPlaced entry1 SELL LIMIT 50 100 ONE-WAY; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER; exchange refused -4164 (retries 0); ENTRY_ORDER → IDLE`,
        ],
        ['09:00:10', leadingMarket('SOL'), passed],
        [
          '09:00:11',
          time(),
          'W25 nothing to set; W33 orderPlaced entry1 SELL LIMIT 50 100 ONE-WAY; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER',
        ],
        ['09:00:12', risk('SOL'), 'acted R02; cancel entry1; cancel failed 1'],
        [
          '09:00:13',
          time(),
          '09:00:12.250 cancel entry1; 09:00:12.250 cancel failed 2; 09:00:12.500 cancel entry1; 09:00:12.500 ENTRY_ORDER → IDLE',
        ],
      ],
    },
    {
      title: ['취소 결과를 모르면 조회로 확인한다', 'A cancel of unknown outcome is asked after'],
      ids: ['D17', 'W51-3'],
      given: entryOrder,
      world: [answers(cancelling('entry1'), unknown({ done: true }))],
      rows: [
        ['09:00:00', risk('SOL'), 'acted R02; cancel entry1; lock unknownOrder'],
        [
          '09:00:01',
          together(time()),
          '09:00:00.300 query entry1; 09:00:00.300 D17 known again: cancelled; 09:00:00.300 ENTRY_ORDER → IDLE; 09:00:00.300 unlock unknownOrder',
        ],
      ],
    },
  ],
};
