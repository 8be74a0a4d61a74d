import type { Words } from './words.ts';

/** What is said by and about the alarm channels. */
export const alarmWords = {
  alarmMissed: {
    ko: '알림 {count}건을 {channel}(으)로 보내지 못했습니다: {why}',
    en: '{count} alarms were not delivered by {channel}: {why}',
  },
  alarmUnstored: {
    ko: '{channel} 알림 {count}건을 저장하지 못했습니다({why}). 메모리에서 보내며, 프로그램이 끝나면 남은 것은 사라집니다. 디스크를 확인하세요',
    en: '{count} alarms for {channel} could not be stored ({why}). They are sent from memory and end with the program. Check the disk',
  },
  alarmStopped: {
    ko: '{channel} 알림 거부: {why}. 대기 {count}건은 보관합니다. 설정을 고친 뒤 알림 시험을 보내세요',
    en: '{channel} refuses alarms: {why}. {count} waiting are kept. Mend the set-up, then send a test alarm',
  },
  alarmOff: { ko: '{channel} 알림은 설정되어 있지 않습니다', en: 'The alarm channel {channel} is not set up' },
  alarmTestFailed: { ko: '{channel} 알림 시험 실패: {why}', en: 'The test alarm by {channel} failed: {why}' },
  alarmTest: { ko: '알림 시험입니다. 이 메시지가 보이면 됩니다', en: 'This is a test alarm. If you can read it, it works' },
  alarmByProfile: {
    ko: '{channel} 알림은 시작 프로필이 정합니다. 프로필에서 고친 뒤 다시 시작하세요',
    en: 'The profile decides the alarm channel {channel}. Change it there and start again',
  },
  alarmNoDesktop: {
    ko: '이 호스트에는 데스크톱이 없습니다. 다른 알림 통로를 쓰세요',
    en: 'This host has no desktop. Use another alarm channel',
  },
  alarmSecretNeeded: {
    ko: '{channel} 알림의 비밀 값이 필요합니다. 보낼 곳을 바꿀 때도 다시 입력합니다',
    en: 'The alarm channel {channel} needs its secret; also again when the place it is sent to changes',
  },
  alarmNotStored: {
    ko: '{channel} 알림 설정을 저장하지 못해 그대로 두었습니다: {why}',
    en: 'The set-up of the alarm channel {channel} was not stored and stays as it was: {why}',
  },
  lockSet: { ko: '신규 진입 차단: {by}', en: 'Entries locked: {by}' },
  lockLifted: { ko: '차단 해제: {by}', en: 'Lock lifted: {by}' },
  processStopped: { ko: 'Vigil을 종료합니다', en: 'Vigil is stopping' },
  dailySummary: {
    ko: '{day} 요약: 거래 {trades}건 (이익 {wins}), 손익 {pnl} USDT (수수료 전)',
    en: '{day}: {trades} trades ({wins} in profit), {pnl} USDT before fees',
  },
} as const satisfies Record<string, Words>;

/** Names of the channels inside sentences. */
export const alarmChannelWords: Readonly<Record<string, Words>> = {
  telegram: { ko: '텔레그램', en: 'Telegram' },
  discord: { ko: '디스코드', en: 'Discord' },
  webhook: { ko: '웹훅', en: 'webhook' },
  desktop: { ko: '데스크톱', en: 'desktop' },
};

/** Why an alarm was not delivered, where Vigil itself says it; codes and words of the other side stay as they are. */
export const alarmWhys: Readonly<Record<string, Words>> = Object.fromEntries(
  [
    ['no connection', '연결할 수 없습니다'],
    ['no answer in 10 s', '10초 안에 응답이 없습니다'],
    ['fault while sending', '보내는 중 오류가 났습니다'],
    ['older than 24 h', '24시간이 지났습니다'],
    ['too many are waiting', '대기한 알림이 너무 많습니다'],
    ['the queue cannot be written', '대기열을 저장할 수 없습니다'],
    ['the channel was removed', '통로를 삭제했습니다'],
    ['the system shows no notifications', '시스템이 알림을 표시하지 않습니다'],
    ['its secret cannot be read', '비밀 값을 읽을 수 없습니다'],
    ['its secret has not been read yet', '비밀 값을 아직 읽지 못했습니다'],
    ['its secret is not kept on this machine: give it again', '비밀 값이 이 컴퓨터에 없습니다. 다시 입력하세요'],
    ['its secret is damaged: give it again', '저장된 비밀 값이 손상되었습니다. 다시 입력하세요'],
  ].map(([en = '', ko = '']) => [en, { ko, en }]),
);
