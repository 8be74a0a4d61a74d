import { gte, lte, type Price, type Qty } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/domain/result.ts';
import { type AccountState, positionOf, reduces, waitingAlgosOf } from './account.ts';
import { recordAlgo } from './closing.ts';
import { checkClientId, checkPrice, checkQty } from './filters.ts';
import type { Floor } from './floor.ts';
import { type AlgoOrder, type AlgoRef, type AlgoRequest, type AlgoType, isWaiting, type Side, type WorkingType } from './order-record.ts';
import { checkOpening, checkPositionSide, checkReducing, enterOrder } from './plain-orders.ts';
import { reducibleBy } from './position.ts';
import { refuse, type VenueError, type VenueReply, venueError } from './venue-error.ts';

/** The exchange allows so many waiting conditional orders over all symbols. */
const maxWaiting = 200;

export function placeAlgo(floor: Floor, account: AccountState, request: AlgoRequest, at: number): VenueReply<AlgoOrder> {
  const refusal = checkAlgo(floor, account, request);
  if (refusal !== undefined) return { ok: false, error: refusal };
  const algoId = floor.counters.algoId++;
  const closePosition = request.closePosition === true;
  return ok(
    recordAlgo(floor, account, {
      algoId,
      clientAlgoId: request.clientAlgoId ?? `web_${algoId}`,
      symbol: request.symbol,
      side: request.side,
      type: request.type,
      triggerPrice: request.triggerPrice,
      price: request.price ?? ('0' as Price),
      qty: closePosition ? ('0' as Qty) : (request.qty ?? ('0' as Qty)),
      status: 'NEW',
      // Told as reduce-only although nobody asked for it: that is how the exchange shows closePosition orders.
      reduceOnly: request.reduceOnly === true || closePosition,
      closePosition,
      positionSide: request.positionSide ?? 'BOTH',
      workingType: request.workingType ?? 'CONTRACT_PRICE',
      createTime: at,
      updateTime: at,
      triggerTime: 0,
      orderId: undefined,
      filledQty: '0' as Qty,
      averagePrice: '0' as Price,
      rejection: '',
    }),
  );
}

/** No margin is checked before the trigger, and a trigger price off the tick is accepted, as on the real exchange. */
function checkAlgo(floor: Floor, account: AccountState, request: AlgoRequest): VenueError | undefined {
  const rules = floor.feed.rules(request.symbol);
  if (rules === undefined) return venueError(-1121);
  const shape =
    checkClientId(request.clientAlgoId) ??
    checkPositionSide(account, request) ??
    (rules.status === 'TRADING' ? undefined : venueError(-4140)) ??
    (request.closePosition === true ? checkClosePosition(request) : checkSized(request));
  if (shape !== undefined) return shape;
  const offGrid =
    (request.qty === undefined ? undefined : checkQty(rules, request.qty, isMarket(request.type))) ??
    (request.price === undefined ? undefined : checkPrice(rules, request.price));
  if (offGrid !== undefined) return offGrid;
  const waiting = waitingAlgosOf(account);
  if (request.clientAlgoId !== undefined && waiting.some((algo) => algo.clientAlgoId === request.clientAlgoId)) return venueError(-4116);
  if (waiting.length >= maxWaiting) return venueError(-4045);
  if (triggered(floor, request)) return venueError(-2021);
  return request.closePosition === true ? checkCloseTarget(account, request, waiting) : undefined;
}

const isMarket = (type: AlgoType): boolean => type === 'STOP_MARKET' || type === 'TAKE_PROFIT_MARKET';

function checkClosePosition(request: AlgoRequest): VenueError | undefined {
  if (!isMarket(request.type)) return venueError(-1116);
  if (request.qty !== undefined) return venueError(-4137);
  if (request.reduceOnly === undefined) return undefined;
  return request.reduceOnly ? venueError(-1106) : venueError(-4138);
}

function checkSized(request: AlgoRequest): VenueError | undefined {
  const missing = request.qty === undefined ? 'quantity' : !isMarket(request.type) && request.price === undefined ? 'price' : undefined;
  return missing === undefined
    ? undefined
    : venueError(-1102, `Mandatory parameter '${missing}' was not sent, was empty/null, or malformed.`);
}

