import { type MarketSymbol, symbolOf } from '../../../shared/domain/ids.ts';
import { type CandleInterval, intervalMs, type MarketFeed } from '../matching/market-feed.ts';
import { klineEvent, markPriceJson } from './market-json.ts';

/** Builds the frames of one beat; each stream's text is made once however many listen. */
export class MarketFrames {
  readonly #feed: MarketFeed;
  /** Open time of the candle last shown, per kline stream: its final frame is due when the next one opens. */
  readonly #shown = new Map<string, number>();

  constructor(feed: MarketFeed) {
    this.#feed = feed;
  }

  /** Payloads of each wanted stream, in order. Unknown stream names stay silent, as on the real exchange. */
  beat(streams: ReadonlySet<string>, at: number): ReadonlyMap<string, readonly string[]> {
    const frames = new Map<string, readonly string[]>();
    for (const stream of streams) frames.set(stream, this.#framesOf(stream, at));
    for (const stream of this.#shown.keys()) if (!streams.has(stream)) this.#shown.delete(stream);
    return frames;
  }

  #framesOf(stream: string, at: number): readonly string[] {
    if (/^!markPrice@arr(@1s)?$/.test(stream)) return this.#allMarks(at);
    const [, name, kind, interval] = /^([^@]+)@(markPrice|kline)(?:@1s|_(\w+))?$/.exec(stream) ?? [];
    if (name === undefined) return [];
    const symbol = symbolOf(name.toUpperCase());
    if (kind === 'markPrice') {
      const quote = this.#feed.quote(symbol);
      return quote === undefined ? [] : [JSON.stringify(markPriceJson(symbol, quote, at))];
    }
    return interval !== undefined && interval in intervalMs ? this.#klines(stream, symbol, interval as CandleInterval, at) : [];
  }

  /** Stocks and metals come in a message of their own. */
  #allMarks(at: number): readonly string[] {
    const coins: unknown[] = [];
    const others: unknown[] = [];
    for (const rules of this.#feed.symbols()) {
      const quote = this.#feed.quote(rules.symbol);
      if (quote === undefined) continue;
      (rules.contractType.startsWith('TRADIFI') ? others : coins).push(markPriceJson(rules.symbol, quote, at));
    }
    return [coins, others].filter((rows) => rows.length > 0).map((rows) => JSON.stringify(rows));
  }

  #klines(stream: string, symbol: MarketSymbol, interval: CandleInterval, at: number): readonly string[] {
    const candles = this.#feed.candles(symbol, interval, 2, at);
    const forming = candles.at(-1);
    if (forming === undefined) return [];
    const before = this.#shown.get(stream);
    this.#shown.set(stream, forming.openTime);
    const ended = before !== undefined && before < forming.openTime ? candles.at(-2) : undefined;
    const final = ended === undefined ? [] : [JSON.stringify(klineEvent(symbol, interval, ended, true, at))];
    return [...final, JSON.stringify(klineEvent(symbol, interval, forming, false, at))];
  }
}
