import { z } from 'zod';
import type { Level } from '../domain/record.ts';
import type { Lang } from '../domain/say.ts';

/** Given in the profile itself, or the path of a file that holds nothing else and that its owner alone may read. */
export type SecretSource = { readonly text: string } | { readonly file: string };

export interface AlarmsConfig {
  readonly lang: Lang;
  readonly telegram?: { readonly level: Level; readonly botToken: SecretSource; readonly chatId: string; readonly apiUrl: string };
  readonly discord?: { readonly level: Level; readonly url: SecretSource };
  readonly webhook?: { readonly level: Level; readonly url: string; readonly secret: SecretSource };
  readonly desktop?: { readonly level: Level };
}

export const alarmChannelNames = ['telegram', 'discord', 'webhook', 'desktop'] as const;
export type AlarmChannelName = (typeof alarmChannelNames)[number];

export const TELEGRAM_API = 'https://api.telegram.org';
const levels = ['info', 'attention', 'critical'] as const satisfies readonly Level[];
const level = () => z.enum(levels).default('attention');
const path = () => z.string().min(1).max(4096).optional();
const url = () => z.string().max(2048).superRefine(safeUrl);
const botToken = () =>
  secret(/^\d{1,20}:[\w-]{10,100}$/, '봇 토큰 형식(숫자:문자)이어야 합니다', 'must be a bot token (digits:letters)').optional();
const chatId = () =>
  z
    .union([z.number().int(), z.string()])
    .transform((id) => String(id).trim())
    .superRefine(matches(/^(-?\d{1,20}|@\w{4,64})$/, '채팅 ID(숫자) 또는 @이름이어야 합니다', 'must be a chat id (a number) or an @name'));
const signingSecret = () =>
  secret(
    /^[\x21-\x7e]{16,512}$/,
    '공백 없는 ASCII 16~512자여야 합니다',
    'must be 16 to 512 printable ASCII characters without spaces',
  ).optional();

const telegram = z
  .strictObject({ level: level(), botToken: botToken(), tokenFile: path(), chatId: chatId(), apiUrl: url().default(TELEGRAM_API) })
  .superRefine(oneOf('botToken', 'tokenFile'));

const discord = z.strictObject({ level: level(), url: url().optional(), urlFile: path() }).superRefine(oneOf('url', 'urlFile'));

const webhook = z
  .strictObject({ level: level(), url: url(), secret: signingSecret(), secretFile: path() })
  .superRefine(oneOf('secret', 'secretFile'));

/** The key `alarms` of a profile; read into `AlarmsConfig` by `alarmsFrom`. */
export const alarmsSchema = z.strictObject({
  lang: z.enum(['ko', 'en']).default('ko'),
  telegram: telegram.optional(),
  discord: discord.optional(),
  webhook: webhook.optional(),
  desktop: z.strictObject({ enabled: z.boolean().default(true), level: level() }).optional(),
});

/** What every channel that is set up on the screen has; the language is the one of the screen that saved it. */
const choice = { enabled: z.boolean(), level: z.enum(levels), lang: z.enum(['ko', 'en']) };
const telegramChoice = { ...choice, chatId: chatId(), apiUrl: url().transform(withoutSlash).default(TELEGRAM_API) };

/** The stored set-up without its secrets: `alarms.json` of the data folder. */
export const alarmChoicesSchema = z.strictObject({
  telegram: z.strictObject(telegramChoice).optional(),
  discord: z.strictObject(choice).optional(),
  webhook: z.strictObject(choice).optional(),
  desktop: z.strictObject(choice).optional(),
});

/** Spread into the commands of the contract. An absent secret means: keep the one that is stored. */
export const alarmCommands = {
  /** Sends one test alarm now; answers once it was delivered or refused. */
  'alarms.test': z.strictObject({ channel: z.enum(alarmChannelNames) }),
  /** Takes effect at once. For Discord the secret is the whole address; a webhook's address may hold a key too, so it is kept as one. */
  'alarms.configure': z.discriminatedUnion('channel', [
    z.strictObject({ channel: z.literal('telegram'), ...telegramChoice, secret: botToken() }),
    z.strictObject({ channel: z.literal('discord'), ...choice, secret: url().optional() }),
    z.strictObject({ channel: z.literal('webhook'), ...choice, url: url().optional(), secret: signingSecret() }),
    z.strictObject({ channel: z.literal('desktop'), ...choice }),
  ]),
  /** Forgets the channel, its secret and what waits for it. */
  'alarms.remove': z.strictObject({ channel: z.enum(alarmChannelNames) }),
} as const;
export type AlarmCommand = keyof typeof alarmCommands;
export type AlarmRequest = {
  [C in AlarmCommand]: { readonly command: C; readonly args: z.output<(typeof alarmCommands)[C]> };
}[AlarmCommand];
export type AlarmConfiguration = z.output<(typeof alarmCommands)['alarms.configure']>;

