import type { Api } from 'telegram';
import type { TelegramPost } from '../../../../shared/domain/telegram.ts';
import type { SourceWhy } from '../../../core/event.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import type { MessagesPort } from '../../../ports/messages.ts';
import { createChannelDirectory } from './channel-directory.ts';
import { createChannelHistory, readPost } from './channel-history.ts';
import { type ChannelReader, createChannelReader } from './channel-reader.ts';
import type { SeenStore } from './seen-file.ts';
import { wordOf } from './telegram-faults.ts';
import { type FeedState, Flooded, NotConnected, type TelegramFeed, usualTiming } from './telegram-feed.ts';
import type { Library } from './telegram-library.ts';

export interface UserMessagesOptions {
  readonly feed: TelegramFeed;
  readonly clock: ClockPort;
  /** Asked at every poll: the trader may choose others. */
  readonly channels: () => readonly number[];
  readonly seen: SeenStore;
  /** The last id that the engine handled, for when the file is lost. */
  readonly lastHandled: (channelId: number) => number | undefined;
  readonly pollEveryMs?: number;
}

/** A poll every 15 s, and its answer. */
const LATE_AFTER_MS = 20_000;

type Tell = Parameters<MessagesPort['open']>[0];

/**
 * Posts of the channels that a signed-in account reads. What counts is the catch-up, on every connection and every 15 s; a push only
 * makes it quicker. One thing at a time, so that posts are told in order. Posts older than this source's opening are backlog.
 */
export function createUserMessages(options: UserMessagesOptions): MessagesPort {
  const { feed, clock, seen, pollEveryMs = usualTiming.pollEveryMs } = options;
  const directory = createChannelDirectory(feed, clock);
  const history = createChannelHistory(feed, directory);
  const readers = new Map<number, ChannelReader>();
  const troubles = new Map<number, SourceWhy>();
  let positions = { ...seen.read() };
  let openedAt = 0;
  let closed = false;
  let link: FeedState = feed.state();
  let caughtUp = false;
  let readAt: number | undefined;
  let lastHealth = '';
  let queue: Promise<void> = Promise.resolve();
  let queued = false;
  let stopListening: readonly (() => void)[] = [];

  return {
    source: 'telegram-user',
    open(tell) {
      openedAt = clock.now();
      stopListening = [feed.watch((state) => follow(tell, state)), feed.onUpdate((update, library) => takeUpdate(tell, update, library))];
      follow(tell, link);
      keepPolling(tell);
    },
    reading: () => ({ at: readAt, lateAfterMs: LATE_AFTER_MS }),
    async close() {
      closed = true;
      for (const stop of stopListening) stop();
    },
  };

  function follow(tell: Tell, state: FeedState): void {
    const before = link;
    link = state;
    if (state.kind !== 'up') caughtUp = false;
    if (state.kind === 'off') directory.forget();
    tellHealth(tell);
    const waitEnded = before.kind === 'up' && before.waitUntil !== undefined;
    if (state.kind === 'up' && state.waitUntil === undefined && (!caughtUp || waitEnded)) catchUpAll(tell);
  }

  function keepPolling(tell: Tell): void {
    const stop = clock.after(pollEveryMs, () => {
      if (closed) return;
      if (link.kind === 'up' && link.waitUntil === undefined) catchUpAll(tell);
      keepPolling(tell);
    });
    stopListening = [...stopListening.slice(0, 2), stop];
  }

  /** One at a time and in order; a failed task must not stop the next. */
  function enqueue(task: () => Promise<void> | void): void {
    queue = queue.then(() => (closed ? undefined : task())).catch(() => {});
  }

  function catchUpAll(tell: Tell): void {
    if (queued) return;
    queued = true;
    enqueue(async () => {
      queued = false;
      const channels = [...new Set(options.channels())];
      for (const channelId of troubles.keys()) if (!channels.includes(channelId)) troubles.delete(channelId);
      let all = true;
      for (const channelId of channels) all = (await attempt(channelId, () => readerOf(tell, channelId).catchUp())) && all;
      if (all) {
        caughtUp = true;
        readAt = clock.now();
      }
      tellHealth(tell);
    });
  }

  /** True when it could be read. What ails the whole link is told by the link. */
  async function attempt(channelId: number, read: () => Promise<void>): Promise<boolean> {
    try {
      await read();
      troubles.delete(channelId);
      return true;
    } catch (error) {
      if (error instanceof Flooded || error instanceof NotConnected) return false;
      troubles.set(channelId, troubleOf(channelId, error));
      return false;
    }
  }

  function readerOf(tell: Tell, channelId: number): ChannelReader {
    const known = readers.get(channelId);
    if (known !== undefined) return known;
    const reader = createChannelReader({
      channelId,
      history,
      from: positions[String(channelId)] ?? options.lastHandled(channelId),
      tell: (post) => tellPost(tell, post),
      moved: (lastSeen) => keepPosition(tell, channelId, lastSeen),
      remark: (what) => remark(tell, what),
    });
    readers.set(channelId, reader);
    return reader;
  }

  function takeUpdate(tell: Tell, update: Api.TypeUpdate, library: Library): void {
    const { Api } = library;
    // Edits and deletions of what was posted are told or left; only a new post brings a channel forward.
    if (update instanceof Api.UpdateNewChannelMessage || update instanceof Api.UpdateEditChannelMessage) {
      const read = readPost(library, update.message);
      if (read === undefined || !options.channels().includes(read.post.channelId)) return;
      const { post, touched } = read;
      const reader = readerOf(tell, post.channelId);
      if (update instanceof Api.UpdateEditChannelMessage) enqueue(() => reader.takeEdit(post, touched));
      else
        enqueue(async () => {
          await attempt(post.channelId, () => reader.takePush(post));
          tellHealth(tell);
        });
    } else if (update instanceof Api.UpdateChannelTooLong) catchUpAll(tell);
  }

  function tellPost(tell: Tell, { sentAt, ...post }: TelegramPost): void {
    if (!closed) tell({ type: 'MessageReceived', ...post, sentAt, backlog: sentAt < openedAt, source: 'telegram-user' });
  }

  function keepPosition(tell: Tell, channelId: number, lastSeen: number): void {
    positions = { ...positions, [String(channelId)]: lastSeen };
    try {
      seen.write(positions);
    } catch {
      remark(tell, { code: 'sourceUserNotStored', numbers: {} });
    }
  }

  function remark(tell: Tell, why: SourceWhy): void {
    if (!closed) tell({ type: 'MessageSourceChanged', source: 'telegram-user', healthy: healthNow().healthy, why });
  }

  function tellHealth(tell: Tell): void {
    const { healthy, why } = healthNow();
    const spelled = JSON.stringify([healthy, why]);
    if (closed || spelled === lastHealth) return;
    lastHealth = spelled;
    tell({ type: 'MessageSourceChanged', source: 'telegram-user', healthy, why });
  }

  function healthNow(): { readonly healthy: boolean; readonly why: SourceWhy } {
    const trouble = linkTrouble(link) ?? [...troubles.values()][0];
    if (trouble !== undefined) return { healthy: false, why: trouble };
    return { healthy: caughtUp, why: { code: caughtUp ? 'sourceUser' : 'sourceUserCatchingUp', numbers: {} } };
  }
}

