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
        ['09:00:00', leadingMarket('SOL'), '?'],
        ['09:00:01', mark('99.89'), '?'],
        ['09:00:02', mark('99.9'), '?'],
        ['09:00:10', fillsWhole('entry1'), '?'],
        ['09:30:00', mark('95.095'), '?'],
        ['09:30:05', fillsWhole('takeProfit'), '?'],
        ['09:31:00', leadingMarket('LINK'), '?'],
      ],
    },
    {
      title: ['정상 진입 → 2차 체결 → 본절', 'From the signal over the second entry to break-even'],
      ids: ['W56'],
      rows: [
        ['09:00:00', leadingMarket('SOL'), '?'],
        ['09:00:02', mark('99.9'), '?'],
        ['09:00:10', fillsWhole('entry1'), '?'],
        ['09:10:00', mark('114.885'), '?'],
        ['09:10:05', fillsWhole('entry2'), '?'],
        ['09:10:06', mark('114.9'), '?'],
        ['09:40:00', mark('106.94'), '?'],
        ['09:40:01', fillsWhole('breakEven'), '?'],
      ],
    },
    {
      title: ['부분 체결 중 리스크관리 → 손절', 'A risk message during a partial fill, at a loss'],
      ids: ['W57', 'W38'],
      rows: [
        ['09:00:00', leadingMarket('SOL'), '?'],
        ['09:00:02', mark('99.9'), '?'],
        ['09:00:10', fills('entry1', '12.5'), '?'],
        ['09:00:20', mark('103'), '?'],
        ['09:00:21', risk('SOL'), '?'],
      ],
    },
  ],
};
