import type { Api } from 'telegram';
import type { TelegramPost } from '../../../../shared/domain/telegram.ts';
import { type ChannelDirectory, channelIdOf } from './channel-directory.ts';
import { wordOf } from './telegram-faults.ts';
import type { TelegramFeed } from './telegram-feed.ts';
import type { Library } from './telegram-library.ts';

export interface Page {
  /** Posts only: service and empty messages are left out, but count in `lastId`. Oldest first. */
  readonly posts: readonly TelegramPost[];
  /** The highest id on the page; undefined when it is empty. */
  readonly lastId: number | undefined;
  readonly full: boolean;
}

export interface ChannelHistory {
  /** The oldest posts above an id. */
  after(channelId: number, id: number): Promise<Page>;
  newest(channelId: number, limit: number): Promise<Page>;
}

export const PAGE = 100;

export function createChannelHistory(feed: Pick<TelegramFeed, 'call'>, directory: ChannelDirectory): ChannelHistory {
  const read = async (
    channelId: number,
    limit: number,
    offset: { readonly offsetId: number; readonly addOffset: number },
  ): Promise<Page> => {
    const peer = await directory.peerOf(channelId);
    try {
      return await feed.call('messages.getHistory', async (client, library) => {
        const { Api, bigInt } = library;
        const answer = await client.invoke(
          new Api.messages.GetHistory({ peer, limit, offsetDate: 0, maxId: 0, minId: 0, hash: bigInt(0), ...offset }),
        );
        return pageOf(library, answer, limit);
      });
    } catch (error) {
      if (wordOf(error) === 'CHANNEL_INVALID') directory.forget(channelId);
      throw error;
    }
  };
  return {
    // The raw form of getMessages({ minId, reverse: true, limit }): with `minId` alone the newest would come, and the middle of a long gap be lost.
    async after(channelId, id) {
      const page = await read(channelId, PAGE, { offsetId: id + 1, addOffset: -PAGE });
      const newer = page.lastId !== undefined && page.lastId > id;
      return {
        posts: page.posts.filter(({ messageId }) => messageId > id),
        lastId: newer ? page.lastId : undefined,
        full: newer && page.full,
      };
    },
    newest: (channelId, limit) => read(channelId, limit, { offsetId: 0, addOffset: 0 }),
  };
}

function pageOf(library: Library, answer: Api.messages.TypeMessages, limit: number): Page {
  const messages = 'messages' in answer ? [...answer.messages].sort((a, b) => a.id - b.id) : [];
  return {
    posts: messages.flatMap((message) => {
      const post = readPost(library, message);
      return post === undefined ? [] : [post.post];
    }),
    lastId: messages.at(-1)?.id,
    full: messages.length >= limit,
  };
}

/** `touched`: reactions or buttons were changed, not the words. Undefined for service messages and what is not in a channel. */
export function readPost(
  { Api }: Library,
  message: Api.TypeMessage,
): { readonly post: TelegramPost; readonly touched: boolean } | undefined {
  if (!(message instanceof Api.Message) || !(message.peerId instanceof Api.PeerChannel)) return undefined;
  const { media, editDate, editHide } = message;
  return {
    post: {
      channelId: channelIdOf(message.peerId.channelId),
      messageId: message.id,
      // A forwarded old signal would look fresh by the time of its forwarding.
      sentAt: Math.min(message.date, message.fwdFrom?.date ?? message.date) * 1000,
      // Not `.text`, which writes Markdown back into it.
      text: message.message ?? '',
      // What is absent comes off the wire as null, whatever the types say.
      edited: typeof editDate === 'number' && editHide !== true,
      caption: Boolean(media) && !(media instanceof Api.MessageMediaWebPage) && !(media instanceof Api.MessageMediaEmpty),
    },
    touched: editHide === true,
  };
}
