import { answers, cancelling, marketRules, placing } from '../../testkit/scenario/answers.ts';
import { fills, fillsUnheard, fillsWhole, fillToldAgain } from '../../testkit/scenario/exchange.ts';
import { andThen, entryOrder, monitoring } from '../../testkit/scenario/given.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { acceptedUnheard, cancelledWordlessly } from '../../testkit/scenario/rare.ts';
import type { Chapter } from '../../testkit/scenario.ts';

export const fillsChapter: Chapter = {
  name: 'fills',
  title: ['체결 (W36–W39)', 'Fills (W36–W39)'],
  scenarios: [
    {
      title: ['미체결 진입 주문은 만료 없이 남는다', 'An unfilled entry order stays, without any time limit'],
      ids: ['W36', 'W36-1'],
      given: entryOrder,
      rows: [
        ['09:00:00', time(), '—'],
        ['12:00:00', time(), '—'],
        ['12:00:01', mark('80'), '—'],
        ['12:00:02', risk('LINK'), 'ignored R08 LINKUSDT'],
        ['12:00:03', risk('SOL'), 'acted R02; cancel entry1; ENTRY_ORDER → IDLE'],
      ],
    },
    {
      title: ['미체결 주문이 있으면 다른 심볼은 받지 않는다', 'While an entry order is open no other symbol is taken up'],
      ids: ['W36-2'],
      given: entryOrder,
      rows: [
        ['09:00:00', leadingMarket('LINK'), 'ignored W01 lockEntryOrder'],
        ['09:00:01', fills('entry1', '10'), '—'],
        ['09:00:02', leadingMarket('LINK'), 'ignored W01 lockPosition'],
      ],
    },
    {
      title: [
        '부분 체결: 잔여 주문 유지, 익절 감시, 수량이 늘면 익절 재등록',
        'A partial fill keeps the rest, watches the TP, and places the TP anew when the position grows',
      ],
      ids: ['W37', 'D13'],
      given: entryOrder,
      rows: [
        ['09:00:00', fills('entry1', '10'), '—'],
        ['09:00:01', mark('95.096'), '—'],
        ['09:00:02', mark('95.095'), 'W40 trigger 95.095; buy 10 SOLUSDT limit 95 reduceOnly'],
        ['09:00:03', fills('entry1', '5'), 'cancel takeProfit; buy 15 SOLUSDT limit 95 reduceOnly'],
        ['09:00:04', fills('entry1', '5', '101'), 'cancel takeProfit; buy 20 SOLUSDT limit 95.24 reduceOnly'],
        ['09:00:05', time(), '—'],
      ],
    },
    {
      title: ['익절이 전량 체결되면 남은 진입 주문도 취소된다', 'When the TP is filled the rest of the entry goes as well'],
      ids: ['W37', 'R21'],
      given: entryOrder,
      rows: [
        ['09:00:00', fills('entry1', '10'), '—'],
        ['09:00:01', mark('95.095'), 'W40 trigger 95.095; buy 10 SOLUSDT limit 95 reduceOnly'],
        [
          '09:00:02',
          fillsWhole('takeProfit'),
          'cancel entry1; ENTRY_ORDER → EXITING; trade closed takeProfit 50 USDT (5 %); EXITING → IDLE',
        ],
      ],
    },
    {
      title: [
        '최소 수량보다 적은 첫 체결은 dust가 아니다: 주문은 계속된다',
        'A first fill below the smallest order is no dust: the entry goes on',
      ],
      why: ['R22는 남은 수량에 대한 규칙이고, W36은 진입 주문의 유지를 요구한다.', 'R22 is about what is left over; W36 keeps the entry.'],
      ids: ['W36', 'R22'],
      world: [marketRules('SOL', { minQty: '1' })],
      given: entryOrder,
      rows: [
        ['09:00:00', fills('entry1', '0.5'), '—'],
        ['09:00:01', mark('95'), '—'],
        ['09:00:02', fills('entry1', '1'), '—'],
        ['09:00:03', time(), 'W40 trigger 95.095; buy 1.5 SOLUSDT limit 95 reduceOnly'],
      ],
    },
    {
      title: ['전량 체결은 PHASE1', 'A complete fill begins PHASE1'],
      ids: ['W39'],
      given: entryOrder,
      rows: [
        ['09:00:00', fills('entry1', '49.99'), '—'],
        ['09:00:01', fills('entry1', '0.01'), 'ENTRY_ORDER → PHASE1'],
      ],
    },
    {
      title: ['같은 체결이 두 번 와도 한 번만 센다', 'The same trade told twice counts once'],
      ids: ['W37'],
      given: entryOrder,
      show: ['fillCounted'],
      rows: [
        ['09:00:00', fills('entry1', '10'), 'W37 fillCounted entry1 10 100 1'],
        ['09:00:01', fillToldAgain('entry1', 0), '—'],
        ['09:00:02', mark('95.095'), 'W40 trigger 95.095; buy 10 SOLUSDT limit 95 reduceOnly'],
      ],
    },
    {
      title: ['알림이 사라진 체결은 계좌 조회가 알려 준다', 'A fill whose telling was lost is learnt from the account read'],
      ids: ['W37', 'W39'],
      given: entryOrder,
      rows: [
        ['09:00:00', fillsUnheard('entry1', '10'), '—'],
        ['09:01:30', time(), '—'],
        ['09:01:31', fillsUnheard('entry1', '40'), '—'],
        [
          '09:03:00',
          time(),
          '09:02:02 R20 quantity doubted 10 ≠ 50; 09:02:02 lock unknownOrder; 09:02:03 query entry1; 09:02:03 D17 known again: filled; 09:02:03 ENTRY_ORDER → PHASE1; 09:02:03 unlock unknownOrder',
        ],
      ],
    },
    {
      title: ['접수 응답이 없어도 체결이 먼저 오면 주문은 살아 있다', 'A fill before the acceptance proves that the order is alive'],
      ids: ['W37', 'D17'],
      given: andThen(
        monitoring,
        ['SOL 모니터링, 접수 응답이 오지 않음', 'SOL is monitored, the acceptance never comes'],
        ['08:59:00', answers(placing('entry1'), acceptedUnheard)],
      ),
      rows: [
        ['09:00:00', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER'],
        ['09:00:01', fills('entry1', '10'), '—'],
        ['09:00:02', risk('SOL'), 'acted R03; cancel entry1; stop 100 closePosition; ENTRY_ORDER → PHASE1'],
      ],
    },
    {
      title: ['취소와 전량 체결이 엇갈리면 체결이 이긴다', 'A cancel that loses the race against the fill'],
      ids: ['W38', 'W39', 'D17'],
      given: entryOrder,
      rows: [
        ['09:00:00', fillsUnheard('entry1', '50'), '—'],
        ['09:00:01', risk('SOL'), 'acted R02; cancel entry1; lock unknownOrder'],
        ['09:00:02', time(), 'query entry1; D17 known again: filled; stop 100 closePosition; ENTRY_ORDER → PHASE1; unlock unknownOrder'],
      ],
    },
    {
      title: [
        '끝난 뒤에 온 진입 체결은 잃지 않는다: 우리 포지션으로 돌아온다',
        'An entry fill told after its ladder has ended is not lost: the position is ours',
      ],
      why: [
        '취소 응답 뒤에도 체결은 올 수 있다. 리스크 메시지로 취소했으므로 ROI 규칙이 정한다 (R03, D8).',
        'A fill can follow the answer to the cancel. The entry was taken back by a risk message, so ROI decides (R03, D8).',
      ],
      ids: ['D8', 'R03', 'R20'],
      given: entryOrder,
      rows: [
        ['09:00:00', answers(cancelling('entry1'), cancelledWordlessly), '—'],
        ['09:00:01', risk('SOL'), 'acted R02; cancel entry1; ENTRY_ORDER → IDLE'],
        ['09:00:02', mark('99'), '—'],
        ['09:00:03', fills('entry1', '10'), 'alarm D8 ladderStarted; IDLE → PHASE1'],
        ['09:00:04', time(), 'stop 100 closePosition'],
      ],
    },
    {
      title: ['끝난 뒤에 온 체결이 손실이면 시장가로 나간다', 'A late fill at a loss goes out at market'],
      ids: ['D8', 'R04'],
      given: entryOrder,
      rows: [
        ['09:00:00', answers(cancelling('entry1'), cancelledWordlessly), '—'],
        ['09:00:01', risk('SOL'), 'acted R02; cancel entry1; ENTRY_ORDER → IDLE'],
        ['09:00:02', mark('101'), '—'],
        ['09:00:03', fills('entry1', '10'), 'alarm D8 ladderStarted; IDLE → PHASE1'],
        [
          '09:00:04',
          time(),
          'market buy 10 SOLUSDT reduceOnly; PHASE1 → EXITING; trade closed risk -10 USDT (-1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
  ],
};
