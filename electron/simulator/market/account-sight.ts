import type { Price, Qty } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { reduces } from '../matching/account.ts';
import { remainingOf } from '../matching/margin.ts';
import type { Venue } from '../matching/venue.ts';

/** What the story sees of the demo account: enough to know what Vigil did, whoever really did it. */
export interface AccountSight {
  readonly orders: readonly OrderSight[];
  readonly positions: readonly PositionSight[];
}

/** An open order of the first book. */
export interface OrderSight {
  readonly symbol: MarketSymbol;
  /** Sells to open or enlarge a short. */
  readonly enters: boolean;
  readonly price: Price;
  readonly remaining: Qty;
}

export interface PositionSight {
  readonly symbol: MarketSymbol;
  /** Signed: negative is a short. */
  readonly amount: Qty;
  readonly entryPrice: Price;
}

export const emptySight: AccountSight = { orders: [], positions: [] };

export function sightOf(venue: Venue, accountId: string): AccountSight {
  return {
    orders: venue.openOrders(accountId).map((order) => ({
      symbol: order.symbol,
      enters: order.side === 'SELL' && !reduces(order),
      price: order.price,
      remaining: remainingOf(order),
    })),
    positions: venue.account(accountId).positions.filter((position) => position.amount !== '0'),
  };
}
