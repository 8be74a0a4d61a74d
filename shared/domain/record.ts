import type { Percent, Price, Qty, Quote } from './decimal.ts';
import type { MarketSymbol } from './ids.ts';
import type { SayCode } from './say.ts';

export type PhaseWord = 'IDLE' | 'MONITORING' | 'ENTRY_ORDER' | 'PHASE1' | 'PHASE2' | 'EXITING';

/** info: list only. attention: shown as a notice. critical: stays until acknowledged. */
export type Level = 'info' | 'attention' | 'critical';

/** A sentence of the engine: rule, code, and the numbers it was made from. Words in both languages: `say.ts`. */
export interface Said {
  /** Scenario id of the law (W11, R06) or decision (D9). */
  readonly rule: string;
  readonly code: SayCode;
  readonly numbers: Readonly<Record<string, string>>;
}

/** monitoring: symbol is watched now. acted: a risk message changed something. shown: never acts by its kind. */
export type Verdict = 'monitoring' | 'acted' | 'ignored' | 'rejected' | 'shown' | 'history';
export type SignalKind = 'entry' | 'leadingMarket' | 'risk' | 'other';

export type ExitReason =
  | 'takeProfit'
  | 'breakEven'
  | 'breakEvenStop'
  | 'mddStop'
  | 'risk'
  | 'safety'
  | 'stalledExit'
  | 'emergency'
  | 'outside'
  | 'fallback';

export interface ClosedTrade {
  readonly symbol: MarketSymbol;
  readonly openedAt: number;
  readonly closedAt: number;
  /** 1 when only the first entry was filled. */
  readonly step: 1 | 2;
  readonly qty: Qty;
  readonly entryAverage: Price;
  readonly exitAverage: Price;
  /** Before fees, from our own fills. */
  readonly grossPnl: Quote;
  /** USDT fees that the exchange told with the fills; null when it told none. */
  readonly fees: Quote | null;
  /** (entry − exit) / entry × 100. */
  readonly roi: Percent;
  readonly exit: ExitReason;
}

/** Entry lock: position/entryOrder/foreignPosition/foreignEntryOrder. Others are their own kind (D1, D10, D11, D22, R15). */
export type LockKind =
  | 'recovery'
  | 'safety'
  | 'position'
  | 'entryOrder'
  | 'foreignPosition'
  | 'foreignEntryOrder'
  | 'unknownOrder'
  | 'operator'
  | 'emergency'
  | 'auth'
  | 'ban'
  | 'protective'
  | 'exitCancelFailed';
