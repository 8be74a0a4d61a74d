import type { Api } from 'telegram';
import type { TelegramLoss } from '../../../../shared/domain/telegram.ts';
import type { Library, TelegramClient } from './telegram-library.ts';

export type FeedState =
  /** Nobody is signed in. */
  | { readonly kind: 'off'; readonly why: 'signedOut' | TelegramLoss }
  | { readonly kind: 'connecting'; readonly why: string | null }
  /** `waitUntil`: FLOOD_WAIT, nothing may be asked before (own clock, ms); posts may still be pushed. */
  | { readonly kind: 'up'; readonly waitUntil: number | undefined };

export type Ask<T> = (client: TelegramClient, library: Library) => Promise<T>;

/** What the account offers its readers: one connection, looked after by somebody else. */
export interface TelegramFeed {
  state(): FeedState;
  watch(listener: (state: FeedState) => void): () => void;
  onUpdate(listener: (update: Api.TypeUpdate, library: Library) => void): () => void;
  /** Rejects within the deadline: `NotConnected`, `Flooded`, `NoAnswer`, or what Telegram said. Ends the link when it proved dead. */
  call<T>(what: string, ask: Ask<T>, deadlineMs?: number): Promise<T>;
}

export class NotConnected extends Error {}

/** Telegram's wait is not over: nothing was sent. */
export class Flooded extends Error {
  readonly until: number;
  constructor(until: number) {
    super(`FLOOD_WAIT until ${new Date(until).toISOString()}`);
    this.until = until;
  }
}

export interface Timing {
  /** A link that says nothing is asked this often, and is dead when it does not answer in `probeMs`: noticed within 14 s. */
  readonly probeEveryMs: number;
  readonly probeMs: number;
  readonly callMs: number;
  /** A step of the sign-in, which may make a new key and move to another data centre, or a list of many pages. */
  readonly stepMs: number;
  readonly connectMs: number;
  /** Pauses between tries double from the first to the second. */
  readonly retryMs: number;
  readonly longestRetryMs: number;
  /** Catch-up of all channels, pushed or not. */
  readonly pollEveryMs: number;
}

export const usualTiming: Timing = {
  probeEveryMs: 8000,
  probeMs: 6000,
  callMs: 8000,
  stepMs: 20_000,
  connectMs: 12_000,
  retryMs: 1000,
  longestRetryMs: 5000,
  pollEveryMs: 15_000,
};
