/** The Telegram account of the trader, in the words that engine, hosts and screen share. Holds no secret. */
export type TelegramAccountState =
  | { readonly kind: 'signedOut' }
  /** `why` is what broke the last connection; null on the first try. `reading`: with a session that is there already. */
  | { readonly kind: 'connecting'; readonly why: string | null; readonly during: 'signIn' | 'reading' }
  /** Telegram asked to wait (FLOOD_WAIT); nothing is sent before `until` (own clock, ms). Afterwards the state from before comes back. */
  | { readonly kind: 'waiting'; readonly until: number; readonly during: 'signIn' | 'reading' }
  /** `viaApp`: the code is in the trader's other Telegram apps, not in an SMS. `length`: how many signs it has, when Telegram says so. */
  | {
      readonly kind: 'codeSent';
      readonly viaApp: boolean;
      readonly via: TelegramCodeRoute;
      readonly length: number | null;
      readonly phoneTail: string;
    }
  | { readonly kind: 'passwordNeeded'; readonly hint: string | null }
  /** Draw `url` as a QR code; a new one comes by itself before `expiresAt` (own clock, ms). Never write it to a log. */
  | { readonly kind: 'qr'; readonly url: string; readonly expiresAt: number }
  | { readonly kind: 'signedIn'; readonly name: string; readonly phoneTail: string | null }
  /** Nothing is tried any more; only a new sign-in helps. */
  | { readonly kind: 'lost'; readonly why: TelegramLoss };

export type TelegramCodeRoute = 'app' | 'sms' | 'email' | 'call' | 'fragment' | 'other';

/**
 * revoked: ended from another device, expired, or forgotten by Telegram. duplicated: two programs used one session at once.
 * banned: the account was closed. apiRefused: the api_id is not accepted any more.
 */
export type TelegramLoss = 'revoked' | 'duplicated' | 'banned' | 'apiRefused';

export interface TelegramDialog {
  /** With Telegram's prefix: -100…, as in the settings. */
  readonly channelId: number;
  readonly title: string;
  /** A group of people rather than a channel: anybody in it may write. */
  readonly group: boolean;
  /** Of the newest post, ms; null when it has none. */
  readonly lastPostAt: number | null;
}

export interface TelegramPost {
  readonly channelId: number;
  readonly messageId: number;
  /** ms, by Telegram's clock; of a forwarded post the time of the original. */
  readonly sentAt: number;
  readonly text: string;
  readonly edited: boolean;
  /** The text stands under a photo or file. */
  readonly caption: boolean;
}

export type TelegramRefusalCode =
  | 'PHONE_NUMBER_INVALID'
  | 'PHONE_NUMBER_BANNED'
  | 'PHONE_NUMBER_FLOOD'
  | 'PHONE_CODE_INVALID'
  | 'PHONE_CODE_EXPIRED'
  | 'PASSWORD_HASH_INVALID'
  | 'API_ID_INVALID'
  | 'FLOOD_WAIT'
  | 'SIGN_UP_REQUIRED'
  | 'EMAIL_SETUP_REQUIRED'
  | 'CHANNEL_PRIVATE'
  | 'CHANNEL_UNKNOWN'
  | 'SESSION_UNREADABLE'
  | 'SESSION_NOT_KEPT'
  | 'SESSION_NOT_FORGOTTEN'
  | 'SESSION_LOST'
  /** Signed out here, but Telegram could not be told: the device still stands in its list. */
  | 'SIGNED_OUT_HERE_ONLY'
  /** The command does not fit the state, for instance a code before one was sent. */
  | 'WRONG_STATE'
  | 'NOT_CONNECTED'
  | 'NO_ANSWER'
  /** Anything else Telegram said; its own word is in `numbers.telegram`. */
  | 'TELEGRAM_REFUSED';

/** Fits the refusal of the contract. `numbers.until` is own-clock ms. */
export interface TelegramRefusal {
  readonly code: TelegramRefusalCode;
  readonly numbers?: Readonly<Record<string, string>>;
  readonly message: { readonly ko: string; readonly en: string };
}
