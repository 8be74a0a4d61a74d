import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dec } from '../../../../shared/domain/decimal.ts';
import { orderIdOf, symbolOf } from '../../../../shared/domain/ids.ts';
import type { OrderTerms } from '../../../../shared/domain/order.ts';
import type { ExchangePort, StreamFact } from '../../../ports/exchange.ts';
import { createCcxtExchange } from './ccxt-exchange.ts';
import { API_KEY, API_SECRET, type FakeVenue, realClock, startFakeVenue, until } from './fake-venue.ts';

const PLACE = 'POST /fapi/v1/order';
const symbol = symbolOf('BTCUSDT');
const id = orderIdOf('vgl-abc123-1-0');
const exit: OrderTerms = { kind: 'market', symbol, side: 'BUY', closes: true, qty: dec('0.01'), positionMode: 'ONE-WAY' };
const entry: OrderTerms = { ...exit, kind: 'limit', side: 'SELL', closes: false, price: dec('1') };
const accepted = { body: { orderId: 7, clientOrderId: id } };

let venue: FakeVenue;
let exchange: ExchangePort;
beforeEach(async () => {
  venue = await startFakeVenue();
  venue.answer(PLACE, accepted);
  venue.answer('GET /fapi/v1/klines', { body: [] });
  exchange = createCcxtExchange({
    ...{ ...venue, apiKey: API_KEY, apiSecret: API_SECRET, clock: realClock, answerWithinMs: 1_000 },
    pace: { renewKeyEveryMs: 30, renewKeyAgainMs: 200, probeEveryMs: 60_000, silenceMs: 60_000 },
  });
});
afterEach(async () => {
  await exchange.close();
  await venue.stop();
});

/** What the exchange told with its last answer. */
async function told(headers: Readonly<Record<string, string>>): Promise<void> {
  venue.answer('GET /fapi/v1/time', { body: { serverTime: Date.now() }, headers });
  await exchange.readClock();
  venue.sent.length = 0;
}
/** A read, an entry and an exit at the same moment, asked in the wrong order. */
async function allAtOnce() {
  const answers = await Promise.all([exchange.readCandles(symbol, 3), exchange.placeOrder(id, entry), exchange.placeOrder(id, exit)]);
  return { kinds: answers.map(({ kind }) => kind), until: answers.map((answer) => ('until' in answer ? answer.until : undefined)) };
}
const sides = () => venue.sentTo(PLACE).map(({ text }) => /side=(\w+)/.exec(text)?.[1]);
const nextWindow = (windowMs: number): number => (Math.floor(Date.now() / windowMs) + 1) * windowMs;
/** Away from the edge of a window, where the counters of the test would start anew. */
async function earlyInWindow(): Promise<void> {
  const left = nextWindow(10_000) - Date.now();
  if (left < 1_000) await new Promise((resolve) => setTimeout(resolve, left + 20));
}

describe('when the budget is short, the exit goes first and the rest is told when to come back', () => {
  beforeEach(earlyInWindow);

  test('with three quarters of the weight used only the exit leaves', async () => {
    await told({ 'X-MBX-USED-WEIGHT-1M': '1850' });
    const { kinds, until: ends } = await allAtOnce();
    expect(kinds).toEqual(['unread', 'refused', 'accepted']);
    expect(sides()).toEqual(['BUY']);
    expect(venue.sent).toHaveLength(1);
    for (const end of ends.slice(0, 2)) expect(Math.abs((end ?? 0) - nextWindow(60_000))).toBeLessThan(1_000);
  });

  test('with half of it used, reads that can wait stay behind; entry and exit leave', async () => {
    await told({ 'X-MBX-USED-WEIGHT-1M': '1250' });
    expect((await allAtOnce()).kinds).toEqual(['unread', 'accepted', 'accepted']);
    expect(sides().sort()).toEqual(['BUY', 'SELL']);
  });

  test('with nine tenths used an exit order still leaves, a cancel does not', async () => {
    await told({ 'X-MBX-USED-WEIGHT-1M': '2200' });
    expect((await allAtOnce()).kinds).toEqual(['unread', 'refused', 'accepted']);
    expect(await exchange.cancelOrder(symbol, id, undefined, 'plain')).toMatchObject({ reason: 'rateLimited', until: expect.any(Number) });
  });

  test.each([
    ['ten seconds', 'X-MBX-ORDER-COUNT-10S', '150', '300', 10_000],
    ['one minute', 'X-MBX-ORDER-COUNT-1M', '600', '1200', 60_000],
  ])('orders of %s: entries take half of the counter, exits the whole', async (_name, header, half, full, windowMs) => {
    await told({ [header]: half });
    const { kinds, until: ends } = await allAtOnce();
    expect(kinds).toEqual(['read', 'refused', 'accepted']);
    expect(Math.abs((ends[1] ?? 0) - nextWindow(windowMs))).toBeLessThan(1_000);
    await told({ [header]: full });
    expect(await exchange.placeOrder(id, exit)).toMatchObject({ kind: 'refused', reason: 'rateLimited', code: 0 });
    expect(venue.sentTo(PLACE)).toEqual([]);
  });
});

