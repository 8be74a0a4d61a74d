import type { Price, Qty } from '../../../shared/domain/decimal.ts';
import type { Depth, DepthLevel } from '../matching/market-feed.ts';
import { HUNDREDTHS } from './price-path.ts';
import type { Prng } from './prng.ts';
import { textOfUnits } from './units.ts';

/** For one frame the market offers only so much at this price; the next offer stands well away from it. */
export interface ThinOffer {
  readonly side: 'bids' | 'asks';
  readonly price: Price;
  readonly qty: Qty;
}

export interface BookTerms {
  readonly mark: number;
  readonly priceDigits: number;
  readonly qtyDigits: number;
}

const LEVELS = 24;
const GAP_PERCENT = 0.3;

/** A fresh book: bids strictly below the mark, asks strictly above it, together worth more than any demo account can trade. */
export function makeBook({ mark, priceDigits, qtyDigits }: BookTerms, thin: ThinOffer | undefined, dice: Prng): Depth {
  const price = mark / HUNDREDTHS / 10 ** priceDigits;
  const bestBid = Math.ceil(mark / HUNDREDTHS) - 1;
  const bestAsk = Math.floor(mark / HUNDREDTHS) + 1;
  const spacing = Math.max(1, (mark / HUNDREDTHS) * 0.00012);
  const gap = Math.ceil(((mark / HUNDREDTHS) * GAP_PERCENT) / 100);

  const level = (ticks: number, distance: number): DepthLevel => {
    const usdt = dice.between(8_000, 30_000) * (1 + distance / 6);
    return {
      price: textOfUnits(ticks, priceDigits),
      qty: textOfUnits(Math.max(1, Math.round((usdt / price) * 10 ** qtyDigits)), qtyDigits),
    };
  };
  const ladder = (best: number, direction: 1 | -1): DepthLevel[] => {
    const levels: DepthLevel[] = [];
    for (let n = 0; n < LEVELS; n += 1) {
      const ticks = best + direction * Math.round(n * spacing);
      if (ticks > 0) levels.push(level(ticks, n));
    }
    return levels;
  };

  const behind = (side: ThinOffer['side']): number => (thin?.side === side ? gap : 0);
  const bids = ladder(bestBid - behind('bids'), -1);
  const asks = ladder(bestAsk + behind('asks'), 1);
  if (thin === undefined) return { bids, asks };
  const only = { price: thin.price, qty: thin.qty };
  return thin.side === 'bids' ? { bids: [only, ...bids], asks } : { bids, asks: [only, ...asks] };
}
