import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dec } from '../../../../shared/domain/decimal.ts';
import { orderIdOf, symbolOf } from '../../../../shared/domain/ids.ts';
import type { OrderTerms } from '../../../../shared/domain/order.ts';
import type { ExchangePort } from '../../../ports/exchange.ts';
import { createCcxtExchange } from './ccxt-exchange.ts';
import { API_KEY, API_SECRET, type FakeVenue, type Reply, realClock, startFakeVenue } from './fake-venue.ts';
import { RequestBudget } from './request-budget.ts';

const symbol = symbolOf('BTCUSDT');
const orderId = orderIdOf('vgl-abc123-1-0');
const close: OrderTerms = { kind: 'market', symbol, side: 'BUY', closes: true, qty: dec('0.01'), positionMode: 'ONE-WAY' };
const entry: OrderTerms = { ...close, kind: 'limit', side: 'SELL', closes: false, price: dec('1') };

/** Every call of the port, with what it answers when nothing may be sent. */
const everyCall: readonly [string, (exchange: ExchangePort) => Promise<object>][] = [
  ['readMarkets', (exchange) => exchange.readMarkets()],
  ['readClock', (exchange) => exchange.readClock()],
  ['readCandles', (exchange) => exchange.readCandles(symbol, 3)],
  ['readAccount', (exchange) => exchange.readAccount()],
  ['readEntryConditions', (exchange) => exchange.readEntryConditions(symbol)],
  ['readBalances', (exchange) => exchange.readBalances()],
  ['readMarkPrices', (exchange) => exchange.readMarkPrices([])],
  ['setLeverage', (exchange) => exchange.setLeverage(symbol)],
  ['setMarginType', (exchange) => exchange.setMarginType(symbol)],
  ['placeOrder (entry)', (exchange) => exchange.placeOrder(orderId, entry)],
  ['placeOrder (close)', (exchange) => exchange.placeOrder(orderId, close)],
  ['cancelOrder', (exchange) => exchange.cancelOrder(symbol, orderId, undefined, 'plain')],
  ['cancelSymbolOrders', (exchange) => exchange.cancelSymbolOrders(symbol, 'conditional')],
  ['queryOrder', (exchange) => exchange.queryOrder(symbol, orderId, 'plain')],
];

describe('through the exchange', () => {
  let venue: FakeVenue;
  let exchange: ExchangePort;
  beforeEach(async () => {
    venue = await startFakeVenue();
    exchange = createCcxtExchange({ ...venue, apiKey: API_KEY, apiSecret: API_SECRET, clock: realClock, answerWithinMs: 1_000 });
  });
  afterEach(async () => {
    await exchange.close();
    await venue.stop();
  });

  const banEnd = Date.now() + 600_000;
  const bans: readonly [string, Reply, string, number][] = [
    [
      '418 with its end in the text',
      { status: 418, body: { code: -1003, msg: `Way too many requests; IP(1.2.3.4) banned until ${banEnd}. Please` } },
      'banned',
      banEnd,
    ],
    ['418 without a time', { status: 418, body: '' }, 'banned', Date.now() + 120_000],
    ['418 with Retry-After', { status: 418, body: '', headers: { 'retry-after': '300' } }, 'banned', Date.now() + 300_000],
    [
      '429 with Retry-After',
      { status: 429, body: { code: -1003, msg: 'Too many requests' }, headers: { 'Retry-After': '45' } },
      'rateLimited',
      Date.now() + 45_000,
    ],
    ['403 of the firewall', { status: 403, body: '<html>' }, 'rateLimited', Date.now() + 60_000],
  ];
  test.each(bans)('after %s every call is answered here and nothing is sent', async (_title, reply, reason, end) => {
    venue.answer('POST /fapi/v1/order', reply);
    const first = await exchange.placeOrder(orderId, close);
    expect(first).toMatchObject({ kind: 'refused', reason });
    expect(first.kind === 'refused' && Math.abs((first.until ?? 0) - end)).toBeLessThan(4_000);
    for (const [call, make] of everyCall) {
      const answer = await make(exchange);
      if (call === 'queryOrder') expect(answer).toMatchObject({ kind: 'failed', until: expect.any(Number) });
      else expect([call, answer]).toMatchObject([call, { reason, until: expect.any(Number) }]);
    }
    expect(venue.sent).toHaveLength(1);
    expect(exchange.weight().bannedUntil).toBeGreaterThan(Date.now());
  });

  test('a 429 without a time ends with the minute of the exchange', async () => {
    venue.answer('POST /fapi/v1/order', { status: 429, body: { code: -1003, msg: 'Too many requests' } });
    const outcome = await exchange.placeOrder(orderId, close);
    expect(outcome.kind === 'refused' && (outcome.until ?? 0) % 60_000).toBe(500);
  });

  test('"too many requests" with HTTP 500 and no time is a pause of five seconds, not a minute of blindness', async () => {
    venue.answer('POST /fapi/v1/order', { status: 500, body: { code: -1003, msg: 'Too many requests' } });
    const before = Date.now();
    const outcome = await exchange.placeOrder(orderId, close);
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'rateLimited', code: -1003 });
    const until = outcome.kind === 'refused' ? (outcome.until ?? 0) : 0;
    expect(until).toBeGreaterThanOrEqual(before + 5000);
    expect(until).toBeLessThanOrEqual(Date.now() + 5000);
  });

  test('a 429 without a time never ends before the next minute, whatever its code', async () => {
    venue.answer('POST /fapi/v1/order', { status: 429, body: '' });
    const before = Date.now();
    const outcome = await exchange.placeOrder(orderId, close);
    const until = outcome.kind === 'refused' ? (outcome.until ?? 0) : 0;
    expect(until - 500).toBeGreaterThan(before);
    expect(until % 60_000).toBe(500);
  });

  test('a ban known from an earlier run is kept', async () => {
    const again = createCcxtExchange({
      ...venue,
      apiKey: API_KEY,
      apiSecret: API_SECRET,
      clock: realClock,
      bannedUntil: Date.now() + 9_000,
    });
    expect(await again.placeOrder(orderId, close)).toMatchObject({ reason: 'banned' });
    expect(venue.sent).toEqual([]);
    await again.close();
  });

  test('the exchange tells the used weight in its headers', async () => {
    venue.answer('GET /fapi/v1/time', {
      body: { serverTime: Date.now() },
      headers: { 'X-MBX-USED-WEIGHT-1M': '1300', 'X-MBX-ORDER-COUNT-10S': '4' },
    });
    await exchange.readClock();
    expect(exchange.weight()).toMatchObject({ usedWeight: 1300, orders10s: 4, weightLimit: 2400 });
    expect(await exchange.readCandles(symbol, 3)).toMatchObject({ kind: 'unread', reason: 'rateLimited', until: expect.any(Number) });
    expect(venue.sent).toHaveLength(1);
  });
});

