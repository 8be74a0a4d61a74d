import { answers, cancelling, notFound, placing, querying, type Request, refused, unknown } from '../../testkit/scenario/answers.ts';
import { fillsWhole, foreignOrder } from '../../testkit/scenario/exchange.ts';
import { andThen, monitoring, phase1, phase1SecondOrdered } from '../../testkit/scenario/given.ts';
import { risk } from '../../testkit/scenario/messages.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { standsAsDuplicate } from '../../testkit/scenario/rare.ts';
import { type Chapter, type Given, type Happening, type Scenario, together } from '../../testkit/scenario.ts';
import type { LawId } from './law-ids.ts';

interface Told {
  readonly words: readonly [ko: string, en: string];
  readonly ids: readonly LawId[];
  readonly to: Request;
  readonly code: number;
  readonly times?: number;
  readonly first: string;
  readonly after: string;
}

/** One code, told to one kind of request: what is done at once, and in the twenty seconds after it. */
const told =
  (given: Given, cause: Happening) =>
  ({ words: [ko, en], ids, to, code, times = 1, first, after }: Told): Scenario => ({
    title: [`${code}: ${ko}`, `${code} ${en}`],
    ids,
    given,
    settings: { breakEvenTrigger: 'atOrBelow' },
    rows: [
      ['09:00:00', together(answers(to, refused(code), times), cause), first],
      ['09:00:20', time(), after],
    ],
  });

const onEntry = told(monitoring, mark('99.9'));
const onTakeProfit = told(phase1, mark('95.095'));
const onStop = told(phase1, together(mark('99'), risk('SOL')));
const onMddStop = told(phase1SecondOrdered, fillsWhole('entry2'));
const onMarket = told(phase1, together(mark('101'), risk('SOL')));
const onSecond = told(phase1, mark('114.885'));
const bothStanding = andThen(
  phase1,
  ['SOL PHASE1, 익절 지정가와 본절 스탑이 서 있음', 'SOL in PHASE1 with TP limit and break-even stop standing'],
  ['08:50:00', mark('95.095')],
  ['08:50:01', risk('SOL')],
);
const onCancel = told(bothStanding, fillsWhole('takeProfit'));
const handMadeStop = foreignOrder('SOL', { id: '77', side: 'BUY', book: 'conditional', closePosition: true });

