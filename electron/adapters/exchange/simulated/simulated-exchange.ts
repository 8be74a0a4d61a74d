import type { MarketSymbol, OrderId } from '../../../../shared/domain/ids.ts';
import { venueOrderIdOf } from '../../../../shared/domain/ids.ts';
import { type Balances, type Book, type OrderTerms, positionSideOf, type VenueOrder } from '../../../../shared/domain/order.ts';
import type { Result } from '../../../../shared/domain/result.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import type { ExchangePort, QueryOutcome, SetOutcome, TraceOutcome } from '../../../ports/exchange.ts';
import type { Venue } from '../../../simulator/matching/venue.ts';
import type { VenueError } from '../../../simulator/matching/venue-error.ts';
import { type Answer, refusedBy, type SimulatedFaults, SimulatedLine } from './simulated-line.ts';
import { markPricesOf, SimulatedStreams } from './simulated-streams.ts';
import { fillOf, marketRulesOf, venueAlgoOf, venueOrderOf, venuePositionOf } from './venue-words.ts';

type Traced = Extract<TraceOutcome, { kind: 'found' }>;

export interface SimulatedExchangeOptions {
  readonly venue: Venue;
  readonly accountId: string;
  readonly clock: ClockPort;
  /** There and back, ms. */
  readonly latencyMs?: number;
}

/** The matching engine behind the port, without a wire: for simulation in virtual time. */
export function createSimulatedExchange(options: SimulatedExchangeOptions): {
  readonly exchange: ExchangePort;
  readonly faults: SimulatedFaults;
} {
  const { venue, accountId, clock } = options;
  const latencyMs = options.latencyMs ?? 10;
  const line = new SimulatedLine(clock, latencyMs);
  let streams: SimulatedStreams | undefined;
  let closed = false;

  const balances = (): Balances => {
    const { wallet, available } = venue.account(accountId);
    return { wallet, available };
  };
  const orders = (): readonly VenueOrder[] => [
    ...venue.openOrders(accountId).map(venueOrderOf),
    ...venue.waitingAlgos(accountId).map(venueAlgoOf),
  ];
  const find = (symbol: MarketSymbol, orderId: OrderId, book: Book): VenueOrder | undefined => {
    if (book === 'plain') {
      const order = venue.findOrder(accountId, symbol, { clientOrderId: orderId });
      return order && venueOrderOf(order);
    }
    const algo = venue.findAlgo(accountId, { clientAlgoId: orderId });
    return algo && venueAlgoOf(algo);
  };

  const exchange: ExchangePort = {
    open(tell) {
      if (closed || streams !== undefined) return;
      streams = new SimulatedStreams({ venue, accountId, clock, delayMs: latencyMs / 2, tell });
    },
    async close() {
      closed = true;
      streams?.close();
      line.close();
    },

    readMarkets: () => line.read('markets', () => venue.feed.symbols().map(marketRulesOf)),
    readClock: () => line.read('clock', () => ({ offsetMs: 0, roundTripMs: latencyMs })),
    readCandles: (symbol, limit, interval = '3m') =>
      line.read('candles', () =>
        venue.feed
          .candles(symbol, interval, limit, clock.now())
          .map(({ openTime, open, high, low, close }) => ({ openTime, open, high, low, close })),
      ),
    readAccount: () =>
      line.read('account', () => ({
        orders: orders(),
        positions: venue
          .account(accountId)
          .positions.filter(({ amount }) => amount !== '0')
          .map((position) => venuePositionOf(position, position.updateTime)),
        balances: balances(),
        positionMode: venue.mode(accountId),
      })),
    readEntryConditions: (symbol) =>
      line.read('symbolConfig', () => {
        const { leverage, marginType } = venue.config(accountId, symbol);
        return { leverage, marginType, positionMode: venue.mode(accountId), balances: balances() };
      }),
    readBalances: () => line.read('balances', balances),
    readMarkPrices: () => line.read('markPrices', () => ({ source: 'rest' as const, ...markPricesOf(venue.feed, clock.now()) })),

    setLeverage: async (symbol) => setOutcomeOf(await line.ask('set', () => venue.setLeverage(accountId, symbol, 1, clock.now()))),
    setMarginType: async (symbol) => setOutcomeOf(await line.ask('set', () => venue.setMarginType(accountId, symbol, 'ISOLATED'))),

    async placeOrder(orderId, terms) {
      const answer = settled(await line.ask('place', () => place(venue, accountId, orderId, terms, clock.now())));
      return answer.kind === 'answered' ? { kind: 'accepted', venueOrderId: venueOrderIdOf(answer.value) } : answer;
    },
    async cancelOrder(symbol, orderId, _venueOrderId, book) {
      if (book === 'conditional') {
        const answer = settled(await line.ask('cancel', () => venue.cancelAlgo(accountId, { clientAlgoId: orderId }, clock.now())));
        return answer.kind === 'answered' ? { kind: 'accepted', order: undefined } : answer;
      }
      const answer = settled(await line.ask('cancel', () => venue.cancelOrder(accountId, symbol, { clientOrderId: orderId }, clock.now())));
      return answer.kind === 'answered' ? { kind: 'accepted', order: venueOrderOf(answer.value) } : answer;
    },
    async cancelSymbolOrders(symbol, book) {
      const answer = await line.ask('cancel', () =>
        book === 'plain' ? venue.cancelAllOrders(accountId, symbol, clock.now()) : venue.cancelAllAlgos(accountId, symbol, clock.now()),
      );
      return answer.kind === 'answered' ? { kind: 'accepted' } : answer;
    },
    async queryOrder(symbol, orderId, book) {
      const answer = await line.ask('query', () => find(symbol, orderId, book));
      if (answer.kind !== 'answered') return notAnswered(answer);
      return answer.value === undefined ? { kind: 'notFound' } : { kind: 'found', order: answer.value };
    },
    async traceOrder(symbol, orderId, book) {
      const answer = await line.ask('query', () => trace(venue, accountId, find(symbol, orderId, book)));
      if (answer.kind !== 'answered') return notAnswered(answer);
      return answer.value === undefined ? { kind: 'notFound' } : { kind: 'found', ...answer.value };
    },
    weight: () => ({ usedWeight: 0, weightLimit: 2400, orders10s: 0, orders1m: 0, bannedUntil: line.bannedUntil }),
  };

  return {
    exchange,
    faults: {
      loseAnswer: (kind) => line.fail(kind, 'loseAnswer'),
      loseRequest: (kind) => line.fail(kind, 'loseRequest'),
      refuse: (kind, code, message = 'injected') => line.fail(kind, { code, message }),
      ban: (ms) => line.ban(ms),
      cutStream: (stream, forMs) => streams?.cut(stream, forMs),
      tellTwice: (facts) => streams?.tellTwice(facts),
    },
  };
}

