import type { AlarmPort } from '../../ports/alarm.ts';
import { postJson } from './post-json.ts';

export interface TelegramAlarmOptions {
  readonly botToken: string;
  readonly chatId: string;
  /** Without a trailing slash. */
  readonly apiUrl: string;
}

/** Bot API `sendMessage`, plain text: a sentence of ours with a "_" or "<" must not be refused as broken markup. */
export function createTelegramAlarm({ botToken, chatId, apiUrl }: TelegramAlarmOptions): AlarmPort {
  return {
    channel: 'telegram',
    // A group takes 20 messages a minute and a chat about one a second.
    limits: { gapMs: 1100, windows: [{ count: 20, ms: 60_000 }], length: 4096, merge: 30 },
    send: ({ text }, signal) =>
      postJson({
        url: `${apiUrl}/bot${botToken}/sendMessage`,
        body: JSON.stringify({ chat_id: chatId, text, link_preview_options: { is_disabled: true } }),
        signal,
        secrets: [botToken],
      }),
  };
}
