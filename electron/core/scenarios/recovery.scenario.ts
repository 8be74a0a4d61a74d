import { answers, asking, noAnswer, placing, refused, unknown } from '../../testkit/scenario/answers.ts';
import { fills, fillsUnheard, fillsWhole } from '../../testkit/scenario/exchange.ts';
import { andThen, entryOrder, monitoring, phase1, phase1SecondOrdered, phase2 } from '../../testkit/scenario/given.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { restart } from '../../testkit/scenario/operator.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { acceptedUnheard, foreignStop, shortIs } from '../../testkit/scenario/rare.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

const settled = andThen(
  phase2,
  ['SOL PHASE2, MDD 스탑과 본절 지정가 서 있음', 'SOL in PHASE2 with MDD stop and break-even standing'],
  ['08:31:00', time()],
);

export const recovery: Chapter = {
  name: 'recovery',
  title: ['다시 시작 (D14, D16, D17, D21)', 'Starting again (D14, D16, D17, D21)'],
  scenarios: [
    {
      title: ['모니터링은 지워진다', 'The monitoring list is cleared'],
      ids: ['D21'],
      given: monitoring,
      rows: [
        ['09:00:00', restart(), 'MONITORING → IDLE; lock recovery; unlock recovery'],
        ['09:00:02', mark('99.9'), '—'],
      ],
    },
    {
      title: ['미체결 진입 주문은 조회해서 이어 간다', 'An open entry order is asked after and goes on'],
      ids: ['D21', 'D17', 'W36'],
      given: entryOrder,
      rows: [
        [
          '09:00:00',
          restart(),
          'query entry1; lock recovery; lock unknownOrder; D17 known again: working; unlock unknownOrder; unlock recovery',
        ],
        ['09:00:02', fillsWhole('entry1'), 'ENTRY_ORDER → PHASE1'],
      ],
    },
    {
      title: ['꺼진 동안 일부 체결됨', 'Partly filled while it was off'],
      ids: ['D21', 'W37'],
      given: entryOrder,
      rows: [
        [
          '09:00:00',
          together(fillsUnheard('entry1', '10'), restart()),
          'query entry1; lock recovery; lock unknownOrder; D17 known again: working; unlock unknownOrder; unlock recovery',
        ],
        ['09:00:05', time(), '—'],
        ['09:00:06', mark('95.095'), 'W40 trigger 95.095; buy 10 SOLUSDT limit 95 reduceOnly'],
      ],
    },
    {
      title: ['꺼진 동안 전량 체결됨', 'Filled completely while it was off'],
      ids: ['D21', 'W39'],
      given: entryOrder,
      rows: [
        [
          '09:00:00',
          together(fillsUnheard('entry1', '50'), restart()),
          'query entry1; lock recovery; lock unknownOrder; D17 known again: filled; ENTRY_ORDER → PHASE1; unlock unknownOrder; unlock recovery',
        ],
        ['09:00:05', time(), '—'],
      ],
    },
    {
      title: ['보내는 중에 꺼졌고 주문이 있으면 받아들인다', 'It went off while sending, and the order stands: adopted'],
      ids: ['D17', 'D21'],
      given: monitoring,
      rows: [
        ['09:00:00', answers(placing('entry1'), acceptedUnheard), '—'],
        ['09:00:01', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER'],
        [
          '09:00:01.100',
          restart(),
          'query entry1; lock recovery; lock unknownOrder; D17 known again: working; unlock unknownOrder; unlock recovery',
        ],
        ['09:00:03', time(), '—'],
      ],
    },
    {
      title: [
        '보내는 중에 꺼졌고 주문이 없으면 다시 보내지 않는다: 불명확하면 진입 없음',
        'It went off while sending, and there is no order: it is not sent again',
      ],
      why: [
        '그 사이 채널에서 무엇이 왔는지 모른다 (D21: 불명확하면 신규 진입 없음).',
        'What the channels said since is not known (D21: unclear means no new entry).',
      ],
      ids: ['D21', 'D17', 'W33'],
      given: monitoring,
      rows: [
        ['09:00:00', answers(placing('entry1'), noAnswer), '—'],
        ['09:00:01', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER'],
        ['09:00:01.100', restart(), 'query entry1; lock recovery; lock unknownOrder'],
        [
          '09:00:20',
          time(),
          '09:00:02.100 query entry1; 09:00:04.100 query entry1; 09:00:09.100 query entry1; 09:00:09.100 trace entry1; 09:00:09.100 D17 never placed; 09:00:09.100 exchange refused -2013 (retries 0); 09:00:09.100 ENTRY_ORDER → IDLE; 09:00:09.100 unlock recovery; 09:00:09.100 unlock unknownOrder',
        ],
      ],
    },
    {
      title: ['PHASE1은 PHASE1로', 'PHASE1 comes back as PHASE1: no stop, TP and second entry watched'],
      ids: ['D21', 'W42'],
      given: phase1,
      rows: [
        ['09:00:00', restart(), 'lock recovery; unlock recovery'],
        ['09:00:02', mark('114.885'), 'sell 43.04 SOLUSDT limit 115'],
        ['09:00:03', mark('95.095'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
      ],
    },
    {
      title: [
        'PHASE2와 “2차 완료”는 남는다: MDD 스탑과 본절을 건드리지 않는다',
        'PHASE2 and "second entry complete" survive: nothing is cancelled, nothing placed twice',
      ],
      ids: ['D14', 'D16', 'D21'],
      given: settled,
      rows: [
        [
          '09:00:00',
          restart(),
          'query mddStop; query breakEven; lock recovery; lock unknownOrder; D17 known again: working; D17 known again: working; unlock unknownOrder; unlock recovery',
        ],
        ['09:00:05', time(), '—'],
        ['09:00:06', fillsWhole('breakEven'), 'cancel mddStop; trade closed breakEven -0.0976 USDT (-0.00098094 %); EXITING → IDLE'],
      ],
    },
    {
      title: ['꺼진 동안 2차가 완료됨: MDD 스탑을 건다', 'The second entry was completed while it was off: the MDD stop goes out'],
      ids: ['D14', 'W43-1', 'D21'],
      given: phase1SecondOrdered,
      rows: [
        [
          '09:00:00',
          together(fillsUnheard('entry2', '43.04'), restart()),
          'query entry2; lock recovery; lock unknownOrder; D17 known again: filled; PHASE1 → PHASE2; unlock unknownOrder; stop 122.98 closePosition; unlock recovery; W43 trigger 107.04694; buy 93.04 SOLUSDT limit 106.94 reduceOnly; PHASE2 → EXITING',
        ],
        ['09:00:05', time(), '—'],
      ],
    },
    {
      title: [
        '2차 잔고 조회 중에 꺼지면 트리거를 다시 본다',
        'It went off while reading the balance for the second entry: the trigger is watched again',
      ],
      ids: ['D21', 'W41'],
      given: andThen(
        phase1,
        ['SOL PHASE1, 잔고 조회의 답이 없음', 'SOL in PHASE1, the balance read gets no answer'],
        ['08:50:00', answers(asking('ReadBalances'), noAnswer)],
        ['08:50:01', mark('114.885')],
      ),
      rows: [
        ['09:00:00', restart(), 'lock recovery; unlock recovery; sell 43.04 SOLUSDT limit 115'],
        ['09:00:02', time(), '—'],
      ],
    },
    {
      title: ['취소 중에 꺼짐: 아직 서 있으면 다시 취소', 'It went off while cancelling: still there, cancelled again'],
      ids: ['D17', 'D21', 'R15'],
      given: andThen(
        entryOrder,
        ['SOL 진입 주문, 취소의 답이 없음', 'SOL entry order, its cancel gets no answer'],
        ['08:59:58', answers({ words: ['취소', 'cancelling'], meant: (effect) => effect.type === 'CancelOrder' }, noAnswer)],
      ),
      rows: [
        ['09:00:00', risk('SOL'), 'acted R02; cancel entry1'],
        [
          '09:00:00.100',
          restart(),
          'query entry1; lock recovery; lock unknownOrder; D17 known again: working; cancel failed 1; unlock unknownOrder; unlock recovery',
        ],
        ['09:00:02', time(), '09:00:00.350 cancel entry1; 09:00:00.350 ENTRY_ORDER → IDLE'],
      ],
    },
    {
      title: [
        '시장가 청산의 결과를 모른 채 꺼짐: 조회하고, 없으면 새로',
        'It went off with a market close under way: asked after, then a new one',
      ],
      ids: ['D17', 'D21'],
      given: andThen(
        phase1,
        ['SOL PHASE1, 마크 101', 'SOL in PHASE1, mark 101'],
        ['08:59:58', mark('101')],
        ['08:59:59', answers(placing('marketClose'), noAnswer)],
      ),
      rows: [
        ['09:00:00', risk('SOL'), 'acted R04 -1; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING'],
        ['09:00:00.100', restart(), 'query marketClose; lock recovery; lock unknownOrder'],
        [
          '09:00:15',
          time(),
          '09:00:01.100 query marketClose; 09:00:03.100 query marketClose; 09:00:08.100 query marketClose; 09:00:08.100 trace marketClose; 09:00:08.100 D17 never placed; 09:00:08.100 exchange refused -2013 (retries 0); 09:00:08.100 market close refused -2013 (1); 09:00:08.100 unlock recovery; 09:00:08.100 unlock unknownOrder; 09:00:08.600 market buy 50 SOLUSDT reduceOnly; 09:00:08.600 trade closed risk -50 USDT (-1 %); 09:00:08.600 EXITING → IDLE; 09:00:08.600 lock foreignPosition; 09:00:08.600 unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['시장가 청산이 꺼진 동안 체결됨', 'The market close was filled while it was off'],
      ids: ['D17', 'D21', 'R21'],
      given: andThen(
        phase1,
        ['SOL PHASE1, 마크 101', 'SOL in PHASE1, mark 101'],
        ['08:59:58', mark('101')],
        ['08:59:59', answers(placing('marketClose'), unknown({ done: true }))],
      ),
      rows: [
        [
          '09:00:00',
          risk('SOL'),
          'acted R04 -1; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; D17 outcome unknown; lock unknownOrder',
        ],
        [
          '09:00:00.100',
          together(fillsUnheard('marketClose', '50'), restart()),
          'query marketClose; lock recovery; D17 known again: filled; trade closed risk -50 USDT (-1 %); EXITING → IDLE; unlock unknownOrder; unlock recovery',
        ],
        ['09:00:15', time(), '—'],
      ],
    },
    {
      title: ['꺼진 동안 손으로 닫음', 'Closed by hand while it was off'],
      ids: ['D21', 'R21'],
      given: settled,
      rows: [
        [
          '09:00:00',
          together(shortIs('0', '0'), restart()),
          'query mddStop; query breakEven; lock recovery; lock unknownOrder; D17 known again: working; D17 known again: working; unlock unknownOrder; R20 quantity doubted 93.04 ≠ 0',
        ],
        [
          '09:00:10',
          time(),
          '09:00:02 R21 quantity 0 taken over; 09:00:02 cancel mddStop; 09:00:02 cancel breakEven; 09:00:02 unlock recovery; 09:00:02 trade closed outside -739.3004 USDT (-7.43045349 %); 09:00:02 EXITING → IDLE',
        ],
      ],
    },
    {
      title: ['시작 중에 온 리스크 메시지는 잃지 않는다', 'A risk message during the start is not lost'],
      ids: ['D21', 'R04'],
      given: phase1,
      rows: [
        ['09:00:00', together(answers(asking('ReadAccount'), refused(-1008), 2), mark('101'), restart()), 'lock recovery'],
        ['09:00:00.100', risk('SOL'), '—'],
        ['09:00:00.200', leadingMarket('LINK'), 'ignored D21 lockRecovery'],
        [
          '09:00:05',
          time(),
          '09:00:01.500 acted R04 -1; 09:00:01.500 market buy 50 SOLUSDT reduceOnly; 09:00:01.500 PHASE1 → EXITING; 09:00:01.500 unlock recovery; 09:00:01.500 trade closed risk -50 USDT (-1 %); 09:00:01.500 EXITING → IDLE; 09:00:01.500 lock foreignPosition; 09:00:01.500 unlock foreignPosition',
        ],
      ],
    },
    {
      title: [
        '조회가 실패하는 동안은 잠금이 풀리지 않고 아무것도 나가지 않는다',
        'While reads fail the lock stays and no exit leaves on old numbers',
      ],
      ids: ['D21'],
      given: andThen(
        phase1,
        ['SOL PHASE1, 익절 50 @ 95 서 있음', 'SOL in PHASE1, TP 50 @ 95 standing'],
        ['08:50:00', mark('95.095')],
        ['08:50:01', fills('takeProfit', '20')],
      ),
      rows: [
        [
          '08:50:02',
          together(answers(asking('ReadAccount'), refused(-1008), 4), restart()),
          'query takeProfit; lock recovery; lock unknownOrder; D17 known again: working; unlock unknownOrder',
        ],
        ['08:50:09', time(), '—'],
        [
          '08:50:20',
          time(),
          '08:50:10 cancel takeProfit; 08:50:10 unlock recovery; 08:50:10 market buy 30 SOLUSDT reduceOnly; 08:50:10 trade closed stalledExit 247.15 USDT (4.943 %); 08:50:10 EXITING → IDLE; 08:50:10 lock foreignPosition; 08:50:10 unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['두 장부를 모두 본다: 수동 스탑도 안다', 'Both books are read: a hand-made stop is known after the start'],
      ids: ['D16', 'D21'],
      given: andThen(phase1, ['SOL PHASE1, 수동 스탑이 걸려 있음', 'SOL in PHASE1 with a hand-made stop'], ['08:50:00', foreignStop]),
      rows: [
        ['09:00:00', restart(), 'lock recovery; unlock recovery'],
        [
          '09:00:01',
          together(mark('99'), answers(placing('breakEvenStop'), refused(-4130)), risk('SOL')),
          'acted R06 1; stop 100 closePosition; exchange refused -4130 (retries 0); D15 other stop goes first; cancel foreign order 77',
        ],
        ['09:00:03', time(), '09:00:02 stop 100 closePosition'],
      ],
    },
  ],
};
