import type { LockView, VerdictView } from '../../../shared/contract/view.ts';

/** One message may be judged once only, but edits and repeats of it are messages of their own. */
export const feedKey = (item: VerdictView): string => `${item.seq} ${item.channelId} ${item.messageId}`;

export const lockedBy = (locks: readonly Pick<LockView, 'rule'>[]): string | null =>
  locks.length === 0 ? null : [...new Set(locks.map((lock) => lock.rule))].join(', ');

/** The pushed list is fresher, the asked one reaches further back; a message that is in both counts once. */
export function mergeMessages(pushed: readonly VerdictView[], asked: readonly VerdictView[]): readonly VerdictView[] {
  if (asked.length === 0) return pushed;
  const known = new Set(pushed.map(feedKey));
  return [...pushed, ...asked.filter((item) => !known.has(feedKey(item)))].sort((a, b) => b.receivedAt - a.receivedAt || b.seq - a.seq);
}

/** How many messages may be asked for, step by step; the contract ends at the last. */
const reaches = [300, 1000] as const;
export type Reach = 0 | (typeof reaches)[number];
export const furtherThan = (reach: Reach): Reach | undefined => reaches.find((next) => next > reach);
