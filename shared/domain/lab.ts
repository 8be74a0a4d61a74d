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
