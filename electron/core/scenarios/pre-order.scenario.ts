import { answers, asking, conditions, hedge, noAnswer, refused, unknown } from '../../testkit/scenario/answers.ts';
import { fillsWhole, foreignOrder } from '../../testkit/scenario/exchange.ts';
import { monitoring } from '../../testkit/scenario/given.ts';
import { leadingMarket } from '../../testkit/scenario/messages.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import type { Chapter } from '../../testkit/scenario.ts';

const order = 'sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER';
const set = 'set SOLUSDT 1× ISOLATED';
const prepare = asking('PrepareSymbol');
const conditionsRead = asking('ReadEntryConditions');

export const preOrder: Chapter = {
  name: 'pre-order',
  title: ['주문 직전 설정 (W24–W28)', 'Just before the order (W24–W28)'],
  scenarios: [
    {
      title: ['레버리지·격리 중 다른 것만 바꾼다', 'Only what differs is set'],
      ids: ['W24', 'W25', 'D20', 'W17-1'],
      given: monitoring,
      cases: [[mark('99.9'), `W25 nothing to set; ${order}`]],
    },
    {
      title: ['레버리지만 다름', 'Only the leverage differs'],
      ids: ['W24'],
      given: monitoring,
      world: [conditions({ leverage: 20 })],
      rows: [['09:00:00', mark('99.9'), `set SOLUSDT 1×; ${order}`]],
    },
    {
      title: ['마진 모드만 다름', 'Only the margin type differs'],
      ids: ['W24'],
      given: monitoring,
      world: [conditions({ marginType: 'CROSSED' })],
      rows: [['09:00:00', mark('99.9'), `set SOLUSDT ISOLATED; ${order}`]],
    },
    {
      title: [
        '해당 심볼 미체결 주문이 막으면 그 주문만 취소하고 재시도',
        'Open orders of this symbol block it: only those are cancelled, then again',
      ],
      ids: ['W24'],
      given: monitoring,
      world: [conditions({ leverage: 20, marginType: 'CROSSED' }), answers(prepare, refused(-4067))],
      rows: [['09:00:00', mark('99.9'), `${set}; cancel open orders of SOLUSDT; ${set}; ${order}`]],
    },
    {
      title: ['재시도도 막히면 초기화, 주문 금지', 'Blocked again: reset, no order'],
      ids: ['W24'],
      given: monitoring,
      world: [conditions({ leverage: 20, marginType: 'CROSSED' }), answers(prepare, refused(-4047), 2)],
      rows: [
        [
          '09:00:00',
          mark('99.9'),
          `${set}; cancel open orders of SOLUSDT; ${set}; gave up W24 marginType: -4047 code -4047; MONITORING → IDLE`,
        ],
      ],
    },
    {
      title: ['막는 주문의 취소가 실패하면 초기화', 'Cancelling the blockers fails: reset'],
      ids: ['W24'],
      given: monitoring,
      world: [conditions({ leverage: 20 }), answers(prepare, refused(-4067)), answers(asking('CancelSymbolOrders'), refused(-2011))],
      rows: [
        ['09:00:00', mark('99.9'), 'set SOLUSDT 1×; cancel open orders of SOLUSDT; gave up W24 cancel: code -2011; MONITORING → IDLE'],
      ],
    },
    {
      title: ['원인이 다르면 바로 초기화', 'Any other cause: reset at once'],
      ids: ['W24'],
      given: monitoring,
      world: [conditions({ leverage: 20 }), answers(prepare, refused(-4202))],
      rows: [['09:00:00', mark('99.9'), 'set SOLUSDT 1×; gave up W24 leverage: -4202 code -4202; MONITORING → IDLE']],
    },
    {
      title: ['결과를 모르면 같은 설정을 다시 보낸다 (해가 없다)', 'Unknown: the same setting is sent again, which does no harm'],
      ids: ['W24', 'D17'],
      given: monitoring,
      world: [conditions({ leverage: 20 }), answers(prepare, unknown({ done: true }))],
      rows: [['09:00:00', mark('99.9'), `set SOLUSDT 1×; set SOLUSDT 1×; ${order}`]],
    },
    {
      title: ['설정 응답이 오지 않으면 30초 뒤 포기한다', 'No answer to the setting: given up after 30 s'],
      ids: ['W24'],
      given: monitoring,
      world: [conditions({ leverage: 20 }), answers(prepare, noAnswer)],
      rows: [
        ['09:00:00', mark('99.9'), 'set SOLUSDT 1×'],
        ['09:00:30', time(), '—'],
        ['09:00:31', time(), 'gave up W24 setting: no answer; MONITORING → IDLE'],
      ],
    },
    {
      title: ['포지션 모드를 읽지 못하면 주문하지 않는다', 'Position mode unreadable: no order'],
      ids: ['W26'],
      given: monitoring,
      world: [answers(conditionsRead, refused(503, { part: 'positionMode' }))],
      rows: [
        ['09:00:00', mark('99.9'), 'gave up W26 positionMode: code 503; MONITORING → IDLE'],
        ['09:00:01', mark('101'), '—'],
      ],
    },
    {
      title: ['레버리지나 잔고를 읽지 못해도 주문하지 않는다', 'Leverage or balance unreadable: no order either'],
      ids: ['W26', 'W24'],
      given: monitoring,
      world: [answers(conditionsRead, refused(503, { part: 'balances' }))],
      rows: [['09:00:00', mark('99.9'), 'gave up W24 balances: code 503; MONITORING → IDLE']],
    },
    {
      title: ['HEDGE: 모든 주문에 positionSide=SHORT', 'HEDGE: positionSide=SHORT on every order'],
      ids: ['W27', 'R10'],
      given: monitoring,
      world: [hedge],
      rows: [
        ['09:00:00', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100 positionSide=SHORT; MONITORING → ENTRY_ORDER'],
        ['09:00:01', fillsWhole('entry1'), 'ENTRY_ORDER → PHASE1'],
        ['09:00:02', mark('114.885'), 'sell 43.04 SOLUSDT limit 115 positionSide=SHORT'],
        ['09:00:03', fillsWhole('entry2'), 'stop 122.98 closePosition positionSide=SHORT; PHASE1 → PHASE2'],
        ['09:00:04', time(), 'W43 trigger 107.04694; buy 93.04 SOLUSDT limit 106.94 positionSide=SHORT; PHASE2 → EXITING'],
      ],
    },
    {
      title: ['ONE-WAY: positionSide 없이 reduceOnly 규칙', 'ONE-WAY: no positionSide, reduceOnly for exits'],
      ids: ['W28', 'R09', 'W33'],
      given: monitoring,
      rows: [
        ['09:00:00', mark('99.9'), `W25 nothing to set; ${order}`],
        ['09:00:01', fillsWhole('entry1'), 'ENTRY_ORDER → PHASE1'],
        ['09:00:02', mark('95'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
      ],
    },
    {
      title: ['설정하는 동안 수동 진입 주문이 생기면 포기한다', 'A hand-made entry order appears meanwhile: given up'],
      ids: ['W24', 'W36-2', 'D1'],
      given: monitoring,
      world: [conditions({ leverage: 20 }), answers(prepare, noAnswer)],
      rows: [
        ['09:00:00', mark('99.9'), 'set SOLUSDT 1×'],
        ['09:00:01', foreignOrder('BTC', { id: '77' }), 'MONITORING → IDLE; lock foreignEntryOrder'],
        ['09:00:02', leadingMarket('LINK'), 'ignored W01 lockForeignEntryOrder'],
      ],
    },
  ],
};
