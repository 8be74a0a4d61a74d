import type { Price } from '../../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../../shared/domain/ids.ts';
import type { ExchangePort } from '../../../ports/exchange.ts';
import type { VenueKeys } from '../../../ports/venue-keys.ts';
import { AccountReader, readingOf } from './account-reader.ts';
import { AccountStream } from './account-stream.ts';
import { decodeCandles, decodeMarkets, decodePremiumIndex } from './decode-market.ts';
import { OrderDesk } from './order-desk.ts';
import { traceOrder } from './order-trace.ts';
import { openPriceStream } from './price-stream.ts';
import { defaultPace, type StreamPace } from './stream-pace.ts';
import { streamUrls } from './stream-urls.ts';
import { type LineOptions, VenueLine } from './venue-line.ts';
import type { WatchedSocket } from './watched-socket.ts';

export interface CcxtExchangeOptions extends LineOptions {
  /** Base of the streams, for instance wss://fstream.binance.com/ws. */
  readonly wsUrl: string;
  readonly pace?: Partial<StreamPace>;
  /** 0 ≤ chance < 1, for the back-off; the simulation gives its own dice. */
  readonly chance?: () => number;
  /** Oddities that change no outcome, for the log: exchangeInfo rows left out. */
  readonly noticed?: (what: string) => void;
}

export interface CcxtExchange extends ExchangePort {
  /** For an exchange that was opened without keys; does nothing when it has some. */
  useKeys(keys: VenueKeys): void;
}

/** Binance USDⓈ-M, or whatever speaks its dialect at the given addresses. */
export function createCcxtExchange(options: CcxtExchangeOptions): CcxtExchange {
  const { clock } = options;
  const pace = { ...defaultPace, ...options.pace };
  const chance = options.chance ?? Math.random;
  const urls = streamUrls(options.wsUrl);
  const line = new VenueLine(options);
  const desk = new OrderDesk(line);
  let streams: { readonly prices: WatchedSocket; readonly account: AccountStream } | undefined;
  const reader = new AccountReader(line, clock, () => streams?.account.changesHeard());
  let closed = false;

  async function readPremiumIndex(symbol: MarketSymbol | undefined) {
    const answer = await line.ask({
      weight: symbol === undefined ? 10 : 1,
      priority: 'open',
      send: (client) => client.fapiPublicGetPremiumIndex(symbol === undefined ? {} : { symbol }),
    });
    return readingOf('markPrices', answer, decodePremiumIndex);
  }

  return {
    open(tell) {
      if (closed || streams !== undefined) return;
      line.whenHeld((until) => tell({ type: 'RequestsHeld', until }));
      streams = {
        prices: openPriceStream({ url: urls.prices, clock, pace, chance, tell }),
        account: new AccountStream({ urlFor: urls.account, line, clock, pace, chance, tell }),
      };
    },

    async close() {
      closed = true;
      streams?.prices.close();
      streams?.account.close();
      await line.close();
    },

    async readMarkets() {
      const answer = await line.ask({ weight: 1, priority: 'watch', send: (client) => client.fapiPublicGetExchangeInfo() });
      const reading = readingOf('markets', answer, decodeMarkets);
      if (reading.kind === 'unread') return reading;
      const { markets, leftOut, limits } = reading.value;
      line.budget.limitsRead(limits);
      if (leftOut > 0) options.noticed?.(`exchangeInfo: ${leftOut} unreadable rows left out`);
      return { kind: 'read', value: markets };
    },

    readClock: () => line.readClock(),

    async readCandles(symbol, limit, interval = '3m') {
      const params = { interval, limit: String(limit), symbol };
      const weight = limit < 100 ? 1 : limit < 500 ? 2 : limit <= 1000 ? 5 : 10;
      const answer = await line.ask({ weight, priority: 'watch', send: (client) => client.fapiPublicGetKlines(params) });
      return readingOf('candles', answer, decodeCandles);
    },

    readAccount: () => reader.readAccount(),
    readEntryConditions: (symbol) => reader.readEntryConditions(symbol),
    readBalances: () => reader.readBalances(),

    async readMarkPrices(symbols) {
      // All symbols at once weigh ten; a few one by one weigh as many.
      const asked = symbols.length > 0 && symbols.length < 10 ? symbols : [undefined];
      const readings = await Promise.all(asked.map((symbol) => readPremiumIndex(symbol)));
      let prices: Readonly<Record<MarketSymbol, Price>> = {};
      let venueAt = Number.POSITIVE_INFINITY;
      for (const reading of readings) {
        if (reading.kind === 'unread') return reading;
        prices = { ...prices, ...reading.value.prices };
        venueAt = Math.min(venueAt, reading.value.venueAt);
      }
      return { kind: 'read', value: { type: 'MarkPricesArrived', source: 'rest', venueAt, prices } };
    },

    setLeverage: (symbol) => desk.setLeverage(symbol),
    setMarginType: (symbol) => desk.setMarginType(symbol),

    async placeOrder(orderId, terms) {
      // Whether the stream tells triggers of the second book by the same path was never seen on the real exchange (README).
      const account = terms.kind === 'stop' ? undefined : streams?.account;
      account?.sending(orderId);
      const outcome = await desk.place(orderId, terms);
      account?.answered(orderId, outcome.kind === 'accepted');
      if (outcome.kind === 'refused' && outcome.reason === 'positionSideMismatch') reader.forgetMode();
      return outcome;
    },

    // By our own id always: it is known even when the answer that named theirs was lost.
    cancelOrder: (symbol, orderId, _venueOrderId, book) => desk.cancel(symbol, orderId, book),
    cancelSymbolOrders: (symbol, book) => desk.cancelSymbol(symbol, book),
    queryOrder: (symbol, orderId, book) => desk.query(symbol, orderId, book),
    traceOrder: (symbol, orderId, book, since) => traceOrder(line, symbol, orderId, book, since),
    weight: () => line.budget.use(),
    useKeys: (keys) => line.useKeys(keys),
  };
}
