import type { ClockPort } from '../../../ports/clock.ts';
import type { MessagesPort } from '../../../ports/messages.ts';
import type { BotAnswer } from './bot-api.ts';
import { createBotApi } from './bot-api.ts';
import type { BotHealth, Sentence } from './bot-health.ts';
import { createBotHealth } from './bot-health.ts';
import { readUpdate, updateIdOf } from './read-update.ts';

export interface BotMessagesOptions {
  readonly token: string;
  /** Where the Bot API lives, without a trailing path. */
  readonly apiUrl: string;
  readonly clock: Pick<ClockPort, 'now' | 'after' | 'monotonic'>;
  /** Channels that this bot must be able to read. Empty when another source may be the one that reads them. */
  readonly channels: () => readonly number[];
  readonly random?: () => number;
}

const LONG_POLL_S = 50;
const POLL_DEADLINE_MS = 60_000;
const CALL_DEADLINE_MS = 15_000;
const MOST_UPDATES = 100;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** What a person must mend is looked at again this often. */
const REFUSED_WAIT_MS = 30_000;
const CHANNELS_EVERY_MS = 300_000;
const REMARKS_PER_POLL = 20;

type Tell = Parameters<MessagesPort['open']>[0];

/**
 * Channel posts through the Bot API. An update is confirmed (by the next call's offset) only after it was told, so a crash in between
 * brings it again; the core counts it once. The server keeps what is not confirmed for at most 24 hours.
 */
