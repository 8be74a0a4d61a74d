import type { AccountFact, MessageFact } from '../core/event.ts';

/** One source of channel messages. Tells raw posts in order; a post may be told more than once (the core counts once). */
export interface MessagesPort {
  readonly source: MessageFact['source'];
  open(tell: (fact: MessageFact | Extract<AccountFact, { type: 'MessageSourceChanged' }>) => void): void;
  close(): Promise<void>;
  /** Absent where there is nothing that could fall silent (the story). */
  readonly reading?: () => SourceReading;
}

/** Own clock, ms. */
export interface SourceReading {
  /** When the source last proved that it reads; undefined: not yet. */
  readonly at: number | undefined;
  /** An older proof than this is a reason to look, whatever the source says of itself. */
  readonly lateAfterMs: number;
}