const offCodes = {
  signedOut: 'sourceUserSignedOut',
  revoked: 'sourceUserRevoked',
  duplicated: 'sourceUserDuplicated',
  banned: 'sourceUserBanned',
  apiRefused: 'sourceUserApiRefused',
} as const;

function linkTrouble(link: FeedState): SourceWhy | undefined {
  if (link.kind === 'off') return { code: offCodes[link.why], numbers: {} };
  if (link.kind === 'connecting')
    return link.why === null ? { code: 'sourceUserConnecting', numbers: {} } : { code: 'sourceUserAgain', numbers: { detail: link.why } };
  return link.waitUntil === undefined ? undefined : { code: 'sourceUserWait', numbers: { until: kstTime(link.waitUntil) } };
}

function troubleOf(channelId: number, error: unknown): SourceWhy {
  const word = wordOf(error);
  const numbers = { channelId: String(channelId) };
  if (word === 'CHANNEL_PRIVATE') return { code: 'sourceUserPrivate', numbers };
  if (word === 'CHANNEL_UNKNOWN' || word === 'CHANNEL_INVALID') return { code: 'sourceUserUnknown', numbers };
  const detail = word ?? (error instanceof Error ? error.message : 'unknown reason');
  return { code: 'sourceUserChannel', numbers: { ...numbers, detail } };
}

/** As the screen writes times. */
const kstTime = (at: number): string => `${new Date(at + 9 * 3_600_000).toISOString().slice(11, 19)} KST`;
