import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dec } from '../../../shared/domain/decimal.ts';
import { orderIdOf, symbolOf } from '../../../shared/domain/ids.ts';
import type { OrderTerms } from '../../../shared/domain/order.ts';
import type { ExchangePort, StreamFact } from '../../ports/exchange.ts';

/** An adapter with its exchange in the hands of the test: SOLUSDT at mark 100, tick 0.01, step 0.001, 10,000 USDT. */
export interface VenueUnderTest {
  readonly exchange: ExchangePort;
  setMark(mark: string): void;
  /** Offers exactly this much above and below 100. */
  offer(qty: string): void;
  useHedgeMode(): void;
  /** The next order is carried out, but its answer is lost. */
  loseAnswerOfOrder(): void;
  ban(ms: number): void;
  /** The next account events come twice. */
  repeatEvents(count: number): void;
  cutAccountStream(): void;
  silencePrices(): void;
  expireListenKey(): void;
  /** Requests that reached the exchange, for "nothing is sent"; the in-process one counts none. */
  requests(): number;
  stop(): Promise<void>;
}

const symbol = symbolOf('SOLUSDT');
const A = orderIdOf('vgl-abc123-1-0');
const B = orderIdOf('vgl-abc123-2-0');
const entry = (price: string, qty = '1'): OrderTerms => ({
  ...{ kind: 'limit', symbol, side: 'SELL', closes: false, positionMode: 'ONE-WAY' },
  ...{ qty: dec(qty), price: dec(price) },
});
const marketClose = (qty: string): OrderTerms => ({
  kind: 'market',
  symbol,
  side: 'BUY',
  closes: true,
  qty: dec(qty),
  positionMode: 'ONE-WAY',
});
const stop: OrderTerms = { kind: 'stop', symbol, side: 'BUY', closes: true, trigger: dec('110'), positionMode: 'ONE-WAY' };