export function createBotMessages({ token, apiUrl, clock, channels, random = Math.random }: BotMessagesOptions): MessagesPort {
  const api = createBotApi(apiUrl, token, clock);
  let closed = false;
  let wakeUp: () => void = () => {};
  let running: Promise<void> | undefined;
  let offset: number | undefined;
  let backlog = true;
  let failures = 0;
  let conflict = false;
  let webhookRemoved = false;
  let channelsCheckedAt: number | undefined;
  let readAt: number | undefined;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (closed) return resolve();
      const cancel = clock.after(ms, resolve);
      wakeUp = () => {
        cancel();
        resolve();
      };
    });

  /** Between half of it and the whole, so that many that were cut off together do not come back together: 1 to 2 s, then up to 30 s. */
  const backOffMs = (): number => {
    const whole = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    return whole * (0.5 + random() / 2);
  };

  /** False when it brought nothing further: no updates, or the same ones again. */
  const takeUpdates = (tell: Tell, health: BotHealth, result: readonly unknown[]): boolean => {
    const numbered = result.flatMap((update) => {
      const id = updateIdOf(update);
      return id === undefined ? [] : [{ id, update }];
    });
    let remarks = result.length - numbered.length;
    if (remarks > 0) health.remark(saying('sourceBotNumberless', { count: String(remarks) }));
    for (const { id, update } of numbered.sort((a, b) => a.id - b.id)) {
      const read = readUpdate(update, backlog);
      if (read.kind === 'post') {
        tell(read.message);
        // Whatever was thought of this channel: its posts arrive.
        health.channel(read.message.channelId, undefined);
      } else if (read.kind === 'membership') noteMembership(health, read.channelId, read.inside);
      else if (read.kind === 'unreadable') {
        remarks += 1;
        if (remarks <= REMARKS_PER_POLL) health.remark(saying('sourceBotSkipped', { update: String(id), fault: read.why }));
      }
    }
    // An answer without updates confirms all before it. Numbers may start anew at random after a quiet week, so none is kept over a pause.
    const last = numbered.at(-1);
    const next = last === undefined ? undefined : last.id + 1;
    const further = next !== undefined && next !== offset;
    offset = next;
    if (result.length < MOST_UPDATES) backlog = false;
    return further;
  };

  const noteMembership = (health: BotHealth, channelId: number, inside: boolean): void => {
    const wanted = channels();
    if (wanted.length > 0 && !wanted.includes(channelId)) return;
    health.channel(channelId, inside ? undefined : saying('sourceBotRemoved', { channelId: String(channelId) }));
  };

  const onRefusal = async (health: BotHealth, { code, description, retryAfterMs }: Extract<BotAnswer, { kind: 'refused' }>) => {
    if (retryAfterMs !== undefined) {
      health.polling(saying('sourceBotWait', { seconds: String(Math.ceil(retryAfterMs / 1000)), detail: String(code) }));
      return retryAfterMs;
    }
    if (code === 409 && /webhook/i.test(description)) return onWebhook(health);
    conflict = code === 409;
    health.polling(sentenceOf(code, description));
    return code === 429 ? backOffMs() : REFUSED_WAIT_MS;
  };

  const onWebhook = async (health: BotHealth): Promise<number> => {
    if (webhookRemoved) {
      health.polling(saying('sourceBotWebhookAgain'));
      return REFUSED_WAIT_MS;
    }
    health.polling(saying('sourceBotWebhook'));
    const answer = await api.call('deleteWebhook', { drop_pending_updates: false }, CALL_DEADLINE_MS);
    // Without an answer it may or may not be gone; asking again does no harm. Once answered it is not fought over.
    if (answer.kind === 'failed') {
      failures += 1;
      return backOffMs();
    }
    webhookRemoved = true;
    return answer.kind === 'ok' ? 0 : (answer.retryAfterMs ?? REFUSED_WAIT_MS);
  };

  /** Returns how long to wait before the next poll. */
  const take = async (tell: Tell, health: BotHealth, answer: BotAnswer, polledMs: number): Promise<number> => {
    if (answer.kind === 'refused') return onRefusal(health, answer);
    const result: unknown = answer.kind === 'ok' ? answer.result : undefined;
    const some = Array.isArray(result) ? result.filter((update) => updateIdOf(update) !== undefined).length : 0;
    // Updates that cannot be confirmed come again at once and for ever: that is a failure, not a poll.
    if (!Array.isArray(result) || (result.length > 0 && some === 0)) {
      const why = answer.kind === 'failed' ? answer.why : 'the answer holds no list of updates';
      const waitMs = backOffMs();
      failures += 1;
      health.polling(saying('sourceBotUnreadable', { detail: why }));
      return waitMs;
    }
    failures = 0;
    conflict = false;
    readAt = clock.now();
    const first = backlog || health.troubled;
    const further = takeUpdates(tell, health, result);
    health.polling(undefined);
    // A server that does not hold the poll, or does not heed the offset, must not be asked as fast as it answers.
    return further || first || polledMs >= FIRST_WAIT_MS ? 0 : FIRST_WAIT_MS;
  };

  const checkChannels = async (health: BotHealth): Promise<void> => {
    if (channelsCheckedAt !== undefined && clock.monotonic() - channelsCheckedAt < CHANNELS_EVERY_MS) return;
    channelsCheckedAt = clock.monotonic();
    for (const channelId of new Set(channels())) {
      const answer = await api.call('getChat', { chat_id: channelId }, CALL_DEADLINE_MS);
      if (closed) return;
      if (answer.kind === 'ok') health.channel(channelId, undefined);
      // A flood wait or a fault says nothing about the channel.
      else if (answer.kind === 'refused' && (answer.code === 400 || answer.code === 403))
        health.channel(
          channelId,
          saying('sourceBotChannel', { channelId: String(channelId), detail: `${answer.code} ${answer.description}` }),
        );
    }
  };

  const run = async (tell: Tell): Promise<void> => {
    const health = createBotHealth(tell);
    while (!closed) {
      // What waits is asked for at once, and so is the proof that a fault is over; a conflict is only over when a whole poll is left in peace.
      const timeout = !conflict && (backlog || health.troubled) ? 0 : LONG_POLL_S;
      const askedAt = clock.monotonic();
      const answer = await api.call(
        'getUpdates',
        {
          ...(offset === undefined ? {} : { offset }),
          limit: MOST_UPDATES,
          timeout,
          allowed_updates: ['channel_post', 'edited_channel_post', 'my_chat_member'],
        },
        POLL_DEADLINE_MS,
      );
      if (closed) return;
      const waitMs = await take(tell, health, answer, clock.monotonic() - askedAt);
      if (!health.troubled) await checkChannels(health);
      if (waitMs > 0) await pause(waitMs);
    }
  };

  return {
    source: 'telegram-bot',
    // A poll without posts is held as long as it may be.
    reading: () => ({ at: readAt, lateAfterMs: POLL_DEADLINE_MS + CALL_DEADLINE_MS }),
    open(tell) {
      running = run((fact) => {
        if (!closed) tell(fact);
      });
    },
    async close() {
      closed = true;
      api.close();
      wakeUp();
      await running;
    },
  };
}

const saying = (code: Sentence['code'], numbers: Sentence['numbers'] = {}): Sentence => ({ code, numbers });

function sentenceOf(code: number, description: string): Sentence {
  const detail = description === '' ? String(code) : `${code} ${description}`;
  if (code === 409) return saying('sourceBotConflict');
  if (code === 401 || code === 404) return saying('sourceBotToken', { detail });
  if (code === 403) return saying('sourceBotForbidden', { detail });
  return saying(code === 400 ? 'sourceBotRequest' : 'sourceBotRefused', { detail });
}
