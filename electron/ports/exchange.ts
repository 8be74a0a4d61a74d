import type { MarketSymbol, OrderId, VenueOrderId } from '../../shared/domain/ids.ts';
import type { Candle, MarketRules } from '../../shared/domain/market.ts';
import type {
  Balances,
  Book,
  Fill,
  MarginType,
  OrderTerms,
  PositionMode,
  Refused,
  Unknown,
  VenueOrder,
  VenuePosition,
} from '../../shared/domain/order.ts';
import type { AccountFact, OrderFact, PriceFact } from '../core/event.ts';

/** A read either succeeded whole or says nothing: never an empty answer in place of an error. */
export type Reading<T> =
  | { readonly kind: 'read'; readonly value: T }
  | (Omit<Refused, 'kind'> & { readonly kind: 'unread'; readonly part: string });

export type PlaceOutcome = { readonly kind: 'accepted'; readonly venueOrderId: VenueOrderId } | Refused | Unknown;
export type CancelOutcome = { readonly kind: 'accepted'; readonly order: VenueOrder | undefined } | Refused | Unknown;
export type QueryOutcome =
  | { readonly kind: 'found'; readonly order: VenueOrder }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'failed'; readonly why: string; readonly until?: number };
/** 'notFound' only when books, history and trades were all read and none knows the order. */
export type TraceOutcome =
  | { readonly kind: 'found'; readonly order: VenueOrder; readonly fills: readonly Fill[] }
  | Exclude<QueryOutcome, { kind: 'found' }>;
export type SetOutcome = { readonly kind: 'accepted' } | Refused | Unknown;

export interface AccountPicture {
  readonly orders: readonly VenueOrder[];
  readonly positions: readonly VenuePosition[];
  readonly balances: Balances;
  readonly positionMode: PositionMode;
}

export interface EntryConditions {
  readonly leverage: number;
  readonly marginType: MarginType;
  readonly positionMode: PositionMode;
  readonly balances: Balances;
}

/** What streams say: already decoded, in the words of the core. */
export type StreamFact = PriceFact | AccountFact | Extract<OrderFact, { type: 'OrderReported' | 'OrderFilled' }>;

export interface WeightUse {
  /** Request weight in the running minute as the exchange last told. */
  readonly usedWeight: number;
  readonly weightLimit: number;
  readonly orders10s: number;
  readonly orders1m: number;
  /** Own-clock ms until which nothing is sent (429/418); absent when free. */
  readonly bannedUntil: number | undefined;
}

/**
 * One exchange account. Never throws and never resends: every call answers accepted / refused / unknown (or read / unread).
 * While banned, every call is answered locally with `banned` and nothing is sent (D10).
 */
export interface ExchangePort {
  /** Opens both streams and keeps them open (own watchdog, back-off); facts are told in order. Returns at once. */
  open(tell: (fact: StreamFact) => void): void;
  /** Closes streams and timers; resolves when nothing is left running. */
  close(): Promise<void>;
  readMarkets(): Promise<Reading<readonly MarketRules[]>>;
  /** Offset of the exchange's clock to ours, ms; also corrects the timestamps of later calls. */
  readClock(): Promise<Reading<{ readonly offsetMs: number; readonly roundTripMs: number }>>;
  readCandles(symbol: MarketSymbol, limit: number, interval?: '3m' | '1m' | '15m'): Promise<Reading<readonly Candle[]>>;
  readAccount(): Promise<Reading<AccountPicture>>;
  readEntryConditions(symbol: MarketSymbol): Promise<Reading<EntryConditions>>;
  readBalances(): Promise<Reading<Balances>>;
  /** Of these symbols, or of all (ten times the weight) when none is named. */
  readMarkPrices(symbols: readonly MarketSymbol[]): Promise<Reading<Extract<PriceFact, { type: 'MarkPricesArrived' }>>>;
  /** Sets leverage 1×. */
  setLeverage(symbol: MarketSymbol): Promise<SetOutcome>;
  /** Sets isolated margin; "already so" is accepted. */
  setMarginType(symbol: MarketSymbol): Promise<SetOutcome>;
  placeOrder(orderId: OrderId, terms: OrderTerms): Promise<PlaceOutcome>;
  cancelOrder(symbol: MarketSymbol, orderId: OrderId, venueOrderId: VenueOrderId | undefined, book: Book): Promise<CancelOutcome>;
  cancelSymbolOrders(symbol: MarketSymbol, book: Book): Promise<SetOutcome>;
  queryOrder(symbol: MarketSymbol, orderId: OrderId, book: Book): Promise<QueryOutcome>;
  /** Both open-order books of the symbol, its order history and its trades since `since` (own clock, ms). */
  traceOrder(symbol: MarketSymbol, orderId: OrderId, book: Book, since: number): Promise<TraceOutcome>;
  weight(): WeightUse;
}