/** What any exchange adapter must do; run on each. */
export function exchangeConformance(name: string, start: () => Promise<VenueUnderTest>): void {
  describe(`${name} keeps the contract of the exchange port`, () => {
    let venue: VenueUnderTest;
    let exchange: ExchangePort;
    let facts: StreamFact[];

    beforeEach(async () => {
      venue = await start();
      exchange = venue.exchange;
      facts = [];
      exchange.open((fact) => facts.push(fact));
      await until('both streams open', () => opened('account') === 1 && opened('prices') === 1);
    });
    afterEach(async () => {
      await exchange.close();
      await venue.stop();
    });

    const of = <T extends StreamFact['type']>(type: T) =>
      facts.filter((fact): fact is Extract<StreamFact, { type: T }> => fact.type === type);
    const opened = (stream: string) => of('StreamOpened').filter((fact) => fact.stream === stream).length;
    const lost = (stream: string) => of('StreamLost').filter((fact) => fact.stream === stream).length;
    const shortOne = async () => {
      expect(await exchange.placeOrder(A, entry('99'))).toMatchObject({ kind: 'accepted' });
      await until('filled', () => of('OrderFilled').length > 0 && of('PositionReported').length > 0);
    };

    test('an accepted order is told by the stream, with exact decimals', async () => {
      expect(await exchange.placeOrder(A, entry('101.5', '1.5'))).toMatchObject({ kind: 'accepted', venueOrderId: expect.any(String) });
      await until('told', () => of('OrderReported').length === 1);
      expect(of('OrderReported')[0]).toMatchObject({ change: 'new', order: { orderId: A, price: '101.5', qty: '1.5', status: 'open' } });
    });

    test('a refusal has a reason in our words and the code of the exchange', async () => {
      expect(await exchange.placeOrder(A, entry('101', '99999'))).toMatchObject({ kind: 'refused', reason: 'filter', code: -4005 });
      expect(await exchange.placeOrder(A, stop)).toMatchObject({ kind: 'refused', reason: 'noPositionForStop', code: -4509 });
      expect(await exchange.placeOrder(A, marketClose('1'))).toMatchObject({ kind: 'refused', reason: 'reduceOnlyRejected', code: -2022 });
    });

    test('a lost answer is unknown, and asking after it finds the order', async () => {
      venue.loseAnswerOfOrder();
      expect(await exchange.placeOrder(A, entry('101'))).toMatchObject({ kind: 'unknown' });
      expect(await exchange.queryOrder(symbol, A, 'plain')).toMatchObject({ kind: 'found', order: { orderId: A, status: 'open' } });
      expect(await exchange.queryOrder(symbol, B, 'plain')).toEqual({ kind: 'notFound' });
    });

    test('traces of an order are its open order, its history and its trades; an id that was never sent leaves none', async () => {
      const since = Date.now() - 60_000;
      expect(await exchange.traceOrder(symbol, A, 'plain', since)).toEqual({ kind: 'notFound' });
      venue.loseAnswerOfOrder();
      expect(await exchange.placeOrder(A, entry('101'))).toMatchObject({ kind: 'unknown' });
      expect(await exchange.traceOrder(symbol, A, 'plain', since)).toMatchObject({ kind: 'found', order: { status: 'open' }, fills: [] });
      await exchange.placeOrder(B, entry('99'));
      await until('filled', () => of('OrderFilled').length > 0);
      expect(await exchange.traceOrder(symbol, B, 'plain', since)).toMatchObject({
        kind: 'found',
        order: { orderId: B, status: 'filled', filledQty: '1' },
        fills: [{ tradeId: of('OrderFilled')[0]?.fill.tradeId, qty: '1' }],
      });
      const C = orderIdOf('vgl-abc123-5-0');
      await exchange.placeOrder(C, stop);
      expect(await exchange.traceOrder(symbol, C, 'conditional', since)).toMatchObject({ kind: 'found', order: { book: 'conditional' } });
    });

    test('a partial fill told twice bears the same trade id', async () => {
      venue.offer('0.4');
      venue.repeatEvents(20);
      await exchange.placeOrder(A, entry('99.5'));
      await until('told twice', () => of('OrderFilled').length >= 2);
      const [first, second] = of('OrderFilled');
      expect(first).toMatchObject({ forced: false, order: { orderId: A, status: 'open', filledQty: '0.4' }, fill: { qty: '0.4' } });
      expect(second).toEqual(first);
      expect(await exchange.cancelOrder(symbol, A, undefined, 'plain')).toMatchObject({ order: { status: 'cancelled', filledQty: '0.4' } });
    });

    test('a filled order cannot be cancelled, and the query tells why', async () => {
      await shortOne();
      expect(await exchange.cancelOrder(symbol, A, undefined, 'plain')).toMatchObject({ kind: 'refused', reason: 'orderNotOpen' });
      expect(await exchange.queryOrder(symbol, A, 'plain')).toMatchObject({ order: { status: 'filled', filledQty: '1' } });
    });

    test('the account shows both books, the position and the mode', async () => {
      await shortOne();
      expect(await exchange.placeOrder(B, stop)).toMatchObject({ kind: 'accepted' });
      await exchange.placeOrder(orderIdOf('vgl-abc123-3-0'), entry('115'));
      const reading = await exchange.readAccount();
      expect(reading).toMatchObject({ kind: 'read', value: { positions: [{ symbol, amount: '-1' }], positionMode: 'ONE-WAY' } });
      const books = reading.kind === 'read' ? reading.value.orders.map(({ book, orderId }) => `${book} ${orderId}`) : [];
      expect(books.sort()).toEqual([`conditional ${B}`, 'plain vgl-abc123-3-0']);
      expect(await exchange.placeOrder(orderIdOf('vgl-abc123-4-0'), stop)).toMatchObject({ reason: 'stopAlreadyExists' });
      expect(await exchange.cancelSymbolOrders(symbol, 'plain')).toEqual({ kind: 'accepted' });
      expect(await exchange.cancelOrder(symbol, B, undefined, 'conditional')).toEqual({ kind: 'accepted', order: undefined });
    });

    test('a stop that triggers closes the position, and the query tells its fill', async () => {
      await shortOne();
      await exchange.placeOrder(B, stop);
      venue.setMark('111');
      await until('closed', () => of('PositionReported').some(({ position }) => position.amount === '0'));
      expect(await exchange.queryOrder(symbol, B, 'conditional')).toMatchObject({ order: { status: 'filled', filledQty: '1' } });
    });

    test('orders made for the other position mode are refused as such; the right ones pass', async () => {
      venue.useHedgeMode();
      expect(await exchange.placeOrder(A, entry('99'))).toMatchObject({ kind: 'refused', reason: 'positionSideMismatch' });
      expect(await exchange.placeOrder(A, { ...entry('99'), positionMode: 'HEDGE' })).toMatchObject({ kind: 'accepted' });
      await until('short', () => of('PositionReported').some(({ position }) => position.positionSide === 'SHORT'));
      expect(await exchange.placeOrder(B, { ...marketClose('1'), positionMode: 'HEDGE' })).toMatchObject({ kind: 'accepted' });
      expect(await exchange.readEntryConditions(symbol)).toMatchObject({ value: { positionMode: 'HEDGE' } });
    });

    test('leverage 1 and isolated margin can be set and read back; already so is accepted', async () => {
      for (let n = 0; n < 2; n += 1) {
        expect(await exchange.setLeverage(symbol)).toEqual({ kind: 'accepted' });
        expect(await exchange.setMarginType(symbol)).toEqual({ kind: 'accepted' });
      }
      expect(await exchange.readEntryConditions(symbol)).toMatchObject({ value: { leverage: 1, marginType: 'ISOLATED' } });
    });

    test('markets, candles, clock and prices can be read', async () => {
      expect(await exchange.readMarkets()).toMatchObject({ value: [{ symbol, tradable: true, tickSize: '0.01', marketMaxQty: '2000' }] });
      const candles = await exchange.readCandles(symbol, 3);
      expect(candles.kind === 'read' && candles.value.map(({ openTime }) => openTime % 180_000)).toEqual([0, 0, 0]);
      expect(await exchange.readClock()).toMatchObject({ kind: 'read' });
      expect(await exchange.readMarkPrices([])).toMatchObject({ value: { source: 'rest', prices: { [symbol]: '100' } } });
    });

    test('during a ban everything is answered here, with its end', async () => {
      venue.ban(60_000);
      await exchange.readClock();
      const before = venue.requests();
      const banned = { reason: 'banned', until: expect.any(Number) };
      expect(await exchange.placeOrder(A, marketClose('1'))).toMatchObject(banned);
      expect(await exchange.cancelOrder(symbol, A, undefined, 'plain')).toMatchObject(banned);
      expect(await exchange.readAccount()).toMatchObject(banned);
      expect(await exchange.queryOrder(symbol, A, 'plain')).toMatchObject({ kind: 'failed', until: expect.any(Number) });
      expect(await exchange.traceOrder(symbol, A, 'plain', 0)).toMatchObject({ kind: 'failed', until: expect.any(Number) });
      expect(exchange.weight().bannedUntil).toBeGreaterThan(Date.now());
      expect(venue.requests()).toBe(before);
    });

    test('a cut account stream is told and comes back', async () => {
      venue.cutAccountStream();
      await until('back', () => lost('account') === 1 && opened('account') === 2);
      await exchange.placeOrder(A, entry('101'));
      await until('heard again', () => of('OrderReported').length === 1);
    });

    test('a listenKey that expires is replaced', async () => {
      venue.expireListenKey();
      await until('back', () => lost('account') === 1 && opened('account') === 2);
      await exchange.placeOrder(A, entry('101'));
      await until('heard again', () => of('OrderReported').length === 1);
    });

    test('a price stream that falls silent is noticed', async () => {
      venue.silencePrices();
      await until('noticed', () => lost('prices') === 1);
    });
  });
}

async function until(what: string, met: () => boolean): Promise<void> {
  const deadline = performance.now() + 4_000;
  while (!met()) {
    if (performance.now() > deadline) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
