import type { WordTable } from './word.ts';

/** The Telegram account: signing in, channels, the last posts. */
export const telegramWords = {
  groupTelegram: { ko: '텔레그램 계정', en: 'Telegram account' },
  telegramNote: {
    ko: '채널을 읽기만 합니다. api_id와 api_hash는 my.telegram.org → API development tools에서 받습니다. 로그인 정보는 계정 전체의 열쇠이므로 화면과 기록에 남지 않습니다.',
    en: 'Channels are only read. api_id and api_hash come from my.telegram.org → API development tools. The session opens the whole account, so it never reaches the screen or a log.',
  },
  telegramApiId: { ko: 'api_id', en: 'api_id' },
  telegramApiHash: { ko: 'api_hash', en: 'api_hash' },
  telegramPhone: { ko: '전화번호 (국가 번호 포함)', en: 'Phone number with country code' },
  telegramBegin: { ko: '코드 받기', en: 'Send me a code' },
  telegramQr: { ko: 'QR로 로그인', en: 'Sign in by QR code' },
  telegramCode: { ko: '로그인 코드', en: 'Login code' },
  telegramPassword: { ko: '2단계 비밀번호', en: 'Two-step password' },
  telegramHint: { ko: '힌트: {{hint}}', en: 'Hint: {{hint}}' },
  telegramSubmit: { ko: '확인', en: 'Confirm' },
  telegramCancel: { ko: '취소', en: 'Cancel' },
  telegramSignOut: { ko: '로그아웃', en: 'Sign out' },
  telegramConnecting: { ko: '텔레그램에 연결하는 중', en: 'Connecting to Telegram' },
  telegramWaiting: { ko: '텔레그램이 기다리라고 했습니다. 남은 시간', en: 'Telegram asked to wait. Time left' },
  telegramCodeApp: {
    ko: '코드를 다른 텔레그램 앱으로 보냈습니다 (문자가 아님).',
    en: 'The code went to your other Telegram apps, not by SMS.',
  },
  telegramCodeElsewhere: { ko: '코드를 보냈습니다 ({{via}}).', en: 'The code was sent ({{via}}).' },
  telegramScan: {
    ko: '휴대폰 텔레그램 → 설정 → 기기 → 데스크톱 기기 연결에서 찍으세요. 코드는 저절로 새로 바뀝니다.',
    en: 'Scan it in Telegram on your phone: Settings → Devices → Link Desktop Device. The code renews itself.',
  },
  telegramQrPicture: { ko: '로그인 QR 코드', en: 'QR code for signing in' },
  telegramSignedIn: { ko: '{{name}}(으)로 로그인됨', en: 'Signed in as {{name}}' },
  telegramSessionOnly: {
    ko: '이 컴퓨터에는 안전한 보관소가 없어 로그인은 프로그램을 끌 때까지만 유지됩니다 ({{why}}).',
    en: 'This machine has no safe place, so the sign-in lasts until the program ends ({{why}}).',
  },
  telegramLost_revoked: {
    ko: '다른 기기에서 로그아웃되었습니다. 다시 로그인하세요.',
    en: 'The session was ended elsewhere. Sign in again.',
  },
  telegramLost_duplicated: {
    ko: '같은 로그인을 다른 프로그램이 함께 썼습니다. 텔레그램이 끊었으니 다시 로그인하세요.',
    en: 'Another program used the same session, and Telegram ended it. Sign in again.',
  },
  telegramLost_banned: { ko: '텔레그램이 이 계정을 막았습니다.', en: 'Telegram has closed this account.' },
  telegramLost_apiRefused: { ko: '텔레그램이 api_id를 받지 않습니다.', en: 'Telegram does not accept this api_id.' },
  telegramChannels: { ko: '채널', en: 'Channels' },
  telegramReadChannels: { ko: '채널 목록 읽기', en: 'Read my channels' },
  telegramNoChannels: { ko: '이 계정이 들어가 있는 채널이 없습니다', en: 'This account has joined no channel' },
  telegramUseEntry: { ko: '진입 채널로', en: 'For entries' },
  telegramUseRisk: { ko: '리스크 채널로', en: 'For risk' },
  telegramIsEntry: { ko: '진입', en: 'entries' },
  telegramIsRisk: { ko: '리스크', en: 'risk' },
  telegramLastPosts: { ko: '최근 10개', en: 'Last 10' },
  telegramNoPosts: { ko: '글이 없습니다', en: 'No posts' },
  telegramReading: { ko: '읽는 중', en: 'Reading' },
} as const satisfies WordTable;