describe('who goes first when weight runs short', () => {
  let now = 600_000;
  const at = (used: number): RequestBudget => {
    now = 600_000;
    const budget = new RequestBudget(() => now, undefined);
    budget.use();
    budget.headersArrived({ 'X-Mbx-Used-Weight-1m': String(used) });
    return budget;
  };
  const reasons = (budget: RequestBudget) =>
    (['watch', 'open', 'close'] as const).map((priority) => budget.admit({ weight: 1, priority })?.reason ?? 'sent');

  test('below half everything goes; above it watching stops, above three quarters entries, above nine tenths all', () => {
    expect(reasons(at(1100))).toEqual(['sent', 'sent', 'sent']);
    expect(reasons(at(1200))).toEqual(['rateLimited', 'sent', 'sent']);
    expect(reasons(at(1800))).toEqual(['rateLimited', 'rateLimited', 'sent']);
    expect(reasons(at(2160))).toEqual(['rateLimited', 'rateLimited', 'rateLimited']);
  });

  test('a closing order weighs nothing and goes to the very limit; an entry does not', () => {
    const budget = at(2200);
    expect(budget.admit({ weight: 0, order: true, priority: 'close' })).toBeUndefined();
    expect(budget.admit({ weight: 0, order: true, priority: 'open' })).toMatchObject({ reason: 'rateLimited' });
  });

  test('requests still out are counted, and the minute starts anew', () => {
    const budget = at(1170);
    expect(budget.admit({ weight: 20, priority: 'watch' })).toBeUndefined();
    const held = budget.admit({ weight: 20, priority: 'watch' });
    expect(held).toMatchObject({ reason: 'rateLimited', until: 660_200 });
    budget.settle({ weight: 20, priority: 'watch' });
    now = 660_200;
    expect(budget.admit({ weight: 20, priority: 'watch' })).toBeUndefined();
  });

  test('without headers the own sum is kept', () => {
    now = 600_000;
    const budget = new RequestBudget(() => now, undefined);
    const cost = { weight: 600, priority: 'watch' } as const;
    for (let n = 0; n < 2; n += 1) {
      expect(budget.admit(cost)).toBeUndefined();
      budget.settle(cost);
    }
    expect(budget.admit(cost)).toMatchObject({ reason: 'rateLimited' });
  });

  test('entries take at most half of the order counter; a close still finds room', () => {
    const budget = at(0);
    budget.headersArrived({ 'X-Mbx-Order-Count-10s': '150' });
    expect(budget.admit({ weight: 0, order: true, priority: 'open' })).toMatchObject({ reason: 'rateLimited', until: 610_200 });
    expect(budget.admit({ weight: 0, order: true, priority: 'close' })).toBeUndefined();
  });
});
