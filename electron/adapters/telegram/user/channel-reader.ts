import type { TelegramPost } from '../../../../shared/domain/telegram.ts';
import type { SourceWhy } from '../../../core/event.ts';
import { type ChannelHistory, PAGE } from './channel-history.ts';

export interface ChannelReader {
  /** Reads what lies above the last id that was read without a gap. Rejects when it could not; what was told stays told. */
  catchUp(): Promise<void>;
  /** Posts between the last told and this one are told before it, if they can be had. Rejects when they could not; then only this one was told. */
  takePush(post: TelegramPost): Promise<void>;
  takeEdit(post: TelegramPost, touched: boolean): void;
}

export interface ReaderOptions {
  readonly channelId: number;
  readonly history: ChannelHistory;
  /** Up to where the channel is known; undefined: never read, so what stands there now is the baseline. */
  readonly from: number | undefined;
  readonly tell: (post: TelegramPost) => void;
  readonly moved: (lastSeen: number) => void;
  readonly remark: (what: SourceWhy) => void;
}

/** So many posts are remembered with their words, to know a repeat and an edit that changed nothing. */
const REMEMBERED = 500;
/** After so many pages the rest of a long absence is left out: it is history by age, and reading it would hold up what is new. */
const MOST_PAGES = 10;

/** One channel, in order, each post once. Its calls must not overlap. */
export function createChannelReader({ channelId, history, from, tell, moved, remark }: ReaderOptions): ChannelReader {
  let lastSeen = from;
  let highest = from ?? 0;
  const told = new Map<number, string>();

  const tellOnce = (post: TelegramPost): void => {
    const before = told.get(post.messageId);
    // An item of an album without words says nothing.
    if (before === post.text || (before === undefined && post.text === '')) return;
    told.set(post.messageId, post.text);
    const oldest = told.keys().next().value;
    if (told.size > REMEMBERED && oldest !== undefined) told.delete(oldest);
    highest = Math.max(highest, post.messageId);
    // Other words under a known id are an edit, whatever the flags say: they never act.
    tell(before === undefined ? post : { ...post, edited: true });
  };

  const moveTo = (id: number): void => {
    if (lastSeen !== undefined && id <= lastSeen) return;
    lastSeen = id;
    highest = Math.max(highest, id);
    moved(id);
  };

  const takeBaseline = async (): Promise<void> => {
    const { lastId } = await history.newest(channelId, 1);
    moveTo(lastId ?? 0);
    remark({ code: 'sourceUserBaseline', numbers: { channelId: String(channelId), messageId: String(lastId ?? 0) } });
  };

  const skipToNewest = async (after: number): Promise<void> => {
    const page = await history.newest(channelId, PAGE);
    const numbers = { channelId: String(channelId), limit: String(MOST_PAGES * PAGE), after: String(after), newest: String(PAGE) };
    remark({ code: 'sourceUserLeftOut', numbers });
    for (const post of page.posts) tellOnce(post);
    if (page.lastId !== undefined) moveTo(page.lastId);
  };

  const catchUp = async (): Promise<void> => {
    if (lastSeen === undefined) return takeBaseline();
    for (let pages = 0, full = true; full; pages += 1) {
      if (pages === MOST_PAGES) return skipToNewest(lastSeen);
      const page = await history.after(channelId, lastSeen);
      for (const post of page.posts) tellOnce(post);
      // Only now, and only along what was read: a push after a gap would hide the gap.
      if (page.lastId !== undefined) moveTo(page.lastId);
      full = page.full;
    }
  };

  return {
    catchUp,
    async takePush(post) {
      try {
        if (post.messageId > highest + 1 && !told.has(post.messageId)) await catchUp();
      } finally {
        tellOnce(post);
      }
    },
    takeEdit(post, touched) {
      const before = told.get(post.messageId);
      // Reactions and buttons arrive as edits too; catch-up will bring a post that was never told.
      if (before === undefined && touched) return;
      tellOnce({ ...post, edited: true });
    },
  };
}
