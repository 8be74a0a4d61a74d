import { answers, cancelling, noAnswer, placing, refused } from '../../testkit/scenario/answers.ts';
import { movedTo, ownStranger, stopFiresUnheard } from '../../testkit/scenario/earlier.ts';
import { fillsUnheard, fillsWhole, foreignOrder, foreignPosition } from '../../testkit/scenario/exchange.ts';
import { andThen, phase1, phase1SecondOrdered, phase2 } from '../../testkit/scenario/given.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { restart } from '../../testkit/scenario/operator.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { foreignStop } from '../../testkit/scenario/rare.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

const settled = andThen(
  phase2,
  ['SOL PHASE2, MDD 스탑과 본절 지정가 서 있음', 'SOL in PHASE2 with MDD stop and break-even standing'],
  ['08:31:00', time()],
);

export const recoveryStops: Chapter = {
  name: 'recovery-stops',
  title: ['다시 시작과 스탑, 남의 것 (D14–D16, D21)', 'Starting again: stops, and what belongs to others (D14–D16, D21)'],
  scenarios: [
    {
      title: [
        '거래소에 스탑이 둘 있으면 (우리 것과 손으로 건 것) 둘 다 둔다',
        'Two stops at the exchange, ours and a hand-made one: both stay, none is placed',
      ],
      ids: ['D16', 'D21', 'D15'],
      given: settled,
      rows: [
        ['08:59:00', foreignStop, '—'],
        [
          '09:00:00',
          restart(),
          'query mddStop; query breakEven; lock recovery; lock unknownOrder; D17 known again: working; D17 known again: working; unlock unknownOrder; unlock recovery',
        ],
        ['09:02:10', time(), '—'],
      ],
    },
    {
      title: [
        '이전 프로세스의 다른 가격 스탑: 새 스탑이 필요할 때만, 취소를 확인한 뒤 바꾼다',
        'A stop of an earlier process at another price: replaced only when a stop is due, after its cancel is confirmed',
      ],
      ids: ['D15', 'D14', 'D21'],
      given: phase1SecondOrdered,
      show: ['differenceFound'],
      rows: [
        [
          '09:00:00',
          together(ownStranger('SOL', 'stop'), answers(placing('mddStop'), refused(-4130)), fillsUnheard('entry2', '43.04'), restart()),
          'query entry2; lock recovery; lock unknownOrder; D17 known again: filled; PHASE1 → PHASE2; unlock unknownOrder; R20 differenceFound orderUnknown none open; stop 122.98 closePosition; unlock recovery; exchange refused -4130 (retries 0); D15 other stop goes first; cancel foreign order 66; W43 trigger 107.04694; buy 93.04 SOLUSDT limit 106.94 reduceOnly; PHASE2 → EXITING',
        ],
        ['09:00:10', time(), '09:00:01 stop 122.98 closePosition'],
      ],
    },
    {
      title: [
        '기록에서 사라진 우리 익절 주문은 취소하고, 규칙의 익절만 남는다',
        'A take-profit that the journal has lost is cancelled: only the exit that the law wants stays',
      ],
      ids: ['D21', 'R20'],
      given: phase1,
      show: ['differenceFound', 'strayExitCancelled'],
      rows: [
        [
          '09:00:00',
          together(ownStranger('SOL', 'exit'), restart()),
          'lock recovery; D21 strayExitCancelled 66; R20 differenceFound orderUnknown none open; cancel foreign order 66; unlock recovery',
        ],
        ['09:00:10', mark('95'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
      ],
    },
    {
      title: ['꺼진 동안 옮겨진 우리 스탑은 제자리에 다시', 'Our stop, moved while it was off, is placed where the law wants it'],
      ids: ['R20', 'D15', 'D21'],
      given: settled,
      show: ['differenceFound'],
      rows: [
        [
          '09:00:00',
          together(movedTo('mddStop', '150'), restart()),
          'query mddStop; query breakEven; lock recovery; lock unknownOrder; D17 known again: working; D17 known again: working; unlock unknownOrder; R20 differenceFound orderTerms 122.98 150; cancel mddStop; unlock recovery; stop 122.98 closePosition',
        ],
        ['09:00:10', time(), '—'],
      ],
    },
    {
      title: [
        '스탑을 바꾸는 중에 꺼짐: 옛것이 사라진 뒤에 새것',
        'It went off while one stop was being replaced by another: the new one follows when the old one is gone',
      ],
      ids: ['D15', 'D21', 'W43-1'],
      settings: { breakEvenTrigger: 'atOrBelow' },
      given: andThen(
        phase1SecondOrdered,
        ['SOL 2차 주문과 본절 스탑이 서 있음', 'SOL with second order and break-even stop standing'],
        ['08:50:00', mark('99')],
        ['08:50:01', risk('SOL')],
        ['08:50:02', answers(cancelling('breakEvenStop'), noAnswer)],
      ),
      rows: [
        ['09:00:00', fillsWhole('entry2'), 'cancel breakEvenStop; PHASE1 → PHASE2'],
        [
          '09:00:00.100',
          restart(),
          'query breakEvenStop; lock recovery; lock unknownOrder; D17 known again: working; cancel failed 1; unlock unknownOrder; unlock recovery; W43 trigger 107.04694; buy 93.04 SOLUSDT limit 106.94 reduceOnly; PHASE2 → EXITING',
        ],
        ['09:00:10', time(), '09:00:00.350 cancel breakEvenStop; 09:00:00.350 stop 122.98 closePosition'],
      ],
    },
    {
      title: ['꺼진 동안 MDD 스탑이 발동함', 'The MDD stop fired while it was off'],
      ids: ['D21', 'W43-1', 'R21'],
      given: settled,
      rows: [
        [
          '09:00:00',
          together(stopFiresUnheard('mddStop', '122.98'), restart()),
          'query mddStop; query breakEven; lock recovery; lock unknownOrder; D17 known again: filled; D17 known again: working; unlock unknownOrder; cancel breakEven; unlock recovery; trade closed mddStop -1492.4592 USDT (-15.00019297 %); EXITING → IDLE',
        ],
        ['09:00:10', time(), '—'],
      ],
    },
    {
      title: ['남의 주문과 포지션은 시작 뒤에도 진입을 잠근다', 'Orders and positions of others lock entries after the start as well'],
      ids: ['D1', 'D21', 'S1-1'],
      rows: [
        [
          '09:00:00',
          together(foreignOrder('LINK', { id: '4' }), foreignPosition('DOGE', '-100')),
          'lock foreignEntryOrder; lock foreignPosition',
        ],
        [
          '09:00:10',
          restart(),
          'lock recovery; unlock foreignPosition; unlock foreignEntryOrder; lock foreignPosition; lock foreignEntryOrder; unlock recovery',
        ],
        ['09:00:20', leadingMarket('SOL'), 'ignored W01 lockForeignPosition'],
      ],
    },
    {
      title: [
        'PHASE1은 스탑 없이 돌아온다, 남의 스탑도 건드리지 않는다',
        'PHASE1 comes back without a stop, and leaves a hand-made one alone',
      ],
      ids: ['D19', 'D16', 'W42'],
      given: andThen(phase1, ['SOL PHASE1, 수동 스탑이 걸려 있음', 'SOL in PHASE1 with a hand-made stop'], ['08:50:00', foreignStop]),
      rows: [
        ['09:00:00', restart(), 'lock recovery; unlock recovery'],
        ['09:02:10', time(), '—'],
      ],
    },
  ],
};