/** The slice of the view. Holds no secret and no part of one. */
export interface AlarmsView {
  /** The channels that this host can use. */
  readonly channels: readonly AlarmChannelView[];
  /** Where the secrets rest; null while none was needed. `thisSession`: they end with the program, `secretsWhy` says why. */
  readonly secretsKept: 'keychain' | 'keyFile' | 'thisSession' | null;
  readonly secretsWhy: string | null;
}

export interface AlarmChannelView {
  readonly channel: AlarmChannelName;
  /** 'profile': the start file decides, the screen only shows. */
  readonly setUpIn: 'profile' | 'screen';
  readonly configured: boolean;
  readonly enabled: boolean;
  readonly level: Level;
  readonly chatId: string | null;
  /** Null: Telegram's own. */
  readonly apiUrl: string | null;
  /** Of a webhook, without path and query: those may be a key. */
  readonly host: string | null;
  /** 'reading': the keychain was asked after the start and has not answered yet. */
  readonly secret: 'present' | 'absent' | 'unreadable' | 'reading' | 'notNeeded';
  readonly waiting: number;
  /** Since the program started, as `missed`. */
  readonly delivered: number;
  readonly missed: number;
  /** 'failed': it is tried again. 'stopped': it stands still until a test works or the set-up changes. */
  readonly last:
    | { readonly kind: 'delivered'; readonly at: number }
    | { readonly kind: 'failed' | 'stopped'; readonly at: number; readonly why: string }
    | null;
}

/** Paths are relative to the profile's folder. */
export function alarmsFrom(read: z.output<typeof alarmsSchema>, resolvePath: (path: string) => string): AlarmsConfig {
  const source = (text: string | undefined, file: string | undefined): SecretSource =>
    text === undefined ? { file: resolvePath(file ?? '') } : { text };
  const { lang, telegram, discord, webhook, desktop } = read;
  return {
    lang,
    ...(telegram && {
      telegram: {
        level: telegram.level,
        botToken: source(telegram.botToken, telegram.tokenFile),
        chatId: telegram.chatId,
        apiUrl: withoutSlash(telegram.apiUrl),
      },
    }),
    ...(discord && { discord: { level: discord.level, url: source(discord.url, discord.urlFile) } }),
    ...(webhook && { webhook: { level: webhook.level, url: webhook.url, secret: source(webhook.secret, webhook.secretFile) } }),
    ...(desktop?.enabled && { desktop: { level: desktop.level } }),
  };
}

/** Why an alarm may not be sent there; undefined when it may. Plain http is for this machine only: the address itself is a secret. */
export function faultOfAlarmUrl(text: string): { readonly ko: string; readonly en: string } | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const loopback = url !== undefined && /^(localhost|\[::1\]|127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/.test(url.hostname);
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && loopback))
    return { ko: 'https 주소여야 합니다 (http는 이 컴퓨터 안에서만)', en: 'must be an https URL (http only to this machine)' };
  if (url.username !== '' || url.password !== '')
    return { ko: '주소에 사용자 이름이나 암호를 넣을 수 없습니다', en: 'must not carry a user name or password' };
  return undefined;
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}

function safeUrl(text: string, ctx: z.RefinementCtx): void {
  const fault = faultOfAlarmUrl(text);
  if (fault) ctx.addIssue({ code: 'custom', message: fault.en, params: { ko: fault.ko } });
}

function matches(pattern: RegExp, ko: string, en: string) {
  return (text: string, ctx: z.RefinementCtx): void => {
    if (!pattern.test(text)) ctx.addIssue({ code: 'custom', message: en, params: { ko } });
  };
}

function secret(pattern: RegExp, ko: string, en: string) {
  return z
    .string()
    .max(512)
    .superRefine(matches(pattern, ko, en));
}

function oneOf(text: string, file: string) {
  return (read: object, ctx: z.RefinementCtx): void => {
    const given = [text, file].filter((name) => (read as Readonly<Record<string, unknown>>)[name] !== undefined);
    if (given.length === 1) return;
    ctx.addIssue({
      code: 'custom',
      path: [text],
      message: `give exactly one of '${text}' and '${file}'`,
      params: { ko: `'${text}'와 '${file}' 가운데 하나만 적어야 합니다` },
    });
  };
}
