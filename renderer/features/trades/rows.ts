import type { ClosedTrade, ExitReason } from '../../../shared/domain/record.ts';
import type { WordKey } from '../../i18n/translate.ts';

export const exitWord: Record<ExitReason, WordKey> = {
  takeProfit: 'exitTakeProfit',
  breakEven: 'exitBreakEven',
  breakEvenStop: 'exitBreakEvenStop',
  mddStop: 'exitMddStop',
  risk: 'exitRisk',
  safety: 'exitSafety',
  stalledExit: 'exitStalledExit',
  emergency: 'exitEmergency',
  outside: 'exitOutside',
  fallback: 'exitFallback',
};

export const tradeKey = (trade: ClosedTrade): string => `${trade.symbol} ${trade.openedAt} ${trade.closedAt}`;

/** The pushed list is fresher, the asked one reaches further back; a trade that is in both counts once. */
export function mergeTrades(pushed: readonly ClosedTrade[], asked: readonly ClosedTrade[]): readonly ClosedTrade[] {
  const known = new Set(pushed.map(tradeKey));
  return [...pushed, ...asked.filter((trade) => !known.has(tradeKey(trade)))].sort((a, b) => b.closedAt - a.closedAt);
}
