import { fills, fillsWhole } from '../../testkit/scenario/exchange.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { mark } from '../../testkit/scenario/prices.ts';
import type { Chapter } from '../../testkit/scenario.ts';

export const walks: Chapter = {
  name: 'walks',
  title: ['종합 시나리오 (W55–W57)', 'Whole walks (W55–W57)'],
  scenarios: [
    {
      title: ['정상 진입 → 익절', 'From the signal to the take-profit'],
      ids: ['W55'],
      rows: [
        ['09:00:00', leadingMarket('SOL'), 'passed W14; IDLE → MONITORING; target 100 trigger 99.9'],
        ['09:00:01', mark('99.89'), '—'],
        ['09:00:02', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER'],
        ['09:00:10', fillsWhole('entry1'), 'ENTRY_ORDER → PHASE1'],
        ['09:30:00', mark('95.095'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
        [
          '09:30:05',
          fillsWhole('takeProfit'),
          'trade closed takeProfit 250 USDT (5 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
        ['09:31:00', leadingMarket('LINK'), 'passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987'],
      ],
    },
    {
      title: ['정상 진입 → 2차 체결 → 본절', 'From the signal over the second entry to break-even'],
      ids: ['W56'],
      rows: [
        ['09:00:00', leadingMarket('SOL'), 'passed W14; IDLE → MONITORING; target 100 trigger 99.9'],
        ['09:00:02', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER'],
        ['09:00:10', fillsWhole('entry1'), 'ENTRY_ORDER → PHASE1'],
        ['09:10:00', mark('114.885'), 'sell 43.04 SOLUSDT limit 115'],
        ['09:10:05', fillsWhole('entry2'), 'stop 122.98 closePosition; PHASE1 → PHASE2'],
        ['09:10:06', mark('114.9'), 'W43 trigger 107.04694; buy 93.04 SOLUSDT limit 106.94 reduceOnly; PHASE2 → EXITING'],
        ['09:40:00', mark('106.94'), '—'],
        ['09:40:01', fillsWhole('breakEven'), 'cancel mddStop; trade closed breakEven -0.0976 USDT (-0.00098094 %); EXITING → IDLE'],
      ],
    },
    {
      title: ['부분 체결 중 리스크관리 → 손절', 'A risk message during a partial fill, at a loss'],
      ids: ['W57', 'W38'],
      rows: [
        ['09:00:00', leadingMarket('SOL'), 'passed W14; IDLE → MONITORING; target 100 trigger 99.9'],
        ['09:00:02', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER'],
        ['09:00:10', fills('entry1', '12.5'), '—'],
        ['09:00:20', mark('103'), '—'],
        [
          '09:00:21',
          risk('SOL'),
          'acted R04 -3; cancel entry1; ENTRY_ORDER → EXITING; market buy 12.5 SOLUSDT reduceOnly; trade closed risk -37.5 USDT (-3 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
  ],
};
