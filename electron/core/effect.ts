import type { MarketSymbol, OrderId, VenueOrderId } from '../../shared/domain/ids.ts';
import type { Book, OrderTerms } from '../../shared/domain/order.ts';
import type { Settings } from '../../shared/domain/settings.ts';

/** Everything the core can ask of the world: data only, so that it can be journaled and compared. */
export type Effect =
  | { readonly type: 'ReadMarkets' }
  | { readonly type: 'ReadClock' }
  | { readonly type: 'ReadAccount' }
  /** The last `limit` 3-minute candles. */
  | { readonly type: 'ReadCandles'; readonly symbol: MarketSymbol; readonly limit: number }
  /** Leverage, margin type, position mode and balances, just before an order (W24–W28, W32-1). */
  | { readonly type: 'ReadEntryConditions'; readonly symbol: MarketSymbol }
  | { readonly type: 'ReadBalances'; readonly symbol: MarketSymbol }
  /** One REST frame of mark prices, while the stream is silent (W22); no symbols means all of them. */
  | { readonly type: 'ReadMarkPrices'; readonly symbols: readonly MarketSymbol[] }
  /** Leverage 1× and isolated margin; only what differs is sent (W24, W25). */
  | { readonly type: 'PrepareSymbol'; readonly symbol: MarketSymbol; readonly leverage: boolean; readonly marginType: boolean }
  | { readonly type: 'PlaceOrder'; readonly orderId: OrderId; readonly terms: OrderTerms }
  | {
      readonly type: 'CancelOrder';
      readonly orderId: OrderId;
      readonly venueOrderId: VenueOrderId | undefined;
      readonly symbol: MarketSymbol;
      readonly book: Book;
    }
  | { readonly type: 'QueryOrder'; readonly orderId: OrderId; readonly symbol: MarketSymbol; readonly book: Book }
  /** Both books of the symbol, its order history and its trades since a moment (own clock, ms): is there anything of this order (D17)? */
  | {
      readonly type: 'TraceOrder';
      readonly orderId: OrderId;
      readonly symbol: MarketSymbol;
      readonly book: Book;
      readonly since: number;
    }
  /** Every open order of the symbol in both books (W24, R21, emergency close of the account). */
  | { readonly type: 'CancelSymbolOrders'; readonly symbol: MarketSymbol }
  | { readonly type: 'StoreSettings'; readonly settings: Settings };
