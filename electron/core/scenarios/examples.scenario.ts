import { fills, fillsWhole } from '../../testkit/scenario/exchange.ts';
import { andThen, phase1, phase1SecondOrdered, phase2 } from '../../testkit/scenario/given.ts';
import { risk } from '../../testkit/scenario/messages.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import type { Chapter } from '../../testkit/scenario.ts';

export const examples: Chapter = {
  name: 'examples',
  title: ['리스크관리 예시 (R23, R24)', 'Examples of risk messages (R23, R24)'],
  scenarios: [
    {
      title: ['PHASE1 + 이익: 본절 스탑과 익절이 함께 선다', 'PHASE1 in profit: break-even stop and TP stand together'],
      ids: ['R23'],
      given: andThen(
        phase1,
        ['SOL PHASE1, 익절 서 있음, 마크 96', 'SOL in PHASE1, TP standing, mark 96'],
        ['08:50:00', mark('95.095')],
        ['08:50:01', mark('96')],
      ),
      rows: [
        ['09:00:00', risk('SOL'), 'acted R06 4; stop 100 closePosition'],
        ['09:00:01', fills('takeProfit', '10'), '—'],
        ['09:00:02', fillsWhole('takeProfit'), 'cancel breakEvenStop; trade closed takeProfit 250 USDT (5 %); EXITING → IDLE'],
      ],
    },
    {
      title: ['PHASE2 + 이익, MDD 제출됨: MDD와 본절 지정가 유지', 'PHASE2 in profit with the MDD stop placed: both stay'],
      ids: ['R24', 'R07'],
      given: andThen(
        phase2,
        ['SOL PHASE2, MDD 스탑과 본절 지정가, 마크 106', 'SOL in PHASE2, MDD stop and break-even, mark 106'],
        ['08:50:00', mark('106')],
      ),
      rows: [
        ['09:00:00', risk('SOL'), 'ignored R07 0.878025247246120447053148'],
        ['09:00:10', time(), '—'],
      ],
    },
    {
      title: ['PHASE2 + 이익, 2차 일부만 체결: MDD는 없다', 'PHASE2 in profit with a partial second entry: there is no MDD stop'],
      ids: ['R24', 'R07'],
      settings: { breakEvenTrigger: 'atOrBelow' },
      given: andThen(
        phase1SecondOrdered,
        ['SOL 2차 일부 체결: 60 @ 102.5, 마크 102.7', 'SOL second entry partly filled: 60 @ 102.5, mark 102.7'],
        ['08:50:00', fills('entry2', '10')],
        ['08:50:01', mark('102.7')],
      ),
      rows: [
        ['09:00:00', mark('102.6026'), '—'],
        [
          '09:00:01',
          mark('102.4'),
          'W43 trigger 102.6025; cancel entry2; rest of second entry gone (filled 10); buy 60 SOLUSDT limit 102.5 reduceOnly; PHASE2 → EXITING',
        ],
        ['09:00:02', risk('SOL'), 'ignored R07 0.097560975609756097560976'],
        ['09:00:10', time(), '—'],
      ],
    },
  ],
};
