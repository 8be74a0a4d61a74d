import { answers, asking, cancelling, hedge, noAnswer, placing, refused, unknown } from '../../testkit/scenario/answers.ts';
import { fills } from '../../testkit/scenario/exchange.ts';
import { andThen, entryOrder, monitoring, phase1, phase1SecondOrdered, phase2 } from '../../testkit/scenario/given.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { emergencyClose, restart, resume } from '../../testkit/scenario/operator.ts';
import { mark, marks, time } from '../../testkit/scenario/prices.ts';
import { cancelledWordlessly } from '../../testkit/scenario/rare.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

const settled = andThen(
  phase2,
  ['SOL PHASE2, MDD 스탑과 본절 지정가 서 있음', 'SOL in PHASE2 with MDD stop and break-even standing'],
  ['08:31:00', time()],
);

export const emergency: Chapter = {
  name: 'emergency',
  title: ['비상 청산 (D22)', 'Emergency close (D22)'],
  scenarios: [
    {
      title: [
        '아무것도 없을 때: 두 번 확인하고 끝, 진입은 재개할 때까지 꺼짐',
        'With nothing open: flat after two reads; entries stay off until resumed',
      ],
      ids: ['D22'],
      rows: [
        ['09:00:00', emergencyClose(), 'lock emergency'],
        ['09:00:05', leadingMarket('SOL'), '09:00:01 FLAT verified; ignored D22 lockEmergency'],
        ['09:00:06', resume(), 'unlock emergency'],
        ['09:00:07', leadingMarket('LINK'), 'passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987'],
      ],
    },
    {
      title: ['모니터링 중', 'While monitoring'],
      ids: ['D22'],
      given: monitoring,
      rows: [
        ['09:00:00', emergencyClose(), 'MONITORING → IDLE; lock emergency'],
        ['09:00:01', mark('99.9'), 'FLAT verified'],
      ],
    },
    {
      title: ['미체결 진입 주문', 'An unfilled entry order'],
      ids: ['D22'],
      given: entryOrder,
      rows: [
        ['09:00:00', emergencyClose(), 'cancel entry1; ENTRY_ORDER → EXITING; lock emergency; EXITING → IDLE'],
        ['09:00:05', time(), '09:00:02 FLAT verified'],
      ],
    },
    {
      title: ['일부 체결된 진입 주문', 'A partly filled entry order'],
      ids: ['D22'],
      given: andThen(
        entryOrder,
        ['SOL 1차 일부 체결: 10 @ 100', 'SOL first entry partly filled: 10 @ 100'],
        ['08:40:00', fills('entry1', '10')],
      ),
      rows: [
        [
          '09:00:00',
          emergencyClose(),
          'cancel entry1; ENTRY_ORDER → EXITING; lock emergency; market buy 10 SOLUSDT reduceOnly; trade closed emergency 1 USDT (0.1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
        ['09:00:05', time(), '09:00:02 FLAT verified'],
      ],
    },
    {
      title: ['PHASE1과 2차 주문', 'PHASE1 with the second order open'],
      ids: ['D22'],
      given: phase1SecondOrdered,
      rows: [
        [
          '09:00:00',
          emergencyClose(),
          'cancel entry2; PHASE1 → EXITING; lock emergency; rest of second entry gone (filled 0); market buy 50 SOLUSDT reduceOnly; trade closed emergency -744.25 USDT (-14.885 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
        ['09:00:05', time(), '09:00:02 FLAT verified'],
      ],
    },
    {
      title: ['PHASE2: 지정가와 스탑, 두 장부 모두', 'PHASE2: limit and stop, both books'],
      ids: ['D22', 'D16'],
      given: settled,
      rows: [
        [
          '09:00:00',
          emergencyClose(),
          'cancel breakEven; lock emergency; market buy 93.04 SOLUSDT reduceOnly; cancel mddStop; trade closed emergency -739.3004 USDT (-7.43045349 %); EXITING → IDLE',
        ],
        ['09:00:05', time(), '09:00:02 FLAT verified'],
      ],
    },
    {
      title: ['이미 청산 중이면 사유만 바뀌고 이어 간다', 'A close that already runs goes on at once under the new reason'],
      ids: ['D22'],
      given: andThen(
        phase1,
        ['SOL 청산 중, 시장가가 거절됨', 'SOL closing, the market order was refused'],
        ['08:59:59', mark('101')],
        ['08:59:59.500', together(answers(placing('marketClose'), refused(-4131), 4), risk('SOL'))],
      ),
      rows: [
        [
          '09:00:00',
          emergencyClose(),
          'market buy 50 SOLUSDT reduceOnly; exchange refused -4131 (retries 0); market close refused -4131 (2); market buy 50 SOLUSDT reduceOnly; lock emergency; exchange refused -4131 (retries 0); market close refused -4131 (3)',
        ],
        [
          '09:00:20',
          time(),
          '09:00:02 market buy 50 SOLUSDT reduceOnly; 09:00:02 exchange refused -4131 (retries 0); 09:00:02 market close refused -4131 (4); 09:00:07 market buy 50 SOLUSDT reduceOnly; 09:00:07 trade closed emergency -50 USDT (-1 %); 09:00:07 EXITING → IDLE; 09:00:07 lock foreignPosition; 09:00:07 unlock foreignPosition; 09:00:09 FLAT verified',
        ],
      ],
    },
    {
      title: [
        '취소되지 않는 주문: 30초 뒤 “확인되지 않음”, 그래도 계속',
        'An order that will not cancel: NOT CONFIRMED after 30 s, and it goes on',
      ],
      ids: ['D22', 'R15'],
      given: entryOrder,
      rows: [
        [
          '09:00:00',
          together(answers(cancelling('entry1'), refused(-1000), 7), emergencyClose()),
          'cancel entry1; ENTRY_ORDER → EXITING; lock emergency; cancel failed 1',
        ],
        [
          '09:00:29.999',
          time(),
          '09:00:00.250 cancel entry1; 09:00:00.250 cancel failed 2; 09:00:00.500 cancel entry1; 09:00:00.500 cancel failed 3; 09:00:00.750 cancel entry1; 09:00:00.750 cancel failed 4; 09:00:00.750 lock exitCancelFailed; 09:00:10.750 cancel entry1; 09:00:10.750 cancel failed 5; 09:00:20.750 cancel entry1; 09:00:20.750 cancel failed 6',
        ],
        ['09:00:30', time(), 'alarm D22 emergencyNotConfirmed'],
        [
          '09:00:45',
          time(),
          '09:00:30.750 cancel entry1; 09:00:30.750 cancel failed 7; 09:00:40.750 cancel entry1; 09:00:40.750 EXITING → IDLE; 09:00:40.750 unlock exitCancelFailed; 09:00:42 FLAT verified',
        ],
      ],
    },
    {
      title: ['조회가 실패하면 “평탄”이라고 말하지 않는다', 'While reads fail it never says flat'],
      ids: ['D22'],
      given: phase1,
      rows: [
        [
          '09:00:00',
          together(answers(asking('ReadAccount'), refused(-1008), Infinity), emergencyClose()),
          'market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; lock emergency; trade closed emergency 5 USDT (0.1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
        ['09:00:31', time(), '09:00:04 lock protective; 09:00:30 alarm D22 emergencyNotConfirmed'],
      ],
    },
    {
      title: ['금지(429) 중: 끝나는 순간 나간다', 'Under a ban: it goes out the moment the ban ends'],
      ids: ['D22', 'D10'],
      given: phase1,
      rows: [
        [
          '09:00:00',
          together(answers(placing('marketClose'), refused(429, { banSeconds: 10 })), emergencyClose()),
          'market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; lock emergency; D10 nothing sent for 10 s; exchange refused 429 (retries 0); market close refused 429 (1); lock ban',
        ],
        [
          '09:00:20',
          time(),
          '09:00:10 market buy 50 SOLUSDT reduceOnly; 09:00:10 unlock ban; 09:00:10 trade closed emergency 5 USDT (0.1 %); 09:00:10 EXITING → IDLE; 09:00:10 lock foreignPosition; 09:00:10 unlock foreignPosition; 09:00:12 FLAT verified',
        ],
      ],
    },
    {
      title: ['다시 시작해도 이어진다', 'It goes on after a restart'],
      ids: ['D22', 'D21'],
      given: phase1,
      rows: [
        [
          '09:00:00',
          together(answers(placing('marketClose'), noAnswer), emergencyClose()),
          'market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; lock emergency',
        ],
        ['09:00:01', restart(), 'query marketClose; lock recovery; lock unknownOrder'],
        [
          '09:00:20',
          time(),
          '09:00:02 query marketClose; 09:00:04 query marketClose; 09:00:09 query marketClose; 09:00:09 trace marketClose; 09:00:09 D17 never placed; 09:00:09 exchange refused -2013 (retries 0); 09:00:09 market close refused -2013 (1); 09:00:09 unlock recovery; 09:00:09 unlock unknownOrder; 09:00:09.500 market buy 50 SOLUSDT reduceOnly; 09:00:09.500 trade closed emergency 5 USDT (0.1 %); 09:00:09.500 EXITING → IDLE; 09:00:09.500 lock foreignPosition; 09:00:09.500 unlock foreignPosition; 09:00:11 FLAT verified',
        ],
      ],
    },
    {
      title: ['비상 청산 뒤에 온 늦은 진입 체결도 나간다', 'A late entry fill after the emergency close goes out as well'],
      ids: ['D22', 'D8'],
      given: entryOrder,
      rows: [
        [
          '09:00:00',
          together(answers(cancelling('entry1'), cancelledWordlessly), emergencyClose()),
          'cancel entry1; ENTRY_ORDER → EXITING; lock emergency; EXITING → IDLE',
        ],
        [
          '09:00:10',
          fills('entry1', '5'),
          '09:00:02 FLAT verified; alarm D8 ladderStarted; market buy 5 SOLUSDT reduceOnly; IDLE → EXITING; trade closed emergency 0.5 USDT (0.1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
        ['09:00:20', time(), '—'],
      ],
    },
    {
      title: ['HEDGE 계정에서도', 'In HEDGE mode'],
      ids: ['D22', 'R10'],
      world: [hedge],
      given: phase1,
      rows: [
        [
          '09:00:00',
          together(marks({ SOL: '101' }), answers(placing('marketClose'), unknown({ done: false })), emergencyClose()),
          'market buy 50 SOLUSDT positionSide=SHORT; PHASE1 → EXITING; lock emergency; D17 outcome unknown; lock unknownOrder',
        ],
        [
          '09:00:15',
          time(),
          '09:00:00.300 query marketClose; 09:00:01.300 query marketClose; 09:00:03.300 query marketClose; 09:00:08.300 query marketClose; 09:00:08.300 trace marketClose; 09:00:08.300 D17 never placed; 09:00:08.300 exchange refused -2013 (retries 0); 09:00:08.300 market close refused -2013 (1); 09:00:08.300 unlock unknownOrder; 09:00:08.800 market buy 50 SOLUSDT positionSide=SHORT; 09:00:08.800 trade closed emergency -50 USDT (-1 %); 09:00:08.800 EXITING → IDLE; 09:00:08.800 lock foreignPosition; 09:00:08.800 unlock foreignPosition; 09:00:11 FLAT verified',
        ],
      ],
    },
    {
      title: ['먼저 청산이 끝나야 재개할 수 있다', 'Entries cannot be resumed while it runs'],
      ids: ['D22'],
      given: phase1,
      rows: [
        [
          '09:00:00',
          together(answers(placing('marketClose'), refused(-4131), 3), emergencyClose()),
          'market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; lock emergency; exchange refused -4131 (retries 0); market close refused -4131 (1)',
        ],
        [
          '09:00:01',
          resume(),
          '09:00:00.500 market buy 50 SOLUSDT reduceOnly; 09:00:00.500 exchange refused -4131 (retries 0); 09:00:00.500 market close refused -4131 (2); refused D22 resumeWhileClosing',
        ],
        [
          '09:00:10',
          resume(),
          '09:00:01.500 market buy 50 SOLUSDT reduceOnly; 09:00:01.500 exchange refused -4131 (retries 0); 09:00:01.500 market close refused -4131 (3); 09:00:03.500 market buy 50 SOLUSDT reduceOnly; 09:00:03.500 trade closed emergency 5 USDT (0.1 %); 09:00:03.500 EXITING → IDLE; 09:00:03.500 lock foreignPosition; 09:00:03.500 unlock foreignPosition; 09:00:05 FLAT verified; unlock emergency',
        ],
      ],
    },
  ],
};
