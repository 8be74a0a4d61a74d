import { acceptedOnly, answers, cancelling, marketRules, noAnswer, notFound, placing, querying, refused, unknown } from '../../testkit/scenario/answers.ts';
import { fills, fillsUnheard, fillsWhole, fillToldAgain } from '../../testkit/scenario/exchange.ts';
import { andThen, entryOrder, monitoring, phase1 } from '../../testkit/scenario/given.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';
import { acceptedUnheard, cancelledWordlessly, standsAsDuplicate } from './rare.ts';

export const fillsChapter: Chapter = {
  name: 'fills',
  title: ['체결 (W36–W39)', 'Fills (W36–W39)'],
  scenarios: [
    {
      title: ['미체결 진입 주문은 만료 없이 남는다', 'An unfilled entry order stays, without any time limit'],
      ids: ['W36', 'W36-1'],
      given: entryOrder,
      rows: [
        ['09:00:00', time(), '?'],
        ['20:00:00', time(), '?'],
        ['20:00:01', mark('80'), '?'],
        ['20:00:02', risk('LINK'), '?'],
        ['20:00:03', risk('SOL'), '?'],
      ],
    },
    {
      title: ['미체결 주문이 있으면 다른 심볼은 받지 않는다', 'While an entry order is open no other symbol is taken up'],
      ids: ['W36-2'],
      given: entryOrder,
      rows: [
        ['09:00:00', leadingMarket('LINK'), '?'],
        ['09:00:01', fills('entry1', '10'), '?'],
        ['09:00:02', leadingMarket('LINK'), '?'],
      ],
    },
    {
      title: [
        '부분 체결: 잔여 주문 유지, 익절 감시, 수량이 늘면 익절 재등록',
        'A partial fill keeps the rest, watches the TP, and places the TP anew when the position grows',
      ],
      ids: ['W37', 'D13'],
      given: entryOrder,
      rows: [
        ['09:00:00', fills('entry1', '10'), '?'],
        ['09:00:01', mark('95.096'), '?'],
        ['09:00:02', mark('95.095'), '?'],
        ['09:00:03', fills('entry1', '5'), '?'],
        ['09:00:04', fills('entry1', '5', '101'), '?'],
        ['09:00:05', time(), '?'],
      ],
    },
    {
      title: ['익절이 전량 체결되면 남은 진입 주문도 취소된다', 'When the TP is filled the rest of the entry goes as well'],
      ids: ['W37', 'R21'],
      given: entryOrder,
      rows: [
        ['09:00:00', fills('entry1', '10'), '?'],
        ['09:00:01', mark('95.095'), '?'],
        ['09:00:02', fillsWhole('takeProfit'), '?'],
      ],
    },
    {
      title: [
        '최소 수량보다 적은 첫 체결은 dust가 아니다: 주문은 계속된다',
        'A first fill below the smallest order is no dust: the entry goes on',
      ],
      why: ['R22는 남은 수량에 대한 규칙이고, W36은 진입 주문의 유지를 요구한다.', 'R22 is about what is left over; W36 keeps the entry.'],
      ids: ['W36', 'R22'],
      world: [marketRules('SOL', { minQty: '1' })],
      given: entryOrder,
      rows: [
        ['09:00:00', fills('entry1', '0.5'), '?'],
        ['09:00:01', mark('95'), '?'],
        ['09:00:02', fills('entry1', '1'), '?'],
        ['09:00:03', time(), '?'],
      ],
    },
    {
      title: ['전량 체결은 PHASE1', 'A complete fill begins PHASE1'],
      ids: ['W39'],
      given: entryOrder,
      rows: [
        ['09:00:00', fills('entry1', '49.99'), '?'],
        ['09:00:01', fills('entry1', '0.01'), '?'],
      ],
    },
    {
      title: ['같은 체결이 두 번 와도 한 번만 센다', 'The same trade told twice counts once'],
      ids: ['W37'],
      given: entryOrder,
      show: ['fillCounted'],
      rows: [
        ['09:00:00', fills('entry1', '10'), '?'],
        ['09:00:01', fillToldAgain('entry1', 0), '?'],
        ['09:00:02', mark('95.095'), '?'],
      ],
    },
    {
      title: ['알림이 사라진 체결은 계좌 조회가 알려 준다', 'A fill whose telling was lost is learnt from the account read'],
      ids: ['W37', 'W39'],
      given: entryOrder,
      rows: [
        ['09:00:00', fillsUnheard('entry1', '10'), '?'],
        ['09:01:30', time(), '?'],
        ['09:01:31', fillsUnheard('entry1', '40'), '?'],
        ['09:03:00', time(), '?'],
      ],
    },
    {
      title: ['접수 응답이 없어도 체결이 먼저 오면 주문은 살아 있다', 'A fill before the acceptance proves that the order is alive'],
      ids: ['W37', 'D17'],
      given: andThen(
        monitoring,
        ['SOL 모니터링, 접수 응답이 오지 않음', 'SOL is monitored, the acceptance never comes'],
        ['08:59:00', answers(placing('entry1'), acceptedUnheard)],
      ),
      rows: [
        ['09:00:00', mark('99.9'), '?'],
        ['09:00:01', fills('entry1', '10'), '?'],
        ['09:00:02', risk('SOL'), '?'],
      ],
    },
    {
      title: ['취소와 전량 체결이 엇갈리면 체결이 이긴다', 'A cancel that loses the race against the fill'],
      ids: ['W38', 'W39', 'D17'],
      given: entryOrder,
      rows: [
        ['09:00:00', fillsUnheard('entry1', '50'), '?'],
        ['09:00:01', risk('SOL'), '?'],
        ['09:00:02', time(), '?'],
      ],
    },
    {
      title: [
        '결과를 모르는 진입 주문: 조회해서 찾으면 받아들인다',
        'An entry order of unknown fate is asked after, and adopted when found',
      ],
      ids: ['D17', 'W33'],
      given: monitoring,
      rows: [
        ['09:00:00', answers(placing('entry1'), unknown({ done: true })), '?'],
        ['09:00:01', mark('99.9'), '?'],
        ['09:00:02', time(), '?'],
      ],
    },
    {
      title: [
        '찾지 못해도 8초가 지나기 전에는 다시 보내지 않고, 다시 보낼 때는 같은 id',
        'Not found proves nothing for 8 s; the retry bears the same id',
      ],
      ids: ['D17', 'W33', 'W35'],
      given: monitoring,
      rows: [
        ['09:00:00', answers(placing('entry1'), unknown({ done: false })), '?'],
        ['09:00:01', mark('99.9'), '?'],
        ['09:00:08.999', time(), '?'],
        ['09:00:12', time(), '?'],
      ],
    },
    {
      title: ['장부가 늦어 한 번 못 찾은 주문은 다시 조회해서 찾는다', 'Lagging books: not found once, found the next time'],
      ids: ['D17'],
      given: monitoring,
      rows: [
        ['09:00:00', together(answers(placing('entry1'), unknown({ done: true })), answers(querying('entry1'), notFound)), '?'],
        ['09:00:01', mark('99.9'), '?'],
        ['09:00:03', time(), '?'],
      ],
    },
    {
      title: ['같은 id가 이미 있다는 거절은 우리의 첫 시도다', 'A refusal for a duplicate id is our own first try'],
      ids: ['W33', 'D17'],
      given: monitoring,
      rows: [
        ['09:00:00', answers(placing('entry1'), standsAsDuplicate), '?'],
        ['09:00:01', mark('99.9'), '?'],
        ['09:00:02', time(), '?'],
      ],
    },
    {
      title: [
        '끝난 뒤에 온 진입 체결은 잃지 않는다: 우리 포지션으로 돌아온다',
        'An entry fill told after its ladder has ended is not lost: the position is ours',
      ],
      why: [
        '취소 응답 뒤에도 체결은 올 수 있다. 리스크 메시지로 취소했으므로 ROI 규칙이 정한다 (R03, D8).',
        'A fill can follow the answer to the cancel. The entry was taken back by a risk message, so ROI decides (R03, D8).',
      ],
      ids: ['D8', 'R03', 'R20'],
      given: entryOrder,
      rows: [
        [
          '09:00:00',
          answers(cancelling('entry1'), cancelledWordlessly),
          '?',
        ],
        ['09:00:01', risk('SOL'), '?'],
        ['09:00:02', mark('99'), '?'],
        ['09:00:03', fills('entry1', '10'), '?'],
        ['09:00:04', time(), '?'],
      ],
    },
    {
      title: ['끝난 뒤에 온 체결이 손실이면 시장가로 나간다', 'A late fill at a loss goes out at market'],
      ids: ['D8', 'R04'],
      given: entryOrder,
      rows: [
        [
          '09:00:00',
          answers(cancelling('entry1'), cancelledWordlessly),
          '?',
        ],
        ['09:00:01', risk('SOL'), '?'],
        ['09:00:02', mark('101'), '?'],
        ['09:00:03', fills('entry1', '10'), '?'],
        ['09:00:04', time(), '?'],
      ],
    },
    {
      title: [
        '접수되지 않았다고 결론 낸 진입 주문이 살아 있으면 거둬들인다',
        'An entry that was concluded never placed and is alive after all is taken back',
      ],
      ids: ['D17', 'R16', 'D8'],
      given: monitoring,
      rows: [
        [
          '09:00:00',
          together(
            answers(placing('entry1'), unknown({ done: true }), 1),
            answers(querying('entry1'), notFound, Infinity),
            answers(placing('entry1'), refused(-2019)),
          ),
          '?',
        ],
        ['09:00:01', mark('99.9'), '?'],
        ['09:00:12', time(), '?'],
        ['09:00:20', fills('entry1', '10'), '?'],
        ['09:00:25', time(), '?'],
      ],
    },
    {
      title: [
        '응답이 영영 없는 주문은 계좌 조회가 의심하고, 그 사이 거절이 오면 거절이다',
        'An order without an answer is put in question by the account read',
      ],
      ids: ['D17'],
      given: andThen(
        monitoring,
        ['SOL 모니터링, 응답이 오지 않음', 'SOL is monitored, no answer comes'],
        ['08:59:58', answers(placing('entry1'), noAnswer)],
      ),
      rows: [
        ['09:00:00', mark('99.9'), '?'],
        ['09:01:10', time(), '?'],
      ],
    },
    {
      title: ['접수만 되고 소식이 없는 시장가 청산은 조회한다', 'A market close that was accepted and then silent is asked after'],
      ids: ['D17', 'R04'],
      given: phase1,
      rows: [
        ['09:00:00', answers(placing('marketClose'), acceptedOnly), '?'],
        ['09:00:01', mark('101'), '?'],
        ['09:00:02', risk('SOL'), '?'],
        ['09:00:03', fillsUnheard('marketClose', '50'), '?'],
        ['09:00:06', time(), '?'],
      ],
    },
  ],
};
