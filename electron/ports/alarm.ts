import type { Level, Said } from '../../shared/domain/record.ts';

export const alarmChannels = ['telegram', 'discord', 'webhook', 'desktop'] as const;
export type AlarmChannel = (typeof alarmChannels)[number];

/** What a notice is about; outsiders filter by it, so a released word never changes its meaning. */
export type AlarmEvent =
  | 'entry'
  | 'fill'
  | 'exit'
  | 'stopPlaced'
  | 'stopMissing'
  | 'lockOn'
  | 'lockOff'
  | 'auth'
  | 'ban'
  | 'unknownOrder'
  | 'difference'
  | 'stage'
  | 'summary'
  | 'channel'
  | 'emergency'
  | 'process'
  | 'trouble'
  | 'test';

export interface Notice {
  /** The same for every try, so that a receiver can drop what it already has. */
  readonly id: string;
  /** Own clock when it happened, ms. */
  readonly at: number;
  readonly level: Level;
  readonly event: AlarmEvent;
  readonly said: Said;
  readonly symbol?: string;
}

export interface AlarmMessage {
  /** Oldest first, never empty; more than one when a burst was merged. */
  readonly notices: readonly Notice[];
  /** The notices in the trader's language, within the channel's length. */
  readonly text: string;
  readonly critical: boolean;
  /** ms, when this try is made. */
  readonly at: number;
}

/** `why` is shown and written down: it never carries a token, a URL or a secret. */
export type AlarmOutcome =
  | { readonly kind: 'delivered' }
  /** May work later; `afterMs` when the other side told how long to wait. */
  | { readonly kind: 'retry'; readonly why: string; readonly afterMs?: number }
  /** The channel is set up wrongly: trying again as it is cannot help. */
  | { readonly kind: 'refused'; readonly why: string };

export interface AlarmLimits {
  /** Between two messages, ms. */
  readonly gapMs: number;
  /** At most `count` messages within any `ms`. */
  readonly windows: readonly { readonly count: number; readonly ms: number }[];
  /** Longest text, in UTF-16 units. */
  readonly length: number;
  /** How many notices one message may hold. */
  readonly merge: number;
}

export interface AlarmPort {
  readonly channel: AlarmChannel;
  readonly limits: AlarmLimits;
  /** One try. It may throw or hang: the desk gives up on it at the deadline and aborts `signal`. */
  send(message: AlarmMessage, signal: AbortSignal): Promise<AlarmOutcome>;
}

export interface WaitingNotice {
  readonly row: number;
  readonly notice: Notice;
}

/** What is still to be delivered, kept over a restart. Every method may throw (full disk); the desk lives without it then. */
export interface AlarmOutbox {
  add(channel: AlarmChannel, notices: readonly Notice[]): void;
  /** Oldest first. */
  waiting(channel: AlarmChannel, limit: number): readonly WaitingNotice[];
  count(channel: AlarmChannel): number;
  remove(rows: readonly number[]): void;
  /** Takes out what happened before `at`; how many of it. */
  dropOlder(channel: AlarmChannel, at: number): number;
  /** Takes out the `count` oldest. */
  dropOldest(channel: AlarmChannel, count: number): void;
  /** The last day (KST, "2026-11-21") whose summary was queued. */
  summaryDay(): string | undefined;
  setSummaryDay(day: string): void;
  close(): void;
}
