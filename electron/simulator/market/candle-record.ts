import { type CandleInterval, intervalMs } from '../matching/market-feed.ts';
import type { Prng } from './prng.ts';

/** Prices in ticks, volume in quantity steps. */
export interface TickCandle {
  readonly openTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

export interface CandleRecord {
  /** A trade at this price: the forming candles grow. */
  trade(at: number, price: number, volume: number): void;
  /** Oldest first, at most `limit`, none that opens after `upTo`. */
  read(interval: CandleInterval, limit: number, upTo: number): readonly TickCandle[];
  /** The last minutes that really happened, oldest first, the forming one last; never empty. */
  lived(atMost: number): readonly TickCandle[];
}

const MINUTE = intervalMs['1m'];
/** Enough for 210 candles of fifteen minutes. */
export const MINUTES_KEPT = 210 * 15;

export interface HistoryTerms {
  /** Minutes that happened already, oldest first; the last one goes on. */
  readonly lived: readonly [TickCandle, ...TickCandle[]];
  /** Deviation of the price per second, as a share. */
  readonly volatility: number;
  readonly usualVolume: number;
  readonly dice: Prng;
}

/**
 * Candles of one symbol: an invented past that ends where the first lived minute opened, and what really happened since. Only minutes are kept; longer
 * candles are joined from them when asked for, so the three intervals can never disagree.
 */
export function createCandleRecord(terms: HistoryTerms): CandleRecord {
  const lived: TickCandle[] = [...terms.lived];
  let invented: readonly TickCandle[] | undefined;

  // Invented when first looked at: a past for each of sixty symbols would cost every start, and few are ever shown.
  const minutes = (): readonly TickCandle[] => {
    invented ??= inventPast(terms);
    return [...invented.slice(Math.min(invented.length, lived.length)), ...lived];
  };

  return {
    trade(at, price, volume) {
      const openTime = Math.floor(at / MINUTE) * MINUTE;
      const before = lived.at(-1) as TickCandle;
      // The machine slept: flat candles, because a minute without trades has its candle too.
      const gapFrom = Math.max(before.openTime + MINUTE, openTime - (MINUTES_KEPT - 1) * MINUTE);
      for (let gap = gapFrom; gap <= openTime; gap += MINUTE) lived.push(flat(gap, before.close));
      if (lived.length > MINUTES_KEPT) lived.splice(0, lived.length - MINUTES_KEPT);
      const forming = lived.at(-1) as TickCandle;
      lived[lived.length - 1] = {
        ...forming,
        high: Math.max(forming.high, price),
        low: Math.min(forming.low, price),
        close: price,
        volume: forming.volume + volume,
      };
    },
    read(interval, limit, upTo) {
      const all = minutes();
      const joined: TickCandle[] = [];
      for (let at = all.length - 1; at >= 0 && joined.length <= limit; at -= 1) {
        const minute = all[at] as TickCandle;
        const openTime = Math.floor(minute.openTime / intervalMs[interval]) * intervalMs[interval];
        if (openTime > upTo) continue;
        const later = joined.at(-1);
        if (later?.openTime === openTime) joined[joined.length - 1] = joinEarlier(minute, later);
        else joined.push({ ...minute, openTime });
      }
      // One more than asked for was begun so that the last one is whole; it may be a mere part itself.
      return joined.slice(0, limit).reverse();
    },
    lived: (atMost) => lived.slice(-atMost),
  };
}

/** The minute of `at`, when nothing happened in it yet. */
export const firstMinute = (at: number, price: number): TickCandle => flat(Math.floor(at / MINUTE) * MINUTE, price);

const flat = (openTime: number, price: number): TickCandle => ({ openTime, open: price, high: price, low: price, close: price, volume: 0 });

const joinEarlier = (minute: TickCandle, later: TickCandle): TickCandle => ({
  openTime: later.openTime,
  open: minute.open,
  high: Math.max(minute.high, later.high),
  low: Math.min(minute.low, later.low),
  close: later.close,
  volume: minute.volume + later.volume,
});

/** Walks backward from the first lived minute, so that the past joins the present without a jump whatever the dice say. */
function inventPast({ lived: [first], volatility, usualVolume, dice }: HistoryTerms): readonly TickCandle[] {
  const perMinute = volatility * Math.sqrt(60);
  const candles: TickCandle[] = [];
  let close = first.open;
  for (let openTime = first.openTime - MINUTE; candles.length < MINUTES_KEPT; openTime -= MINUTE) {
    const open = Math.max(1, Math.round(close * (1 + perMinute * dice.bell()) + (first.open - close) * 0.004));
    const high = Math.round(Math.max(open, close) * (1 + perMinute * 0.6 * dice.next()));
    const low = Math.max(1, Math.round(Math.min(open, close) * (1 - perMinute * 0.6 * dice.next())));
    candles.push({ openTime, open, high, low, close, volume: Math.round(usualVolume * 60 * dice.between(0.4, 1.8)) });
    close = open;
  }
  return candles.reverse();
}
