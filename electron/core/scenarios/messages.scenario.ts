import { answers, asking, noAnswer } from '../../testkit/scenario/answers.ts';
import { andThen, entryOrder, monitoring, phase1, phase2, unstarted } from '../../testkit/scenario/given.ts';
import { entrySignal, leadingMarket, leadingMarketText, post, risk } from '../../testkit/scenario/messages.ts';
import { restart } from '../../testkit/scenario/operator.ts';
import { mark } from '../../testkit/scenario/prices.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

const passed = 'passed W14; IDLE → MONITORING; target 100 trigger 99.9';
const text = leadingMarketText('SOL');
const wide = text.replaceAll(' : ', '：');
const newer = `🔥 실시간 주도 마켓 분석 (SOL)

🌐글로벌 거래소 통합 펀딩비 : -0.0214% ✅

🥇지난 24H 등락률 및 순위 : -3.2% / (하락) 상위 3위 ❌

🏷️카테고리 : (Artificial Intelligence (AI)) ❌

🐜 개미 롱/숏 비율 : 1.52 (60.3% / 39.7%)

🦈 고래 동향 : 매도 우위

⚖️ 스마트머니 : 숏 62%`;

export const messages: Chapter = {
  name: 'messages',
  title: ['메시지 수신 (W00–W08, R00–R02, R08)', 'Messages (W00–W08, R00–R02, R08)'],
  scenarios: [
    {
      title: ['진입 신호는 보여 주기만 한다', 'An entry signal is shown, never acted on'],
      ids: ['W00', 'W00-1'],
      rows: [
        ['09:00:00', entrySignal('SOL'), 'shown W00'],
        ['09:00:01', entrySignal('LINK'), 'shown W00'],
        ['09:00:05', leadingMarket('LINK'), 'passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987'],
        ['09:00:06', leadingMarket('SOL'), passed],
        ['09:00:07', entrySignal('SOL'), 'shown W00'],
      ],
    },
    {
      title: ['진입 신호는 보유 중에도 아무것도 바꾸지 않는다', 'An entry signal changes nothing in a position either'],
      ids: ['W00'],
      given: phase1,
      cases: [
        [entrySignal('SOL'), 'shown W00'],
        [entrySignal('LINK'), 'shown W00'],
        [post('💥 곧 발표'), 'shown W00'],
        [post('오늘 시장 동향'), 'shown W00'],
      ],
    },
    {
      title: ['마지막 id 이하의 메시지는 무시한다', 'A message id at or below the last one is ignored'],
      ids: ['W00-2', 'S1-2'],
      rows: [
        ['09:00:00', leadingMarket('LINK', {}, { id: 500 }), 'passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987'],
        ['09:00:01', leadingMarket('SOL', {}, { id: 500 }), 'ignored W00-2 500'],
        ['09:00:02', leadingMarket('SOL', {}, { id: 499 }), 'ignored W00-2 499'],
        ['09:00:03', leadingMarket('SOL', {}, { id: 501, edited: true }), 'ignored W00-2'],
        ['09:00:04', leadingMarket('SOL', {}, { id: 501 }), passed],
      ],
    },
    {
      title: ['id는 채널별로, 재시작 뒤에도 기억한다', 'Ids are kept for each channel, and over a restart'],
      ids: ['W00-2', 'S1-2', 'D2'],
      rows: [
        ['09:00:00', leadingMarket('LINK', {}, { id: 500 }), 'passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987'],
        ['09:00:01', risk('LINK', { id: 20 }), 'acted R01; LINKUSDT MONITORING → IDLE'],
        ['09:00:02', restart(), 'lock recovery; unlock recovery'],
        ['09:00:03', leadingMarket('SOL', {}, { id: 500, backlog: true }), '—'],
        ['09:00:04', leadingMarket('SOL', {}, { id: 501, backlog: true }), passed],
        ['09:00:05', risk('SOL', { id: 20 }), 'ignored W00-2 20'],
        ['09:00:06', risk('SOL', { id: 21 }), 'acted R01; MONITORING → IDLE'],
      ],
    },
    {
      title: [
        '느린 소스가 먼저 전한 낮은 id는 판단하고, 같은 글은 어느 소스든 한 번만 동작한다',
        'A lower id that only a slower source tells is judged; the same post acts once, whoever tells it',
      ],
      why: ['소스마다 자기 마지막 id 이하는 무시한다.', 'Each source is held to its own last id.'],
      ids: ['W00-2', 'S1-2', 'D2'],
      rows: [
        ['09:00:00', leadingMarket('LINK', {}, { id: 501 }), 'passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987'],
        ['09:00:01', leadingMarket('SOL', {}, { id: 500, source: 'telegram-bot' }), passed],
        ['09:00:02', leadingMarket('SOL', {}, { id: 500 }), 'ignored W00-2 500'],
        ['09:00:03', leadingMarket('LINK', {}, { id: 501, source: 'telegram-bot' }), 'ignored W00-2 501'],
        ['09:00:04', leadingMarket('SOL', {}, { id: 499, source: 'telegram-bot' }), 'ignored W00-2 499'],
        ['09:00:05', leadingMarket('SOL', {}, { id: 498, age: 121, source: 'drop' }), 'history D2 121'],
        ['09:00:06', restart(), 'LINKUSDT MONITORING → IDLE; MONITORING → IDLE; lock recovery; unlock recovery'],
        ['09:00:07', leadingMarket('SOL', {}, { id: 500, source: 'drop' }), 'ignored W00-2 500'],
      ],
    },
    {
      title: ['첫 시작에서 접속 전 글은 기준점일 뿐이다', 'On the very first start what was there before is the baseline'],
      ids: ['D2', 'W00-2'],
      given: unstarted,
      rows: [
        ['09:00:00', restart(), 'unlock recovery'],
        ['09:00:01', leadingMarket('SOL', {}, { id: 700, backlog: true }), 'history D2'],
        ['09:00:02', leadingMarket('SOL', {}, { id: 700 }), 'ignored W00-2 700'],
        ['09:00:03', leadingMarket('SOL', {}, { id: 701 }), passed],
      ],
    },
    {
      title: ['오래된 글은 과거로 기록만 한다', 'An old message is history'],
      ids: ['D2'],
      cases: [
        [leadingMarket('SOL', {}, { age: 120 }), passed],
        [leadingMarket('SOL', {}, { age: 121 }), 'history D2 121'],
        [leadingMarket('SOL', {}, { age: -120 }), passed],
        [leadingMarket('SOL', {}, { age: -121 }), 'history D2 121'],
        [
          together(leadingMarket('SOL', {}, { age: 121, id: 900 }), leadingMarket('SOL', {}, { id: 900 })),
          'history D2 121; ignored W00-2 900',
        ],
      ],
    },
    {
      title: ['종목을 읽을 수 없으면 무시하고 쿨다운도 없다', 'No readable ticker: nothing happens and no cooldown runs'],
      why: ['허용 문자는 A–Z, 0–9뿐이다. 빈칸은 양끝만 지운다.', 'Only A–Z and 0–9; white space is trimmed at the ends only.'],
      ids: ['W03'],
      cases: [
        [leadingMarket('S OL'), 'rejected W03 character'],
        [leadingMarket('S\nOL'), 'rejected W03 parentheses'],
        [leadingMarket('SOL/USDT'), 'rejected W03 character'],
        [leadingMarket('솔라나'), 'rejected W03 character'],
        [leadingMarket('ſol'), 'rejected W03 character'],
        [leadingMarket(''), 'rejected W03 empty'],
        [leadingMarket('SOL) (LINK'), 'rejected W03 parentheses'],
        [leadingMarket('A'.repeat(27)), 'rejected W03 tooLong'],
        [post(text.replace(' (SOL)', ' SOL')), 'rejected W03 parentheses'],
        [leadingMarket(' sol '), passed],
        [leadingMarket('SO\u200bL'), passed],
      ],
    },
    {
      title: ['읽을 수 없는 종목은 쿨다운을 남기지 않는다', 'An unreadable ticker leaves no cooldown'],
      ids: ['W03-1', 'S1-3b'],
      rows: [
        ['09:00:00', leadingMarket('S OL'), 'rejected W03 character'],
        ['09:00:01', leadingMarket('SOL'), passed],
      ],
    },
    {
      title: ['상장되지 않았거나 거래 중이 아닌 종목', 'A symbol that is not listed or not TRADING'],
      ids: ['W04', 'S1-3b'],
      rows: [
        ['09:00:00', leadingMarket('NOPE'), 'rejected W04 NOPEUSDT'],
        ['09:00:01', leadingMarket('OLD'), 'rejected W04 OLDUSDT'],
        ['09:00:02', leadingMarket('NOPE'), 'ignored W02 598'],
        ['09:10:01', leadingMarket('OLD'), 'rejected W04 OLDUSDT'],
      ],
    },
    {
      title: ['모니터링 중인 종목의 나쁜 메시지는 상태를 바꾸지 않는다', 'A bad message for a monitored symbol changes nothing'],
      ids: ['W04', 'W05', 'W06'],
      given: monitoring,
      rows: [
        ['08:40:00', leadingMarket('SOL', { funding: '정보없음' }), 'ignored W06'],
        ['08:40:01', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER'],
      ],
    },
    {
      title: ['필수 항목 하나라도 읽을 수 없으면 거절한다', 'One unreadable mandatory field rejects'],
      ids: ['W05'],
      cases: [
        [leadingMarket('SOL', { funding: '정보없음' }), 'rejected W05 funding noInformation'],
        [leadingMarket('SOL', { funding: '정보 없음' }), 'rejected W05 funding noInformation'],
        [leadingMarket('SOL', { funding: '곧' }), 'rejected W05 funding unreadable'],
        [leadingMarket('SOL', { change: '정보없음' }), 'rejected W05 changeAndRank noInformation'],
        [leadingMarket('SOL', { rank: '0' }), 'rejected W05 changeAndRank unreadable'],
        [leadingMarket('SOL', { rank: '?' }), 'rejected W05 changeAndRank unreadable'],
        [leadingMarket('SOL', { category: '' }), 'rejected W05 category unreadable'],
        [post(text.replace(/🏷.*\n/u, '\n')), 'rejected W05 category missing'],
        [post(text.replace(/⏱.*\n/u, '\n')), 'rejected W05 funding missing'],
      ],
    },
    {
      title: ['항목 오류에도 쿨다운은 수신 시각부터 돈다', 'A field error still starts the cooldown at receipt'],
      ids: ['W05-1', 'S1-3b'],
      rows: [
        ['09:00:00', leadingMarket('SOL', { category: '' }), 'rejected W05 category unreadable'],
        ['09:09:59', leadingMarket('SOL'), 'ignored W02 1'],
        ['09:10:00', leadingMarket('SOL'), passed],
      ],
    },
    {
      title: ['쿨다운 10분: 9분 59초는 무시, 10분은 받는다', 'Cooldown of 10 minutes: 9 min 59 s is ignored, 10 min is not'],
      ids: ['W02', 'S1-3b', 'W06'],
      rows: [
        ['09:00:00', leadingMarket('SOL'), passed],
        ['09:00:01', leadingMarket('LINK'), 'passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987'],
        ['09:09:59.999', leadingMarket('SOL'), 'ignored W02 1'],
        ['09:10:00', leadingMarket('SOL'), 'ignored W06'],
        // That one was received outside the cooldown, so it runs anew from there.
        ['09:19:59', leadingMarket('SOL'), 'ignored W02 1'],
      ],
    },
    {
      title: ['쿨다운은 재시작 뒤에도 이어진다', 'A cooldown survives a restart'],
      ids: ['W02', 'S1-3b', 'D21'],
      rows: [
        ['09:00:00', leadingMarket('SOL', { rank: 1 }), 'rejected W11 1'],
        ['09:05:00', restart(), 'lock recovery; unlock recovery'],
        ['09:09:59', leadingMarket('SOL'), 'ignored W02 1'],
        ['09:10:00', leadingMarket('SOL'), passed],
      ],
    },
    {
      title: ['주문·포지션이 있는 종목의 주도마켓 메시지', 'A leading-market message for the symbol with our order or position'],
      ids: ['W07', 'W01'],
      given: entryOrder,
      rows: [['09:00:00', leadingMarket('SOL'), 'ignored W01 lockEntryOrder']],
    },
    {
      title: ['1차 보유 중인 종목의 주도마켓 메시지', 'A leading-market message for the symbol in PHASE1'],
      ids: ['W07', 'W01'],
      given: phase1,
      rows: [['09:00:00', leadingMarket('SOL'), 'ignored W01 lockPosition']],
    },
    {
      title: ['2차 보유 중인 종목의 주도마켓 메시지', 'A leading-market message for the symbol in PHASE2'],
      ids: ['W07', 'W01'],
      given: phase2,
      rows: [['08:30:04', leadingMarket('SOL'), 'ignored W01 lockPosition']],
    },
    {
      title: ['정상 메시지는 어떤 배치든 필터로 간다', 'A good message goes to the filters, in every layout'],
      ids: ['W08', 'W14'],
      cases: [
        [leadingMarket('SOL'), passed],
        [post(newer, {}, ['새 양식의 글', 'the newer layout']), passed],
        [post(text, { caption: true }, ['같은 글', 'the same text']), passed],
        [post(wide, {}, ['전각 콜론(：)의 글', 'full-width colons']), passed],
        [post(text.replaceAll('\ufe0f', ''), {}, ['이모지 변형 선택자 없는 글', 'no variation selectors']), passed],
        [post(text.replaceAll('\n\n', '\n'), {}, ['빈 줄 없는 글', 'no blank lines']), passed],
        [post(text.replace(' / 01:23:45 (4h)', ''), {}, ['카운트다운 없는 글', 'no countdown']), passed],
        [post(text.replace('(상승)', '상승'), {}, ['방향에 괄호 없는 글', 'direction without parentheses']), passed],
        [leadingMarket('SOL', {}, { channel: 'risk' }), 'ignored W00'],
        [leadingMarket('SOL', {}, { channel: -100 }), 'ignored W00'],
      ],
    },
    {
      title: ['리스크관리 메시지의 형식', 'The form of a risk message'],
      ids: ['R00', 'R00-1', 'R00-2'],
      given: monitoring,
      cases: [
        [risk('SOL'), 'acted R01; MONITORING → IDLE'],
        [risk('sol'), 'acted R01; MONITORING → IDLE'],
        [post('🥈 Binance：SOLUSDT.P 에서 숏 리스크관리 권장', { channel: 'risk' }), 'acted R01; MONITORING → IDLE'],
        [post('🥈 Binance : SOLUSDT 에서 숏 리스크관리 권장', { channel: 'risk' }), 'ignored R00-1 perpetualSuffix'],
        [post('🥈 Binance : SOL-USDT.P 에서 숏 리스크관리 권장', { channel: 'risk' }), 'ignored R00-1 character'],
        [post('🥈 Binance : SOLUSDC.P 에서 숏 리스크관리 권장', { channel: 'risk' }), 'ignored R00-1 quote'],
        [post('🥈 Bybit : SOLUSDT.P 에서 숏 리스크관리 권장', { channel: 'risk' }), 'ignored R00-1 sentence'],
        [post('🥈 Binance : SOLUSDT.P 에서 롱 리스크관리 권장', { channel: 'risk' }), 'ignored R00-1 sentence'],
        [risk('SOL', { channel: 'entry' }), 'ignored R00-1'],
        [risk('SOL', { edited: true }), 'ignored W00-2'],
        [risk('NOPE'), 'ignored R00-2 NOPEUSDT'],
        [risk('OLD'), 'ignored R00-2 OLDUSDT'],
      ],
    },
    {
      title: ['모니터링 중 리스크관리: 해제, 주문 없음', 'Risk message while monitored: released, no orders'],
      ids: ['R01'],
      given: monitoring,
      rows: [
        ['09:00:00', risk('SOL'), 'acted R01; MONITORING → IDLE'],
        ['09:00:01', mark('101'), '—'],
      ],
    },
    {
      title: ['주문 직전 설정 중 리스크관리: 주문은 나가지 않는다', 'Risk message between trigger and order: no order leaves'],
      ids: ['R01', 'W24'],
      given: monitoring,
      world: [answers(asking('ReadEntryConditions'), noAnswer)],
      show: ['ReadEntryConditions'],
      rows: [
        ['09:00:00', mark('99.9'), 'ReadEntryConditions SOLUSDT'],
        ['09:00:01', risk('SOL'), 'acted R01; MONITORING → IDLE'],
        ['09:01:00', mark('101'), '—'],
      ],
    },
    {
      title: ['미체결 진입 주문 중 리스크관리: 취소하고 초기화', 'Risk message with an unfilled entry order: cancelled, reset'],
      ids: ['R02', 'R00'],
      given: entryOrder,
      rows: [['09:00:00', risk('SOL'), 'acted R02; cancel entry1; ENTRY_ORDER → IDLE']],
    },
    {
      title: ['다른 종목의 리스크관리는 무시한다', 'A risk message for another symbol is ignored'],
      ids: ['R08'],
      given: andThen(phase1, phase1.words, ['08:50:00', mark('101')]),
      cases: [
        [risk('LINK'), 'ignored R08 LINKUSDT'],
        [risk('BTC'), 'ignored R08 BTCUSDT'],
      ],
    },
    {
      title: ['활성 종목이 없을 때의 리스크관리', 'A risk message while nothing is active'],
      ids: ['R08'],
      rows: [['09:00:00', risk('SOL'), 'ignored R08 SOLUSDT']],
    },
  ],
};
