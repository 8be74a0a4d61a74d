import { add, cmp, cost, gt, gte, lt, maxOf, negate, type Price, type Qty, type Quote, sub } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/domain/result.ts';
import { type AccountState, configOf, openOrdersOf, positionOf, reduces } from './account.ts';
import { endOrder, knockOutReducing, recordOrder, reducingOrders } from './closing.ts';
import { marketLimit, offeredQty, tradeAgainstBook } from './fill.ts';
import { checkClientId, checkFilters } from './filters.ts';
import type { Floor } from './floor.ts';
import { availableOf, markOf, notionalCapAt, openOrderMargin, orderNotional, remainingOf } from './margin.ts';
import type { SymbolRules } from './market-feed.ts';
import { expiryReason, isOpen, type Order, type OrderRef, type OrderRequest, type PositionSide, type Side } from './order-record.ts';
import { reducibleBy } from './position.ts';
import { refuse, type VenueError, type VenueReply, venueError } from './venue-error.ts';

/** What is needed beyond the request to put an order on the book; a triggered stop brings its own. */
export interface Origin {
  readonly origType: Order['origType'];
  readonly stopPrice: Price;
  readonly closePosition: boolean;
  readonly workingType: Order['workingType'];
  readonly algoId: number | undefined;
}
const byHand: Omit<Origin, 'origType'> = {
  stopPrice: '0' as Price,
  closePosition: false,
  workingType: 'CONTRACT_PRICE',
  algoId: undefined,
};

export function placeOrder(floor: Floor, account: AccountState, request: OrderRequest, at: number): VenueReply<Order> {
  const rules = floor.feed.rules(request.symbol);
  if (rules === undefined) return refuse(-1121);
  const refusal = checkOrder(floor, account, rules, request);
  if (refusal !== undefined) return { ok: false, error: refusal };
  return ok(enterOrder(floor, account, request, { ...byHand, origType: request.type }, at));
}

/** -4061 and -1106: the position side must fit the account's mode, and hedge mode knows no reduceOnly. */
export function checkPositionSide(
  account: AccountState,
  request: { readonly positionSide?: PositionSide | undefined; readonly reduceOnly?: boolean | undefined },
): VenueError | undefined {
  const side = request.positionSide ?? 'BOTH';
  if ((account.mode === 'HEDGE') !== (side !== 'BOTH')) return venueError(-4061);
  return account.mode === 'HEDGE' && request.reduceOnly !== undefined ? venueError(-1106) : undefined;
}

function checkOrder(floor: Floor, account: AccountState, rules: SymbolRules, request: OrderRequest): VenueError | undefined {
  const reducing = reduces(request);
  const mark = markOf(floor.feed, request.symbol);
  return (
    checkClientId(request.clientOrderId) ??
    checkPositionSide(account, request) ??
    (rules.status === 'TRADING' ? undefined : venueError(reducing ? -4141 : -4140)) ??
    checkFilters(rules, request, mark, reducing) ??
    checkDuplicate(account, request) ??
    (openOrdersOf(account, request.symbol).length >= rules.maxOrders ? venueError(-2025) : undefined) ??
    checkTimeInForce(floor, request) ??
    (reducing ? checkReducing(account, request) : checkOpening(floor, account, request))
  );
}

/** Client ids are unique among open orders only: a filled twin does not block. */
function checkDuplicate(account: AccountState, request: OrderRequest): VenueError | undefined {
  const { clientOrderId } = request;
  if (clientOrderId === undefined) return undefined;
  return openOrdersOf(account).some((order) => order.clientOrderId === clientOrderId) ? venueError(-4116) : undefined;
}

function checkTimeInForce(floor: Floor, request: OrderRequest): VenueError | undefined {
  if (request.type !== 'LIMIT') return undefined;
  const offered = offeredQty(floor, request, request.price);
  if (request.timeInForce === 'GTX' && offered !== '0') return venueError(-5022);
  if (request.timeInForce === 'FOK' && lt(offered, request.qty)) return venueError(-5021);
  return undefined;
}

/** -2022: nothing to reduce, or orders of higher priority already reduce all of it. */
export function checkReducing(
  account: AccountState,
  request: Pick<OrderRequest, 'symbol' | 'side' | 'type' | 'price' | 'positionSide'>,
): VenueError | undefined {
  const positionSide = request.positionSide ?? 'BOTH';
  const room = reducibleBy(positionOf(account, request.symbol, positionSide), request.side);
  const { price } = request;
  const ahead = reducingOrders(account, request.symbol, positionSide)
    .filter(
      (order) =>
        order.side === request.side && price !== undefined && request.type === 'LIMIT' && !better(request.side, price, order.price),
    )
    .reduce((sum, order) => add(sum, remainingOf(order)), '0' as Qty);
  return gte(ahead, room) ? venueError(-2022) : undefined;
}
const better = (side: Side, price: Price, than: Price): boolean => (side === 'BUY' ? gt(price, than) : lt(price, than));

