import type { MessagesPort } from '../../../ports/messages.ts';

export interface BotHealth {
  /** Polling works, or why it does not. */
  polling(trouble: string | undefined): void;
  /** The bot may read this channel, or why it may not. */
  channel(channelId: number, trouble: string | undefined): void;
  /** Something odd that stops nothing. */
  remark(why: string): void;
  /** Polling is in trouble now. */
  readonly troubled: boolean;
}

type Tell = Parameters<MessagesPort['open']>[0];

/** One word on the source out of many findings: the worst speaks, and only a change is told. */
export function createBotHealth(tell: Tell): BotHealth {
  // Before the first answer nothing is known, which is not health and not trouble either.
  let known = false;
  let trouble: string | undefined;
  const outside = new Map<number, string>();
  let told: string | undefined;

  const say = (healthy: boolean, why: string): void => tell({ type: 'MessageSourceChanged', source: 'telegram-bot', healthy, why });
  const worst = (): string | undefined => trouble ?? [...outside.values()][0];

  const settle = (): void => {
    if (!known) return;
    const why = worst();
    const line = why ?? 'reading channel posts as a bot';
    if (line === told) return;
    told = line;
    say(why === undefined, line);
  };

  return {
    polling(why) {
      known = true;
      trouble = why;
      settle();
    },
    channel(channelId, why) {
      if (why === undefined) outside.delete(channelId);
      else outside.set(channelId, why);
      settle();
    },
    remark(why) {
      const bad = worst();
      // A remark beside a trouble must not hide it.
      say(bad === undefined, bad === undefined ? why : `${bad}; ${why}`);
    },
    get troubled() {
      return trouble !== undefined;
    },
  };
}
