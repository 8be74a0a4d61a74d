import type { Said } from '../../../../shared/domain/record.ts';
import type { MessagesPort } from '../../../ports/messages.ts';

export type Sentence = Pick<Said, 'code' | 'numbers'>;

export interface BotHealth {
  /** Polling works, or why it does not. */
  polling(trouble: Sentence | undefined): void;
  /** The bot may read this channel, or why it may not. */
  channel(channelId: number, trouble: Sentence | undefined): void;
  /** Something odd that stops nothing. */
  remark(why: Sentence): void;
  /** Polling is in trouble now. */
  readonly troubled: boolean;
}

type Tell = Parameters<MessagesPort['open']>[0];

/** One word on the source out of many findings: the worst speaks, and only a change is told. */
export function createBotHealth(tell: Tell): BotHealth {
  // Before the first answer nothing is known, which is not health and not trouble either.
  let known = false;
  let trouble: Sentence | undefined;
  const outside = new Map<number, Sentence>();
  let told: string | undefined;

  const say = (healthy: boolean, why: Sentence): void => tell({ type: 'MessageSourceChanged', source: 'telegram-bot', healthy, why });
  const worst = (): Sentence | undefined => trouble ?? [...outside.values()][0];

  const settle = (): void => {
    if (!known) return;
    const why = worst();
    const sentence = why ?? { code: 'sourceBot', numbers: {} };
    const spelled = JSON.stringify(sentence);
    if (spelled === told) return;
    told = spelled;
    say(why === undefined, sentence);
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
      const both = bad && {
        code: 'sourceBotAndRemark' as const,
        numbers: { ...why.numbers, ...bad.numbers, by: bad.code, remark: why.code },
      };
      say(bad === undefined, both ?? why);
    },
    get troubled() {
      return trouble !== undefined;
    },
  };
}
