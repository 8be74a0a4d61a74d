import type { TelegramLoss, TelegramRefusal, TelegramRefusalCode } from '../../../../shared/domain/telegram.ts';
import { NoAnswer } from './deadline.ts';

/** What a failed call means for the link and for the trader. */
export type Fault =
  | { readonly kind: 'flood'; readonly seconds: number }
  /** The session is worth nothing any more. */
  | { readonly kind: 'lost'; readonly why: TelegramLoss }
  /** Telegram answered, with a no. */
  | { readonly kind: 'said'; readonly word: string }
  /** Nobody answered: socket, deadline, or the library gave up. */
  | { readonly kind: 'broken'; readonly why: string };

const losses: Readonly<Record<string, TelegramLoss>> = {
  AUTH_KEY_UNREGISTERED: 'revoked',
  AUTH_KEY_INVALID: 'revoked',
  AUTH_KEY_PERM_EMPTY: 'revoked',
  SESSION_REVOKED: 'revoked',
  SESSION_EXPIRED: 'revoked',
  AUTH_KEY_DUPLICATED: 'duplicated',
  USER_DEACTIVATED: 'banned',
  USER_DEACTIVATED_BAN: 'banned',
  API_ID_INVALID: 'apiRefused',
  API_ID_PUBLISHED_FLOOD: 'apiRefused',
};

export function faultOf(error: unknown): Fault {
  const word = wordOf(error);
  // The library's own end of a request that the server failed twice; it was answered, so the link is alive.
  if (word === undefined && error instanceof Error && error.message.startsWith('Request was unsuccessful'))
    return { kind: 'said', word: 'INTERNAL_SERVER_ERROR' };
  if (word === undefined) return { kind: 'broken', why: error instanceof Error ? shorten(error.message) : 'unknown reason' };
  const seconds = /^FLOOD_(?:PREMIUM_|TEST_PHONE_)?WAIT_(\d{1,9})$/.exec(word)?.[1];
  if (seconds !== undefined) return { kind: 'flood', seconds: Math.max(1, Number(seconds)) };
  const why = losses[word];
  return why === undefined ? { kind: 'said', word } : { kind: 'lost', why };
}

/** The library names the class of a failure in `errorMessage`; its `message` is prose. */
export function wordOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('errorMessage' in error) || typeof error.errorMessage !== 'string') return undefined;
  // What a server says is not to be trusted with line breaks or length.
  return /^[A-Z0-9_]{1,80}$/.test(error.errorMessage) ? error.errorMessage : 'UNREADABLE_ERROR';
}

const shorten = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 160);

