import { createHmac } from 'node:crypto';
import type { AlarmPort } from '../../ports/alarm.ts';
import { postJson } from './post-json.ts';

export interface WebhookAlarmOptions {
  readonly url: string;
  readonly secret: string;
}

/**
 * Any receiver of the trader's own: one notice a request, so that its id says whether it came before (delivery is at least once).
 * The signature covers the time of the try; a receiver that refuses old ones cannot be fed a recorded request.
 */
export function createWebhookAlarm({ url, secret }: WebhookAlarmOptions): AlarmPort {
  return {
    channel: 'webhook',
    limits: { gapMs: 100, windows: [{ count: 60, ms: 60_000 }], length: 4096, merge: 1 },
    async send({ notices, text, at }, signal) {
      const notice = notices[0];
      if (!notice) return { kind: 'delivered' };
      const { id, level, event, symbol, said } = notice;
      const { rule, code, numbers } = said;
      const body = JSON.stringify({ id, at: notice.at, level, event, symbol: symbol ?? null, rule, code, numbers, text });
      const timestamp = String(at);
      return postJson({
        url,
        body,
        headers: {
          'x-vigil-id': id,
          'x-vigil-timestamp': timestamp,
          'x-vigil-signature': `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`,
        },
        signal,
        secrets: [secret],
      });
    },
  };
}
