import type { AlarmPort } from '../../ports/alarm.ts';
import { postJson } from './post-json.ts';

/** A Discord channel webhook. The URL is the secret. A ticker or channel text in a notice never pings anybody. */
export function createDiscordAlarm({ url }: { readonly url: string }): AlarmPort {
  const token = new URL(url).pathname.split('/').at(-1) ?? '';
  return {
    channel: 'discord',
    limits: {
      gapMs: 0,
      windows: [
        { count: 5, ms: 2_000 },
        { count: 30, ms: 60_000 },
      ],
      length: 2000,
      merge: 20,
    },
    send: ({ text }, signal) =>
      postJson({
        url,
        body: JSON.stringify({ content: text, allowed_mentions: { parse: [] } }),
        signal,
        secrets: [url, token].filter((secret) => secret !== ''),
      }),
  };
}
