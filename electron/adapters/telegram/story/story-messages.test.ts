import { expect, test } from 'vitest';
import { createStoryMessages, type StoryPosts } from './story-messages.ts';

type Listener = Parameters<StoryPosts['subscribe']>[0];

test('posts of the story are told as live messages until the source is closed', async () => {
  const listeners = new Set<Listener>();
  const told: unknown[] = [];
  const messages = createStoryMessages({
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  const post = { channelId: -1002171239233, messageId: 5, sentAt: 1_790_000_000_000, text: '💥', caption: true };

  messages.open((fact) => told.push(fact));
  for (const listener of listeners) listener(post);
  await messages.close();

  expect(listeners.size).toBe(0);
  expect(told).toEqual([
    { type: 'MessageSourceChanged', source: 'story', healthy: true, why: { code: 'sourceStory', numbers: {} } },
    { ...post, type: 'MessageReceived', edited: false, backlog: false, source: 'story' },
  ]);
});