function checkCloseTarget(account: AccountState, request: AlgoRequest, waiting: readonly AlgoOrder[]): VenueError | undefined {
  const positionSide = request.positionSide ?? 'BOTH';
  const twin = waiting.some(
    (algo) =>
      algo.closePosition &&
      algo.symbol === request.symbol &&
      algo.side === request.side &&
      algo.positionSide === positionSide &&
      algo.type === request.type,
  );
  if (twin) return venueError(-4130);
  return reducibleBy(positionOf(account, request.symbol, positionSide), request.side) === '0' ? venueError(-4509) : undefined;
}

interface Trigger {
  readonly symbol: MarketSymbol;
  readonly side: Side;
  readonly type: AlgoType;
  readonly triggerPrice: Price;
  readonly workingType?: WorkingType | undefined;
}

/** STOP*: a buy fires at or above, a sell at or below. TAKE_PROFIT* the other way round. */
function triggered(floor: Floor, algo: Trigger): boolean {
  const quote = floor.feed.quote(algo.symbol);
  if (quote === undefined) return false;
  const price = algo.workingType === 'MARK_PRICE' ? quote.mark : quote.last;
  const isStop = algo.type === 'STOP' || algo.type === 'STOP_MARKET';
  return isStop === (algo.side === 'BUY') ? gte(price, algo.triggerPrice) : lte(price, algo.triggerPrice);
}

export function findAlgo(account: AccountState, ref: AlgoRef): AlgoOrder | undefined {
  if ('algoId' in ref) return account.algos.get(ref.algoId);
  const twins = [...account.algos.values()].filter((algo) => algo.clientAlgoId === ref.clientAlgoId);
  return twins.find(isWaiting) ?? twins.at(-1);
}

export function cancelAlgo(floor: Floor, account: AccountState, ref: AlgoRef, at: number): VenueReply<AlgoOrder> {
  const algo = findAlgo(account, ref);
  if (algo === undefined || !isWaiting(algo)) return refuse(-2011);
  return ok(recordAlgo(floor, account, { ...algo, status: 'CANCELED', updateTime: at }));
}

export function cancelAllAlgos(floor: Floor, account: AccountState, symbol: MarketSymbol, at: number): void {
  for (const algo of waitingAlgosOf(account, symbol)) recordAlgo(floor, account, { ...algo, status: 'CANCELED', updateTime: at });
}

/** Fires every waiting order whose price has come, oldest first. */
export function fireTriggered(floor: Floor, symbols: ReadonlySet<MarketSymbol>, at: number): void {
  for (const account of floor.accounts.values()) {
    for (const { algoId } of waitingAlgosOf(account)) {
      // An earlier one of this round may have closed the position and with it expired this one.
      const algo = account.waitingAlgos.get(algoId);
      if (algo !== undefined && symbols.has(algo.symbol) && triggered(floor, algo)) fire(floor, account, algo, at);
    }
  }
}

function fire(floor: Floor, account: AccountState, waiting: AlgoOrder, at: number): void {
  const { symbol, side, positionSide } = waiting;
  const triggering = recordAlgo(floor, account, { ...waiting, status: 'TRIGGERING', triggerTime: at, updateTime: at });
  const type = isMarket(waiting.type) ? ('MARKET' as const) : ('LIMIT' as const);
  const qty = waiting.closePosition ? reducibleBy(positionOf(account, symbol, positionSide), side) : waiting.qty;
  const terms = { symbol, side, type, qty, price: type === 'LIMIT' ? waiting.price : undefined, positionSide };
  const refusal = reduces(waiting) ? checkReducing(account, terms) : checkOpening(floor, account, terms);
  if (refusal !== undefined) {
    recordAlgo(floor, account, { ...triggering, status: 'REJECTED', rejection: refusal.message });
    return;
  }
  // The order's number is known before it is told, so that TRIGGERED can name it first.
  recordAlgo(floor, account, { ...triggering, status: 'TRIGGERED', orderId: floor.counters.orderId });
  enterOrder(
    floor,
    account,
    { ...terms, clientOrderId: waiting.clientAlgoId, reduceOnly: account.mode === 'ONE-WAY' && waiting.reduceOnly },
    {
      origType: waiting.type,
      stopPrice: waiting.triggerPrice,
      closePosition: waiting.closePosition,
      workingType: waiting.workingType,
      algoId: waiting.algoId,
    },
    at,
  );
}
