import { floorTo, gt, isPositive, lt, type Qty } from '../../../shared/domain/decimal.ts';
import type { OrderId } from '../../../shared/domain/ids.ts';
import type { MarketRules } from '../../../shared/domain/market.ts';
import type { ExitReason } from '../../../shared/domain/record.ts';
import { type Draft, note, patchLadder, rulesOf } from '../draft.ts';
import { forgetRefused } from '../order/earlier.ts';
import { cancelOrder, placeOrder } from '../order/place.ts';
import { isFlat, liveEntry1, liveEntry2, liveExitLimit, liveMarketClose, phaseOf } from '../position/ladder.ts';
import type { Ladder } from '../state.ts';

/** How long the market close waits for cancels that get no answer; a reduce-only order cannot overshoot, waiting longer can cost. */
const CANCEL_PATIENCE_MS = 3000;
const RETRY_MS = [500, 1000, 2000, 5000];

/** Everything of this symbol out at market (R04, R05, R12, R19, W23-1, D9, D22). A reason that already runs is kept. */
export function beginClosing(d: Draft, rule: string, reason: ExitReason): void {
  const { ladder } = d.durable;
  if (!ladder || ladder.closing) return;
  note(
    d,
    rule,
    'closingAtMarket',
    { reason, qty: ladder.position.qty },
    { symbol: ladder.symbol, level: 'attention', from: phaseOf(d.durable, ladder), to: 'EXITING' },
  );
  patchLadder(d, {
    riskPending: false,
    closing: { reason, since: d.event.at, orderId: undefined, failures: 0, retryAt: undefined },
    exit: reason,
  });
}

/** First the limit orders go (an entry could still add, an exit could still take), then the market order for what is left. */
export function continueClosing(d: Draft, ladder: Ladder): void {
  const { closing } = ladder;
  if (!closing) return;
  const inTheWay = [liveEntry1(d.durable, ladder), liveEntry2(d.durable, ladder), liveExitLimit(d.durable, ladder)].filter(
    (order) => order !== undefined,
  );
  for (const order of inTheWay) cancelOrder(d, ruleOf(closing.reason), order.orderId);
  const waiting = inTheWay.some((order) => {
    const now = d.durable.orders[order.orderId];
    return (
      now !== undefined &&
      (now.status === 'submitting' || now.status === 'cancelling' || now.status === 'working' || now.status === 'unconfirmed')
    );
  });
  if (waiting && d.event.at - closing.since < CANCEL_PATIENCE_MS) return;
  const rules = rulesOf(d, ladder.symbol);
  if (isFlat(ladder, rules) || liveMarketClose(d.durable, ladder)) return;
  const last = closing.orderId === undefined ? undefined : d.durable.orders[closing.orderId];
  // Ended by the exchange with nothing left to trade against: at once again would only earn the same.
  if (last?.status === 'cancelled') return onMarketCloseRefused(d, last.orderId, 0, 'ended unfilled', undefined);
  if (closing.retryAt !== undefined && closing.retryAt > d.event.at) return;
  const qty = marketQty(ladder.position.qty, rules);
  if (qty === undefined) return tellUnsellable(d, ladder, closing, rules);
  forgetRefused(d, 'marketClose', ladder.symbol, RETRY_MS.length);
  const orderId = placeOrder(d, ruleOf(closing.reason), 'marketClose', {
    kind: 'market',
    symbol: ladder.symbol,
    side: 'BUY',
    closes: true,
    qty,
    positionMode: ladder.positionMode,
  });
  patchLadder(d, { closing: { ...closing, orderId, retryAt: undefined } });
}

/** Less than the market step but no dust: the exchange takes no market order for it, so only a hand can (R22, D12). */
function tellUnsellable(d: Draft, ladder: Ladder, closing: NonNullable<Ladder['closing']>, rules: MarketRules | undefined): void {
  const { qty } = ladder.position;
  if (closing.unsellable === qty) return;
  patchLadder(d, { closing: { ...closing, unsellable: qty } });
  note(d, 'D12', 'remainderUnsellable', { qty, step: rules?.marketStepSize ?? '—' }, { symbol: ladder.symbol, level: 'attention' });
}

/** MARKET_LOT_SIZE is smaller than LOT_SIZE: a large position goes out in several orders, one after another. */
export function marketQty(qty: Qty, rules: MarketRules | undefined): Qty | undefined {
  if (!rules) return qty;
  const capped = isPositive(rules.marketMaxQty) && gt(qty, rules.marketMaxQty) ? rules.marketMaxQty : qty;
  const stepped = floorTo(capped, rules.marketStepSize);
  return isPositive(stepped) && !lt(stepped, rules.minQty) ? stepped : undefined;
}

/** The exchange refused the market close: tried again with a new order, for ever, with an alarm every third time. */
export function onMarketCloseRefused(d: Draft, orderId: OrderId, code: number, message: string, until: number | undefined): void {
  const { ladder } = d.durable;
  if (!ladder?.closing || ladder.closing.orderId !== orderId) return;
  const failures = ladder.closing.failures + 1;
  const retryAt = until ?? d.event.at + (RETRY_MS[failures - 1] ?? 5000);
  patchLadder(d, { closing: { ...ladder.closing, orderId: undefined, failures, retryAt } });
  note(
    d,
    'W51-3',
    'marketCloseRefused',
    { orderId, code: String(code), message, failures: String(failures) },
    { symbol: ladder.symbol, level: failures % 3 === 0 ? 'critical' : 'attention' },
  );
}

export const ruleOf = (reason: ExitReason): string =>
  ({
    takeProfit: 'W40',
    breakEven: 'W43',
    breakEvenStop: 'R06',
    mddStop: 'W43-1',
    risk: 'R04',
    safety: 'W23-1',
    stalledExit: 'R19',
    emergency: 'D22',
    outside: 'R21',
    fallback: 'R12',
  })[reason];
