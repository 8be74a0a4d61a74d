import { dec } from '../../../shared/domain/decimal.ts';
import { CANDLE_MS, type Candle } from '../../../shared/domain/market.ts';
import { answers, asking, candlesAre, marketRules, refused } from '../../testkit/scenario/answers.ts';
import { monitoring } from '../../testkit/scenario/given.ts';
import { leadingMarket } from '../../testkit/scenario/messages.ts';
import { settings } from '../../testkit/scenario/operator.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { DAY } from '../../testkit/scenario/stage.ts';
import { type Chapter, type Happening, together } from '../../testkit/scenario.ts';

/** The high of every candle tells when it opened: 108.57 for the one from 08:57. */
const minuteOf = (openTime: number): string => {
  const minutes = Math.floor((openTime - DAY) / 60_000 + 1440) % 1440;
  return `${100 + Math.floor(minutes / 60)}.${String(minutes % 60).padStart(2, '0')}`;
};
const told = (count?: number): Happening =>
  candlesAre(
    'SOL',
    [
      `캔들 고점 = 시작 시각 (08:57 → 108.57)${count ? `, ${count}개뿐` : ''}`,
      `candle high = its opening time (08:57 → 108.57)${count ? `, only ${count} of them` : ''}`,
    ],
    (now, limit) => series(now, count ?? limit),
  );
/** The exchange serves candles late: what closed less than `lag` ago is still missing. */
const late = (lagMs: number): Happening =>
  candlesAre('SOL', [`캔들이 ${lagMs / 1000}초 늦게 나옴`, `candles are served ${lagMs / 1000} s late`], (now, limit) =>
    series(now - lagMs, limit + 1).slice(0, -1),
  );

function series(now: number, count: number): readonly Candle[] {
  const forming = Math.floor(now / CANDLE_MS) * CANDLE_MS;
  return Array.from({ length: count }, (_, n) => {
    const openTime = forming - (count - 1 - n) * CANDLE_MS;
    return { openTime, open: dec('100'), high: dec(minuteOf(openTime)), low: dec('100'), close: dec('100') };
  });
}
/** Oldest first: high, low, close of the candles; the last one is still forming. */
const hand = (ko: string, en: string, ...rows: readonly (readonly [high: string, low: string, close: string])[]): Happening =>
  candlesAre('SOL', [ko, en], (now) => {
    const forming = Math.floor(now / CANDLE_MS) * CANDLE_MS;
    return rows.map(([high, low, close], n) => ({
      openTime: forming - (rows.length - 1 - n) * CANDLE_MS,
      open: dec(close),
      high: dec(high),
      low: dec(low),
      close: dec(close),
    }));
  });
const aggressive = { mode: 'aggressive' } as const;

