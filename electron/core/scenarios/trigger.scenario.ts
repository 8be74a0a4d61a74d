import { conditions, marketRules } from '../../testkit/scenario/answers.ts';
import { fills, fillsWhole } from '../../testkit/scenario/exchange.ts';
import { andThen, monitoring, phase1, phase2 } from '../../testkit/scenario/given.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { frozenFrame, mark, marks, restPrices, streamStops, time, wick } from '../../testkit/scenario/prices.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

const entered = 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER';
const linkPassed = 'passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987';
const solPassed = 'passed W14; IDLE → MONITORING; target 100 trigger 99.9';

export const trigger: Chapter = {
  name: 'trigger',
  title: ['0.1% 트리거 (W17-1…W20, W32)', 'The 0.1 % trigger (W17-1…W20, W32)'],
  scenarios: [
    {
      title: ['1차 진입: 목표가 × 0.999 이상이면 목표가에 지정가', 'First entry: at or above target × 0.999 a limit order at the target'],
      ids: ['W17-2', 'D4', 'W34'],
      given: monitoring,
      cases: [
        [mark('99.89'), '—'],
        [mark('99.8999'), '—'],
        [mark('99.9'), entered],
        [mark('100'), entered],
        [mark('110'), entered],
      ],
    },
    {
      title: ['트리거는 틱에 맞춘 목표가에서 나온다', 'The trigger comes from the tick-rounded target'],
      why: [
        '틱 0.3: 목표 100 → 99.9 (반올림), 트리거 99.8001. 반올림 전 100이었다면 99.9다.',
        'Tick 0.3: target 100 → 99.9, trigger 99.8001; unrounded it would have been 99.9.',
      ],
      ids: ['W32', 'D4', 'D5', 'W29'],
      world: [marketRules('SOL', { tickSize: '0.3' })],
      given: andThen(monitoring, ['SOL 모니터링 중: 목표 99.9, 트리거 99.8001', 'SOL is monitored: target 99.9, trigger 99.8001']),
      cases: [
        [mark('99.8'), '—'],
        [mark('99.8001'), 'W25 nothing to set; sell 50.05 SOLUSDT limit 99.9; MONITORING → ENTRY_ORDER'],
      ],
    },
    {
      title: ['2차 진입: 평단 +15 % × 0.999 이상', 'Second entry: at or above (average + 15 %) × 0.999'],
      ids: ['W17-2', 'W41', 'D4'],
      given: phase1,
      cases: [
        [mark('114.884'), '—'],
        [mark('114.885'), 'sell 43.04 SOLUSDT limit 115'],
        [mark('120'), 'sell 43.04 SOLUSDT limit 115'],
      ],
    },
    {
      title: ['TP: 평단 −5 % × 1.001 이하', 'TP: at or below (average − 5 %) × 1.001'],
      ids: ['W17-2', 'W40', 'D4'],
      given: phase1,
      cases: [
        [mark('95.096'), '—'],
        [mark('95.095'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
        [mark('90'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
      ],
    },
    {
      title: ['본절: 평단 × 1.001 이상 (명세 그대로)', 'Break-even: at or above average × 1.001, as the law writes it'],
      ids: ['W17-2', 'D4', 'W43'],
      given: andThen(
        phase2,
        ['SOL PHASE2: 93.04 @ 106.939…, 마크 100', 'SOL in PHASE2: 93.04 @ 106.939…, mark 100'],
        ['08:30:04', mark('100')],
      ),
      cases: [
        [mark('107.0469'), '—'],
        [mark('107.04694'), 'W43 trigger 107.04694; buy 93.04 SOLUSDT limit 106.94 reduceOnly; PHASE2 → EXITING'],
      ],
    },
    {
      title: ['본절 설정 atOrBelow: 평단 쪽으로 돌아올 때', 'Break-even with atOrBelow: when the price comes back'],
      ids: ['D4'],
      settings: { breakEvenTrigger: 'atOrBelow' },
      given: phase2,
      cases: [
        [mark('107.04695'), '—'],
        [mark('107.04694'), 'W43 trigger 107.04694; buy 93.04 SOLUSDT limit 106.94 reduceOnly; PHASE2 → EXITING'],
      ],
    },
    {
      title: ['모니터링 중에는 주문도 설정 변경도 없다', 'While monitoring nothing is set, cancelled or even asked'],
      ids: ['W17-1', 'D20'],
      world: [conditions({ leverage: 20, marginType: 'CROSSED' })],
      show: ['ReadEntryConditions', 'ReadBalances'],
      rows: [
        ['09:00:00', leadingMarket('SOL'), solPassed],
        ['09:05:00', mark('99.89'), '—'],
        [
          '09:05:01',
          mark('99.9'),
          'ReadEntryConditions SOLUSDT; set SOLUSDT 1× ISOLATED; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER',
        ],
      ],
    },
    {
      title: ['같은 평가에서 둘이 충족: 늦게 받은 신호만', 'Two fire in one evaluation: only the later signal'],
      ids: ['W18', 'D6'],
      rows: [
        ['09:00:00', leadingMarket('SOL'), solPassed],
        ['09:00:01', leadingMarket('LINK'), linkPassed],
        [
          '09:01:00',
          marks({ SOL: '101', LINK: '13.1' }),
          'W18 SOLUSDT is earlier than LINKUSDT; MONITORING → IDLE; W25 nothing to set; sell 384.61 LINKUSDT limit 13; LINKUSDT MONITORING → ENTRY_ORDER',
        ],
      ],
    },
    {
      title: ['수신 시각이 같으면 message_id가 큰 쪽', 'Received at the same moment: the larger message id'],
      ids: ['W18'],
      rows: [
        [
          '09:00:00',
          together(leadingMarket('LINK', {}, { id: 800 }), leadingMarket('SOL', {}, { id: 801 })),
          `${linkPassed}; ${solPassed}`,
        ],
        [
          '09:01:00',
          marks({ SOL: '99.9', LINK: '12.987' }),
          'W18 LINKUSDT is earlier than SOLUSDT; LINKUSDT MONITORING → IDLE; W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER',
        ],
      ],
    },
    {
      title: ['셋 중 둘만 충족: 나머지는 주문 때 초기화된다', 'Two of three fire; the third is reset by the order'],
      ids: ['W18', 'W46'],
      rows: [
        ['09:00:00', leadingMarket('DOGE'), 'passed W14; DOGEUSDT IDLE → MONITORING; target 0.1 trigger 0.0999'],
        ['09:00:01', leadingMarket('LINK'), linkPassed],
        ['09:00:02', leadingMarket('SOL'), solPassed],
        [
          '09:01:00',
          marks({ DOGE: '0.1', LINK: '13' }),
          'W18 DOGEUSDT is earlier than LINKUSDT; DOGEUSDT MONITORING → IDLE; W25 nothing to set; sell 384.61 LINKUSDT limit 13; MONITORING → IDLE; LINKUSDT MONITORING → ENTRY_ORDER',
        ],
      ],
    },
    {
      title: ['처음 평가에서 이미 충족: 바로 주문', 'Already met at the first evaluation: the order leaves at once'],
      ids: ['W19', 'W17-2'],
      rows: [
        ['08:59:59', mark('105'), '—'],
        ['09:00:00', leadingMarket('SOL'), solPassed],
        ['09:00:01', time(), entered],
      ],
    },
    {
      title: ['1초 사이에 스친 가격은 감지하지 않는다', 'A price touched between two evaluations is not seen'],
      ids: ['W20'],
      given: monitoring,
      rows: [
        ['09:00:00', mark('99.5'), '—'],
        ['09:00:00.500', wick('101'), '—'],
        ['09:00:01', time(), '—'],
        ['09:00:02', mark('99.9'), entered],
      ],
    },
    {
      title: ['REST 폴백에서도 1초에 한 번 평가한다', 'In REST fallback there is one evaluation a second too'],
      ids: ['D6', 'W22'],
      given: monitoring,
      rows: [
        ['09:00:00', streamStops(), '—'],
        ['09:00:06', restPrices('fresh'), '09:00:05 W22 falls back to REST'],
        ['09:00:06.500', mark('99.9'), '—'],
        ['09:00:07', time(), entered],
      ],
    },
    {
      title: ['이미 지난 가격으로는 평가하지 않는다', 'A price that is no longer fresh fires nothing'],
      why: [
        '예전에 본 종목의 마지막 가격이 남아 있어도, 새 프레임이 그 종목을 다시 말하기 전에는 근거가 아니다.',
        'The last mark of an earlier ladder is no ground for a new one before a fresh frame names the symbol.',
      ],
      ids: ['W17-2', 'W20', 'W32'],
      rows: [
        ['09:00:00', leadingMarket('SOL'), solPassed],
        ['09:00:01', mark('99.9'), entered],
        ['09:00:02', fills('entry1', '10'), '—'],
        ['09:00:02', fillsWhole('entry1'), 'ENTRY_ORDER → PHASE1'],
        ['09:00:03', mark('101'), '—'],
        [
          '09:00:04',
          risk('SOL'),
          'acted R04 -1; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; trade closed risk -50 USDT (-1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
        ['09:00:05', marks({ SOL: '90' }), '—'],
        ['09:30:00.400', leadingMarket('SOL'), solPassed],
        ['09:30:00.500', frozenFrame(20, { SOL: '101' }), '—'],
        ['09:30:00.600', frozenFrame(0, { LINK: '12.9' }), '—'],
        ['09:30:02', time(), '—'],
      ],
    },
  ],
};