/** -2027 and -2019: the leverage's cap, then the margin that the order would newly need. */
export function checkOpening(
  floor: Floor,
  account: AccountState,
  request: Pick<OrderRequest, 'symbol' | 'side' | 'type' | 'price' | 'qty' | 'positionSide'>,
): VenueError | undefined {
  const { symbol, side, qty } = request;
  const { feed } = floor;
  const mark = markOf(feed, symbol);
  const asked = request.type === 'LIMIT' && request.price !== undefined ? request.price : bestPrice(floor, symbol, side, mark);
  const priced = side === 'SELL' ? maxOf(asked, mark) : asked;
  const value = cost(priced, qty);
  const position = positionOf(account, symbol, request.positionSide ?? 'BOTH');
  const held = cost(mark, side === 'SELL' ? negate(position.amount) : position.amount);
  const reached = add(add(held, orderNotional(account, symbol, side, true)), value);
  if (gt(reached, notionalCapAt(feed.rules(symbol)?.brackets ?? [], configOf(account, symbol).leverage))) return venueError(-2027);
  const margin = sub(openOrderMargin(account, feed, symbol, { side, value }), openOrderMargin(account, feed, symbol));
  // A buy above the mark starts with that loss; a sell below it was priced at the mark above.
  const openLoss = margin !== '0' && side === 'BUY' && gt(priced, mark) ? cost(sub(priced, mark), qty) : ('0' as Quote);
  return gt(add(margin, openLoss), availableOf(account, feed)) ? venueError(-2019) : undefined;
}

function bestPrice(floor: Floor, symbol: MarketSymbol, side: Side, mark: Price): Price {
  const best = floor.liquidity.offers(symbol, side, undefined)[0]?.price;
  return best === undefined ? mark : maxOf(best, mark);
}

/** Puts an admitted order on the book and lets it trade; market orders and IOC leave nothing behind. */
export function enterOrder(floor: Floor, account: AccountState, request: OrderRequest, origin: Origin, at: number): Order {
  const orderId = floor.counters.orderId++;
  const positionSide = request.positionSide ?? 'BOTH';
  const entered = recordOrder(
    floor,
    account,
    'NEW',
    {
      orderId,
      clientOrderId: request.clientOrderId ?? `web_${orderId}`,
      symbol: request.symbol,
      side: request.side,
      type: request.type,
      origType: origin.origType,
      timeInForce: request.timeInForce ?? 'GTC',
      price: request.type === 'LIMIT' ? (request.price ?? ('0' as Price)) : ('0' as Price),
      stopPrice: origin.stopPrice,
      qty: request.qty,
      filledQty: '0' as Qty,
      filledQuote: '0' as Quote,
      status: 'NEW',
      reduceOnly: request.reduceOnly === true,
      closePosition: origin.closePosition,
      positionSide,
      workingType: origin.workingType,
      expiryReason: expiryReason.none,
      algoId: origin.algoId,
      time: at,
      updateTime: at,
    },
    undefined,
  );
  const limit = entered.type === 'LIMIT' ? entered.price : marketLimit(floor, entered);
  const traded = tradeAgainstBook(floor, account, entered, limit, false, at);
  if (isOpen(traded) && traded.type === 'MARKET') return endOrder(floor, account, traded, 'EXPIRED', expiryReason.marketRest, at);
  if (isOpen(traded) && (traded.timeInForce === 'IOC' || traded.timeInForce === 'FOK')) {
    return endOrder(floor, account, traded, 'EXPIRED', expiryReason.immediateRest, at);
  }
  if (reduces(traded)) knockOutReducing(floor, account, traded.symbol, positionSide, at);
  return account.orders.get(orderId) ?? traded;
}

/** The newest order with that client id, an open one before any other: ids may repeat once an order is done. */
export function findOrder(account: AccountState, symbol: MarketSymbol, ref: OrderRef): Order | undefined {
  if ('orderId' in ref) {
    const order = account.orders.get(ref.orderId);
    return order?.symbol === symbol ? order : undefined;
  }
  const twins = [...account.orders.values()].filter((order) => order.symbol === symbol && order.clientOrderId === ref.clientOrderId);
  return twins.find(isOpen) ?? twins.at(-1);
}

export function cancelOrder(floor: Floor, account: AccountState, symbol: MarketSymbol, ref: OrderRef, at: number): VenueReply<Order> {
  const order = findOrder(account, symbol, ref);
  if (order === undefined || !isOpen(order)) return refuse(-2011);
  return ok(endOrder(floor, account, order, 'CANCELED', expiryReason.none, at));
}

export function cancelAllOrders(floor: Floor, account: AccountState, symbol: MarketSymbol, at: number): void {
  for (const order of openOrdersOf(account, symbol)) endOrder(floor, account, order, 'CANCELED', expiryReason.none, at);
}

/** Resting orders that the market now crosses trade as makers: best price first, then oldest, over all accounts. */
export function matchResting(floor: Floor, symbols: ReadonlySet<MarketSymbol>, at: number): void {
  const resting = [...floor.accounts.values()].flatMap((account) =>
    [...account.openOrders.values()].filter((order) => symbols.has(order.symbol)).map((order) => ({ account, order })),
  );
  resting.sort((a, b) => {
    if (a.order.side !== b.order.side) return a.order.side === 'BUY' ? -1 : 1;
    const byPrice = a.order.side === 'BUY' ? cmp(b.order.price, a.order.price) : cmp(a.order.price, b.order.price);
    return byPrice !== 0 ? byPrice : a.order.orderId - b.order.orderId;
  });
  for (const { account, order } of resting) {
    // An earlier trade of this round may have ended it.
    const current = account.openOrders.get(order.orderId);
    if (current !== undefined) tradeAgainstBook(floor, account, current, current.price, true, at);
  }
}