export const errorCodes: Chapter = {
  name: 'error-codes',
  title: ['거래소 오류 코드 (W35, R12, D15, D17)', 'Error codes of the exchange (W35, R12, D15, D17)'],
  scenarios: [
    onEntry({
      words: ['증거금 부족, 1차는 다시 보내지 않음', 'on the first entry: no retry'],
      ids: ['W35-1'],
      to: placing('entry1'),
      code: -2019,
      first:
        'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER; exchange refused -2019 (retries 0); ENTRY_ORDER → IDLE',
      after: '—',
    }),
    onEntry({
      words: ['시계 오차, 곧바로 같은 id로', 'on an entry: the clock is read, the same id leaves again'],
      ids: ['W49', 'W35'],
      to: placing('entry1'),
      code: -1021,
      first: 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER',
      after: '09:00:01 again sell 50 SOLUSDT limit 100 (same id)',
    }),
    onEntry({
      words: ['매칭 엔진의 시간 창, 시계 오차와 같다', 'on an entry is a clock error too'],
      ids: ['W49', 'W35'],
      to: placing('entry1'),
      code: -5028,
      first: 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER',
      after: '09:00:01 again sell 50 SOLUSDT limit 100 (same id)',
    }),
    onEntry({
      words: ['과부하, 같은 id로 3번 더, 그 다음 초기화', 'on an entry: three more tries under the same id, then reset'],
      ids: ['W35'],
      to: placing('entry1'),
      code: -1008,
      times: 4,
      first: 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER',
      after:
        '09:00:00.250 again sell 50 SOLUSDT limit 100 (same id); 09:00:00.750 again sell 50 SOLUSDT limit 100 (same id); 09:00:01.750 again sell 50 SOLUSDT limit 100 (same id); 09:00:01.750 exchange refused -1008 (retries 3); 09:00:01.750 ENTRY_ORDER → IDLE',
    }),
    onEntry({
      words: ['post-only 거절 같은 그 밖의 거절은 확정이다', 'on an entry is a definite no like every other: reset'],
      ids: ['W35'],
      to: placing('entry1'),
      code: -5022,
      first:
        'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER; exchange refused -5022 (retries 0); ENTRY_ORDER → IDLE',
      after: '—',
    }),
    {
      title: ['-4116: 같은 id가 열려 있음, 우리의 첫 시도', '-4116 on an entry: its own first try stands, asked after'],
      ids: ['W33', 'D17'],
      given: monitoring,
      rows: [
        [
          '09:00:00',
          together(answers(placing('entry1'), standsAsDuplicate), mark('99.9')),
          'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER; lock unknownOrder',
        ],
        ['09:00:20', time(), '09:00:01 query entry1; 09:00:01 D17 known again: working; 09:00:01 unlock unknownOrder'],
      ],
    },
    {
      title: ['-2013: 조회에 없음, 8초와 두 번이 지나야 “접수되지 않음”', '-2013 on a query: never placed only after 8 s and two of them'],
      ids: ['D17', 'W33'],
      given: monitoring,
      rows: [
        [
          '09:00:00',
          together(answers(placing('entry1'), unknown({ done: true })), answers(querying('entry1'), notFound, 3), mark('99.9')),
          'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER; D17 outcome unknown; lock unknownOrder',
        ],
        [
          '09:00:20',
          time(),
          '09:00:00.300 query entry1; 09:00:01.300 query entry1; 09:00:03.300 query entry1; 09:00:08.300 query entry1; 09:00:08.300 trace entry1; 09:00:08.300 D17 known again: working; 09:00:08.300 unlock unknownOrder',
        ],
      ],
    },
    onSecond({
      words: ['2차 증거금 부족, 잔고를 다시 읽고 한 번 더', 'on the second entry: sized again, once'],
      ids: ['W35-1'],
      to: placing('entry2'),
      code: -2019,
      times: 2,
      first:
        'sell 43.04 SOLUSDT limit 115; exchange refused -2019 (retries 0); W35-1 balance read again; sell 43.04 SOLUSDT limit 115; exchange refused -2019 (retries 0); second entry skipped D7 -2019',
      after: '—',
    }),
    onSecond({
      words: ['2차의 그 밖의 거절은 건너뜀', 'on the second entry: skipped, the position stays'],
      ids: ['D7'],
      to: placing('entry2'),
      code: -5022,
      first: 'sell 43.04 SOLUSDT limit 115; exchange refused -5022 (retries 0); second entry skipped D7 -5022',
      after: '—',
    }),
    onTakeProfit({
      words: ['익절 reduceOnly 거절, 시장가와 계좌 조회', 'on a TP: market close, and the account is read'],
      ids: ['R12'],
      to: placing('takeProfit'),
      code: -2022,
      first:
        'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING; exchange refused -2022 (retries 0); market buy 50 SOLUSDT reduceOnly; trade closed fallback 245.25 USDT (4.905 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
      after: '—',
    }),
    onTakeProfit({
      words: ['익절의 그 밖의 거절도 시장가', 'on a TP: market close'],
      ids: ['R12'],
      to: placing('takeProfit'),
      code: -5022,
      first:
        'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING; exchange refused -5022 (retries 0); market buy 50 SOLUSDT reduceOnly; trade closed fallback 245.25 USDT (4.905 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
      after: '—',
    }),
    onMarket({
      words: ['시장가 reduceOnly 거절, 계좌를 읽고 새 id로', 'on a market close: the account is read, a new order follows'],
      ids: ['R04', 'W51-3'],
      to: placing('marketClose'),
      code: -2022,
      times: 2,
      first:
        'acted R04 -1; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; exchange refused -2022 (retries 0); market close refused -2022 (1)',
      after:
        '09:00:00.500 market buy 50 SOLUSDT reduceOnly; 09:00:00.500 exchange refused -2022 (retries 0); 09:00:00.500 market close refused -2022 (2); 09:00:01.500 market buy 50 SOLUSDT reduceOnly; 09:00:01.500 trade closed risk -50 USDT (-1 %); 09:00:01.500 EXITING → IDLE; 09:00:01.500 lock foreignPosition; 09:00:01.500 unlock foreignPosition',
    }),
    onMarket({
      words: ['닫을 수량이 포지션보다 큼, -2022와 같다', 'on a market close is the same'],
      ids: ['R04', 'W51-3'],
      to: placing('marketClose'),
      code: -2024,
      first:
        'acted R04 -1; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; exchange refused -2024 (retries 0); market close refused -2024 (1)',
      after:
        '09:00:00.500 market buy 50 SOLUSDT reduceOnly; 09:00:00.500 trade closed risk -50 USDT (-1 %); 09:00:00.500 EXITING → IDLE; 09:00:00.500 lock foreignPosition; 09:00:00.500 unlock foreignPosition',
    }),
    onStop({
      words: ['이미 발동했을 스탑, 시장가', 'on a stop: it would have fired, market close'],
      ids: ['D9', 'D15'],
      to: placing('breakEvenStop'),
      code: -2021,
      first:
        'acted R06 1; stop 100 closePosition; exchange refused -2021 (retries 0); alarm D15 stop refused -2021; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; trade closed breakEvenStop 50 USDT (1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
      after: '—',
    }),
    onStop({
      words: ['스탑 개수 초과, 보호가 없으므로 시장가', 'on a stop: no protection possible, market close'],
      ids: ['D15'],
      to: placing('breakEvenStop'),
      code: -4045,
      first:
        'acted R06 1; stop 100 closePosition; exchange refused -4045 (retries 0); alarm D15 stop refused -4045; market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; trade closed fallback 50 USDT (1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
      after: '—',
    }),
    onMddStop({
      words: ['포지션이 아직 안 보임, 0.5초마다 다시', 'on a stop: the position is not visible yet, tried each half second'],
      ids: ['D15', 'W43-1'],
      to: placing('mddStop'),
      code: -4509,
      times: 3,
      first: 'stop 122.98 closePosition; PHASE1 → PHASE2; exchange refused -4509 (retries 0); D15 position not visible yet',
      after:
        '09:00:00.500 stop 122.98 closePosition; 09:00:00.500 exchange refused -4509 (retries 0); 09:00:00.500 D15 position not visible yet; 09:00:01 stop 122.98 closePosition; 09:00:01 exchange refused -4509 (retries 0); 09:00:01 D15 position not visible yet; 09:00:01.500 stop 122.98 closePosition',
    }),
    told(
      andThen(phase1, ['SOL PHASE1, 수동 스탑이 걸려 있음', 'SOL in PHASE1 with a hand-made stop'], ['08:50:00', handMadeStop]),
      together(mark('99'), risk('SOL')),
    )({
      words: ['다른 스탑이 있음, 그것을 취소한 뒤', 'on a stop: the other one goes first'],
      ids: ['D15'],
      to: placing('breakEvenStop'),
      code: -4130,
      first: 'acted R06 1; stop 100 closePosition; exchange refused -4130 (retries 0); D15 other stop goes first; cancel foreign order 77',
      after: '09:00:01 stop 100 closePosition',
    }),
    onCancel({
      words: ['취소하려니 없음, 조회해서 확인', 'on a cancel: asked after'],
      ids: ['R15', 'D17'],
      to: cancelling('breakEvenStop'),
      code: -2011,
      first: 'cancel breakEvenStop; lock unknownOrder',
      after:
        '09:00:01 query breakEvenStop; 09:00:01 D17 known again: working; 09:00:01 cancel failed 1; 09:00:01 unlock unknownOrder; 09:00:01.250 cancel breakEvenStop; 09:00:01.250 trade closed takeProfit 250 USDT (5 %); 09:00:01.250 EXITING → IDLE',
    }),
    onCancel({
      words: ['취소하려니 없음, 조회해서 확인', 'on a cancel: asked after'],
      ids: ['R15', 'D17'],
      to: cancelling('breakEvenStop'),
      code: -2013,
      first: 'cancel breakEvenStop; lock unknownOrder',
      after:
        '09:00:01 query breakEvenStop; 09:00:01 D17 known again: working; 09:00:01 cancel failed 1; 09:00:01 unlock unknownOrder; 09:00:01.250 cancel breakEvenStop; 09:00:01.250 trade closed takeProfit 250 USDT (5 %); 09:00:01.250 EXITING → IDLE',
    }),
    onCancel({
      words: ['발동 중인 스탑, 1초 뒤 조회', 'on a cancel: it is being triggered, asked after in a second'],
      ids: ['R15', 'D17'],
      to: cancelling('breakEvenStop'),
      code: -4117,
      first: 'cancel breakEvenStop; lock unknownOrder',
      after:
        '09:00:01 query breakEvenStop; 09:00:01 D17 known again: working; 09:00:01 cancel failed 1; 09:00:01 unlock unknownOrder; 09:00:01.250 cancel breakEvenStop; 09:00:01.250 trade closed takeProfit 250 USDT (5 %); 09:00:01.250 EXITING → IDLE',
    }),
  ],
};
