import { fills, fillsWhole } from '../../testkit/scenario/exchange.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { settings } from '../../testkit/scenario/operator.ts';
import { mark } from '../../testkit/scenario/prices.ts';
import type { Chapter } from '../../testkit/scenario.ts';

const started = (coin: string, target: string, trigger: string): string =>
  `passed W14; ${coin === 'SOL' ? '' : `${coin}USDT `}IDLE → MONITORING; target ${target} trigger ${trigger}; board ${coin}USDT conservative step 1 ${target}`;

export const board: Chapter = {
  name: 'board',
  title: ['상태판 (W45–W47)', 'The board (W45–W47)'],
  scenarios: [
    {
      title: ['등록: 종목, 성향, 1차/2차, 예정가', 'Registered: symbol, inclination, first or second entry, price'],
      ids: ['W45', 'W17'],
      show: ['board'],
      rows: [
        ['09:00:00', settings({ mode: 'aggressive' }), 'setting mode = aggressive; store settings'],
        [
          '09:00:01',
          leadingMarket('LINK'),
          'passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987; board LINKUSDT aggressive step 1 13',
        ],
        ['09:00:02', risk('LINK'), 'acted R01; LINKUSDT MONITORING → IDLE; board LINKUSDT gone'],
        ['09:00:03', settings({ mode: 'conservative' }), 'setting mode = conservative; store settings'],
        ['09:00:04', leadingMarket('SOL'), started('SOL', '100', '99.9')],
      ],
    },
    {
      title: ['한 종목의 주문이 나가면 나머지는 목록에서 사라진다', 'One order leaves: the others go from the list'],
      ids: ['W46'],
      show: ['board'],
      rows: [
        ['09:00:00', leadingMarket('DOGE'), started('DOGE', '0.1', '0.0999')],
        ['09:00:01', leadingMarket('LINK'), started('LINK', '13', '12.987')],
        ['09:00:02', leadingMarket('SOL'), started('SOL', '100', '99.9')],
        [
          '09:00:03',
          mark('99.9'),
          'W25 nothing to set; sell 50 SOLUSDT limit 100; DOGEUSDT MONITORING → IDLE; LINKUSDT MONITORING → IDLE; MONITORING → ENTRY_ORDER; board DOGEUSDT gone; board LINKUSDT gone',
        ],
      ],
    },
    {
      title: ['1차 체결 뒤 2차로 바뀌고 예정가는 평단 +15 %', 'After the first entry the row becomes step 2 at average + 15 %'],
      ids: ['W47', 'W41', 'W39'],
      show: ['board'],
      rows: [
        ['09:00:00', leadingMarket('SOL'), started('SOL', '100', '99.9')],
        ['09:00:01', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER'],
        ['09:00:02', fills('entry1', '20', '100.1'), '—'],
        ['09:00:03', fillsWhole('entry1', '100'), 'ENTRY_ORDER → PHASE1; board SOLUSDT conservative step 2 115.05'],
        ['09:00:04', mark('114.94'), 'sell 43 SOLUSDT limit 115.05'],
        ['09:00:05', fills('entry2', '1'), 'PHASE1 → PHASE2; board SOLUSDT conservative step 2 115.38'],
      ],
    },
  ],
};
