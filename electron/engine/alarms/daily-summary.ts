import { add, isZero, type Quote } from '../../../shared/domain/decimal.ts';
import type { ClosedTrade, Said } from '../../../shared/domain/record.ts';
import { kstDay, kstDayStart } from './alarm-text.ts';

/** The Korean day before the one that holds `now`, from the trades closed in it. */
export function summaryOf(now: number, trades: readonly ClosedTrade[]): { readonly day: string; readonly said: Said } {
  const end = kstDayStart(now);
  const day = kstDay(end - 1);
  const closed = trades.filter(({ closedAt }) => closedAt < end && kstDay(closedAt) === day);
  const pnl = closed.reduce((sum, trade) => add(sum, trade.grossPnl), '0' as Quote);
  const wins = closed.filter(({ grossPnl }) => !grossPnl.startsWith('-') && !isZero(grossPnl)).length;
  const numbers = { day, trades: String(closed.length), wins: String(wins), pnl };
  return { day, said: { rule: 'W51-3', code: 'dailySummary', numbers } };
}
