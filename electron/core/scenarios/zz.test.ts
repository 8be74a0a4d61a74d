import { test } from 'vitest';
import { fills, fillsWhole } from '../../testkit/scenario/exchange.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { playScenario } from '../../testkit/scenario.ts';

test('x', () => {
  const rows = playScenario({
    title: ['', ''],
    ids: [],
    rows: [
      ['08:30:00', leadingMarket('SOL'), ''],
      ['08:30:01', mark('99.9'), ''],
      ['08:30:02', fills('entry1', '10'), ''],
      ['08:30:02', fillsWhole('entry1'), ''],
      ['08:30:03', mark('114.885'), ''],
      ['08:30:04', fillsWhole('entry2'), ''],
      ['08:30:05', mark('115'), ''],
      ['08:30:06', mark('106'), ''],
      ['08:30:07', fillsWhole('breakEven'), ''],
      ['08:30:09', time(), ''],
      ['08:41:09', leadingMarket('SOL'), ''],
      ['08:41:10', mark('100'), ''],
      ['08:41:12', fillsWhole('entry1'), ''],
      ['08:41:13', mark('101'), ''],
      ['08:41:14', risk('SOL'), ''],
      ['08:55:14', risk('SOL'), ''],
    ],
  });
  for (const r of rows) console.log(r.at, '|', r.happens[1], '|', r.does[1]);
});
