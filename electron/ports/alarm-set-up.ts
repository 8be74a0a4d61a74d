import type { Level } from '../../shared/domain/record.ts';
import type { Lang } from '../../shared/domain/say.ts';
import type { AlarmPort } from './alarm.ts';

/** How the trader set a channel up on the screen, without its secrets. */
export interface AlarmChoice {
  readonly enabled: boolean;
  readonly level: Level;
  /** The language of its messages. */
  readonly lang: Lang;
}
export interface TelegramAlarmChoice extends AlarmChoice {
  readonly chatId: string;
  /** Without a trailing slash. */
  readonly apiUrl: string;
}

export interface AlarmChoices {
  readonly telegram?: TelegramAlarmChoice | undefined;
  readonly discord?: AlarmChoice | undefined;
  readonly webhook?: AlarmChoice | undefined;
  readonly desktop?: AlarmChoice | undefined;
}

export interface AlarmChoicesPort {
  /** What was stored when it was opened. */
  readonly stored: AlarmChoices;
  /** Throws with a reason when it could not be stored: then the old one is still there. */
  write(choices: AlarmChoices): void;
}

/** A channel with everything that it needs to send. */
export type AlarmSpec =
  | { readonly channel: 'telegram'; readonly botToken: string; readonly chatId: string; readonly apiUrl: string }
  | { readonly channel: 'discord'; readonly url: string }
  | { readonly channel: 'webhook'; readonly url: string; readonly secret: string }
  | { readonly channel: 'desktop' };

/** Throws, without quoting a secret, for what could never work. */
export type OpenAlarm = (spec: AlarmSpec) => AlarmPort;
