import { answers, asking, noAnswer } from '../../testkit/scenario/answers.ts';
import { fills } from '../../testkit/scenario/exchange.ts';
import { andThen, entryOrder, monitoring, phase1, phase2 } from '../../testkit/scenario/given.ts';
import { leadingMarket } from '../../testkit/scenario/messages.ts';
import { settings } from '../../testkit/scenario/operator.ts';
import {
  frozenFrame,
  mark,
  restPrices,
  streamLost,
  streamOpened,
  streamResumes,
  streamStops,
  time,
} from '../../testkit/scenario/prices.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

const entered = 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER';
const dead = together(streamStops(), restPrices('fails'));
const partly = andThen(
  entryOrder,
  ['SOL 1차 진입 10/50 체결, 마크 99.9', 'SOL entry filled 10 of 50, mark 99.9'],
  ['08:30:02', fills('entry1', '10')],
);

export const priceSource: Chapter = {
  name: 'price-source',
  title: ['가격 소스 (W21–W23-1)', 'Price source (W21–W23-1)'],
  scenarios: [
    {
      title: ['WebSocket이 정상이면 그것만 쓴다', 'While the stream speaks only the stream counts'],
      ids: ['W21'],
      given: monitoring,
      show: ['ReadMarkPrices'],
      rows: [
        ['09:00:00', mark('99.5'), '—'],
        ['09:05:00', time(), '—'],
        ['09:05:01', mark('99.9'), entered],
      ],
    },
    {
      title: ['5초 무수신: REST로 1초마다, 다시 오면 즉시 복귀', 'Silent for 5 s: REST every second; back at once when it speaks'],
      ids: ['W22', 'W23', 'W51-2', 'S1-3'],
      given: monitoring,
      show: ['ReadMarkPrices'],
      rows: [
        ['09:00:00', streamStops(), '—'],
        ['09:00:04', time(), '—'],
        ['09:00:05', time(), 'W22 falls back to REST; ReadMarkPrices SOLUSDT'],
        ['09:00:06', time(), 'ReadMarkPrices SOLUSDT'],
        ['09:00:07', time(), 'ReadMarkPrices SOLUSDT'],
        ['09:00:07.500', streamResumes(), 'W23 back on WebSocket'],
        ['09:00:12', time(), '—'],
      ],
    },
    {
      title: ['전환 시각과 사유를 남긴다', 'Switches are logged with their reason'],
      ids: ['W51-2'],
      show: ['streamLost', 'streamOpened', 'restPricesFailed'],
      rows: [
        ['09:00:00', together(streamLost('prices', 'code 1006'), dead), 'W51-2 streamLost prices code 1006'],
        ['09:00:05', time(), 'W22 falls back to REST; W51-2 restPricesFailed no answer'],
        ['09:00:05.500', streamOpened('prices'), 'W51-2 streamOpened prices'],
        ['09:00:05.600', together(restPrices('fresh'), streamResumes()), 'W23 back on WebSocket'],
      ],
    },
    {
      title: ['14초는 잠그지 않고 15초에 잠근다', '14 s do not lock, 15 s do'],
      ids: ['W23-1', 'S1-3'],
      rows: [
        ['09:00:00', dead, '—'],
        ['09:00:14', time(), '09:00:05 W22 falls back to REST'],
        ['09:00:15', time(), 'lock safety'],
        ['09:00:20', leadingMarket('SOL'), 'ignored W23-1 lockSafety'],
        ['09:00:30', streamResumes(), 'unlock safety'],
        ['09:00:31', leadingMarket('SOL'), 'passed W14; IDLE → MONITORING; target 100 trigger 99.9'],
      ],
    },
    {
      title: ['REST가 살아 있으면 잠그지 않는다', 'While REST is fresh there is no lock'],
      ids: ['W23-1', 'W22'],
      rows: [
        ['09:00:00', streamStops(), '—'],
        ['09:10:00', time(), '09:00:05 W22 falls back to REST'],
      ],
    },
    {
      title: ['REST가 같은 시각만 되풀이하면 스테일이다', 'REST that repeats an old exchange time is stale'],
      ids: ['W23-1'],
      rows: [
        ['09:00:00', together(streamStops(), restPrices('frozen')), '—'],
        ['09:00:15', time(), '09:00:05 W22 falls back to REST; lock safety'],
        ['09:00:16', restPrices('fresh'), '—'],
        ['09:00:17', time(), 'unlock safety'],
      ],
    },
    {
      title: ['거래소 시각이 멈춘 프레임은 신선하지 않다', 'Frames whose exchange time stands still are not fresh'],
      ids: ['W23-1', 'W21'],
      rows: [
        ['09:00:00', dead, '—'],
        ['09:00:14', frozenFrame(15, { SOL: '99' }), '09:00:05 W22 falls back to REST'],
        ['09:00:15', time(), 'lock safety'],
      ],
    },
    {
      title: [
        '모니터링 중 잠금: 해제되고, 가격이 돌아와도 초기 상태다',
        'Locked while monitoring: reset, and still reset when prices return',
      ],
      ids: ['W23-1', 'S1-3'],
      given: monitoring,
      rows: [
        ['09:00:00', dead, '—'],
        ['09:00:15', time(), '09:00:05 W22 falls back to REST; MONITORING → IDLE; lock safety'],
        ['09:00:20', streamResumes(), 'unlock safety'],
        ['09:00:21', mark('101'), '—'],
      ],
    },
    {
      title: ['주문 직전 설정 중 잠금: 주문은 나가지 않는다', 'Locked between trigger and order: no order leaves'],
      ids: ['W23-1'],
      given: monitoring,
      world: [answers(asking('ReadEntryConditions'), noAnswer)],
      rows: [
        ['09:00:00', mark('99.9'), '—'],
        ['09:00:01', dead, '—'],
        ['09:00:16', time(), '09:00:06 W22 falls back to REST; MONITORING → IDLE; lock safety'],
      ],
    },
    {
      title: ['미체결 진입 주문 중 잠금: 취소하고 초기화', 'Locked with an unfilled entry order: cancelled, reset'],
      ids: ['W23-1', 'S1-3'],
      given: entryOrder,
      rows: [
        ['09:00:00', dead, '—'],
        ['09:00:15', time(), '09:00:05 W22 falls back to REST; cancel entry1; ENTRY_ORDER → EXITING; lock safety; EXITING → IDLE'],
      ],
    },
    {
      title: ['부분체결 중 잠금: 잔량 취소 후 시장가 청산', 'Locked with a partly filled entry: rest cancelled, market close'],
      ids: ['W23-1'],
      given: partly,
      rows: [
        ['09:00:00', dead, '—'],
        [
          '09:00:15',
          time(),
          '09:00:05 W22 falls back to REST; cancel entry1; ENTRY_ORDER → EXITING; lock safety; market buy 10 SOLUSDT reduceOnly; trade closed safety 1 USDT (0.1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['1차 보유 중 잠금: 시장가 전량 청산', 'Locked in PHASE1: everything out at market'],
      ids: ['W23-1', 'S1-3'],
      given: phase1,
      rows: [
        ['09:00:00', dead, '—'],
        ['09:00:14', time(), '09:00:05 W22 falls back to REST'],
        [
          '09:00:15',
          time(),
          'market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; lock safety; trade closed safety 5 USDT (0.1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['2차 보유 중 잠금: 시장가 전량 청산, 스탑 취소', 'Locked in PHASE2: everything out at market, the stop cancelled'],
      ids: ['W23-1'],
      given: andThen(phase2, ['SOL PHASE2: 93.04, 마크 100', 'SOL in PHASE2: 93.04, mark 100'], ['08:30:04', mark('100')]),
      rows: [
        ['09:00:00', dead, '—'],
        [
          '09:00:15',
          time(),
          '09:00:05 W22 falls back to REST; market buy 93.04 SOLUSDT reduceOnly; PHASE2 → EXITING; lock safety; cancel mddStop; trade closed safety 645.6 USDT (6.48870306 %); EXITING → IDLE',
        ],
      ],
    },
    {
      title: ['스테일 한도는 전환 시간보다 커야 한다', 'The stale limit must be above the fallback time'],
      ids: ['W23-1', 'S1-4'],
      cases: [
        [settings({ staleMarkPriceSeconds: 5 }), 'refused W23-1 staleNotAboveFallback'],
        [settings({ wsFallbackSeconds: 15 }), 'refused W23-1 staleNotAboveFallback'],
        [settings({ staleMarkPriceSeconds: 6 }), 'setting staleMarkPriceSeconds = 6; store settings'],
      ],
    },
  ],
};
