import type { ClockPort } from '../../../../ports/clock.ts';
import type { MessagesPort } from '../../../../ports/messages.ts';
import { wordsOfHealth } from '../../testing/words-of-health.ts';
import { createBotMessages } from '../bot-messages.ts';

export const TOKEN = '123456:CANARY-aBcD_eFgH1234';
export const CHANNEL = -1002171239233;
export const OTHER = -1003096527269;
export const HEALTHY = 'ok: reading channel posts as a bot';

export const channel = (id: number) => ({ id, title: 'Short signals', type: 'channel' });
export const post = (message_id: number, fields: object = { text: `post ${message_id}` }, id = CHANNEL) => ({
  channel_post: { message_id, sender_chat: channel(id), chat: channel(id), date: 1_790_000_000, ...fields },
});

/** The source under test and all that it told: facts whole, and as one word each ("old 1", "edited 2", "trouble: …"). */
export function createListener(apiUrl: string, clock: ClockPort) {
  const told: string[] = [];
  const whole: unknown[] = [];
  let source: MessagesPort | undefined;
  return {
    told,
    whole,
    troubles: () => told.filter((line) => line.startsWith('trouble')),
    open({ channels = [] as readonly number[], token = TOKEN } = {}): void {
      source = createBotMessages({ token, apiUrl, clock, channels: () => channels });
      source.open((fact) => {
        whole.push(fact);
        told.push(
          fact.type === 'MessageReceived'
            ? `${fact.backlog ? 'old ' : ''}${fact.edited ? 'edited ' : ''}${fact.messageId}`
            : wordsOfHealth(fact),
        );
      });
    },
    close: async () => source?.close(),
  };
}
