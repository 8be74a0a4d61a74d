import type { Price } from '../../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../../shared/domain/ids.ts';
import type { PriceFact } from '../../../core/event.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import type { StreamFact } from '../../../ports/exchange.ts';
import type { MarketFeed } from '../../../simulator/matching/market-feed.ts';
import type { Venue } from '../../../simulator/matching/venue.ts';
import { factsOf } from './venue-words.ts';

const FRAME_MS = 1_000;

export function markPricesOf(feed: MarketFeed, at: number): Omit<Extract<PriceFact, { type: 'MarkPricesArrived' }>, 'source'> {
  const prices: Record<MarketSymbol, Price> = {};
  for (const { symbol } of feed.symbols()) {
    const mark = feed.quote(symbol)?.mark;
    if (mark !== undefined) prices[symbol] = mark;
  }
  return { type: 'MarkPricesArrived', venueAt: at, prices };
}

export interface StreamOptions {
  readonly venue: Venue;
  readonly accountId: string;
  readonly clock: ClockPort;
  readonly delayMs: number;
  readonly tell: (fact: StreamFact) => void;
}

/**
 * Both streams. Facts are told from a timer, never from inside the venue: whoever hears them may place an order at once,
 * and the venue must not be changed while it is still telling.
 */
export class SimulatedStreams {
  readonly #options: StreamOptions;
  readonly #timers = new Set<() => void>();
  readonly #stopListening: () => void;
  readonly #open = { prices: false, account: false };
  #twice = 0;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#stopListening = options.venue.listen((event) => {
      if (event.accountId !== options.accountId || !this.#open.account) return;
      for (const fact of factsOf(event)) this.#tellAccount(fact);
    });
    this.#opens('prices', options.delayMs);
    this.#opens('account', options.delayMs);
    this.#frame();
  }

  cut(stream: 'prices' | 'account', forMs: number): void {
    if (this.#open[stream]) this.#later(0, () => this.#options.tell({ type: 'StreamLost', stream, why: 'cut' }));
    this.#open[stream] = false;
    this.#opens(stream, forMs);
  }

  tellTwice(facts: number): void {
    this.#twice += facts;
  }

  close(): void {
    this.#stopListening();
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  #opens(stream: 'prices' | 'account', afterMs: number): void {
    this.#later(afterMs, () => {
      this.#open[stream] = true;
      this.#options.tell({ type: 'StreamOpened', stream });
    });
  }

  #tellAccount(fact: StreamFact): void {
    const times = this.#twice > 0 ? 2 : 1;
    this.#twice = Math.max(0, this.#twice - 1);
    for (let n = 0; n < times; n += 1) this.#later(this.#options.delayMs, () => this.#options.tell(fact));
  }

  #frame(): void {
    const { venue, clock, tell } = this.#options;
    this.#later(FRAME_MS, () => {
      venue.passTime(clock.now());
      if (this.#open.prices) tell({ source: 'stream', ...markPricesOf(venue.feed, clock.now()) });
      this.#frame();
    });
  }

  #later(delayMs: number, run: () => void): void {
    const cancel = this.#options.clock.after(delayMs, () => {
      this.#timers.delete(cancel);
      run();
    });
    this.#timers.add(cancel);
  }
}