type Sentences = TelegramRefusal['message'];
const sentences: Readonly<Record<TelegramRefusalCode, Sentences>> = {
  PHONE_NUMBER_INVALID: {
    ko: '텔레그램이 이 전화번호를 알지 못합니다. 국가 번호를 포함해 다시 입력하세요.',
    en: 'Telegram does not know this phone number. Enter it again with its country code.',
  },
  PHONE_NUMBER_BANNED: {
    ko: '이 전화번호는 텔레그램에서 차단되었습니다. 이 번호로는 로그인할 수 없습니다.',
    en: 'This phone number is banned by Telegram. It cannot be used to sign in.',
  },
  PHONE_NUMBER_FLOOD: {
    ko: '이 번호로 코드를 너무 자주 요청했습니다. 하루 뒤에 다시 시도하거나 QR로 로그인하세요.',
    en: 'Codes were asked for too often with this number. Try again in a day, or sign in by QR.',
  },
  PHONE_CODE_INVALID: { ko: '코드가 맞지 않습니다. 다시 입력하세요.', en: 'The code is wrong. Enter it again.' },
  PHONE_CODE_EXPIRED: {
    ko: '코드의 유효 시간이 지났습니다. 처음부터 다시 시작하면 새 코드가 갑니다.',
    en: 'The code has expired. Start again; a new one will be sent.',
  },
  PASSWORD_HASH_INVALID: {
    ko: '2단계 인증 비밀번호가 맞지 않습니다. 다시 입력하세요.',
    en: 'The two-step password is wrong. Enter it again.',
  },
  API_ID_INVALID: {
    ko: 'api_id와 api_hash가 맞지 않습니다. my.telegram.org의 값을 다시 확인하세요.',
    en: 'api_id and api_hash do not belong together. Check them at my.telegram.org.',
  },
  FLOOD_WAIT: {
    ko: '텔레그램이 {seconds}초 기다리라고 합니다. 그 전에는 아무 요청도 보내지 않습니다.',
    en: 'Telegram asks to wait {seconds} s. Nothing is sent before that.',
  },
  SIGN_UP_REQUIRED: {
    ko: '이 번호에는 텔레그램 계정이 없습니다. 텔레그램 앱에서 먼저 가입하세요.',
    en: 'This number has no Telegram account. Sign up in the Telegram app first.',
  },
  EMAIL_SETUP_REQUIRED: {
    ko: '텔레그램이 로그인 이메일 등록을 요구합니다. 텔레그램 앱에서 먼저 등록하세요.',
    en: 'Telegram wants a sign-in e-mail address. Set it in the Telegram app first.',
  },
  CHANNEL_PRIVATE: {
    ko: '이 채널을 읽을 수 없습니다. 나갔거나 내보내졌거나 채널이 없어졌습니다.',
    en: 'This channel cannot be read: the account left it, was removed, or it is gone.',
  },
  CHANNEL_UNKNOWN: {
    ko: '이 계정의 대화 목록에 그 채널이 없습니다. 먼저 채널에 참여하세요.',
    en: 'This account has no such channel among its dialogs. Join it first.',
  },
  SESSION_UNREADABLE: {
    ko: '저장된 텔레그램 로그인을 읽을 수 없습니다. 다시 로그인하세요.',
    en: 'The stored Telegram sign-in cannot be read. Sign in again.',
  },
  SESSION_NOT_KEPT: {
    ko: '로그인했지만 저장하지 못했습니다. 프로그램을 다시 켜면 로그인해야 합니다.',
    en: 'Signed in, but it could not be stored: after a restart you will have to sign in again.',
  },
  SESSION_NOT_FORGOTTEN: {
    ko: '로그아웃했지만 저장된 로그인을 지우지 못했습니다. 데이터 폴더를 확인하세요.',
    en: 'Signed out, but the stored sign-in could not be deleted. Check the data folder.',
  },
  SESSION_LOST: {
    ko: '이 로그인은 더 이상 유효하지 않습니다. 다시 로그인하세요.',
    en: 'This sign-in is not valid any more. Sign in again.',
  },
  SIGNED_OUT_HERE_ONLY: {
    ko: '여기서는 로그아웃했지만 텔레그램에 알리지 못했습니다. 텔레그램 앱 → 설정 → 기기에서 Vigil을 끝내세요.',
    en: 'Signed out here, but Telegram could not be told. End Vigil in the Telegram app: Settings → Devices.',
  },
  WRONG_STATE: {
    ko: '지금은 할 수 없는 단계입니다. 화면에 보이는 단계를 먼저 마치세요.',
    en: 'This does not fit the present step. Finish the step on screen first.',
  },
  NOT_CONNECTED: {
    ko: '텔레그램과 연결되어 있지 않습니다. 연결되면 다시 시도하세요.',
    en: 'Not connected to Telegram. Try again when it is.',
  },
  NO_ANSWER: {
    ko: '텔레그램이 응답하지 않습니다. 네트워크를 확인하고 다시 시도하세요.',
    en: 'Telegram does not answer. Check the network and try again.',
  },
  TELEGRAM_REFUSED: { ko: '텔레그램이 거절했습니다: {telegram}', en: 'Telegram refused: {telegram}' },
};

export function refusal(code: TelegramRefusalCode, numbers?: Readonly<Record<string, string>>): TelegramRefusal {
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => numbers?.[name] ?? '?');
  const { ko, en } = sentences[code];
  return { code, message: { ko: fill(ko), en: fill(en) }, ...(numbers ? { numbers } : {}) };
}

export const floodRefusal = (until: number, now: number): TelegramRefusal =>
  refusal('FLOOD_WAIT', { until: String(until), seconds: String(Math.max(1, Math.ceil((until - now) / 1000))) });

const alike: Readonly<Record<string, TelegramRefusalCode>> = {
  PHONE_CODE_EMPTY: 'PHONE_CODE_INVALID',
  EMAIL_CODE_INVALID: 'PHONE_CODE_INVALID',
  EMAIL_VERIFY_EXPIRED: 'PHONE_CODE_EXPIRED',
  PHONE_PASSWORD_FLOOD: 'PHONE_NUMBER_FLOOD',
  CHANNEL_INVALID: 'CHANNEL_UNKNOWN',
};

/** What the trader is told of a failed call; a flood is told with its end by the caller, who knows the clock. */
export function refusalOf(error: unknown): TelegramRefusal {
  const word = wordOf(error);
  if (word === undefined) return refusal(error instanceof NoAnswer ? 'NO_ANSWER' : 'NOT_CONNECTED');
  const loss = losses[word];
  if (loss === 'apiRefused') return refusal('API_ID_INVALID');
  if (word.startsWith('USER_DEACTIVATED')) return refusal('PHONE_NUMBER_BANNED');
  if (loss !== undefined) return refusal('SESSION_LOST', { telegram: word });
  const code = alike[word] ?? word;
  return code in sentences ? refusal(code as TelegramRefusalCode) : refusal('TELEGRAM_REFUSED', { telegram: word });
}
