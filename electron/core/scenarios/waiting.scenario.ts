import { answers, asking, conditions, noAnswer, placing, refused } from '../../testkit/scenario/answers.ts';
import { foreignOrder, positionBecomes } from '../../testkit/scenario/exchange.ts';
import { entryOrder, monitoring, phase1 } from '../../testkit/scenario/given.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { emergencyClose, restart, resume } from '../../testkit/scenario/operator.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { heldBack, markUnknown, readUnderBan } from '../../testkit/scenario/rare.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

export const waiting: Chapter = {
  name: 'waiting',
  title: ['기다릴 것과 기다리지 않을 것 (D2, R02, W41, D10, D22)', 'What waits and what does not (D2, R02, W41, D10, D22)'],
  scenarios: [
    {
      title: [
        '다시 시작한 뒤 접속 전 리스크 글은 처리한다',
        'After a restart a risk message from the backlog acts, also on a channel that never spoke',
      ],
      ids: ['D2', 'R04'],
      given: phase1,
      rows: [
        ['09:00:00', together(mark('101'), restart()), 'lock recovery; unlock recovery'],
        [
          '09:00:01',
          risk('SOL', { backlog: true, age: 30 }),
          'acted R04 -1; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; trade closed risk -50 USDT (-1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['이미 처리한 접속 전 글은 흔적을 남기지 않는다', 'A backlog line that was handled before leaves no trace'],
      ids: ['D2', 'W00-2'],
      given: monitoring,
      rows: [
        ['09:00:00', leadingMarket('LINK', {}, { id: 700 }), 'passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987'],
        ['09:00:01', restart(), 'MONITORING → IDLE; LINKUSDT MONITORING → IDLE; lock recovery; unlock recovery'],
        ['09:00:02', leadingMarket('LINK', {}, { id: 700, backlog: true }), '—'],
        ['09:00:03', leadingMarket('LINK', {}, { id: 700 }), 'ignored W00-2 700'],
      ],
    },
    {
      title: [
        '진입 주문을 취소하는 리스크는 그 종목의 남의 주문도 취소한다',
        'A risk message that cancels the entry cancels orders by other hands on the symbol too',
      ],
      ids: ['R02'],
      given: entryOrder,
      rows: [
        ['09:00:00', together(foreignOrder('SOL', { id: '71' }), foreignOrder('LINK', { id: '72' })), 'lock foreignEntryOrder'],
        ['09:00:01', risk('SOL'), 'acted R02; cancel foreign order 71; cancel entry1; ENTRY_ORDER → IDLE'],
      ],
    },
    {
      title: ['첫 마크보다 먼저 온 리스크는 마크를 기다려 정한다', 'A risk message before the first mark waits for it and then decides'],
      ids: ['R04', 'R06', 'D21'],
      given: phase1,
      show: ['riskNoPrice'],
      rows: [
        ['09:00:00', together(markUnknown('SOL'), restart()), 'lock recovery; unlock recovery'],
        ['09:00:01', risk('SOL'), 'R03 riskNoPrice; acted R03'],
        ['09:00:02', time(), '—'],
        [
          '09:00:03',
          mark('100.5'),
          'market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; trade closed risk -25 USDT (-0.5 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['드라이런은 레버리지도 마진도 보내지 않는다', 'Dry-run sends neither leverage nor margin type'],
      ids: ['W24'],
      stage: 'dry-run',
      world: [conditions({ leverage: 20, marginType: 'CROSSED' })],
      given: monitoring,
      show: ['PrepareSymbol', 'settingNotSent'],
      rows: [['09:00:00', mark('99.9'), 'W24 settingNotSent 20 CROSSED; not sent SELL 50 @ 100; MONITORING → IDLE']],
    },
    {
      title: ['잔고 조회 실패는 2차 진입을 포기시키지 않는다', 'A failed balance read leaves the second entry watching'],
      ids: ['W41', 'W32-6', 'D7'],
      given: phase1,
      rows: [
        ['09:00:00', together(answers(asking('ReadBalances'), refused(503)), mark('114.885')), 'gave up W32-6 adapter: code 503'],
        ['09:00:01', time(), 'sell 43.04 SOLUSDT limit 115'],
      ],
    },
    {
      title: ['지나가는 잠금은 2차 진입을 포기시키지 않는다', 'A lock that passes leaves the second entry watching'],
      ids: ['W41', 'D7', 'D10'],
      given: phase1,
      rows: [
        [
          '09:00:00',
          together(answers(asking('ReadBalances'), readUnderBan(5)), mark('114.885')),
          'D10 nothing sent for 5 s; lock ban; gave up D10 lockBan',
        ],
        ['09:00:10', time(), '09:00:05 unlock ban; 09:00:05 sell 43.04 SOLUSDT limit 115'],
      ],
    },
    {
      title: [
        '거래소가 포지션이 없다고 하면 3초까지 청산 주문을 미룬다',
        'While the exchange says flat no exit order leaves for up to 3 s',
      ],
      ids: ['R20', 'R21'],
      given: phase1,
      rows: [
        ['09:00:00', together(answers(asking('ReadAccount'), noAnswer, Infinity), positionBecomes('0')), 'R20 quantity doubted 50 ≠ 0'],
        ['09:00:01', risk('SOL'), 'acted R06 0.1'],
        ['09:00:02', mark('95.095'), 'W40 trigger 95.095'],
        ['09:00:04', time(), '09:00:03 stop 100 closePosition; 09:00:03 buy 50 SOLUSDT limit 95 reduceOnly; 09:00:03 PHASE1 → EXITING'],
      ],
    },
    {
      title: ['그동안의 시장가 청산도 기다린다', 'A market close waits as well'],
      ids: ['R21', 'R04'],
      given: phase1,
      rows: [
        [
          '09:00:00',
          together(answers(asking('ReadAccount'), noAnswer, Infinity), mark('101'), positionBecomes('0')),
          'R20 quantity doubted 50 ≠ 0',
        ],
        ['09:00:01', together(answers(placing('marketClose'), noAnswer), risk('SOL')), 'acted R04 -1; PHASE1 → EXITING'],
        ['09:00:02.900', time(), '—'],
        ['09:00:03', time(), 'market buy 50 SOLUSDT reduceOnly'],
      ],
    },
    {
      title: ['우리 예산이 미룬 조회는 금지가 아니다', 'A read that our own budget held back is no ban'],
      ids: ['W50', 'D10'],
      given: phase1,
      rows: [
        ['09:00:00', together(answers(asking('ReadBalances'), heldBack(60)), mark('114.885')), 'gave up W32-6 budget: held back'],
        ['09:00:01', time(), 'sell 43.04 SOLUSDT limit 115'],
      ],
    },
    {
      title: [
        '비상 청산: 한 번의 깨끗한 조회 뒤에는 재개할 수 있다',
        'Emergency close: after one clean read with nothing of ours left entries may be resumed',
      ],
      ids: ['D22'],
      rows: [
        ['09:00:00', emergencyClose(), 'lock emergency'],
        ['09:00:00.100', resume(), 'unlock emergency'],
      ],
    },
    {
      title: ['비상 청산: 깨끗한 조회가 아직 없으면 재개하지 않는다', 'Emergency close: no clean read yet, no resuming'],
      ids: ['D22'],
      rows: [
        ['09:00:00', together(answers(asking('ReadAccount'), noAnswer), emergencyClose()), 'lock emergency'],
        ['09:00:00.100', resume(), 'refused D22 resumeWhileClosing'],
      ],
    },
  ],
};
