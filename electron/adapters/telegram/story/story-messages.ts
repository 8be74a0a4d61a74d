import type { MessagesPort } from '../../../ports/messages.ts';

/** What the demo story posts; structural, because adapters do not know the simulator. */
export interface StoryPosts {
  subscribe(
    listener: (post: {
      readonly channelId: number;
      readonly messageId: number;
      /** ms */
      readonly sentAt: number;
      readonly text: string;
      readonly caption: boolean;
    }) => void,
  ): () => void;
}

/** The demo's channels. A story has no past: every post is told as it is made. */
export function createStoryMessages(posts: StoryPosts): MessagesPort {
  let stop: () => void = () => {};
  return {
    source: 'story',
    open(tell) {
      stop = posts.subscribe(({ channelId, messageId, sentAt, text, caption }) =>
        tell({ type: 'MessageReceived', channelId, messageId, sentAt, text, edited: false, backlog: false, caption, source: 'story' }),
      );
      tell({ type: 'MessageSourceChanged', source: 'story', healthy: true, why: { code: 'sourceStory', numbers: {} } });
    },
    async close() {
      stop();
    },
  };
}
