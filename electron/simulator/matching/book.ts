import { add, gt, gte, lte, type Price, type Qty, sub } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { Depth, DepthLevel, MarketFeed } from './market-feed.ts';
import type { Side } from './order-record.ts';

interface Shelf {
  readonly depth: Depth;
  readonly taken: Map<string, Qty>;
}

/** What the market still offers: the feed's depth less what our accounts took from it since it was served. */
export class Liquidity {
  readonly #feed: MarketFeed;
  readonly #shelves = new Map<MarketSymbol, Shelf>();

  constructor(feed: MarketFeed) {
    this.#feed = feed;
  }

  /** Levels an order of this side can trade with, best first, no worse than `limit`. */
  offers(symbol: MarketSymbol, side: Side, limit: Price | undefined): readonly DepthLevel[] {
    const shelf = this.#shelfOf(symbol);
    const levels = side === 'BUY' ? shelf.depth.asks : shelf.depth.bids;
    const offers: DepthLevel[] = [];
    for (const { price, qty } of levels) {
      if (limit !== undefined && !(side === 'BUY' ? lte(price, limit) : gte(price, limit))) break;
      const left = sub(qty, shelf.taken.get(`${side} ${price}`) ?? ('0' as Qty));
      if (gt(left, '0' as Qty)) offers.push({ price, qty: left });
    }
    return offers;
  }

  take(symbol: MarketSymbol, side: Side, price: Price, qty: Qty): void {
    const { taken } = this.#shelfOf(symbol);
    const key = `${side} ${price}`;
    taken.set(key, add(taken.get(key) ?? ('0' as Qty), qty));
  }

  #shelfOf(symbol: MarketSymbol): Shelf {
    const depth = this.#feed.depth(symbol);
    const known = this.#shelves.get(symbol);
    if (known?.depth === depth) return known;
    const fresh: Shelf = { depth, taken: new Map() };
    this.#shelves.set(symbol, fresh);
    return fresh;
  }
}