function place(venue: Venue, accountId: string, orderId: OrderId, terms: OrderTerms, at: number): Result<number, VenueError> {
  const { symbol, side } = terms;
  // The same words that the wire would carry (W27, W28), so that the venue judges them by the same rules.
  const positionSide = positionSideOf(terms);
  if (terms.kind === 'stop') {
    const request = { symbol, side, type: 'STOP_MARKET', triggerPrice: terms.trigger, clientAlgoId: orderId, closePosition: true } as const;
    const placed = venue.placeAlgo(accountId, { ...request, positionSide, workingType: 'MARK_PRICE' }, at);
    return placed.ok ? { ok: true, value: placed.value.algoId } : placed;
  }
  const limit =
    terms.kind === 'limit' ? ({ type: 'LIMIT', price: terms.price, timeInForce: 'GTC' } as const) : ({ type: 'MARKET' } as const);
  const reduceOnly = terms.closes && !positionSide ? true : undefined;
  const placed = venue.placeOrder(
    accountId,
    { symbol, side, ...limit, qty: terms.qty, clientOrderId: orderId, reduceOnly, positionSide },
    at,
  );
  return placed.ok ? { ok: true, value: placed.value.orderId } : placed;
}

function trace(venue: Venue, accountId: string, order: VenueOrder | undefined): Omit<Traced, 'kind'> | undefined {
  if (!order) return undefined;
  // What a triggered stop traded was traded by the plain order it became.
  const venueId = order.spawnedVenueOrderId ?? order.venueOrderId;
  const fills = venue.trades(accountId).filter((trade) => venueOrderIdOf(trade.orderId) === venueId && trade.symbol === order.symbol);
  return { order, fills: fills.map(fillOf) };
}

function notAnswered(answer: Exclude<Answer<unknown>, { kind: 'answered' }>): Exclude<QueryOutcome, { kind: 'found' }> {
  if (answer.kind === 'unknown') return { kind: 'failed', why: answer.why };
  if (answer.reason === 'orderNotFound') return { kind: 'notFound' };
  return { kind: 'failed', why: answer.message, ...(answer.until !== undefined && { until: answer.until }) };
}

function settled<T>(answer: Answer<Result<T, VenueError>>): Answer<T> {
  if (answer.kind !== 'answered') return answer;
  return answer.value.ok ? { kind: 'answered', value: answer.value.value } : refusedBy(answer.value.error);
}

function setOutcomeOf(answer: Answer<Result<unknown, VenueError>>): SetOutcome {
  const reply = settled(answer);
  if (reply.kind === 'answered' || (reply.kind === 'refused' && reply.reason === 'alreadySo')) return { kind: 'accepted' };
  return reply;
}
