import type { Words } from './words.ts';

/** What is said by and about the alarm channels. */
export const alarmWords = {
  alarmMissed: {
    ko: '알림 {count}건을 {channel}(으)로 보내지 못했습니다: {why}',
    en: '{count} alarms were not delivered by {channel}: {why}',
  },
  alarmStopped: {
    ko: '{channel} 알림 거부: {why}. 대기 {count}건은 보관합니다. 설정을 고친 뒤 알림 시험을 보내세요',
    en: '{channel} refuses alarms: {why}. {count} waiting are kept. Mend the set-up, then send a test alarm',
  },
  alarmOff: { ko: '{channel} 알림은 설정되어 있지 않습니다', en: 'The alarm channel {channel} is not set up' },
  alarmTestFailed: { ko: '{channel} 알림 시험 실패: {why}', en: 'The test alarm by {channel} failed: {why}' },
  alarmTest: { ko: '알림 시험입니다. 이 메시지가 보이면 됩니다', en: 'This is a test alarm. If you can read it, it works' },
  lockSet: { ko: '신규 진입 차단: {by}', en: 'Entries locked: {by}' },
  lockLifted: { ko: '차단 해제: {by}', en: 'Lock lifted: {by}' },
  processStopped: { ko: 'Vigil을 종료합니다', en: 'Vigil is stopping' },
  dailySummary: {
    ko: '{day} 요약: 거래 {trades}건 (이익 {wins}), 손익 {pnl} USDT (수수료 전)',
    en: '{day}: {trades} trades ({wins} in profit), {pnl} USDT before fees',
  },
} as const satisfies Record<string, Words>;
