import {
  add,
  averagePrice,
  cost,
  dec,
  isZero,
  minOf,
  negate,
  type Price,
  type Qty,
  type Quote,
  sub,
} from '../../../shared/domain/decimal.ts';
import { type MarketSymbol, type OrderId, tradeIdOf, type VenueOrderId, venueOrderIdOf } from '../../../shared/domain/ids.ts';
import type { Candle, MarketRules } from '../../../shared/domain/market.ts';
import { type Balances, bookOf, type Fill, type OrderTerms, type VenueOrder, type VenuePosition } from '../../../shared/domain/order.ts';
import { assertNever } from '../../../shared/domain/result.ts';
import type { Effect } from '../../core/effect.ts';
import type { Fact } from '../../core/event.ts';
import type { OrderRole } from '../../core/state.ts';
import { restingMark, standardCandles, standardMarkets } from './symbols.ts';

/** How one request is answered when a scenario says otherwise; no facts at all is an answer that never comes. */
export type Answer = (effect: Effect, world: World) => readonly Fact[];
export interface Script {
  readonly meant: (effect: Effect, role: OrderRole | undefined) => boolean;
  readonly answer: Answer;
  left: number;
}

/** The position of our own orders: a short, so the quantity is told without its sign. */
interface Short {
  readonly qty: Qty;
  readonly average: Price;
}

/**
 * The exchange of a scenario: a small, obedient one. It answers every effect at once and in full unless a script says otherwise;
 * it fills limit orders and fires stops only when a row says so, and market orders at once at the last mark.
 */
export class World {
  now = 0;
  markets = new Map<MarketSymbol, MarketRules>(standardMarkets.map((rules) => [rules.symbol, rules]));
  candles = new Map<MarketSymbol, (now: number, limit: number) => readonly Candle[]>();
  marks = new Map<MarketSymbol, Price>();
  leverage = 1;
  marginType: 'ISOLATED' | 'CROSSED' = 'ISOLATED';
  positionMode: 'ONE-WAY' | 'HEDGE' = 'ONE-WAY';
  wallet: Quote = dec('10000');
  available: Quote | undefined;
  /** Frames come once a second; while false the price stream is silent. */
  streaming = true;
  rest: 'fresh' | 'frozen' | 'fails' = 'fresh';
  /** Exchange time of a REST that is frozen, ms. */
  frozenAt = 1;
  /** The exchange's clock minus ours. */
  aheadMs = 0;
  /** How long a frame is under way at a moment. */
  frameLagMs: (now: number) => number = () => 0;
  readonly orders = new Map<OrderId, VenueOrder>();
  readonly trades = new Map<OrderId, readonly Fill[]>();
  readonly foreignOrders = new Map<VenueOrderId, VenueOrder>();
  readonly foreignPositions = new Map<MarketSymbol, VenuePosition>();
  readonly shorts = new Map<MarketSymbol, Short>();
  readonly scripts: Script[] = [];
  #trades = 0;
  #venueIds = 9000;

  constructor() {
    for (const symbol of this.markets.keys()) {
      const mark = restingMark(symbol);
      if (mark !== undefined) this.marks.set(symbol, mark);
    }
  }

  answer(effect: Effect, role: OrderRole | undefined): readonly Fact[] {
    const script = this.scripts.find((each) => each.left > 0 && each.meant(effect, role));
    if (!script) return this.obey(effect);
    script.left -= 1;
    return script.answer(effect, this);
  }

