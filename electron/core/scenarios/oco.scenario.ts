import { answers, cancelling, notFound, querying, refused, unknown } from '../../testkit/scenario/answers.ts';
import { fillsUnheard, fillsWhole, positionBecomes } from '../../testkit/scenario/exchange.ts';
import { andThen, phase1, phase2 } from '../../testkit/scenario/given.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { cancelledOnlyInWords, goneBefore } from '../../testkit/scenario/rare.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

const bothStanding = andThen(
  phase1,
  ['SOL PHASE1, 익절 지정가와 본절 스탑이 서 있음', 'SOL in PHASE1 with TP limit and break-even stop standing'],
  ['08:50:00', mark('95.095')],
  ['08:50:01', risk('SOL')],
);
const settled = andThen(
  phase2,
  ['SOL PHASE2, MDD 스탑과 본절 지정가 서 있음', 'SOL in PHASE2 with MDD stop and break-even standing'],
  ['08:31:00', time()],
);

export const oco: Chapter = {
  name: 'oco',
  title: ['청산 상호 취소 (R15, R16)', 'One exit cancels the other (R15, R16)'],
  scenarios: [
    {
      title: ['한 청산 주문이 체결되면 나머지는 즉시 취소', 'One exit filled: the others go at once'],
      ids: ['R15'],
      given: settled,
      rows: [['09:00:00', fillsWhole('breakEven'), 'cancel mddStop; trade closed breakEven -0.0976 USDT (-0.00098094 %); EXITING → IDLE']],
    },
    {
      title: [
        '취소 실패: 3번 더, 그 다음 “청산 취소 실패”와 신규 주문 금지, 10초마다 다시',
        'A cancel that fails: three more tries, then the lock, then again every ten seconds until it heals',
      ],
      ids: ['R15', 'R16'],
      given: bothStanding,
      rows: [
        ['09:00:00', answers(cancelling('breakEvenStop'), refused(-1000), 5), '—'],
        ['09:00:01', fillsWhole('takeProfit'), 'cancel breakEvenStop; cancel failed 1'],
        [
          '09:00:02',
          time(),
          '09:00:01.250 cancel breakEvenStop; 09:00:01.250 cancel failed 2; 09:00:01.500 cancel breakEvenStop; 09:00:01.500 cancel failed 3; 09:00:01.750 cancel breakEvenStop; 09:00:01.750 cancel failed 4; 09:00:01.750 lock exitCancelFailed',
        ],
        ['09:00:03', leadingMarket('LINK'), 'ignored R15 lockExitCancelFailed'],
        ['09:00:11.749', time(), '—'],
        ['09:00:12', time(), '09:00:11.750 cancel breakEvenStop; 09:00:11.750 cancel failed 5'],
        [
          '09:00:22',
          time(),
          '09:00:21.750 cancel breakEvenStop; 09:00:21.750 trade closed takeProfit 250 USDT (5 %); 09:00:21.750 EXITING → IDLE; 09:00:21.750 unlock exitCancelFailed',
        ],
        ['09:00:23', leadingMarket('DOGE'), 'passed W14; DOGEUSDT IDLE → MONITORING; target 0.1 trigger 0.0999'],
      ],
    },
    {
      title: [
        '둘 다 취소되지 않으면 둘 다 이름을 걸고 잠그며, 둘 다 사라져야 풀린다',
        'Two that will not go: both are held, each is tried again, and the lock opens when both are gone',
      ],
      ids: ['R15', 'R16'],
      given: settled,
      rows: [
        ['09:00:00', together(answers(cancelling('mddStop'), refused(-1000), 4), answers(cancelling('breakEven'), refused(-1000), 5)), '—'],
        ['09:00:01', positionBecomes('0'), 'R20 quantity doubted 93.04 ≠ 0'],
        [
          '09:00:05',
          time(),
          '09:00:02 R21 quantity 0 taken over; 09:00:02 cancel mddStop; 09:00:02 cancel breakEven; 09:00:02 cancel failed 1; 09:00:02 cancel failed 1; 09:00:02.250 cancel mddStop; 09:00:02.250 cancel breakEven; 09:00:02.250 cancel failed 2; 09:00:02.250 cancel failed 2; 09:00:02.500 cancel mddStop; 09:00:02.500 cancel breakEven; 09:00:02.500 cancel failed 3; 09:00:02.500 cancel failed 3; 09:00:02.750 cancel mddStop; 09:00:02.750 cancel breakEven; 09:00:02.750 cancel failed 4; 09:00:02.750 lock exitCancelFailed; 09:00:02.750 cancel failed 4',
        ],
        ['09:00:15', time(), '09:00:12.750 cancel mddStop; 09:00:12.750 cancel breakEven; 09:00:12.750 cancel failed 5'],
        [
          '09:00:25',
          time(),
          '09:00:22.750 cancel breakEven; 09:00:22.750 trade closed outside -739.3004 USDT (-7.43045349 %); 09:00:22.750 EXITING → IDLE; 09:00:22.750 unlock exitCancelFailed',
        ],
      ],
    },
    {
      title: ['세 번째 재시도가 성공하면 잠금은 없다', 'The third retry succeeds: no lock'],
      ids: ['R15'],
      given: bothStanding,
      rows: [
        ['09:00:00', answers(cancelling('breakEvenStop'), refused(-1000), 3), '—'],
        ['09:00:01', fillsWhole('takeProfit'), 'cancel breakEvenStop; cancel failed 1'],
        [
          '09:00:02',
          time(),
          '09:00:01.250 cancel breakEvenStop; 09:00:01.250 cancel failed 2; 09:00:01.500 cancel breakEvenStop; 09:00:01.500 cancel failed 3; 09:00:01.750 cancel breakEvenStop; 09:00:01.750 trade closed takeProfit 250 USDT (5 %); 09:00:01.750 EXITING → IDLE',
        ],
      ],
    },
    {
      title: ['취소하려니 이미 없음(-2011): 조회해 보니 취소됨', '-2011 on the cancel, and the query says cancelled'],
      ids: ['R15', 'D17'],
      given: bothStanding,
      rows: [
        ['09:00:00', answers(cancelling('breakEvenStop'), goneBefore), '—'],
        ['09:00:01', fillsWhole('takeProfit'), 'cancel breakEvenStop; lock unknownOrder'],
        [
          '09:00:02',
          time(),
          'query breakEvenStop; D17 known again: cancelled; trade closed takeProfit 250 USDT (5 %); EXITING → IDLE; unlock unknownOrder',
        ],
      ],
    },
    {
      title: ['취소하려니 이미 없음(-2011): 조회해 보니 체결됨', '-2011 on the cancel, and the query says filled'],
      ids: ['R15', 'R20', 'D17'],
      given: settled,
      rows: [
        ['09:00:00', fillsUnheard('breakEven', '93.04'), '—'],
        ['09:00:01', together(mark('110'), risk('SOL')), 'acted R04 -2.862426630216290102114658; cancel breakEven; lock unknownOrder'],
        [
          '09:00:05',
          time(),
          '09:00:02 query breakEven; 09:00:02 D17 known again: filled; 09:00:02 cancel mddStop; 09:00:02 unlock unknownOrder; 09:00:02 trade closed breakEven -0.0976 USDT (-0.00098094 %); 09:00:02 EXITING → IDLE; 09:00:02 lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: [
        '취소하려니 이미 없음(-2011)이라는데 조회하면 아직 서 있음: 다시 취소',
        '-2011 on the cancel, yet the query says open: cancelled again',
      ],
      ids: ['R15', 'D17'],
      given: bothStanding,
      rows: [
        ['09:00:00', answers(cancelling('breakEvenStop'), refused(-2011)), '—'],
        ['09:00:01', fillsWhole('takeProfit'), 'cancel breakEvenStop; lock unknownOrder'],
        [
          '09:00:03',
          time(),
          '09:00:02 query breakEvenStop; 09:00:02 D17 known again: working; 09:00:02 cancel failed 1; 09:00:02 unlock unknownOrder; 09:00:02.250 cancel breakEvenStop; 09:00:02.250 trade closed takeProfit 250 USDT (5 %); 09:00:02.250 EXITING → IDLE',
        ],
      ],
    },
    {
      title: ['취소 결과를 모르면 조회한 뒤에 다시 취소', 'A cancel of unknown outcome is asked after, then sent again'],
      ids: ['R15', 'D17'],
      given: bothStanding,
      rows: [
        [
          '09:00:00',
          together(answers(cancelling('breakEvenStop'), unknown({ done: false })), answers(querying('breakEvenStop'), notFound)),
          '—',
        ],
        ['09:00:01', fillsWhole('takeProfit'), 'cancel breakEvenStop; lock unknownOrder'],
        [
          '09:00:03',
          time(),
          '09:00:01.300 query breakEvenStop; 09:00:02.300 query breakEvenStop; 09:00:02.300 trace breakEvenStop; 09:00:02.300 D17 known again: working; 09:00:02.300 cancel failed 1; 09:00:02.300 unlock unknownOrder; 09:00:02.550 cancel breakEvenStop; 09:00:02.550 trade closed takeProfit 250 USDT (5 %); 09:00:02.550 EXITING → IDLE',
        ],
      ],
    },
    {
      title: [
        '취소됐다고 했지만 미체결 목록에 남은 주문은 다시 취소',
        'Said to be cancelled, still among the open orders: cancelled again',
      ],
      ids: ['R16'],
      given: bothStanding,
      rows: [
        ['09:00:00', answers(cancelling('breakEvenStop'), cancelledOnlyInWords), '—'],
        ['09:00:01', fillsWhole('takeProfit'), 'cancel breakEvenStop; trade closed takeProfit 250 USDT (5 %); EXITING → IDLE'],
        ['09:01:10', time(), '09:01:00 alarm R16 finishedOrderStillOpen; 09:01:00 cancel breakEvenStop'],
      ],
    },
  ],
};
