/** Longest text that the message lab takes; Telegram ends a post at half of it. */
export const LAB_TEXT_LIMIT = 8000;

/** What a rule looks at; scenario ids repeat, these do not. */
export type RuleName =
  | 'channel'
  | 'edited'
  | 'seen'
  | 'baseline'
  | 'age'
  | 'length'
  | 'kindChannel'
  | 'lock'
  | 'ticker'
  | 'cooldown'
  | 'exchangeInfo'
  | 'tradable'
  | 'monitored'
  | 'fields'
  | 'category'
  | 'categoryKnown'
  | 'rank'
  | 'funding';

/** Why a line of a message gave nothing. */
export type LineReason =
  | 'blank'
  /** Above the first line that has words. */
  | 'noWords'
  /** The first line decides the kind, and it is none that is known. */
  | 'unknownKind'
  /** Sentences are one line; what follows is shown only. */
  | 'afterSentence'
  /** No rule looks at it (link, headline, ✅/❌ marks). */
  | 'shownOnly'
  | 'unreadable'
  /** Two lines of equal rank claim the field with different values: nobody can say which one counts. */
  | 'contradicted'
  /** The same field stands on another line, too, with the same value. */
  | 'repeated'
  /** Only an emoji claims it; another line names the field in words. */
  | 'outranked';