  /** The plain answer to an effect. */
  obey(effect: Effect): readonly Fact[] {
    switch (effect.type) {
      case 'ReadMarkets':
        return [{ type: 'MarketsRead', markets: [...this.markets.values()] }];
      case 'ReadClock':
        return [{ type: 'ClockRead', offsetMs: this.aheadMs, roundTripMs: 10 }];
      case 'ReadAccount':
        return [
          {
            type: 'AccountRead',
            askedAt: this.now,
            orders: [...[...this.orders.values()].filter(({ status }) => status === 'open'), ...this.foreignOrders.values()],
            positions: this.positions(),
            balances: this.balances(),
            positionMode: this.positionMode,
          },
        ];
      case 'ReadCandles': {
        const candles = this.candles.get(effect.symbol)?.(this.now, effect.limit) ?? standardCandles(effect.symbol, this.now, effect.limit);
        return [{ type: 'CandlesRead', symbol: effect.symbol, candles }];
      }
      case 'ReadEntryConditions': {
        const { leverage, marginType, positionMode } = this;
        const { symbol } = effect;
        return [{ type: 'EntryConditionsRead', symbol, leverage, marginType, positionMode, balances: this.balances() }];
      }
      case 'ReadBalances':
        return [{ type: 'BalancesRead', balances: this.balances(), forSymbol: effect.symbol }];
      case 'ReadMarkPrices':
        return this.rest === 'fails' ? [{ type: 'MarkPricesUnavailable', why: 'no answer' }] : [this.frame('rest')];
      case 'PrepareSymbol':
        if (effect.leverage) this.leverage = 1;
        if (effect.marginType) this.marginType = 'ISOLATED';
        return [{ type: 'SymbolPrepared', symbol: effect.symbol }];
      case 'PlaceOrder':
        return this.accept(effect.orderId, effect.terms);
      case 'CancelOrder':
        return this.cancel(effect);
      case 'QueryOrder': {
        const order = this.orders.get(effect.orderId);
        const head = { orderId: effect.orderId, symbol: effect.symbol };
        return [order ? { type: 'OrderFound', ...head, order } : { type: 'OrderNotFound', ...head }];
      }
      case 'TraceOrder': {
        const { orderId, symbol } = effect;
        const order = this.orders.get(orderId);
        if (!order) return [{ type: 'OrderUntraced', orderId, symbol, askedAt: this.now }];
        return [{ type: 'OrderFound', orderId, symbol, order, fills: this.trades.get(orderId) ?? [] }];
      }
      case 'CancelSymbolOrders': {
        for (const [id, order] of this.foreignOrders) if (order.symbol === effect.symbol) this.foreignOrders.delete(id);
        const done = (book: 'plain' | 'conditional'): Fact => ({
          type: 'SymbolOrdersCancelled',
          symbol: effect.symbol,
          book,
          ok: true,
          why: '',
        });
        return [done('plain'), done('conditional')];
      }
      case 'StoreSettings':
        return [];
      default:
        return assertNever(effect);
    }
  }

  frame(source: 'stream' | 'rest'): Extract<Fact, { type: 'MarkPricesArrived' }> {
    const venueAt = source === 'rest' && this.rest === 'frozen' ? this.frozenAt : this.now + this.aheadMs - this.frameLagMs(this.now);
    return { type: 'MarkPricesArrived', source, venueAt, prices: Object.fromEntries(this.marks) };
  }

  balances(): Balances {
    if (this.available !== undefined) return { wallet: this.wallet, available: this.available };
    let available = this.wallet;
    for (const short of this.shorts.values()) available = sub(available, cost(short.average, short.qty));
    for (const order of this.orders.values())
      if (order.status === 'open' && order.side === 'SELL' && order.price !== undefined && order.qty !== undefined)
        available = sub(available, cost(order.price, sub(order.qty, order.filledQty)));
    return { wallet: this.wallet, available };
  }

  positions(): readonly VenuePosition[] {
    const ours = [...this.shorts].filter(([, short]) => !isZero(short.qty)).map(([symbol]) => this.position(symbol));
    return [...ours, ...this.foreignPositions.values()];
  }

  position(symbol: MarketSymbol): VenuePosition {
    const short = this.shorts.get(symbol) ?? { qty: dec('0'), average: dec('0') };
    const positionSide = this.positionMode === 'HEDGE' ? 'SHORT' : 'BOTH';
    return { symbol, positionSide, amount: negate(short.qty), entryPrice: short.average, at: this.now };
  }

