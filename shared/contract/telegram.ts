import { z } from 'zod';
import type { MarketSymbol } from '../domain/ids.ts';
import type { Said, SignalKind, Verdict } from '../domain/record.ts';
import type { TelegramAccountState, TelegramDialog, TelegramPost } from '../domain/telegram.ts';

/** One of our own rules, so that it carries its Korean sentence beside the English one. */
const like = (text: z.ZodString, pattern: RegExp, en: string, ko: string) =>
  text.refine((value) => pattern.test(value), { error: en, params: { ko } });

/** From my.telegram.org; the hash is a secret and, like code and password, must not reach a log. */
const credentials = {
  apiId: z
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1),
  apiHash: like(
    z.string().trim(),
    /^[0-9a-fA-F]{32}$/,
    'must be the 32 hexadecimal digits of api_hash',
    'api_hash의 16진수 32자리여야 합니다',
  ),
};

const phone = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s().-]/g, ''))
  .pipe(
    like(
      z.string(),
      /^\+?[0-9]{6,15}$/,
      'must be a phone number with country code, such as +821012345678',
      '+821012345678처럼 국가 번호가 있는 전화번호여야 합니다',
    ),
  );

/** Signing in to Telegram as a user. Spread into the commands of the contract. */
export const telegramCommands = {
  'telegram.begin': z.strictObject({ ...credentials, phone }),
  'telegram.beginQr': z.strictObject(credentials),
  'telegram.code': z.strictObject({
    code: like(z.string().trim(), /^[0-9A-Za-z-]{3,16}$/, 'must be the code that Telegram sent', '텔레그램이 보낸 코드여야 합니다'),
  }),
  /** Taken as typed: blanks at its ends belong to it. */
  'telegram.password': z.strictObject({ password: z.string().min(1).max(1024) }),
  'telegram.cancel': z.strictObject({}),
  'telegram.signOut': z.strictObject({}),
} as const;

/** Asked of the account itself, once; each needs a signed-in account and a live link. */
export const telegramQueries = {
  'telegram.dialogs': z.strictObject({}),
  'telegram.lastMessages': z.strictObject({
    channelId: z.number().int().max(-1_000_000_000_001, 'must be a channel id such as -1002171239233').min(Number.MIN_SAFE_INTEGER),
    limit: z.number().int().min(1).max(50).default(10),
  }),
} as const;

export type TelegramCommand = keyof typeof telegramCommands;
export type TelegramQuery = keyof typeof telegramQueries;

export interface TelegramAnswers {
  /** Newest post first. */
  readonly 'telegram.dialogs': readonly TelegramDialog[];
  /** Newest first. */
  readonly 'telegram.lastMessages': readonly ReadTelegramPost[];
}

/** A post and what the engine would make of it, were it posted now. Nothing acts on it. */
export interface ReadTelegramPost extends TelegramPost {
  readonly reading: {
    /** The channel whose rules it meets; `chosen` false: the settings name another, so its own kind decides. */
    readonly channel: 'entry' | 'risk';
    readonly chosen: boolean;
    readonly signal: SignalKind;
    /** Null without a readable ticker. */
    readonly symbol: MarketSymbol | null;
    /** Null while the start-up checks hold a risk message back (D21). */
    readonly decision: { readonly verdict: Verdict; readonly said: Said } | null;
  };
}

/** The slice of the view. Holds no secret. */
export interface TelegramView {
  readonly account: TelegramAccountState;
  /** Where the session rests; `thisSession`: it ends with the program, `sessionWhy` says why. Null until a sign-in needs the place. */
  readonly sessionKept: 'keychain' | 'keyFile' | 'thisSession' | null;
  readonly sessionWhy: string | null;
  /** `demo`: the story posts instead. `otherSource`: the profile reads its posts from elsewhere. Only `engine` lets them act. */
  readonly postsGoTo: 'engine' | 'demo' | 'otherSource';
}

/** A validated command or query with its arguments. */
export type TelegramRequest = {
  [C in TelegramCommand]: { readonly command: C; readonly args: z.output<(typeof telegramCommands)[C]> };
}[TelegramCommand];
export type TelegramQuestion = {
  [Q in TelegramQuery]: { readonly query: Q; readonly args: z.input<(typeof telegramQueries)[Q]> };
}[TelegramQuery];
