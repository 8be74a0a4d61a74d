import { answers, asking, noAnswer } from '../../testkit/scenario/answers.ts';
import { framesFallBehind, framesLag, ownClockSet, restFreezes, sleeps, venueClockSet } from '../../testkit/scenario/clocks.ts';
import { andThen, monitoring, phase1 } from '../../testkit/scenario/given.ts';
import { risk } from '../../testkit/scenario/messages.ts';
import { mark, restPrices, streamResumes, streamStops, time } from '../../testkit/scenario/prices.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

const dead = together(streamStops(), restPrices('fails'));

/** Past the reads of the full minute, so that only what a row causes is shown. */
const held = andThen(phase1, ['SOL PHASE1: 50 @ 100', 'SOL in PHASE1: 50 @ 100'], ['09:00:01', time()]);
const watched = andThen(monitoring, ['SOL 모니터링 중', 'SOL is monitored'], ['09:00:01', time()]);

export const priceAge: Chapter = {
  name: 'price-age',
  title: ['가격의 나이와 시계 (W22, W23-1, W49)', 'The age of prices, and clocks (W22, W23-1, W49)'],
  scenarios: [
    {
      title: ['REST가 아직 답하지 않았으면 잠그지 않는다', 'While REST has not failed yet there is no lock'],
      ids: ['W23-1'],
      given: held,
      rows: [
        ['09:00:10', together(dead, answers(asking('ReadMarkPrices'), noAnswer, 13)), '—'],
        ['09:00:27', time(), '09:00:15 W22 falls back to REST'],
        [
          '09:00:29',
          time(),
          'market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; lock safety; trade closed safety 5 USDT (0.1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['스트림과 함께 멈춘 REST: 15초에 잠근다', 'REST that froze with the stream: locked at 15 s, not at 20'],
      ids: ['W23-1'],
      rows: [
        ['09:00:00.900', together(streamStops(), restFreezes()), '—'],
        ['09:00:15', time(), '09:00:05 W22 falls back to REST'],
        ['09:00:16', time(), 'lock safety'],
      ],
    },
    {
      title: ['잠든 20초는 팔 이유가 아니다', 'Twenty seconds of sleep are no reason to sell'],
      why: [
        '깨어난 뒤 처음 몇 초는 네트워크가 없을 수 있다. 침묵은 깨어난 때부터 센다.',
        'After waking up the network may be away for some seconds. Silence counts from the waking up.',
      ],
      ids: ['W23-1', 'W49'],
      given: held,
      show: ['ReadClock', 'ReadAccount', 'timeLost'],
      rows: [
        ['09:00:10', dead, '—'],
        ['09:00:11', sleeps(20), 'W49 timeLost 20; ReadClock; ReadAccount'],
        ['09:00:34', time(), '—'],
        ['09:00:35', together(mark('95.095'), streamResumes()), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
      ],
    },
    {
      title: ['깨어난 뒤에도 15초 동안 가격이 없으면 판다', 'No price for 15 s after waking up either: everything out'],
      ids: ['W23-1', 'W49'],
      given: held,
      rows: [
        ['09:00:10', dead, '—'],
        ['09:00:11', sleeps(20), '—'],
        [
          '09:00:50',
          time(),
          '09:00:36 W22 falls back to REST; 09:00:46 market buy 50 SOLUSDT reduceOnly; 09:00:46 PHASE1 → EXITING; 09:00:46 lock safety; 09:00:46 trade closed safety 5 USDT (0.1 %); 09:00:46 EXITING → IDLE; 09:00:46 lock foreignPosition; 09:00:46 unlock foreignPosition',
        ],
      ],
    },
    {
      title: ['잠들기 전의 마크로는 아무것도 정하지 않는다', 'A mark from before the sleep decides nothing'],
      ids: ['W49', 'R06'],
      given: held,
      rows: [
        ['09:00:10', streamStops(), '—'],
        ['09:00:11', together(sleeps(20), risk('SOL')), 'acted R03'],
        [
          '09:00:32',
          together(mark('101'), streamResumes()),
          'market buy 50 SOLUSDT reduceOnly; PHASE1 → EXITING; trade closed risk -50 USDT (-1 %); EXITING → IDLE; lock foreignPosition; unlock foreignPosition',
        ],
      ],
    },
    {
      title: [
        '컴퓨터 시계가 60초 앞으로: 시계를 다시 읽고 계속한다',
        'Our clock is set ahead by 60 s: it is read again, nothing is locked',
      ],
      ids: ['W49', 'W23-1'],
      given: watched,
      show: ['ReadClock', 'timeLost'],
      rows: [
        ['09:00:10', ownClockSet(60), 'W49 timeLost 60; ReadClock'],
        ['09:01:20', time(), '—'],
        ['09:01:21', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER'],
      ],
    },
    {
      title: ['컴퓨터 시계가 60초 뒤로', 'Our clock is set back by 60 s'],
      ids: ['W49', 'W23-1'],
      given: watched,
      show: ['ReadClock', 'timeLost'],
      rows: [
        ['09:00:10', ownClockSet(-60), 'W49 timeLost -60; ReadClock'],
        ['09:00:40', time(), '—'],
        ['09:00:41', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER'],
      ],
    },
    {
      title: ['시계가 맞춰진 뒤의 침묵도 15초에 잠근다', 'Silence after our clock was set back is locked at 15 s as well'],
      ids: ['W49', 'W23-1'],
      rows: [
        ['09:00:00', ownClockSet(-60), '—'],
        ['09:00:30', dead, '—'],
        ['09:00:44', time(), '09:00:35 W22 falls back to REST'],
        ['09:00:45', time(), 'lock safety'],
      ],
    },
    {
      title: [
        '거래소 시계가 뒤로 가면 시계를 읽은 뒤 계속한다',
        "The exchange's clock is set back: after reading it everything works again",
      ],
      ids: ['W49', 'W23-1'],
      given: watched,
      show: ['ReadClock'],
      rows: [
        ['09:00:10', together(restPrices('fails'), venueClockSet(-60)), '—'],
        ['09:00:15', time(), '09:00:11 ReadClock'],
        ['09:00:30', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER'],
      ],
    },
    {
      title: ['늘 40초 늦은 시세는 쓸 수 있다', 'Frames that are always 40 s late can be used'],
      why: [
        '거리와 시계 차이는 이 연결의 평소 지연이다. 평소보다 늦은 만큼만 나이로 센다.',
        'Distance and clock difference are the usual lag of a connection. Only what is beyond it counts as age.',
      ],
      ids: ['W23-1'],
      world: [framesLag(40)],
      given: monitoring,
      rows: [
        ['09:00:00', restPrices('fails'), '—'],
        ['09:01:00', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER'],
      ],
    },
    {
      title: ['점점 늦어지는 시세는 한도에서 낡은 것이 된다', 'Frames that fall behind are stale at the limit'],
      ids: ['W23-1', 'W22'],
      given: monitoring,
      rows: [
        ['09:00:00', together(restPrices('fails'), framesFallBehind()), '—'],
        ['09:00:29', time(), '—'],
        ['09:00:40', time(), '09:00:34 W22 falls back to REST; 09:00:35 MONITORING → IDLE; 09:00:35 lock safety'],
      ],
    },
    {
      title: ['REST에는 지켜보는 종목을 묻는다', 'REST is asked for the watched symbols'],
      ids: ['W22'],
      given: monitoring,
      show: ['ReadMarkPrices'],
      rows: [
        ['09:00:00', streamStops(), '—'],
        ['09:00:05', time(), 'W22 falls back to REST; ReadMarkPrices SOLUSDT'],
      ],
    },
  ],
};
