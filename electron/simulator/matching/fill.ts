import { add, cost, minOf, negate, type Price, type Qty, type Quote, sub, times } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { type AccountState, configOf, keepPosition, positionOf, reduces } from './account.ts';
import { finishAlgoOf, recordOrder, tidyAfterPosition } from './closing.ts';
import type { Floor } from './floor.ts';
import { crossWalletOf, money, remainingOf, viewPosition } from './margin.ts';
import { type IncomeType, isOpen, type Order, type PositionSide, type Trade } from './order-record.ts';
import { executeOn, reducibleBy } from './position.ts';
import type { VenueEvent } from './venue-event.ts';

interface Execution {
  readonly price: Price;
  readonly qty: Qty;
  readonly maker: boolean;
  readonly at: number;
  /** A liquidation: its fee takes the place of the commission. */
  readonly forcedFee?: Quote;
}

type AccountReason = Extract<VenueEvent, { type: 'AccountChanged' }>['reason'];

/** The only place where the wallet changes: every change is an income row, so wallet = deposits + sum of incomes. */
export function book(
  floor: Floor,
  account: AccountState,
  row: {
    readonly symbol: MarketSymbol | '';
    readonly type: IncomeType;
    readonly amount: Quote;
    readonly at: number;
    readonly tradeId?: number;
  },
): void {
  if (row.amount === '0') return;
  account.wallet = add(account.wallet, row.amount);
  account.walletUpdateTime = row.at;
  const { symbol, type, amount, at, tradeId } = row;
  account.incomes.push({ symbol, type, amount, time: at, tranId: floor.counters.tranId++, tradeId: tradeId ?? 0 });
}

export function tellAccount(
  floor: Floor,
  account: AccountState,
  reason: AccountReason,
  balanceChange: Quote,
  changed: readonly { readonly symbol: MarketSymbol; readonly positionSide: PositionSide }[],
  at: number,
): void {
  floor.tell({
    type: 'AccountChanged',
    accountId: account.id,
    at,
    reason,
    wallet: account.wallet,
    crossWallet: crossWalletOf(account),
    balanceChange,
    positions: changed.map((key) => viewPosition(account, floor.feed, positionOf(account, key.symbol, key.positionSide))),
  });
}

/** One trade: order, position, wallet and history move together, and the owner is told of each. Returns the order as it stands afterwards. */
export function fillOrder(floor: Floor, account: AccountState, order: Order, execution: Execution): Order {
  const { symbol, side, positionSide } = order;
  const { price, qty, maker, at } = execution;
  const value = cost(price, qty);
  const commission = execution.forcedFee ?? money(times(value, maker ? account.makerFee : account.takerFee));
  const before = positionOf(account, symbol, positionSide);
  const after = executeOn(before, { side, qty, price, commission, at }, configOf(account, symbol));
  keepPosition(account, after.position);
  const id = floor.counters.tradeId++;
  const trade: Trade = {
    id,
    orderId: order.orderId,
    symbol,
    side,
    positionSide,
    price,
    qty,
    realizedPnl: after.realized,
    commission,
    maker,
    time: at,
  };
  account.trades.push(trade);
  book(floor, account, { symbol, type: 'REALIZED_PNL', amount: after.realized, at, tradeId: id });
  const feeType = execution.forcedFee === undefined ? 'COMMISSION' : 'INSURANCE_CLEAR';
  book(floor, account, { symbol, type: feeType, amount: negate(commission), at, tradeId: id });
  const filledQty = add(order.filledQty, qty);
  const filled = recordOrder(
    floor,
    account,
    execution.forcedFee === undefined ? 'TRADE' : 'CALCULATED',
    {
      ...order,
      filledQty,
      filledQuote: add(order.filledQuote, value),
      status: filledQty === order.qty ? 'FILLED' : 'PARTIALLY_FILLED',
      updateTime: at,
    },
    trade,
  );
  tellAccount(floor, account, 'ORDER', '0' as Quote, [order], at);
  if (!isOpen(filled)) finishAlgoOf(floor, account, filled);
  tidyAfterPosition(floor, account, symbol, positionSide, at);
  return account.orders.get(order.orderId) ?? filled;
}

/** How much of the order may still execute: a reducing one never more than the position. */
function roomOf(account: AccountState, order: Order): Qty {
  if (!isOpen(order)) return '0' as Qty;
  const remaining = remainingOf(order);
  if (!reduces(order)) return remaining;
  return minOf(remaining, reducibleBy(positionOf(account, order.symbol, order.positionSide), order.side));
}

/** Trades an order against what the market offers, level by level. A maker trades at its own price, a taker at the level's. */
export function tradeAgainstBook(
  floor: Floor,
  account: AccountState,
  entered: Order,
  limit: Price | undefined,
  maker: boolean,
  at: number,
): Order {
  let order = entered;
  for (const offer of floor.liquidity.offers(order.symbol, order.side, limit)) {
    const qty = minOf(roomOf(account, order), offer.qty);
    if (qty === '0') break;
    floor.liquidity.take(order.symbol, order.side, offer.price, qty);
    order = fillOrder(floor, account, order, { price: maker ? order.price : offer.price, qty, maker, at });
  }
  return order;
}

/** How much could execute at once: FOK and post-only ask before they enter. */
export const offeredQty = (floor: Floor, order: Pick<Order, 'symbol' | 'side'>, limit: Price | undefined): Qty =>
  floor.liquidity.offers(order.symbol, order.side, limit).reduce((sum, offer) => add(sum, offer.qty), '0' as Qty);

/** The worst price a market order may reach: the exchange bounds it by the mark. */
export function marketLimit(floor: Floor, order: Pick<Order, 'symbol' | 'side'>): Price | undefined {
  const mark = floor.feed.quote(order.symbol)?.mark;
  const bound = floor.feed.rules(order.symbol)?.marketTakeBound;
  if (mark === undefined || bound === undefined) return undefined;
  const reach = times(mark, bound);
  return order.side === 'BUY' ? add(mark, reach) : sub(mark, reach);
}
