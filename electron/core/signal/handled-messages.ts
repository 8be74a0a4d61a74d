import type { SourceName } from '../event.ts';

/** Message ids of one channel that are used up (section 1, rule 2). */
export interface HandledMessages {
  /** Every id up to here counts as handled, whoever tells it. */
  readonly upTo: number;
  /** Handled ids above that, ascending. */
  readonly ids: readonly number[];
  /** Highest id that each source was the first to tell. */
  readonly bySource: Readonly<Partial<Record<SourceName, number>>>;
}
