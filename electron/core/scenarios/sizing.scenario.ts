import { dec } from '../../../shared/domain/decimal.ts';
import { conditions, marketRules } from '../../testkit/scenario/answers.ts';
import { fills, fillsWhole } from '../../testkit/scenario/exchange.ts';
import { entryOrder, monitoring, phase1 } from '../../testkit/scenario/given.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { type Chapter, type Happening, together } from '../../testkit/scenario.ts';

const fired = (...changes: readonly Happening[]): Happening => together(...changes, mark('99.9'));
const second = (...changes: readonly Happening[]): Happening => together(...changes, mark('114.885'));
const order = (qty: string): string => `W25 nothing to set; sell ${qty} SOLUSDT limit 100; MONITORING → ENTRY_ORDER`;
const none = (why: string): string => `W25 nothing to set; no order ${why}; MONITORING → IDLE`;

export const sizing: Chapter = {
  name: 'sizing',
  title: ['정규화와 수량 (W29–W32-6)', 'Normalisation and size (W29–W32-6)'],
  scenarios: [
    {
      title: ['1차: 지갑 잔고의 50 % ÷ 목표가, 스텝으로 내림', 'First entry: 50 % of the wallet ÷ target, down to the step'],
      ids: ['W32-1', 'W32-2', 'W30', 'D5'],
      given: monitoring,
      cases: [
        [fired(), order('50')],
        [fired(conditions({ wallet: '9999.99' })), order('49.99')],
        [fired(conditions({ wallet: '1234.56' })), order('6.17')],
        // Wallet, not available balance: what other margin binds does not count.
        [fired(conditions({ wallet: '10000', available: '1' })), order('50')],
      ],
    },
    {
      title: ['최소 수량·최소 금액', 'Smallest quantity and notional'],
      ids: ['W30', 'W31', 'W32-5'],
      given: monitoring,
      cases: [
        [fired(conditions({ wallet: '10' })), order('0.05')],
        [fired(conditions({ wallet: '9.99' })), none('W31 notional 4 < 5')],
        [fired(conditions({ wallet: '1.99' })), none('W30 qty 0 < 0.01')],
        [fired(conditions({ wallet: '0' })), none('W32-5 available 0')],
        [fired(conditions({ wallet: '-3' })), none('W32-5 available -3')],
      ],
    },
    {
      title: ['minQty가 스텝보다 클 때', 'A minimum above the step'],
      ids: ['W30', 'W32-5'],
      world: [marketRules('SOL', { minQty: '10' })],
      given: monitoring,
      cases: [
        [fired(conditions({ wallet: '2000' })), order('10')],
        [fired(conditions({ wallet: '1999.99' })), none('W30 qty 9.99 < 10')],
      ],
    },
    {
      title: ['가격 한계 밖의 목표가', 'A target outside the price range'],
      ids: ['W29'],
      given: monitoring,
      world: [marketRules('SOL', { maxPrice: '99.99' })],
      rows: [['09:00:00', mark('99.9'), none('W29 price 100')]],
    },
    {
      title: ['2차: 가용 잔고 × (1 − 버퍼 1 %) ÷ 2차 목표가', 'Second entry: available × (1 − 1 % buffer) ÷ second target'],
      ids: ['W32-3', 'W32-4', 'W41', 'D7'],
      given: phase1,
      cases: [
        [second(conditions({ available: '5000' })), 'sell 43.04 SOLUSDT limit 115'],
        [second(conditions({ available: '1000' })), 'sell 8.6 SOLUSDT limit 115'],
        [second(conditions({ available: '0' })), 'no order W32-6 available 0'],
        [second(conditions({ available: '-1' })), 'no order W32-6 available -1'],
        [second(conditions({ available: '1' })), 'no order W30 qty 0 < 0.01'],
        [second(conditions({ available: '4' })), 'no order W31 notional 3.45 < 5'],
      ],
    },
    {
      title: ['건너뛴 2차 진입은 다시 시도하지 않고 포지션은 그대로다', 'A skipped second entry is not tried again; the position stays'],
      ids: ['W32-6', 'D7', 'W32-5'],
      given: phase1,
      rows: [
        ['09:00:00', second(conditions({ available: '0' })), 'no order W32-6 available 0'],
        ['09:00:01', conditions({ available: '5000' }), '—'],
        ['09:01:00', mark('120'), '—'],
        ['09:01:01', mark('95'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
      ],
    },
    {
      title: ['2차는 1차 전량 체결 뒤에만', 'No second entry before the first is complete'],
      ids: ['W32-3', 'W41'],
      given: entryOrder,
      show: ['ReadBalances'],
      rows: [
        ['09:00:00', fills('entry1', '49.99'), '—'],
        ['09:00:01', mark('120'), '—'],
        ['09:00:02', fillsWhole('entry1'), 'ReadBalances SOLUSDT; ENTRY_ORDER → PHASE1'],
        ['09:00:03', time(), 'ReadBalances SOLUSDT; sell 43.04 SOLUSDT limit 115'],
      ],
    },
    {
      title: ['비율과 버퍼는 설정값이다', 'Share, distance and buffer are settings'],
      ids: ['W32-1', 'W32-3', 'W41'],
      settings: { firstEntryPercent: dec('10'), secondEntryPercent: dec('20'), marginBufferPercent: dec('2') },
      given: monitoring,
      rows: [
        ['09:00:00', mark('99.9'), order('10')],
        ['09:00:01', fillsWhole('entry1'), 'ENTRY_ORDER → PHASE1'],
        ['09:00:02', mark('119.87'), '—'],
        ['09:00:03', mark('119.88'), 'sell 73.5 SOLUSDT limit 120'],
      ],
    },
    {
      title: ['pilot-10: 명세 크기의 10 %', 'pilot-10: a tenth of the law’s size'],
      ids: ['W32-1', 'W32-3'],
      stage: 'pilot-10',
      given: monitoring,
      rows: [
        ['09:00:00', mark('99.9'), order('5')],
        ['09:00:01', fillsWhole('entry1'), 'ENTRY_ORDER → PHASE1'],
        ['09:00:02', mark('114.885'), 'sell 8.17 SOLUSDT limit 115'],
      ],
    },
  ],
};
