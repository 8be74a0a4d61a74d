import type { Effect } from '../../core/effect.ts';
import type { EngineEvent } from '../../core/event.ts';
import type { JournalPort, JournalRow, JournalTrouble } from '../../ports/journal.ts';

/** What both adapters offer beside the port; the composition uses it at start, replay and audit tools use `rows`. */
export interface Journal extends JournalPort {
  /** Six of [a-z0-9]: the part of our order ids that tells installations and starts apart. A file has a new one each time it is opened. */
  orderTag(): string;
  /** What was wrong with the stored data and went on being wrong or was mended; newest last, each thing once. */
  problems(): readonly JournalProblem[];
  /** Forgets a slice of what was written before `before` (own-clock ms); false when nothing of it is left. Trades and state stay. */
  forgetBefore(before: number): boolean;
  /**
   * Reads a slice of what the opening left unchecked; false when nothing is left. Throws where the file is damaged: the next opening then
   * checks all of it and sets it aside.
   */
  checkNext(): boolean;
  /** Every readable row above `after`, oldest first, exactly as it was appended. Rows appended meanwhile are included. */
  rows(after?: number): Iterable<JournalRow>;
}

export type JournalProblem =
  /** The file was damaged, or written by a newer version. `copy` is the base name of what was set aside; a fresh journal with a new tag took its place. */
  | { readonly kind: 'setAside'; readonly copy: string; readonly why: string }
  /** The file holds nothing above `last`, but `known` was written down: what came between was lost. Numbers go on above `known`. */
  | { readonly kind: 'wentBack'; readonly last: number; readonly known: number }
  /** One stored text cannot be read; it is left out of every answer. */
  | { readonly kind: 'unreadableRow'; readonly table: 'events' | 'effects' | 'log' | 'trades' | 'messages'; readonly seq: number };

export type JournalRefusal =
  /** Another process holds the journal: two engines on one data folder would send the same order ids. */
  | 'locked'
  /** A readable database, but not ours; left untouched. */
  | 'notAJournal'
  /** The folder or the file cannot be created, opened or written. */
  | 'unopenable'
  /** The number of the event is not above the last one written. */
  | 'outOfOrder'
  /** The transaction failed and left nothing behind. */
  | 'notWritten';

export class JournalRefused extends Error {
  readonly why: JournalRefusal;
  readonly trouble: JournalTrouble;

  /** `what` names files by their base name only: the sentence is shown and logged. */
  constructor(why: JournalRefusal, what: string, cause?: unknown) {
    super(`journal ${why}: ${what}`, cause === undefined ? undefined : { cause });
    this.name = 'JournalRefused';
    this.why = why;
    this.trouble = why === 'locked' ? 'databaseBusy' : troubleOf(cause);
  }
}

const SQLITE: Readonly<Record<number, JournalTrouble>> = { 5: 'databaseBusy', 6: 'databaseBusy', 8: 'readOnly', 13: 'diskFull' };
const FILE: Readonly<Record<string, JournalTrouble>> = {
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EROFS: 'readOnly',
  EACCES: 'readOnly',
  EPERM: 'readOnly',
};

/** SQLite's codes carry refinements above the first eight bits; file errors of Node carry a word. */
function troubleOf(cause: unknown): JournalTrouble {
  if (!(cause instanceof Error)) return 'journalBroken';
  if ('errcode' in cause && typeof cause.errcode === 'number') return SQLITE[cause.errcode & 0xff] ?? 'journalBroken';
  return ('code' in cause && FILE[String(cause.code)]) || 'journalBroken';
}

const questions: ReadonlySet<Effect['type']> = new Set([
  'ReadMarkets',
  'ReadClock',
  'ReadAccount',
  'ReadCandles',
  'ReadEntryConditions',
  'ReadBalances',
  'ReadMarkPrices',
  'QueryOrder',
]);

const wishes: ReadonlySet<EngineEvent['type']> = new Set([
  'SettingsUpdateRequested',
  'EntriesPauseRequested',
  'EntriesResumeRequested',
  'EmergencyCloseRequested',
  'StageRequested',
  'StageRollbackRequested',
]);

/**
 * Rows that must be on the disk itself before `append` returns: whatever changes something outside (an order must never leave
 * without a record that survives a power cut), closed trades, and what the operator asked for: nobody would tell it again. Unknown effects
 * count as changing something.
 */
export const mustOutlivePowerLoss = (row: JournalRow): boolean =>
  row.effects.some((effect) => !questions.has(effect.type)) ||
  row.log.some((entry) => entry.kind === 'trade') ||
  wishes.has(row.event.type);
