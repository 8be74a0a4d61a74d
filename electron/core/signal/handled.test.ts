import { describe, expect, test } from 'vitest';
import type { MessageFact, SourceName } from '../event.ts';
import { type Durable, emptyDurable } from '../state.ts';
import { handled, isHandled, REMEMBERED_IDS } from './handled.ts';

const told = (messageId: number, source: SourceName = 'inbox', channelId = -1): MessageFact => ({
  type: 'MessageReceived',
  channelId,
  messageId,
  sentAt: 0,
  text: '',
  edited: false,
  backlog: false,
  caption: false,
  source,
});

/** What became of each id, in the order told; a handled one changes nothing. */
function judge(state: Durable, ...messages: readonly MessageFact[]): { readonly state: Durable; readonly news: readonly number[] } {
  let now = state;
  const news: number[] = [];
  for (const message of messages) {
    if (isHandled(now, message)) continue;
    now = { ...now, ...handled(now, message, false) };
    news.push(message.messageId);
  }
  return { state: now, news };
}
const ids = (state: Durable): readonly number[] => state.handledMessages['-1']?.ids ?? [];

describe('one source is held to its last id, to the letter of the law', () => {
  test('at or below it nothing is new, whether it was told or not', () => {
    expect(judge(emptyDurable, told(5), told(5), told(3), told(6), told(4)).news).toEqual([5, 6]);
  });
  test('each channel counts for itself', () => {
    expect(judge(emptyDurable, told(5), told(5, 'inbox', -2)).news).toEqual([5, 5]);
  });
});

describe('several sources of unequal speed', () => {
  test('each id is new once, in whatever order they come', () => {
    const fast = [101, 102, 104].map((id) => told(id, 'telegram-user'));
    const slow = [100, 101, 103, 104].map((id) => told(id, 'telegram-bot'));
    const { state, news } = judge(emptyDurable, ...fast, ...slow, ...fast, ...slow);
    expect(news).toEqual([101, 102, 104, 100, 103]);
    expect(ids(state)).toEqual([100, 101, 102, 103, 104]);
    expect(state.lastMessageIds).toEqual({ '-1': 104 });
  });
  test('an id far ahead of all others does not close the channel to the other sources', () => {
    expect(judge(emptyDurable, told(10 ** 12), told(7, 'telegram-bot'), told(8, 'telegram-bot')).news).toEqual([10 ** 12, 7, 8]);
  });
  test('a baseline closes everything below it, for every source', () => {
    const begun = { ...emptyDurable, ...handled(judge(emptyDurable, told(90), told(120, 'drop')).state, told(100), true) };
    expect(begun.handledMessages['-1']).toMatchObject({ upTo: 100, ids: [120] });
    expect(judge(begun, told(99, 'telegram-bot'), told(100, 'telegram-bot'), told(101, 'telegram-bot')).news).toEqual([101]);
  });
});

test('the memory is bounded: what falls out of it counts as handled', () => {
  const many = Array.from({ length: REMEMBERED_IDS + 40 }, (_, n) => told(2 * (n + 1)));
  const { state } = judge(emptyDurable, ...many);
  expect(ids(state)).toHaveLength(REMEMBERED_IDS);
  expect(state.handledMessages['-1']?.upTo).toBe(80);
  expect(judge(state, told(79, 'drop'), told(81, 'drop'), told(82, 'drop')).news).toEqual([81]);
});
