import {
  averagePrice,
  cost,
  type Dec,
  isPositive,
  isZero,
  negate,
  type Percent,
  type Price,
  percentChange,
  roundTo,
  sub,
} from '../../../shared/domain/decimal.ts';
import type { ClosedTrade, ExitReason } from '../../../shared/domain/record.ts';
import { type Draft, note, patch, rulesOf } from '../draft.ts';
import { liveOrdersOf } from '../order/apply.ts';
import { cancelOrder } from '../order/place.ts';
import { hasPosition, isFlat, liveEntry1, phaseOf } from '../position/ladder.ts';
import { settleSecondEntry } from '../position/transitions.ts';
import { readAccountSoon } from '../reconcile/schedule.ts';
import type { Ladder } from '../state.ts';
import { beginClosing, continueClosing } from './close.ts';
import { keepExitLimit, stallsAt } from './limit.ts';
import { settlePendingRisk } from './risk.ts';
import { keepStop, wantMddStop } from './stop.ts';

/**
 * Brings the exchange to what the law wants for the ladder as it now is. Runs after every event and is idempotent: it asks only for
 * what is not there and not already asked for. The order is R17's: risk, stops, limits.
 */
export function settleLadder(d: Draft): void {
  const before = d.durable.ladder;
  if (!before) return;
  // D21: before the exchange was read once, only a close that already runs goes on; the stored numbers may be old.
  if (d.live.account.readAt === undefined && !before.closing) return;
  settleSecondEntry(d);
  if (before.riskPending) cancelOrder(d, 'R02', before.entry1);
  settlePendingRisk(d);
  stallRule(d);
  const ladder = d.durable.ladder;
  if (!ladder) return;
  if (isOver(d, ladder)) return finish(d, ladder);
  // The exchange says there is nothing left to exit from: a read is under way, and an order now would only be refused (R21).
  if (ladder.doubt?.qty === '0' && d.event.at - ladder.doubt.since < DOUBT_PATIENCE_MS) return;
  if (ladder.closing) return continueClosing(d, ladder);
  // Wanted as long as it is not there: the fill may have been learnt before exchangeInfo was (D14).
  if (ladder.second.status === 'complete') wantMddStop(d, ladder);
  keepStop(d, d.durable.ladder ?? ladder);
  const afterStop = d.durable.ladder;
  if (afterStop && !afterStop.riskPending && !afterStop.closing && hasPosition(afterStop)) keepExitLimit(d, afterStop);
}

/** A doubt that no read settles must not hold an exit back for long. */
const DOUBT_PATIENCE_MS = 3000;

/** R21, R22. An entry whose first fills are still less than the smallest order is not dust: it goes on filling (W36). */
function isOver(d: Draft, ladder: Ladder): boolean {
  if (!isFlat(ladder, rulesOf(d, ladder.symbol))) return false;
  const { entryQty, exitQty } = ladder.totals;
  const held = isPositive(exitQty) || (isPositive(entryQty) && isZero(ladder.position.qty));
  return held || !liveEntry1(d.durable, ladder);
}

/** R19, R25: a partly filled exit that stands still for 5 s. A risk close in the same step has gone ahead of it (R18). */
function stallRule(d: Draft): void {
  const at = stallsAt(d.durable);
  if (at !== undefined && at <= d.event.at) beginClosing(d, 'R19', 'stalledExit');
}

/** R15, R21, R22: nothing (or dust) is held: whatever of ours still stands is cancelled, then the symbol starts over. */
function finish(d: Draft, ladder: Ladder): void {
  for (const order of liveOrdersOf(d, ladder.symbol)) cancelOrder(d, 'R15', order.orderId);
  if (liveOrdersOf(d, ladder.symbol).length > 0) return;
  const trade = closedTrade(d, ladder);
  const from = trade ? 'EXITING' : phaseOf(d.durable, ladder);
  if (trade) {
    d.log.push({ kind: 'trade', trade });
    note(
      d,
      endRule(trade.exit),
      'tradeClosed',
      { pnl: trade.grossPnl, roi: trade.roi, exit: trade.exit, qty: trade.qty },
      { symbol: ladder.symbol, level: 'attention' },
    );
  }
  if (!isZero(ladder.position.qty)) note(d, 'R22', 'dustLeft', { qty: ladder.position.qty }, { symbol: ladder.symbol });
  note(d, trade ? endRule(trade.exit) : 'R21', 'symbolReset', {}, { symbol: ladder.symbol, from, to: 'IDLE' });
  patch(d, { ladder: undefined });
  // The position as the stream last told it may still stand there, and would lock the next entry until the slow read.
  if (d.live.account.positions.some((position) => position.symbol === ladder.symbol)) readAccountSoon(d);
}

const endRule = (exit: ExitReason): string => (exit === 'takeProfit' ? 'W55' : exit === 'breakEven' ? 'W56' : 'R21');

function closedTrade(d: Draft, ladder: Ladder): ClosedTrade | undefined {
  const { totals } = ladder;
  const entryAverage = averagePrice(totals.entryQuote, totals.entryQty);
  if (entryAverage === undefined) return undefined;
  // An exit by other hands may have told no price; the last mark is the best estimate and the reason says so.
  const exitAverage: Price = averagePrice(totals.exitQuote, totals.exitQty) ?? d.live.marks[ladder.symbol] ?? entryAverage;
  const change = percentChange(exitAverage, entryAverage) ?? ('0' as Percent);
  const held = isPositive(totals.exitQty) ? totals.exitQty : totals.entryQty;
  const entrySum = held === totals.entryQty ? totals.entryQuote : cost(entryAverage, held);
  const exitSum = isPositive(totals.exitQty) ? totals.exitQuote : cost(exitAverage, held);
  return {
    symbol: ladder.symbol,
    openedAt: ladder.openedAt ?? ladder.startedAt,
    closedAt: d.event.at,
    step: ladder.step,
    qty: totals.entryQty,
    entryAverage: round(entryAverage),
    exitAverage: round(exitAverage),
    grossPnl: round(sub(entrySum, exitSum)),
    fees: totals.fees ?? null,
    roi: round(negate(change)),
    exit: exitReason(d, ladder),
  };
}

const round = <U extends string>(value: Dec<U>): Dec<U> => roundTo(value, 8);

/** What was filled is the reason: a stop that has fired, or a limit that took all while a close was only being set up. */
function exitReason(d: Draft, ladder: Ladder): ExitReason {
  const stop = ladder.stop?.orderId === undefined ? undefined : d.durable.orders[ladder.stop.orderId];
  if (stop && ladder.stop && (stop.status === 'filled' || stop.spawnedVenueOrderId !== undefined))
    return ladder.stop.kind === 'mdd' ? 'mddStop' : 'breakEvenStop';
  const limit = ladder.exitLimit.orderId === undefined ? undefined : d.durable.orders[ladder.exitLimit.orderId];
  const tookAll = limit !== undefined && isPositive(limit.filledQty) && limit.filledQty === ladder.totals.exitQty;
  if (tookAll && (limit.role === 'takeProfit' || limit.role === 'breakEven')) return limit.role;
  return ladder.exit ?? 'outside';
}
