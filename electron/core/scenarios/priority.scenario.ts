import { answers, cancelling, placing, refused, unknown } from '../../testkit/scenario/answers.ts';
import { fills, fillsWhole, stopFires } from '../../testkit/scenario/exchange.ts';
import { andThen, entryOrder, phase1, phase2 } from '../../testkit/scenario/given.ts';
import { risk } from '../../testkit/scenario/messages.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

const tpStanding = andThen(phase1, ['SOL PHASE1, 익절 50 @ 95 서 있음', 'SOL in PHASE1, TP 50 @ 95 standing'], ['08:50:00', mark('95.095')]);
const settled = andThen(phase2, ['SOL PHASE2, MDD 스탑과 본절 지정가 서 있음', 'SOL in PHASE2 with MDD stop and break-even standing'], ['08:31:00', time()]);

export const priority: Chapter = {
  name: 'priority',
  title: ['우선순위와 5초 룰 (R17–R19, R25, R26)', 'Priority and the 5-second rule (R17–R19, R25, R26)'],
  scenarios: [
    {
      title: ['익절이 일부 체결되고 5초 멈추면: 취소, 잔량 시장가', 'A TP partly filled and still for 5 s: cancelled, the rest at market'],
      ids: ['R19', 'R25'],
      given: tpStanding,
      rows: [
        ['09:00:00', fills('takeProfit', '20'), '?'],
        ['09:00:04.999', time(), '?'],
        ['09:00:05', time(), '?'],
      ],
    },
    {
      title: ['체결이 이어지면 5초는 마지막 체결부터', 'Each further fill starts the 5 s anew'],
      ids: ['R19'],
      given: tpStanding,
      rows: [
        ['09:00:00', fills('takeProfit', '20'), '?'],
        ['09:00:04.900', fills('takeProfit', '1'), '?'],
        ['09:00:09.899', time(), '?'],
        ['09:00:09.900', time(), '?'],
      ],
    },
    {
      title: ['한 번도 체결되지 않은 청산 주문에는 5초 룰이 없다', 'No 5-second rule for an exit that never filled'],
      ids: ['R19'],
      given: tpStanding,
      rows: [['09:30:00', time(), '?']],
    },
    {
      title: ['진입 주문에는 5초 룰이 없다', 'No 5-second rule for entries'],
      ids: ['R19', 'W36'],
      given: entryOrder,
      rows: [
        ['09:00:00', fills('entry1', '20'), '?'],
        ['09:30:00', time(), '?'],
      ],
    },
    {
      title: ['본절 지정가에도 5초 룰', 'The 5-second rule holds for the break-even limit'],
      ids: ['R19'],
      given: settled,
      rows: [
        ['09:00:00', fills('breakEven', '93'), '?'],
        ['09:00:05', time(), '?'],
      ],
    },
    {
      title: ['잔량 취소와 체결이 엇갈리면 시장가는 남은 만큼만', 'The rest fills while it is being cancelled: nothing is left to sell'],
      ids: ['R19', 'R11'],
      given: tpStanding,
      rows: [
        ['09:00:00', fills('takeProfit', '20'), '?'],
        ['09:00:04', answers(cancelling('takeProfit'), unknown({ done: false })), '?'],
        ['09:00:05', time(), '?'],
        ['09:00:05.100', fillsWhole('takeProfit'), '?'],
        ['09:00:06', time(), '?'],
      ],
    },
    {
      title: ['취소가 끝내 답이 없으면 3초 뒤 시장가를 더 기다리지 않는다', 'A cancel that gets no answer holds the market close back for 3 s, not longer'],
      why: ['reduceOnly·positionSide가 초과를 막으므로 기다리는 쪽이 더 위험하다.', 'reduceOnly / positionSide keep it from overshooting; waiting longer would cost more.'],
      ids: ['R19', 'R11'],
      given: tpStanding,
      rows: [
        ['09:00:00', fills('takeProfit', '20'), '?'],
        ['09:00:04', answers(cancelling('takeProfit'), refused(-1000), 9), '?'],
        ['09:00:07.999', time(), '?'],
        ['09:00:08', time(), '?'],
      ],
    },
    {
      title: ['같은 순간의 리스크 청산이 5초 룰보다 먼저', 'A risk close at the same moment goes ahead of the 5-second rule'],
      ids: ['R18', 'R17'],
      given: tpStanding,
      rows: [
        ['09:00:00', fills('takeProfit', '20'), '?'],
        ['09:00:01', mark('101'), '?'],
        ['09:00:04.999', risk('SOL'), '?'],
        ['09:00:06', time(), '?'],
      ],
    },
    {
      title: ['손실 리스크와 익절 트리거가 함께면 시장가만, 익절은 나가지 않는다', 'Risk at a loss with a standing TP: market only, the TP is cancelled'],
      ids: ['R26', 'R17'],
      given: tpStanding,
      rows: [['09:00:00', together(mark('100.01'), risk('SOL')), '?']],
    },
    {
      title: ['스탑이 지정가보다 먼저 나간다', 'Stops leave ahead of limits'],
      ids: ['R17'],
      given: andThen(phase1, ['SOL PHASE1, 익절 제출의 답이 없음', 'SOL in PHASE1'], ['08:59:59', mark('99')]),
      rows: [
        ['09:00:00', together(answers(placing('breakEvenStop'), refused(-1008)), risk('SOL'), mark('95')), '?'],
        ['09:00:01', time(), '?'],
      ],
    },
    {
      title: ['청산 중에 스탑이 발동하면 남은 것이 없다', 'The stop fires while the market close is refused: nothing is left'],
      ids: ['R17', 'R15'],
      given: settled,
      rows: [
        ['09:00:00', together(answers(placing('marketClose'), refused(-4131)), mark('120')), '?'],
        ['09:00:01', risk('SOL'), '?'],
        ['09:00:01.100', stopFires('mddStop', '123'), '?'],
      ],
    },
  ],
};
