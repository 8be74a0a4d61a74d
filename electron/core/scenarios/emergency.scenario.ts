import { answers, asking, cancelling, hedge, marketRules, noAnswer, placing, refused, unknown } from '../../testkit/scenario/answers.ts';
import { fills, foreignOrder, foreignPosition } from '../../testkit/scenario/exchange.ts';
import { andThen, entryOrder, monitoring, phase1, phase1SecondOrdered, phase2 } from '../../testkit/scenario/given.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { emergencyClose, restart, resume } from '../../testkit/scenario/operator.ts';
import { mark, marks, time } from '../../testkit/scenario/prices.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';
import { cancelledWordlessly, closesForeign } from './rare.ts';

const settled = andThen(phase2, ['SOL PHASE2, MDD 스탑과 본절 지정가 서 있음', 'SOL in PHASE2 with MDD stop and break-even standing'], ['08:31:00', time()]);

export const emergency: Chapter = {
  name: 'emergency',
  title: ['비상 청산 (D22)', 'Emergency close (D22)'],
  scenarios: [
    {
      title: ['아무것도 없을 때: 두 번 확인하고 끝, 진입은 재개할 때까지 꺼짐', 'With nothing open: flat after two reads; entries stay off until resumed'],
      ids: ['D22'],
      rows: [
        ['09:00:00', emergencyClose(), '?'],
        ['09:00:05', leadingMarket('SOL'), '?'],
        ['09:00:06', resume(), '?'],
        ['09:00:07', leadingMarket('LINK'), '?'],
      ],
    },
    {
      title: ['모니터링 중', 'While monitoring'],
      ids: ['D22'],
      given: monitoring,
      rows: [
        ['09:00:00', emergencyClose(), '?'],
        ['09:00:01', mark('99.9'), '?'],
      ],
    },
    {
      title: ['미체결 진입 주문', 'An unfilled entry order'],
      ids: ['D22'],
      given: entryOrder,
      rows: [
        ['09:00:00', emergencyClose(), '?'],
        ['09:00:05', time(), '?'],
      ],
    },
    {
      title: ['일부 체결된 진입 주문', 'A partly filled entry order'],
      ids: ['D22'],
      given: andThen(entryOrder, ['SOL 1차 일부 체결: 10 @ 100', 'SOL first entry partly filled: 10 @ 100'], ['08:40:00', fills('entry1', '10')]),
      rows: [
        ['09:00:00', emergencyClose(), '?'],
        ['09:00:05', time(), '?'],
      ],
    },
    {
      title: ['PHASE1과 2차 주문', 'PHASE1 with the second order open'],
      ids: ['D22'],
      given: phase1SecondOrdered,
      rows: [
        ['09:00:00', emergencyClose(), '?'],
        ['09:00:05', time(), '?'],
      ],
    },
    {
      title: ['PHASE2: 지정가와 스탑, 두 장부 모두', 'PHASE2: limit and stop, both books'],
      ids: ['D22', 'D16'],
      given: settled,
      rows: [
        ['09:00:00', emergencyClose(), '?'],
        ['09:00:05', time(), '?'],
      ],
    },
    {
      title: ['이미 청산 중이면 사유만 바뀌고 이어 간다', 'A close that already runs goes on at once under the new reason'],
      ids: ['D22'],
      given: andThen(phase1, ['SOL 청산 중, 시장가가 거절됨', 'SOL closing, the market order was refused'], ['08:59:59', mark('101')], ['08:59:59.500', together(answers(placing('marketClose'), refused(-4131), 4), risk('SOL'))]),
      rows: [
        ['09:00:00', emergencyClose(), '?'],
        ['09:00:20', time(), '?'],
      ],
    },
    {
      title: ['봇 범위: 남의 것은 건드리지 않는다', 'Bot scope leaves what is not ours alone'],
      ids: ['D22'],
      given: phase1,
      rows: [
        ['09:00:00', together(foreignPosition('LINK', '-5'), foreignOrder('DOGE', { id: '8' })), '?'],
        ['09:00:01', emergencyClose('bot'), '?'],
        ['09:00:06', time(), '?'],
      ],
    },
    {
      title: ['계정 범위: 롱·숏·남의 주문까지', 'Account scope: longs, shorts and orders by other hands as well'],
      ids: ['D22', 'D16'],
      rows: [
        ['09:00:00', together(foreignPosition('LINK', '5'), foreignPosition('DOGE', '-700'), foreignOrder('BTC', { id: '9', book: 'conditional' }), answers(placing('accountClose'), closesForeign, 2)), '?'],
        ['09:00:01', emergencyClose('account'), '?'],
        ['09:00:10', time(), '?'],
      ],
    },
    {
      title: ['계정 범위: 시장가 한도보다 큰 남의 포지션은 나누어', 'Account scope: a foreign position above the market limit goes in parts'],
      ids: ['D22'],
      world: [marketRules('LINK', { marketMaxQty: '2' })],
      rows: [
        ['09:00:00', together(foreignPosition('LINK', '-5'), answers(placing('accountClose'), closesForeign, 3)), '?'],
        ['09:00:01', emergencyClose('account'), '?'],
        ['09:00:20', time(), '?'],
      ],
    },
    {
      title: ['취소되지 않는 주문: 30초 뒤 “확인되지 않음”, 그래도 계속', 'An order that will not cancel: NOT CONFIRMED after 30 s, and it goes on'],
      ids: ['D22', 'R15'],
      given: entryOrder,
      rows: [
        ['09:00:00', together(answers(cancelling('entry1'), refused(-1000), 7), emergencyClose()), '?'],
        ['09:00:29.999', time(), '?'],
        ['09:00:30', time(), '?'],
        ['09:00:45', time(), '?'],
      ],
    },
    {
      title: ['조회가 실패하면 “평탄”이라고 말하지 않는다', 'While reads fail it never says flat'],
      ids: ['D22'],
      given: phase1,
      rows: [
        ['09:00:00', together(answers(asking('ReadAccount'), refused(-1008), Infinity), emergencyClose()), '?'],
        ['09:00:31', time(), '?'],
      ],
    },
    {
      title: ['금지(429) 중: 끝나는 순간 나간다', 'Under a ban: it goes out the moment the ban ends'],
      ids: ['D22', 'D10'],
      given: phase1,
      rows: [
        ['09:00:00', together(answers(placing('marketClose'), refused(429, { banSeconds: 10 })), emergencyClose()), '?'],
        ['09:00:20', time(), '?'],
      ],
    },
    {
      title: ['다시 시작해도 이어진다', 'It goes on after a restart'],
      ids: ['D22', 'D21'],
      given: phase1,
      rows: [
        ['09:00:00', together(answers(placing('marketClose'), noAnswer), emergencyClose()), '?'],
        ['09:00:01', restart(), '?'],
        ['09:00:20', time(), '?'],
      ],
    },
    {
      title: ['비상 청산 뒤에 온 늦은 진입 체결도 나간다', 'A late entry fill after the emergency close goes out as well'],
      ids: ['D22', 'D8'],
      given: entryOrder,
      rows: [
        ['09:00:00', together(answers(cancelling('entry1'), cancelledWordlessly), emergencyClose()), '?'],
        ['09:00:10', fills('entry1', '5'), '?'],
        ['09:00:20', time(), '?'],
      ],
    },
    {
      title: ['HEDGE 계정에서도', 'In HEDGE mode'],
      ids: ['D22', 'R10'],
      world: [hedge],
      given: phase1,
      rows: [
        ['09:00:00', together(marks({ SOL: '101' }), answers(placing('marketClose'), unknown({ done: false })), emergencyClose()), '?'],
        ['09:00:15', time(), '?'],
      ],
    },
    {
      title: ['두 번째 누름은 범위를 좁히지 않는다', 'A second press never narrows the scope of the first'],
      ids: ['D22'],
      rows: [
        ['09:00:00', foreignPosition('LINK', '-5'), '?'],
        ['09:00:01', together(answers(placing('accountClose'), refused(-4131)), emergencyClose('account')), '?'],
        ['09:00:02', together(answers(placing('accountClose'), closesForeign), emergencyClose('bot')), '?'],
        ['09:00:10', time(), '?'],
      ],
    },
    {
      title: ['먼저 청산이 끝나야 재개할 수 있다', 'Entries cannot be resumed while it runs'],
      ids: ['D22'],
      given: phase1,
      rows: [
        ['09:00:00', together(answers(placing('marketClose'), refused(-4131), 3), emergencyClose()), '?'],
        ['09:00:01', resume(), '?'],
        ['09:00:10', resume(), '?'],
      ],
    },
  ],
};
