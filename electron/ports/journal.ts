import type { ClosedTrade } from '../../shared/domain/record.ts';
import type { Effect } from '../core/effect.ts';
import type { EngineEvent } from '../core/event.ts';
import type { LogEntry } from '../core/log.ts';

export interface JournalRow {
  readonly event: EngineEvent;
  readonly effects: readonly Effect[];
  readonly log: readonly LogEntry[];
}

/** What the trader may ask of the past. Newest last; `after` is exclusive. */
export interface AuditRow {
  readonly seq: number;
  readonly at: number;
  readonly entry: LogEntry;
}

/** Why a journal could not be used, as far as the trader can do something about it; thrown errors carry it as `trouble`. */
export type JournalTrouble = 'diskFull' | 'readOnly' | 'databaseBusy' | 'journalBroken';

/**
 * The only truth about the past. `append` is one transaction: event, effects, log and (when given) the state row.
 * It throws when it could not write: then nothing is sent and the engine halts (R4).
 */
export interface JournalPort {
  /** `state` is absent when the event left the durable state as it was. */
  append(row: JournalRow, state: string | undefined): void;
  /** The last durable state and the number of the last event written. */
  load(): { readonly lastSeq: number; readonly state: string | undefined };
  audit(after: number, limit: number): readonly AuditRow[];
  /** Newest first. */
  trades(limit: number): readonly ClosedTrade[];
  messages(limit: number): readonly MessageRow[];
  close(): void;
}

export interface MessageRow {
  readonly seq: number;
  readonly receivedAt: number;
  readonly sentAt: number;
  readonly channelId: number;
  readonly messageId: number;
  readonly text: string;
  readonly edited: boolean;
  readonly verdict: Extract<LogEntry, { kind: 'verdict' }> | undefined;
}
