import { answers, asking, conditions, marketRules, placing, querying, refused, unknown } from '../../testkit/scenario/answers.ts';
import { movedTo, ownStranger } from '../../testkit/scenario/earlier.ts';
import { fills, fillsUnheard, fillsWhole, positionBecomes } from '../../testkit/scenario/exchange.ts';
import { andThen, entryOrder, phase1, phase2 } from '../../testkit/scenario/given.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { mark, streamOpened, time } from '../../testkit/scenario/prices.ts';
import { readMisses, shortIs } from '../../testkit/scenario/rare.ts';
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
const show = ['differenceFound', 'differenceSettled', 'walletDiffers'];

export const reconcile: Chapter = {
  name: 'reconcile',
  title: ['거래소와 다를 때 (R16, R20–R22)', 'When the exchange says otherwise (R16, R20–R22)'],
  scenarios: [
    {
      title: ['알림 없는 체결: 두 숫자로 남기고 거래소 기준으로', 'A fill nobody told: said with both numbers, taken from the exchange'],
      ids: ['R20', 'W37'],
      given: entryOrder,
      show,
      rows: [
        ['09:00:30', fillsUnheard('entry1', '10'), '—'],
        ['09:01:30', time(), '09:01:00 R20 differenceFound orderFilled 0 10; 09:01:02 R20 differenceSettled orderFilled 2'],
      ],
    },
    {
      title: ['목록에 없는 우리 주문: 조회해서 확인', 'An order of ours that is not shown: asked after'],
      ids: ['R16', 'R20'],
      given: entryOrder,
      show,
      rows: [
        ['08:59:30', readMisses('entry1'), '—'],
        [
          '09:01:00',
          time(),
          '09:00:00 R20 differenceFound orderMissing working notShown; 09:00:00 lock unknownOrder; 09:00:01 query entry1; 09:00:01 D17 known again: working; 09:00:01 unlock unknownOrder; 09:00:02 R20 differenceSettled orderMissing 2',
        ],
      ],
    },
    {
      title: ['지갑 잔고가 알림 없이 바뀌면 두 숫자로 남긴다', 'A wallet balance that changed untold is said with both numbers'],
      ids: ['R20', 'W32-1'],
      show,
      rows: [
        ['09:00:30', conditions({ wallet: '9000' }), '—'],
        ['09:02:10', time(), '09:01:00 W32-1 differenceFound wallet 10000 9000'],
      ],
    },
    {
      title: ['옮겨진 MDD 스탑은 취소하고 제자리에 다시', 'A stop that somebody moved is taken back and placed where the law wants it'],
      ids: ['R20', 'D15'],
      given: settled,
      show,
      rows: [
        ['09:00:30', movedTo('mddStop', '150'), '—'],
        [
          '09:01:10',
          time(),
          '09:01:00 R20 differenceFound orderTerms 122.98 150; 09:01:00 cancel mddStop; 09:01:00 stop 122.98 closePosition; 09:01:02 R20 differenceSettled orderTerms 2',
        ],
      ],
    },
    {
      title: ['옮겨진 익절도 같다', 'So is a TP'],
      ids: ['R20', 'W40'],
      given: tpStanding,
      show,
      rows: [
        ['09:00:30', movedTo('takeProfit', '90'), '—'],
        [
          '09:01:10',
          time(),
          '09:01:00 R20 differenceFound orderTerms 95 90; 09:01:00 cancel takeProfit; 09:01:00 buy 50 SOLUSDT limit 95 reduceOnly; 09:01:02 R20 differenceSettled orderTerms 2',
        ],
      ],
    },
    {
      title: [
        '차이가 계속되면 세 번째 조회에서 경보',
        'A difference that stays is alarmed at the third healthy read: here an order that cannot be asked after holds the adoption back',
      ],
      why: [
        '상태를 모르는 주문에는 아직 알리지 않은 체결이 있을 수 있어, 그 답이 오기 전에는 수량을 받아들이지 않는다.',
        'An order of unknown fate may have fills that nobody told: before its answer the quantity is not taken over.',
      ],
      ids: ['R20', 'D17'],
      given: phase1,
      show,
      rows: [
        [
          '09:00:00',
          together(answers(placing('takeProfit'), unknown({ done: false })), answers(querying('takeProfit'), refused(-1008), 6)),
          '—',
        ],
        [
          '09:00:01',
          mark('95.095'),
          'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING; D17 outcome unknown; lock unknownOrder',
        ],
        ['09:00:02', together(shortIs('30', '100'), streamOpened('account')), '09:00:01.300 query takeProfit'],
        [
          '09:01:00',
          time(),
          '09:00:03 query takeProfit; 09:00:03 R20 quantity doubted 50 ≠ 30; 09:00:05 query takeProfit; 09:00:07 alarm R20 differenceStays; 09:00:10 query takeProfit; 09:00:15 query takeProfit; 09:00:20 query takeProfit; 09:00:30 query takeProfit; 09:00:31 alarm D17 orderStillUnknown; 09:00:40 query takeProfit; 09:00:40 trace takeProfit; 09:00:40 D17 never placed; 09:00:40 unlock unknownOrder; 09:00:40.250 again buy 50 SOLUSDT limit 95 reduceOnly (same id); 09:00:41 R20 quantity 30 taken over; 09:00:41 cancel takeProfit; 09:00:41 buy 30 SOLUSDT limit 95 reduceOnly',
        ],
      ],
    },
    {
      title: ['우리 표식의 모르는 주문: 경보하고 잠근다', 'An order with our prefix that no record explains: alarmed, and entries locked'],
      ids: ['R20', 'D1', 'D16'],
      show,
      rows: [
        ['09:00:30', ownStranger('LINK'), 'lock foreignEntryOrder'],
        ['09:01:30', time(), '09:01:00 R20 differenceFound orderUnknown none open; 09:01:04 alarm R20 differenceStays'],
        ['09:01:31', leadingMarket('SOL'), 'ignored W01 lockForeignEntryOrder'],
      ],
    },
    {
      title: ['실패한 조회는 “없음”이 아니다', 'A read that fails says nothing: neither flat nor gone'],
      ids: ['R21', 'D21'],
      given: tpStanding,
      rows: [
        ['09:00:00', together(answers(asking('ReadAccount'), refused(-1008), 6), streamOpened('account')), '—'],
        ['09:02:30', time(), '09:00:09.500 lock protective; 09:00:16 unlock protective'],
      ],
    },
    {
      title: [
        '한 번 비어 보인 조회와 실패한 조회는 합쳐도 “없음”이 아니다',
        'One empty picture and failed reads together are still no proof of flat',
      ],
      ids: ['R21', 'R20'],
      given: tpStanding,
      show,
      rows: [
        ['09:00:30', shortIs('0', '100'), '—'],
        [
          '09:01:00.500',
          together(shortIs('50', '100'), answers(asking('ReadAccount'), refused(-1008), 3)),
          '09:01:00 R20 quantity doubted 50 ≠ 0',
        ],
        ['09:01:30', time(), '09:01:05.500 R20 differenceSettled position 6'],
      ],
    },
    {
      title: ['포지션 0은 두 번째 건강한 조회에서만', 'Flat by other hands is believed at the second healthy read'],
      ids: ['R21'],
      given: tpStanding,
      show,
      rows: [
        ['09:00:30', shortIs('0', '100'), '—'],
        ['09:01:00', time(), 'R20 quantity doubted 50 ≠ 0'],
        [
          '09:01:10',
          time(),
          '09:01:02 R21 quantity 0 taken over; 09:01:02 cancel takeProfit; 09:01:02 trade closed outside 245.25 USDT (4.905 %); 09:01:02 EXITING → IDLE; 09:01:04 R20 differenceSettled position 4',
        ],
      ],
    },
    {
      title: ['시장가 단위보다 작은 나머지: 무엇을 할지 말한다', 'A remainder below the market step is said, with what the trader can do'],
      ids: ['D12', 'R22'],
      world: [marketRules('SOL', { marketStepSize: '20' })],
      given: phase1,
      show: ['remainderUnsellable'],
      rows: [
        ['09:00:00', mark('101'), '—'],
        ['09:00:01', risk('SOL'), 'acted R04 -1; market buy 40 SOLUSDT reduceOnly; PHASE1 → EXITING; D12 remainderUnsellable 10 20'],
        ['09:00:20', time(), '—'],
        ['09:00:21', positionBecomes('0'), 'R20 quantity doubted 10 ≠ 0'],
        ['09:00:30', time(), '09:00:22 R21 quantity 0 taken over; 09:00:22 trade closed risk -40 USDT (-1 %); 09:00:22 EXITING → IDLE'],
      ],
    },
    {
      title: [
        '한 주문의 최대 수량(LOT_SIZE maxQty)보다 큰 익절은 나누어 건다',
        'A TP above LOT_SIZE maxQty goes out in parts, never as a market close',
      ],
      ids: ['W30', 'R11', 'W40'],
      world: [marketRules('SOL', { maxQty: '30' })],
      given: andThen(
        entryOrder,
        ['SOL PHASE2: 60 @ 107.5, 한 주문 최대 30', 'SOL in PHASE2: 60 @ 107.5, one order carries at most 30'],
        ['08:40:00', fillsWhole('entry1')],
        ['08:40:01', mark('114.885')],
        ['08:40:02', fillsWhole('entry2')],
      ),
      rows: [
        [
          '09:00:00',
          mark('110'),
          '08:40:03 W43 trigger 107.6075; 08:40:03 buy 30 SOLUSDT limit 107.5 reduceOnly; 08:40:03 PHASE2 → EXITING',
        ],
        ['09:00:01', fills('breakEven', '10'), '—'],
        ['09:00:02', fillsWhole('breakEven'), 'buy 30 SOLUSDT limit 107.5 reduceOnly'],
        ['09:00:03', fillsWhole('breakEven'), 'cancel mddStop; trade closed breakEven 0 USDT (0 %); EXITING → IDLE'],
      ],
    },
  ],
};
