import { defaultSettings } from '../../../shared/domain/settings.ts';
import type { MessageFact } from '../../core/event.ts';
import type { MessagesPort } from '../../ports/messages.ts';

type Tell = Parameters<MessagesPort['open']>[0];

export interface Post {
  readonly channel: 'entry' | 'risk' | 'other';
  readonly text: string;
  /** ms between posting and arrival. */
  readonly ageMs?: number;
  readonly edited?: boolean;
}

const channelIds = { entry: defaultSettings.entryChannelId, risk: defaultSettings.riskChannelId, other: -42 };
/** So many old posts are told again to a process that starts, as a channel's history is. */
const HISTORY = 3;

/** Both channels of the world; whoever opens it hears what is posted from then on, after the last posts from before. */
export class Channel {
  readonly #facts: MessageFact[] = [];
  #tell: Tell | undefined;
  #lastId = 100;

  open(): MessagesPort {
    let own: Tell | undefined;
    return {
      source: 'inbox',
      open: (tell) => {
        own = tell;
        this.#tell = tell;
        for (const fact of this.#facts.slice(-HISTORY)) tell({ ...fact, backlog: true });
      },
      close: async () => {
        if (this.#tell === own) this.#tell = undefined;
      },
    };
  }

  posts(post: Post, now: number): MessageFact {
    this.#lastId += 1;
    const fact: MessageFact = {
      type: 'MessageReceived',
      channelId: channelIds[post.channel],
      messageId: this.#lastId,
      sentAt: now - (post.ageMs ?? 300),
      text: post.text,
      edited: post.edited ?? false,
      backlog: false,
      caption: false,
      source: 'inbox',
    };
    this.#facts.push(fact);
    this.#tell?.(fact);
    return fact;
  }

  /** The same post told once more, as a reconnecting source does. */
  repeats(): void {
    const last = this.#facts.at(-1);
    if (last) this.#tell?.(last);
  }
}
