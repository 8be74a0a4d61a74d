import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { AccountState } from './account.ts';
import type { Liquidity } from './book.ts';
import type { MarketFeed } from './market-feed.ts';
import type { VenueEvent } from './venue-event.ts';

/** Next number of each kind; they only grow. */
export interface Counters {
  orderId: number;
  algoId: number;
  tradeId: number;
  tranId: number;
}

/** What the functions of this folder work on: the market's side, the accounts, and the way to tell. */
export interface Floor {
  readonly feed: MarketFeed;
  readonly liquidity: Liquidity;
  readonly accounts: ReadonlyMap<string, AccountState>;
  readonly counters: Counters;
  /** Next funding moment per symbol that was seen with a position. */
  readonly fundingDue: Map<MarketSymbol, number>;
  tell(event: VenueEvent): void;
}