export const targets: Chapter = {
  name: 'targets',
  title: ['모드와 타점 (W15–W17)', 'Mode and target (W15–W17)'],
  scenarios: [
    {
      title: ['공격적: 수신 시점 직전 확정 3분봉의 고점', 'Aggressive: the high of the last 3-minute candle closed at receipt'],
      why: [
        '종가 시각이 수신 시각 이하인 마지막 봉이다. 09:00:00에 받은 글은 08:57봉을, 1 ms 전이면 08:54봉을 쓴다.',
        'The last candle whose close time is at or before the receipt (D3).',
      ],
      ids: ['W15', 'D3', 'W17'],
      settings: aggressive,
      world: [told()],
      rows: [['09:00:00', leadingMarket('SOL'), 'passed W14; IDLE → MONITORING; target 108.57 trigger 108.46143']],
    },
    {
      title: ['봉이 닫히기 2 ms 전에 받은 글', 'Received 2 ms before the candle closes'],
      ids: ['W15', 'D3'],
      settings: aggressive,
      world: [told()],
      rows: [['08:59:59.998', leadingMarket('SOL'), 'passed W14; IDLE → MONITORING; target 108.54 trigger 108.43146']],
    },
    {
      title: [
        '닫히는 바로 그 ms에 받은 글: 그 봉이 나올 때까지 다시 묻는다',
        'Received in the very millisecond of the close: asked again until that candle is served',
      ],
      ids: ['W15', 'D3'],
      settings: aggressive,
      world: [told()],
      rows: [['08:59:59.999', leadingMarket('SOL'), 'passed W14; IDLE → MONITORING; target 108.57 trigger 108.46143']],
    },
    {
      title: ['새 봉이 닫혀도 타점은 움직이지 않는다', 'Later candles do not move the target'],
      ids: ['W15', 'W16'],
      settings: aggressive,
      world: [told()],
      rows: [
        ['09:00:00', leadingMarket('SOL'), 'passed W14; IDLE → MONITORING; target 108.57 trigger 108.46143'],
        ['09:30:00', mark('108.46'), '—'],
        ['09:30:01', mark('108.47'), 'W25 nothing to set; sell 46.05 SOLUSDT limit 108.57; MONITORING → ENTRY_ORDER'],
      ],
    },
    {
      title: ['보수적: 종가 + ATR(3), Wilder', 'Conservative: close + ATR(3), Wilder'],
      why: [
        'TR: 2, 3, 4 → 처음 셋의 평균 3; 다음 TR 6 → (3×2+6)/3 = 4; 종가 106 + 4 = 110.',
        'TR 2, 3, 4: seed 3; the next TR 6: (3×2+6)/3 = 4; close 106 + 4 = 110.',
      ],
      ids: ['W16', 'D3'],
      cases: [
        [
          together(
            hand(
              '봉 4개 + 진행 중',
              'four candles and the forming one',
              ['102', '100', '101'],
              ['103', '100', '102'],
              ['104', '100', '103'],
              ['107', '101', '106'],
              ['200', '1', '1'],
            ),
            leadingMarket('SOL'),
          ),
          'passed W14; IDLE → MONITORING; target 110 trigger 109.89',
        ],
        [
          together(
            hand(
              '전 종가가 고점보다 위: TR은 전 종가까지',
              'a gap counts in the true range',
              ['102', '100', '101'],
              ['103', '100', '102'],
              ['104', '100', '110'],
              ['105', '104', '104'],
              ['200', '1', '1'],
            ),
            leadingMarket('SOL'),
          ),
          'passed W14; IDLE → MONITORING; target 108 trigger 107.892',
        ],
      ],
    },
    {
      title: ['타점은 틱에 반올림한 뒤 트리거를 계산한다', 'The target goes half-up to the tick, then the trigger is computed'],
      ids: ['W16', 'D5', 'W32', 'D4'],
      cases: [
        [
          together(hand('고점 100.005', 'high 100.005', ...flat('100.005')), settings(aggressive), leadingMarket('SOL')),
          'setting mode = aggressive; store settings; passed W14; IDLE → MONITORING; target 100.01 trigger 99.90999',
        ],
        [
          together(hand('고점 100.0049', 'high 100.0049', ...flat('100.0049')), settings(aggressive), leadingMarket('SOL')),
          'setting mode = aggressive; store settings; passed W14; IDLE → MONITORING; target 100 trigger 99.9',
        ],
      ],
    },
    {
      title: ['확정 봉이 3개 미만이면 거절한다', 'Fewer than three closed candles: refused'],
      ids: ['D3', 'W16'],
      cases: [
        [
          together(told(3), leadingMarket('SOL')),
          'passed W14; IDLE → MONITORING; rejected D3 2 closed candles, at least 3 are needed; MONITORING → IDLE',
        ],
        [together(told(4), leadingMarket('SOL')), 'passed W14; IDLE → MONITORING; target 108.54 trigger 108.43146'],
      ],
    },
    {
      title: [
        '기준 봉이 아직 나오지 않았으면 5초까지 다시 묻는다',
        'A reference candle that is not served yet is asked for again, up to 5 s',
      ],
      ids: ['D3'],
      settings: aggressive,
      world: [late(1200)],
      rows: [
        ['09:00:00.100', leadingMarket('SOL'), 'passed W14; IDLE → MONITORING'],
        ['09:00:02', time(), '09:00:01.600 target 108.57 trigger 108.46143'],
      ],
    },
    {
      title: ['5초가 지나도 없으면 거절한다', 'After 5 s without it: refused'],
      ids: ['D3'],
      settings: aggressive,
      world: [late(60_000)],
      rows: [
        ['09:00:00', leadingMarket('SOL'), 'passed W14; IDLE → MONITORING'],
        ['09:00:04', time(), '—'],
        ['09:00:05', time(), 'rejected D3 referenceCandleMissing; MONITORING → IDLE'],
      ],
    },
    {
      title: ['캔들 조회 실패도 5초까지 다시 묻는다', 'A failed candle read is tried again up to 5 s'],
      ids: ['D3', 'W50'],
      world: [answers(asking('ReadCandles'), refused(-1008), 2)],
      rows: [
        ['09:00:00', leadingMarket('SOL'), 'passed W14; IDLE → MONITORING'],
        ['09:00:01', time(), 'target 100 trigger 99.9'],
      ],
    },
    {
      title: ['틱에서 0이 되는 타점은 거절한다', 'A target that rounds to nothing is refused'],
      ids: ['W29', 'D3'],
      settings: aggressive,
      world: [marketRules('SOL', { tickSize: '1000' })],
      rows: [
        [
          '09:00:00',
          leadingMarket('SOL'),
          'passed W14; IDLE → MONITORING; rejected D3 100 rounds to nothing on the tick 1000; MONITORING → IDLE',
        ],
      ],
    },
    {
      title: ['모드는 모니터링 시작 때 고정되고 설정은 잠긴다', 'The mode is fixed when monitoring begins, and the settings lock'],
      ids: ['W15', 'S1-4'],
      given: monitoring,
      rows: [['09:00:00', settings({ mode: 'aggressive' }), 'refused S1-4 settingsLockedByMonitoring']],
    },
    {
      title: ['여러 종목을 함께 지켜본다', 'Several symbols are watched together'],
      ids: ['W17', 'W08'],
      rows: [
        ['09:00:00', leadingMarket('SOL'), 'passed W14; IDLE → MONITORING; target 100 trigger 99.9'],
        ['09:00:10', leadingMarket('LINK'), 'passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987'],
        ['09:00:20', leadingMarket('DOGE'), 'passed W14; DOGEUSDT IDLE → MONITORING; target 0.1 trigger 0.0999'],
      ],
    },
  ],
};

function flat(high: string): readonly (readonly [string, string, string])[] {
  return Array.from({ length: 5 }, () => [high, '99', '99'] as const);
}