  newVenueId(): VenueOrderId {
    this.#venueIds += 1;
    return venueOrderIdOf(this.#venueIds);
  }

  /** Registers the order without telling anybody: what happens when the answer gets lost. */
  register(orderId: OrderId, terms: OrderTerms): VenueOrder {
    const order: VenueOrder = {
      symbol: terms.symbol,
      book: bookOf(terms),
      orderId,
      venueOrderId: this.newVenueId(),
      side: terms.side,
      type: terms.kind === 'stop' ? 'STOP_MARKET' : terms.kind.toUpperCase(),
      status: 'open',
      positionSide: terms.positionMode === 'HEDGE' ? 'SHORT' : 'BOTH',
      reduceOnly: terms.closes && terms.kind !== 'stop' && terms.positionMode === 'ONE-WAY',
      closePosition: terms.kind === 'stop',
      price: terms.kind === 'limit' ? terms.price : undefined,
      trigger: terms.kind === 'stop' ? terms.trigger : undefined,
      qty: terms.kind === 'stop' ? undefined : terms.qty,
      filledQty: dec('0'),
      averagePrice: undefined,
      spawnedVenueOrderId: undefined,
      at: this.now,
    };
    this.orders.set(orderId, order);
    return order;
  }

  accept(orderId: OrderId, terms: OrderTerms): readonly Fact[] {
    if (terms.kind === 'market' && !this.foreignPositions.has(terms.symbol) && isZero(this.shorts.get(terms.symbol)?.qty ?? dec('0'))) {
      const no = { reason: 'reduceOnlyRejected', code: -2022, message: 'ReduceOnly Order is rejected.' } as const;
      return [{ type: 'OrderRefused', orderId, symbol: terms.symbol, ...no }];
    }
    const { venueOrderId, symbol } = this.register(orderId, terms);
    const accepted: Fact = { type: 'OrderAccepted', orderId, venueOrderId, symbol };
    if (terms.kind !== 'market') return [accepted];
    return [accepted, ...this.fill(orderId, terms.qty, this.marks.get(symbol) ?? dec('0'))];
  }

  cancel({ orderId, symbol, venueOrderId }: Extract<Effect, { type: 'CancelOrder' }>): readonly Fact[] {
    if (venueOrderId !== undefined && this.foreignOrders.delete(venueOrderId))
      return [{ type: 'CancelAccepted', orderId, symbol, order: undefined }];
    const order = this.orders.get(orderId);
    if (order?.status !== 'open')
      return [{ type: 'CancelRefused', orderId, symbol, reason: 'orderNotOpen', code: -2011, message: 'Unknown order sent.' }];
    const cancelled: VenueOrder = { ...order, status: 'cancelled' };
    this.orders.set(orderId, cancelled);
    return [{ type: 'CancelAccepted', orderId, symbol, order: cancelled }];
  }

  /** Fills a quantity of an order of ours and tells it as the exchange does: the trade, then the position. */
  fill(orderId: OrderId, wanted: Qty, at: Price): readonly Fact[] {
    const order = this.orders.get(orderId);
    if (!order) return [];
    const short = this.shorts.get(order.symbol) ?? { qty: dec<'base'>('0'), average: at };
    const rest = order.qty === undefined ? short.qty : sub(order.qty, order.filledQty);
    const filled = order.side === 'BUY' ? minOf(minOf(wanted, rest), short.qty) : minOf(wanted, rest);
    const filledQty = add(order.filledQty, filled);
    const paid = add(order.averagePrice === undefined ? dec<'quote'>('0') : cost(order.averagePrice, order.filledQty), cost(at, filled));
    const flat = order.side === 'BUY' && isZero(sub(short.qty, filled));
    const status = filledQty === order.qty || flat ? 'filled' : order.status;
    const after: VenueOrder = { ...order, status, filledQty, averagePrice: averagePrice(paid, filledQty) };
    this.orders.set(orderId, after);
    this.#moveShort(order.symbol, order.side, filled, at);
    this.#trades += 1;
    const fill: Fill = {
      tradeId: tradeIdOf(this.#trades),
      qty: filled,
      price: at,
      fee: undefined,
      feeAsset: undefined,
      realizedPnl: undefined,
      maker: order.type === 'LIMIT',
      at: this.now,
    };
    this.trades.set(orderId, [...(this.trades.get(orderId) ?? []), fill]);
    return [
      { type: 'OrderFilled', order: after, fill, forced: false },
      { type: 'PositionReported', position: this.position(order.symbol), reason: 'ORDER' },
    ];
  }

  #moveShort(symbol: MarketSymbol, side: 'BUY' | 'SELL', moved: Qty, at: Price): void {
    const short = this.shorts.get(symbol) ?? { qty: dec<'base'>('0'), average: at };
    if (side === 'BUY') {
      this.shorts.set(symbol, { ...short, qty: sub(short.qty, moved) });
      return;
    }
    const whole = add(short.qty, moved);
    const average = averagePrice(add(cost(short.average, short.qty), cost(at, moved)), whole) ?? at;
    this.shorts.set(symbol, { qty: whole, average });
  }
}
