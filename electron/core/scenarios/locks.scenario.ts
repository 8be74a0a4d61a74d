import { dec } from '../../../shared/domain/decimal.ts';
import { answers, asking, placing, refused } from '../../testkit/scenario/answers.ts';
import { foreignOrder, foreignOrderGone, foreignPosition, messageSource } from '../../testkit/scenario/exchange.ts';
import { entryOrder, monitoring, phase1, phase1SecondOrdered, unstarted } from '../../testkit/scenario/given.ts';
import { leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { pause, restart, resume, settings, stageRequested, stageRollback } from '../../testkit/scenario/operator.ts';
import { mark, time } from '../../testkit/scenario/prices.ts';
import { type Chapter, together } from '../../testkit/scenario.ts';

const passed = 'passed W14; IDLE → MONITORING; target 100 trigger 99.9';
const mdd = settings({ mdd: dec('20') });

export const locks: Chapter = {
  name: 'locks',
  title: ['전역 규칙, 잠금, 설정 (1절, D1–D3, D10, D11)', 'Global rules, locks, settings (section 1, D1–D3, D10, D11)'],
  scenarios: [
    {
      title: ['진입 주문이나 포지션이 있으면 모든 종목의 신호를 무시한다', 'With an entry order or a position every symbol is ignored'],
      ids: ['S1-1', 'W01', 'D1', 'W36-2'],
      given: entryOrder,
      cases: [
        [leadingMarket('LINK'), 'ignored W01 lockEntryOrder'],
        [leadingMarket('NOPE'), 'ignored W01 lockEntryOrder'],
        [leadingMarket('S OL'), 'ignored W01 lockEntryOrder'],
      ],
    },
    {
      title: ['포지션 보유 중', 'With a position'],
      ids: ['S1-1', 'W01', 'S1-2b'],
      given: phase1,
      cases: [[leadingMarket('LINK'), 'ignored W01 lockPosition']],
    },
    {
      title: [
        '차단 중 무시된 글은 쿨다운을 건드리지 않지만 id는 소비한다',
        'A message ignored under a lock leaves the cooldown alone, its id is consumed',
      ],
      ids: ['D1', 'W01', 'S1-3b', 'S1-2'],
      given: entryOrder,
      rows: [
        ['09:00:00', leadingMarket('LINK', {}, { id: 900 }), 'ignored W01 lockEntryOrder'],
        ['09:00:01', risk('SOL'), 'acted R02; cancel entry1; ENTRY_ORDER → IDLE'],
        ['09:00:02', leadingMarket('LINK', {}, { id: 900 }), 'ignored W00-2 900'],
        ['09:00:03', leadingMarket('LINK', {}, { id: 901 }), 'passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987'],
      ],
    },
    {
      title: ['수동 진입 주문도 계정을 잠근다; 청산 주문은 아니다', 'A hand-made entry order locks the account; an exit order does not'],
      ids: ['S1-1', 'D1', 'W36-2', 'D16'],
      cases: [
        [together(foreignOrder('BTC', { id: '70' }), leadingMarket('SOL')), 'lock foreignEntryOrder; ignored W01 lockForeignEntryOrder'],
        [
          together(foreignOrder('BTC', { id: '70', side: 'BUY' }), leadingMarket('SOL')),
          'lock foreignEntryOrder; ignored W01 lockForeignEntryOrder',
        ],
        [
          together(foreignOrder('BTC', { id: '70', book: 'conditional' }), leadingMarket('SOL')),
          'lock foreignEntryOrder; ignored W01 lockForeignEntryOrder',
        ],
        [together(foreignOrder('BTC', { id: '70', side: 'BUY', reduceOnly: true }), leadingMarket('SOL')), passed],
        [together(foreignOrder('BTC', { id: '70', side: 'BUY', book: 'conditional', closePosition: true }), leadingMarket('SOL')), passed],
      ],
    },
    {
      title: [
        '수동 주문이 생기면 모니터링이 끝나고, 사라지면 다시 받는다',
        'A hand-made order ends monitoring; when it is gone signals count again',
      ],
      ids: ['W36-2', 'S1-1', 'D1'],
      given: monitoring,
      rows: [
        ['09:00:00', foreignOrder('BTC', { id: '70' }), 'MONITORING → IDLE; lock foreignEntryOrder'],
        ['09:00:01', mark('101'), '—'],
        ['09:00:02', foreignOrderGone('70'), 'unlock foreignEntryOrder'],
        ['09:00:03', leadingMarket('LINK'), 'passed W14; LINKUSDT IDLE → MONITORING; target 13 trigger 12.987'],
      ],
    },
    {
      title: ['수동 포지션은 잠그지만 dust는 아니다', 'A hand-made position locks, dust does not'],
      ids: ['D1', 'S1-1', 'R22'],
      cases: [
        [together(foreignPosition('BTC', '-0.001'), leadingMarket('SOL')), 'lock foreignPosition; ignored W01 lockForeignPosition'],
        [together(foreignPosition('BTC', '0.5'), leadingMarket('SOL')), 'lock foreignPosition; ignored W01 lockForeignPosition'],
        [together(foreignPosition('BTC', '-0.0009'), leadingMarket('SOL')), passed],
        [
          together(foreignPosition('BTC', '-1'), foreignPosition('BTC', '0'), leadingMarket('SOL')),
          `lock foreignPosition; unlock foreignPosition; ${passed}`,
        ],
      ],
    },
    {
      title: ['모니터링·주문·포지션 중 설정은 바뀌지 않는다', 'Settings do not change while anything is monitored, ordered or held'],
      ids: ['S1-4'],
      rows: [
        ['08:59:59', mdd, 'setting mdd = 20; store settings'],
        ['09:00:00', leadingMarket('SOL'), passed],
        ['09:00:01', mdd, 'refused S1-4 settingsLockedByMonitoring'],
        ['09:00:02', mark('99.9'), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER'],
        ['09:00:03', mdd, 'refused S1-4 settingsLockedByOrder'],
        ['09:00:04', settings({ cooldownMinutes: 1 }), 'refused S1-4 settingsLockedByOrder'],
        ['09:00:05', risk('SOL'), 'acted R02; cancel entry1; ENTRY_ORDER → IDLE'],
        ['09:00:06', settings({ cooldownMinutes: 1 }), 'setting cooldownMinutes = 1; store settings'],
      ],
    },
    {
      title: ['포지션 보유 중 설정 잠금은 재시작 뒤에도 남는다', 'The settings lock of a position survives a restart'],
      ids: ['S1-4', 'D21', 'D14'],
      given: phase1,
      rows: [
        ['09:00:00', mdd, 'refused S1-4 settingsLockedByPosition'],
        ['09:00:01', restart(), 'lock recovery; unlock recovery'],
        ['09:00:02', mdd, 'refused S1-4 settingsLockedByPosition'],
      ],
    },
    {
      title: ['쿨다운 시간은 설정값이다', 'The cooldown is a setting'],
      ids: ['S1-3b', 'W02'],
      settings: { cooldownMinutes: 1 },
      rows: [
        ['09:00:00', leadingMarket('SOL', { rank: 1 }), 'rejected W11 1'],
        ['09:00:59', leadingMarket('SOL'), 'ignored W02 1'],
        ['09:01:00', leadingMarket('SOL'), passed],
      ],
    },
    {
      title: ['시작 확인이 끝나기 전에는 아무 신호도 받지 않는다', 'No signal counts before the start-up check is over'],
      ids: ['D21', 'W01', 'D2'],
      given: unstarted,
      world: [answers(asking('ReadAccount'), refused(503), 2)],
      rows: [
        ['09:00:00', restart(), '—'],
        ['09:00:00.100', leadingMarket('SOL', {}, { id: 10 }), 'ignored D21 lockRecovery'],
        ['09:00:02', time(), '09:00:01.500 unlock recovery'],
        ['09:00:03', leadingMarket('SOL', {}, { id: 10 }), 'ignored W00-2 10'],
        ['09:00:04', leadingMarket('SOL', {}, { id: 11 }), passed],
      ],
    },
    {
      title: ['사용자가 진입을 멈추면 트리거가 와도 주문하지 않는다', 'Entries stopped by the trader: triggers fire nothing'],
      ids: ['D22', 'S1-1'],
      given: monitoring,
      rows: [
        ['09:00:00', pause(), 'lock operator'],
        ['09:00:01', mark('101'), '—'],
        ['09:00:02', leadingMarket('LINK'), 'ignored D22 lockOperator'],
        ['09:00:03', resume(), 'unlock operator'],
        ['09:00:04', time(), 'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER'],
      ],
    },
    {
      title: ['진입 중지 중에도 청산은 나간다', 'Exits still leave while entries are stopped'],
      ids: ['D22'],
      given: phase1,
      rows: [
        ['09:00:00', pause(), 'lock operator'],
        ['09:00:01', mark('114.885'), '—'],
        ['09:00:02', mark('95'), 'W40 trigger 95.095; buy 50 SOLUSDT limit 95 reduceOnly; PHASE1 → EXITING'],
      ],
    },
    {
      title: ['보유가 주문보다, 주문이 모니터링보다 앞선다', 'A position outranks an order, an order outranks monitoring'],
      ids: ['S1-2b'],
      given: phase1SecondOrdered,
      rows: [
        ['09:00:00', mdd, 'refused S1-4 settingsLockedByPosition'],
        ['09:00:01', leadingMarket('LINK'), 'ignored W01 lockPosition'],
      ],
    },
    {
      title: ['드라이런: 진입은 적기만 하고 보내지 않는다', 'Dry run: the entry is written down, not sent'],
      ids: ['W33'],
      stage: 'dry-run',
      given: monitoring,
      rows: [['09:00:00', mark('99.9'), 'W25 nothing to set; not sent SELL 50 @ 100; MONITORING → IDLE']],
    },
    {
      title: [
        '단계는 아무것도 열려 있지 않을 때만 올리고, 내리는 것은 언제나',
        'A stage is climbed only when nothing is open; down is always possible',
      ],
      ids: ['S1-4'],
      stage: 'pilot-10',
      given: phase1,
      rows: [
        ['09:00:00', stageRequested('live'), 'refused S1-4 stageWhileExposed'],
        ['09:00:01', stageRollback(), 'stage pilot-10 → dry-run'],
      ],
    },
    {
      title: ['보유 중 텔레그램 장애는 경보다', 'Telegram down while a position is open is an alarm'],
      ids: ['D19'],
      given: phase1,
      rows: [
        ['09:00:00', messageSource(false, 'logged out'), 'alarm D19 messageSourceDown'],
        ['09:00:01', messageSource(true), '—'],
      ],
    },
    {
      title: ['열린 것이 없을 때의 텔레그램 장애는 알림일 뿐이다', 'Telegram down with nothing open is only a notice'],
      ids: ['D19'],
      rows: [['09:00:00', messageSource(false, 'logged out'), '—']],
    },
    {
      title: ['주문 거절로 키 잠금: 첫 경보 뒤 되풀이하지 않는다', 'A key lock from an order: one alarm, not repeated'],
      ids: ['D11', 'W51'],
      given: monitoring,
      world: [answers(placing('entry1'), refused(-2014))],
      rows: [
        [
          '09:00:00',
          mark('99.9'),
          'W25 nothing to set; sell 50 SOLUSDT limit 100; MONITORING → ENTRY_ORDER; exchange refused -2014 (retries 0); ENTRY_ORDER → IDLE; lock auth',
        ],
        ['09:00:01', leadingMarket('SOL'), 'ignored D11 lockAuth'],
      ],
    },
  ],
};
