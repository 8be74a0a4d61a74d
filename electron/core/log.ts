import type { MarketSymbol } from '../../shared/domain/ids.ts';
import type { ClosedTrade, Level, PhaseWord, Said, SignalKind, Verdict } from '../../shared/domain/record.ts';

/**
 * What one step has to say (W51-1…W51-3 and every "로깅" line of the law): input is the event of the same journal row, then
 * decision (rule, code, numbers), result and state transition.
 */
export type LogEntry =
  | ({
      readonly kind: 'note';
      readonly level: Level;
      readonly symbol?: MarketSymbol;
      readonly from?: PhaseWord;
      readonly to?: PhaseWord;
    } & Said)
  /** What became of one message. */
  | ({
      readonly kind: 'verdict';
      readonly channelId: number;
      readonly messageId: number;
      readonly verdict: Verdict;
      readonly signal: SignalKind;
      readonly symbol?: MarketSymbol;
    } & Said)
  | { readonly kind: 'trade'; readonly trade: ClosedTrade };
