import { answers, conditions, placing, refused, unknown } from '../../testkit/scenario/answers.ts';
import { foreignOrder } from '../../testkit/scenario/exchange.ts';
import { entryOrder, monitoring, phase1 } from '../../testkit/scenario/given.ts';
import { pause, stageRollback } from '../../testkit/scenario/operator.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

const sent = 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER';
const again = 'again sell 50 SOLUSDT limit 100 (same id)';

export const submit: Chapter = {
  name: 'submit',
  title: ['진입 주문 제출과 재시도 (W33–W35-1)', 'Sending the entry and retries (W33–W35-1)'],
  scenarios: [
    {
      title: ['항상 지정가, 현재가가 얼마나 멀든 목표가에', 'Always a limit order at the target, however far the mark is'],
      ids: ['W33', 'W34'],
      given: monitoring,
      cases: [
        [mark('100'), sent],
        [mark('110'), sent],
        [mark('200'), sent],
      ],
    },
    {
      title: ['미체결 진입 주문은 만료도 재주문도 없다', 'An unfilled entry order neither expires nor is sent again'],
      ids: ['W33', 'W36', 'W36-1', 'S1-1'],
      given: entryOrder,
      rows: [
        ['12:00:00', mark('80'), '—'],
        ['23:59:00', mark('150'), '—'],
      ],
    },
    {
      title: ['일시적 실패: 같은 id로 재시도', 'A passing failure: again under the same id'],
      ids: ['W35', 'W33'],
      given: monitoring,
      world: [answers(placing('entry1'), refused(503))],
      rows: [
        ['09:00:00', mark('99.9'), sent],
        ['09:00:00.250', time(), again],
        ['09:10:00', time(), '—'],
      ],
    },
    {
      title: ['최대 3회 재시도 뒤 초기화', 'Three retries at most, then reset'],
      ids: ['W35'],
      given: monitoring,
      world: [answers(placing('entry1'), refused(503), 4)],
      rows: [
        ['09:00:00', mark('99.9'), sent],
        [
          '09:00:01.750',
          time(),
          `09:00:00.250 ${again}; 09:00:00.750 ${again}; ${again}; exchange refused 503 (retries 3); ENTRY_ORDER → IDLE`,
        ],
        ['09:00:05', mark('101'), '—'],
      ],
    },
    {
      title: ['세 번째 재시도에 성공', 'The third retry succeeds'],
      ids: ['W35'],
      given: monitoring,
      world: [answers(placing('entry1'), refused(-1008), 3)],
      rows: [
        ['09:00:00', mark('99.9'), sent],
        ['09:00:01.750', time(), `09:00:00.250 ${again}; 09:00:00.750 ${again}; ${again}`],
        ['09:00:30', time(), '—'],
      ],
    },
    {
      title: ['확정 거절은 재시도하지 않는다', 'A final refusal is not retried'],
      ids: ['W35', 'W51-3'],
      given: monitoring,
      world: [answers(placing('entry1'), refused(-1111))],
      rows: [
        [
          '09:00:00',
          mark('99.9'),
          'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER; exchange refused -1111 (retries 0); ENTRY_ORDER → IDLE',
        ],
        ['09:00:30', time(), '—'],
      ],
    },
    {
      title: ['재시도를 기다리는 동안 진입이 잠기면 포기한다', 'A lock while a retry waits: given up'],
      ids: ['W35', 'D22'],
      given: monitoring,
      world: [answers(placing('entry1'), refused(503))],
      rows: [
        ['09:00:00', together(mark('99.9'), pause()), `${sent}; lock operator`],
        ['09:00:01', time(), '09:00:00.250 order given up D22 lockOperator; 09:00:00.250 ENTRY_ORDER → IDLE'],
      ],
    },
    {
      title: ['재시도를 기다리는 동안 단계를 내리면 보내지 않는다', 'The stage is lowered while a retry waits: given up'],
      ids: ['W35', 'S1-4'],
      given: monitoring,
      world: [answers(placing('entry1'), refused(503))],
      rows: [
        ['09:00:00', together(mark('99.9'), stageRollback()), `${sent}; stage live → pilot-50; ENTRY_ORDER → IDLE`],
        ['09:00:01', time(), '—'],
      ],
    },
    {
      title: ['답을 모르는 진입은 단계를 내리면 취소된다', 'The stage is lowered while an answer is missing: cancelled once it is known'],
      ids: ['D17', 'S1-4'],
      given: monitoring,
      world: [answers(placing('entry1'), unknown({ done: true }))],
      rows: [
        ['09:00:00', together(mark('99.9'), stageRollback()), `${sent}; D17 outcome unknown; lock unknownOrder; stage live → pilot-50`],
        [
          '09:00:01',
          time(),
          '09:00:00.300 query entry1; 09:00:00.300 D17 known again: working; 09:00:00.300 cancel entry1; 09:00:00.300 unlock unknownOrder; 09:00:00.300 ENTRY_ORDER → IDLE',
        ],
      ],
    },
    {
      title: ['접수된 진입은 단계를 내려도 그대로 있다', 'An accepted entry stays when the stage is lowered'],
      ids: ['W33', 'S1-4'],
      given: monitoring,
      rows: [
        ['09:00:00', mark('99.9'), sent],
        ['09:00:01', stageRollback(), 'stage live → pilot-50'],
      ],
    },
    {
      title: ['결과를 모르면 다시 보내지 않고 조회한다: 접수되어 있었다', 'Outcome unknown: never resent, asked after; it was accepted'],
      ids: ['D17', 'W33'],
      given: monitoring,
      world: [answers(placing('entry1'), unknown({ done: true }))],
      rows: [
        ['09:00:00', mark('99.9'), `${sent}; D17 outcome unknown; lock unknownOrder`],
        ['09:00:00.300', time(), 'query entry1; D17 known again: working; unlock unknownOrder'],
        ['09:05:00', time(), '—'],
      ],
    },
    {
      title: [
        '결과를 모르고 접수되지 않았다: 증명된 뒤에야 같은 id로',
        'Outcome unknown and never placed: the same id only once that is proved',
      ],
      ids: ['D17', 'W33', 'W35'],
      given: monitoring,
      world: [answers(placing('entry1'), unknown({ done: false }))],
      rows: [
        ['09:00:00', mark('99.9'), `${sent}; D17 outcome unknown; lock unknownOrder`],
        [
          '09:00:08.300',
          time(),
          '09:00:00.300 query entry1; 09:00:01.300 query entry1; 09:00:03.300 query entry1; query entry1; trace entry1; D17 never placed; unlock unknownOrder',
        ],
        ['09:00:09', time(), `09:00:08.550 ${again}`],
      ],
    },
    {
      title: ['1차 증거금 부족: 재시도 없이 초기화', 'First entry short of margin: no retry, reset'],
      ids: ['W35-1'],
      given: monitoring,
      world: [answers(placing('entry1'), refused(-2019))],
      rows: [
        ['09:00:00', mark('99.9'), `${sent}; exchange refused -2019 (retries 0); ENTRY_ORDER → IDLE`],
        ['09:00:30', mark('101'), '—'],
      ],
    },
    {
      title: ['2차 증거금 부족: 잔고를 다시 읽고 재계산해 한 번 더', 'Second entry short of margin: balance read again, sized again, once'],
      ids: ['W35-1'],
      given: phase1,
      world: [answers(placing('entry2'), refused(-2019))],
      show: ['ReadBalances'],
      rows: [
        ['09:00:00', conditions({ available: '4000' }), '—'],
        [
          '09:00:01',
          mark('114.885'),
          'ReadBalances SOLUSDT; sell 34.43 SOLUSDT limit 115; exchange refused -2019 (retries 0); W35-1 balance read again; ReadBalances SOLUSDT; sell 34.43 SOLUSDT limit 115',
        ],
      ],
    },
    {
      title: ['2차 재계산도 부족하면 건너뛴다', 'Short again: the second entry is skipped'],
      ids: ['W35-1', 'D7'],
      given: phase1,
      world: [answers(placing('entry2'), refused(-2019), 2)],
      rows: [
        [
          '09:00:00',
          mark('114.885'),
          'sell 43.04 SOLUSDT limit 115; exchange refused -2019 (retries 0); W35-1 balance read again; sell 43.04 SOLUSDT limit 115; exchange refused -2019 (retries 0); second entry skipped D7 -2019',
        ],
        ['09:01:00', mark('120'), '—'],
      ],
    },
    {
      title: ['2차 세 번 실패하면 건너뛰고 포지션은 그대로', 'Second entry failed three times: skipped, the position stays'],
      ids: ['W35', 'D7'],
      given: phase1,
      world: [answers(placing('entry2'), refused(503), 4)],
      rows: [
        ['09:00:00', mark('114.885'), 'sell 43.04 SOLUSDT limit 115'],
        [
          '09:00:01.750',
          time(),
          '09:00:00.250 again sell 43.04 SOLUSDT limit 115 (same id); 09:00:00.750 again sell 43.04 SOLUSDT limit 115 (same id); again sell 43.04 SOLUSDT limit 115 (same id); exchange refused 503 (retries 3); second entry skipped D7 503',
        ],
        ['09:00:10', mark('95'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
      ],
    },
    {
      title: ['수동 진입 주문이 있으면 2차도 나가지 않는다', 'A hand-made entry order keeps the second entry back'],
      ids: ['D1', 'W36-2'],
      given: phase1,
      rows: [
        ['09:00:00', foreignOrder('BTC', { id: '70' }), 'lock foreignEntryOrder'],
        ['09:00:01', mark('114.885'), '—'],
      ],
    },
  ],
};
