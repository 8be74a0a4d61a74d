import type { AccountFact, MessageFact } from '../core/event.ts';

/** One source of channel messages. Tells raw posts in order; a post may be told more than once (the core counts once). */
export interface MessagesPort {
  readonly source: MessageFact['source'];
  open(tell: (fact: MessageFact | Extract<AccountFact, { type: 'MessageSourceChanged' }>) => void): void;
  close(): Promise<void>;
}
