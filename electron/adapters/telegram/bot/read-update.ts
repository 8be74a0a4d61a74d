import type { MessageFact } from '../../../core/event.ts';

export type BotUpdate =
  | { readonly kind: 'post'; readonly message: MessageFact }
  /** The bot was put into a channel, or out of it. */
  | { readonly kind: 'membership'; readonly channelId: number; readonly inside: boolean }
  /** Nothing for us: a photo without words, a pinned post, a group. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Seconds until the year 5138; above it somebody wrote milliseconds. */
const LARGEST_SECONDS = 1e11;

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

/** The number an update is confirmed by. Without it the update can be neither placed in order nor confirmed. */
export function updateIdOf(update: unknown): number | undefined {
  const id = fieldsOf(update)?.update_id;
  return typeof id === 'number' && id >= 0 && Number.isSafeInteger(id + 1) ? id : undefined;
}

/** Reads one update; never throws. `backlog`: it waited at the server before the source was opened. */
export function readUpdate(update: unknown, backlog: boolean): BotUpdate {
  const fields = fieldsOf(update) ?? {};
  if (fields.channel_post !== undefined) return readPost(fields.channel_post, false, backlog);
  if (fields.edited_channel_post !== undefined) return readPost(fields.edited_channel_post, true, backlog);
  return fields.my_chat_member === undefined ? { kind: 'nothing' } : readMembership(fields.my_chat_member);
}

function readPost(value: unknown, edited: boolean, backlog: boolean): BotUpdate {
  const post = fieldsOf(value);
  const chat = fieldsOf(post?.chat);
  if (post === undefined || chat === undefined) return { kind: 'unreadable', why: 'a post without a chat' };
  if (chat.type !== 'channel') return { kind: 'nothing' };
  const { id: channelId } = chat;
  const { message_id: messageId, date, text, caption } = post;
  if (!isId(channelId)) return { kind: 'unreadable', why: 'chat.id is no channel id' };
  if (!isId(messageId) || messageId < 0) return { kind: 'unreadable', why: 'message_id is no whole number above 0' };
  if (typeof date !== 'number' || !(date >= 0 && date <= LARGEST_SECONDS))
    return { kind: 'unreadable', why: 'date is not seconds since 1970' };
  const words = text ?? caption;
  if (words === undefined || words === '') return { kind: 'nothing' };
  if (typeof words !== 'string') return { kind: 'unreadable', why: `${text === undefined ? 'caption' : 'text'} is no string` };
  return {
    kind: 'post',
    message: {
      type: 'MessageReceived',
      channelId,
      messageId,
      sentAt: Math.round(date * 1000),
      text: words,
      edited,
      backlog,
      caption: text === undefined,
      source: 'telegram-bot',
    },
  };
}

function readMembership(value: unknown): BotUpdate {
  const change = fieldsOf(value);
  const chat = fieldsOf(change?.chat);
  const status = fieldsOf(change?.new_chat_member)?.status;
  // A person who blocks the bot is told the same way.
  if (chat !== undefined && chat.type !== 'channel') return { kind: 'nothing' };
  if (!isId(chat?.id) || typeof status !== 'string') return { kind: 'unreadable', why: 'a change of membership without chat or status' };
  return { kind: 'membership', channelId: chat.id, inside: status !== 'left' && status !== 'kicked' };
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && value !== 0;
}