describe('the end of a pause is kept to by everything, and is an end', () => {
  test.each([
    ['-1015 for ten seconds', 'Too many new orders; current limit is 300 orders per TEN_SECONDS.', 10_000],
    ['-1015 for a minute', 'Too many new orders; current limit is 1200 orders per MINUTE.', 60_000],
    ['-1003', 'Too many requests; current limit is 2400 requests per minute.', 60_000],
  ])('%s ends with the window of the exchange', async (name, msg, windowMs) => {
    venue.answer(PLACE, { status: 429, body: { code: Number(name.split(' ')[0]), msg } });
    const end = nextWindow(windowMs) + 500;
    const outcome = await exchange.placeOrder(id, exit);
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'rateLimited' });
    // The window may have turned between the two lines above.
    expect([end, end + windowMs]).toContain(outcome.kind === 'refused' ? outcome.until : undefined);
  });

  test('when it is over the next call leaves', async () => {
    venue.answer(PLACE, { status: 418, body: { code: -1003, msg: `IP banned until ${Date.now() + 100}.` } }, accepted);
    expect(await exchange.placeOrder(id, exit)).toMatchObject({ kind: 'refused', reason: 'banned' });
    expect(await exchange.placeOrder(id, exit)).toMatchObject({ kind: 'refused', reason: 'banned', code: 0 });
    await until('the end', () => exchange.weight().bannedUntil === undefined);
    expect(await exchange.placeOrder(id, exit)).toMatchObject({ kind: 'accepted' });
    expect(venue.sentTo(PLACE)).toHaveLength(2);
  });

  test('neither the listenKey, nor the clock, nor a probe asks during a ban, and open streams stay', async () => {
    venue.answer('POST /fapi/v1/listenKey', { body: { listenKey: 'first' } });
    venue.answer('PUT /fapi/v1/listenKey', { body: { listenKey: 'first' } });
    const facts: StreamFact[] = [];
    exchange.open((fact) => facts.push(fact));
    await until('renewed', () => venue.sentTo('PUT /fapi/v1/listenKey').length > 0);
    venue.answer(PLACE, { status: 418, body: { code: -1003, msg: `IP banned until ${Date.now() + 60_000}.` } });
    await exchange.placeOrder(id, exit);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = venue.sent.length;
    expect(await exchange.readClock()).toMatchObject({ kind: 'unread', reason: 'banned' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(venue.sent).toHaveLength(before);
    expect(facts.filter(({ type }) => type === 'StreamLost')).toEqual([]);
  });

  test('when a ban is over the listenKey waits a turn, so that an exit goes first (D10)', async () => {
    venue.answer('POST /fapi/v1/listenKey', { body: { listenKey: 'first' } });
    venue.answer('PUT /fapi/v1/listenKey', { body: { listenKey: 'first' } });
    exchange.open(() => {});
    await until('renewed', () => venue.sentTo('PUT /fapi/v1/listenKey').length > 0);
    venue.answer(PLACE, { status: 418, body: { code: -1003, msg: `IP banned until ${Date.now() + 50}.` } });
    await exchange.placeOrder(id, exit);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = venue.sentTo('PUT /fapi/v1/listenKey').length;
    await until('the end', () => exchange.weight().bannedUntil === undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(venue.sentTo('PUT /fapi/v1/listenKey')).toHaveLength(before);
    await until('renewed again', () => venue.sentTo('PUT /fapi/v1/listenKey').length > before);
  });
});
