import { fills, foreignOrder, orderGone, positionBecomes, stopFires } from '../../testkit/scenario/exchange.ts';
import { andThen, entryOrder, phase1, phase1SecondOrdered, phase2 } from '../../testkit/scenario/given.ts';
import { leadingMarket } from '../../testkit/scenario/messages.ts';
import { mark, streamOpened, time } from '../../testkit/scenario/prices.ts';
import { foreignTrade, readIsTorn, readMisses, shortBecomes, shortIs } from '../../testkit/scenario/rare.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

const tpStanding = andThen(
  phase1,
  ['SOL PHASE1, 익절 50 @ 95 서 있음', 'SOL in PHASE1, TP 50 @ 95 standing'],
  ['08:50:00', mark('95.095')],
);
const settled = andThen(
  phase2,
  ['SOL PHASE2, MDD 스탑과 본절 지정가 서 있음', 'SOL in PHASE2 with MDD stop and break-even standing'],
  ['08:31:00', time()],
);

export const outside: Chapter = {
  name: 'outside',
  title: ['외부 변화 (R20–R22, D13)', 'Changes by other hands (R20–R22, D13)'],
  scenarios: [
    {
      title: [
        '수동 부분 청산: 청산 주문을 취소하고 지금 수량으로 다시',
        'Partly closed by hand: the exit is cancelled and placed anew for what is left',
      ],
      ids: ['R20', 'R11'],
      given: tpStanding,
      rows: [
        ['09:00:00', positionBecomes('30'), 'R20 quantity doubted 50 ≠ 30'],
        [
          '09:00:05',
          time(),
          '09:00:02 R20 quantity 30 taken over; 09:00:02 cancel takeProfit; 09:00:02 buy 30 SOLUSDT limit 95 reduceOnly',
        ],
      ],
    },
    {
      title: [
        '한 번의 조회는 의심일 뿐, 같은 수량이 두 번이어야 받아들인다',
        'One read is only a doubt; the same quantity twice is the truth',
      ],
      ids: ['R20', 'D13'],
      given: tpStanding,
      rows: [
        ['09:00:30', shortIs('30', '100'), '—'],
        ['09:01:01', shortIs('50', '100'), '09:01:00 R20 quantity doubted 50 ≠ 30'],
        ['09:01:10', time(), '—'],
        ['09:01:30', shortIs('30', '100'), '—'],
        [
          '09:02:10',
          time(),
          '09:02:02 R20 quantity doubted 50 ≠ 30; 09:02:04 R20 quantity 30 taken over; 09:02:04 cancel takeProfit; 09:02:04 buy 30 SOLUSDT limit 95 reduceOnly',
        ],
      ],
    },
    {
      title: ['전량 수동 청산: 모든 주문 취소, 초기화', 'Closed by hand completely: every order goes, the symbol starts over'],
      ids: ['R21', 'R15'],
      given: settled,
      rows: [
        [
          '09:00:00',
          together(foreignTrade('BUY', '93.04', '105'), positionBecomes('0')),
          'alarm R20 foreignFill; R20 quantity doubted 93.04 ≠ 0',
        ],
        [
          '09:00:05',
          time(),
          '09:00:02 R21 quantity 0 taken over; 09:00:02 cancel mddStop; 09:00:02 cancel breakEven; 09:00:02 trade closed outside 180.4 USDT (1.81313822 %); 09:00:02 EXITING → IDLE',
        ],
      ],
    },
    {
      title: ['강제 청산도 같다: 체결 가격이 거래에 남는다', 'A liquidation is the same; its price stands in the trade'],
      ids: ['R20', 'R21'],
      given: phase1,
      rows: [
        [
          '09:00:00',
          together(foreignTrade('BUY', '50', '190', true), positionBecomes('0')),
          'alarm R20 liquidationFill; R20 quantity doubted 50 ≠ 0',
        ],
        [
          '09:00:05',
          time(),
          '09:00:02 R21 quantity 0 taken over; 09:00:02 trade closed outside -4500 USDT (-90 %); 09:00:02 PHASE1 → IDLE',
        ],
      ],
    },
    {
      title: ['dust가 남으면 포지션 없음으로 끝낸다', 'What is left below minQty counts as no position'],
      ids: ['R22'],
      given: tpStanding,
      rows: [
        ['09:00:00', positionBecomes('0.009'), 'R20 quantity doubted 50 ≠ 0.009'],
        [
          '09:00:05',
          time(),
          '09:00:02 R20 quantity 0.009 taken over; 09:00:02 cancel takeProfit; 09:00:02 trade closed outside 245.25 USDT (4.905 %); 09:00:02 R22 dust 0.009 left; 09:00:02 EXITING → IDLE',
        ],
        ['09:01:10', leadingMarket('LINK'), 'passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987'],
      ],
    },
    {
      title: ['딱 최소 수량은 dust가 아니다', 'Exactly minQty is a position'],
      ids: ['R22', 'R20'],
      given: tpStanding,
      rows: [
        ['09:00:00', positionBecomes('0.01'), 'R20 quantity doubted 50 ≠ 0.01'],
        [
          '09:00:05',
          time(),
          '09:00:02 R20 quantity 0.01 taken over; 09:00:02 cancel takeProfit; 09:00:02 buy 0.01 SOLUSDT limit 95 reduceOnly',
        ],
      ],
    },
    {
      title: ['수동 추가 진입: 새 평단으로 익절과 2차를 다시 계산', 'Added to by hand: TP is aimed anew from the new average'],
      ids: ['R20'],
      given: tpStanding,
      rows: [
        [
          '09:00:00',
          together(foreignTrade('SELL', '10', '106'), shortBecomes('60', '101')),
          'alarm R20 foreignFill; R20 quantity doubted 50 ≠ 60',
        ],
        [
          '09:00:05',
          time(),
          '09:00:02 R20 quantity 60 taken over; 09:00:02 cancel takeProfit; 09:00:02 buy 60 SOLUSDT limit 95.95 reduceOnly',
        ],
      ],
    },
    {
      title: [
        'PHASE2에서 평단이 바뀌면 MDD 스탑도 옮긴다: 취소, 확인, 제출',
        'In PHASE2 a moved average moves the MDD stop: cancel, confirm, place',
      ],
      ids: ['R20', 'D15'],
      given: settled,
      rows: [
        ['09:00:00', shortBecomes('100', '108'), 'R20 quantity doubted 93.04 ≠ 100'],
        [
          '09:00:05',
          time(),
          '09:00:02 R20 quantity 100 taken over; 09:00:02 cancel breakEven; 09:00:02 cancel mddStop; 09:00:02 buy 100 SOLUSDT limit 108 reduceOnly; 09:00:02 stop 124.2 closePosition',
        ],
      ],
    },
    {
      title: [
        '수량만 줄고 평단이 같으면 MDD 스탑은 그대로 (수량 없는 스탑)',
        'Less of it at the same average: the stop stays, it has no quantity',
      ],
      ids: ['R20', 'R09'],
      given: settled,
      rows: [
        ['09:00:00', positionBecomes('50'), 'R20 quantity doubted 93.04 ≠ 50'],
        [
          '09:00:05',
          time(),
          '09:00:02 R20 quantity 50 taken over; 09:00:02 cancel breakEven; 09:00:02 buy 50 SOLUSDT limit 106.94 reduceOnly',
        ],
      ],
    },
    {
      title: ['우리 청산의 부분 체결은 외부 변화가 아니다', 'Our own exit filling in parts is no change by others: it gets its 5 s'],
      ids: ['D13', 'R19'],
      given: tpStanding,
      rows: [
        ['09:00:00', fills('takeProfit', '20'), '—'],
        ['09:00:02', fills('takeProfit', '20'), '—'],
        ['09:00:06.999', time(), '—'],
        [
          '09:00:07',
          time(),
          'cancel takeProfit; market buy 10 SOLUSDT reduceOnly; trade closed stalledExit 249.05 USDT (4.981 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['포지션 알림이 체결보다 먼저 와도 두 번 세지 않는다', 'A position told before its fill is not counted twice'],
      ids: ['D13', 'R20'],
      given: entryOrder,
      rows: [
        ['09:00:00', shortBecomes('10', '100'), 'R20 quantity doubted 0 ≠ 10'],
        ['09:00:00.050', together(shortIs('0', '0'), fills('entry1', '10')), '—'],
        ['09:00:05', time(), '—'],
      ],
    },
    {
      title: ['조회가 주문을 한 번 놓쳐도 상태를 버리지 않는다', 'A read that misses an order for a moment resets nothing'],
      ids: ['R20', 'D17'],
      given: entryOrder,
      rows: [
        ['08:59:30', readMisses('entry1'), '—'],
        ['09:00:01', streamOpened('account'), '09:00:00 lock unknownOrder; query entry1; D17 known again: working; unlock unknownOrder'],
        ['09:00:05', time(), '—'],
      ],
    },
    {
      title: ['찢어진 조회는 우리 것을 바꾸지 않고, 잠금을 열지도 않는다', 'A torn read changes nothing of ours and opens no lock'],
      ids: ['R20', 'D1'],
      given: tpStanding,
      rows: [
        ['09:00:00', readIsTorn(['다음 조회는 5초 전의 빈 장부', 'the next read is an empty book of 5 s ago'], 5), '—'],
        ['09:00:00.500', together(foreignOrder('LINK', { id: '5' }), streamOpened('account')), 'lock foreignEntryOrder'],
        ['09:00:05', time(), '—'],
      ],
    },
    {
      title: ['청산 지정가를 손으로 취소하면 1초 뒤 다시 건다', 'An exit limit cancelled by hand is placed again a second later'],
      ids: ['R20', 'W40'],
      given: tpStanding,
      rows: [
        ['09:00:00.100', orderGone('takeProfit'), 'R20 order cancelled by others; EXITING → PHASE1'],
        ['09:00:01', time(), '—'],
        ['09:00:02', time(), 'buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
      ],
    },
    {
      title: ['2차 주문을 손으로 취소하면 2차는 건너뛴다', 'The second order cancelled by hand: the second entry is skipped'],
      ids: ['D7', 'R20'],
      given: phase1SecondOrdered,
      rows: [
        ['09:00:00', orderGone('entry2'), 'R20 order cancelled by others; rest of second entry gone (filled 0)'],
        ['09:00:01', mark('115'), '—'],
      ],
    },
    {
      title: ['미체결 1차 주문을 손으로 취소하면 초기화', 'The unfilled first order cancelled by hand: the symbol starts over'],
      ids: ['R20', 'D8'],
      given: entryOrder,
      rows: [['09:00:00', orderGone('entry1'), 'R20 order cancelled by others; ENTRY_ORDER → IDLE']],
    },
    {
      title: ['스탑이 발동한 뒤의 포지션 0은 스탑의 결과다', 'A position that is zero after our stop fired is our stop’s doing'],
      ids: ['R21', 'W43-1'],
      given: settled,
      rows: [['09:00:00', stopFires('mddStop'), 'cancel breakEven; trade closed mddStop -1492.4592 USDT (-15.00019297 %); EXITING → IDLE']],
    },
  ],
};
