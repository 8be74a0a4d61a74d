import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dec } from '../../../../shared/domain/decimal.ts';
import { orderIdOf, symbolOf } from '../../../../shared/domain/ids.ts';
import type { OrderTerms } from '../../../../shared/domain/order.ts';
import type { ExchangePort } from '../../../ports/exchange.ts';
import { createCcxtExchange } from './ccxt-exchange.ts';
import { API_KEY, API_SECRET, type FakeVenue, type Reply, realClock, startFakeVenue } from './fake-venue.ts';

const symbol = symbolOf('BTCUSDT');
const orderId = orderIdOf('vgl-abc123-1-0');
const close: OrderTerms = { kind: 'market', symbol, side: 'BUY', closes: true, qty: dec('0.01'), positionMode: 'ONE-WAY' };
const PLACE = 'POST /fapi/v1/order';
const QUERY = 'GET /fapi/v1/order';
const CANCEL = 'DELETE /fapi/v1/order';
const code = (status: number, number: number, msg = 'words'): Reply => ({ status, body: { code: number, msg } });

let venue: FakeVenue;
let exchange: ExchangePort;
beforeEach(async () => {
  venue = await startFakeVenue();
  exchange = createCcxtExchange({ ...venue, apiKey: API_KEY, apiSecret: API_SECRET, clock: realClock, answerWithinMs: 1_500 });
});
afterEach(async () => {
  await exchange.close();
  await venue.stop();
});

describe('placing', () => {
  test.each<[string, Reply, object]>([
    ['margin insufficient', code(400, -2019), { kind: 'refused', reason: 'insufficientMargin', code: -2019 }],
    ['stop would trigger at once', code(400, -2021), { kind: 'refused', reason: 'wouldTriggerImmediately' }],
    ['duplicate id', code(400, -4116), { kind: 'refused', reason: 'duplicateOrderId' }],
    ['no position for a stop', code(400, -4509), { kind: 'refused', reason: 'noPositionForStop' }],
    ['another stop stands', code(400, -4130), { kind: 'refused', reason: 'stopAlreadyExists' }],
    ['throttled, told as 503', code(503, -1008), { kind: 'refused', reason: 'overloaded' }],
    ['bad key', code(401, -2015), { kind: 'refused', reason: 'unauthorised', code: -2015 }],
    ['a code nobody listed is unknown, never refused', code(400, -9999), { kind: 'unknown' }],
    ['503 that may have been carried out', code(503, -1000), { kind: 'unknown' }],
    [
      '503 as bare text that may have been carried out',
      { status: 503, body: 'Unknown error, please check your request or try again later.' },
      { kind: 'unknown' },
    ],
    ['503 Service Unavailable', { status: 503, body: 'Service Unavailable.' }, { kind: 'refused', reason: 'overloaded', code: 503 }],
    [
      '503 internal error',
      { status: 503, body: 'Internal error; unable to process your request. Please try again.' },
      { kind: 'refused', reason: 'overloaded' },
    ],
    ['code -1001 stays unknown for orders', code(503, -1001, 'Disconnected.'), { kind: 'unknown' }],
    [
      '503 with the sentence that proves it did not happen, whatever its code',
      code(503, -1001, 'Internal error; unable to process your request. Please try again.'),
      { kind: 'refused', reason: 'overloaded' },
    ],
    ['-1007', code(408, -1007), { kind: 'unknown' }],
    ['bare 408', { status: 408, body: '' }, { kind: 'unknown' }],
    ['502 page', { status: 502, body: '<html>bad gateway</html>' }, { kind: 'unknown' }],
    ['504 page', { status: 504, body: '<html></html>' }, { kind: 'unknown' }],
    ['an error inside a 200', code(200, -2019), { kind: 'refused', reason: 'insufficientMargin' }],
    ['200 that is no JSON', { body: 'ok' }, { kind: 'unknown' }],
    ['200 without an order id', { body: { clientOrderId: orderId } }, { kind: 'unknown' }],
    ['200 for another order', { body: { orderId: 7, clientOrderId: 'other' } }, { kind: 'unknown' }],
    ['connection cut after sending', 'cut', { kind: 'unknown' }],
    ['no answer', 'hang', { kind: 'unknown' }],
    ['accepted', { body: { orderId: 7, clientOrderId: orderId } }, { kind: 'accepted', venueOrderId: '7' }],
    [
      'an id beyond 2^53 keeps its digits',
      { body: `{"orderId": 8389765739703625592, "clientOrderId": "${orderId}"}` },
      { kind: 'accepted', venueOrderId: '8389765739703625592' },
    ],
  ])('%s', async (_title, reply, outcome) => {
    venue.answer(PLACE, reply);
    expect(await exchange.placeOrder(orderId, close)).toMatchObject(outcome);
    expect(venue.sentTo(PLACE)).toHaveLength(1);
  });

  test('a connection that was never opened is a refusal: nothing was sent', async () => {
    await venue.stop();
    expect(await exchange.placeOrder(orderId, close)).toMatchObject({ kind: 'refused', reason: 'notSent' });
    venue = await startFakeVenue();
  });

  test('an error text never shows the key, the secret or a signature', async () => {
    venue.answer(QUERY, 'cut');
    const outcome = await exchange.queryOrder(symbol, orderId, 'plain');
    expect(outcome.kind).toBe('failed');
    expect(JSON.stringify(outcome)).not.toMatch(/signature=[0-9a-f]|key-of-the|secret-of-the/);
    venue.answer(PLACE, { status: 502, body: `echo ${API_KEY} signature=abcdef0123` });
    expect(JSON.stringify(await exchange.placeOrder(orderId, close))).not.toMatch(/abcdef0123|key-of-the/);
  });
});

describe('clock', () => {
  test.each([-1021, -5028])('%i is refused, and the clock is right before the answer is given', async (number) => {
    venue.answer(PLACE, code(400, number), { body: { orderId: 7, clientOrderId: orderId } });
    venue.answer('GET /fapi/v1/time', { body: { serverTime: Date.now() + 90_000 } });
    expect(await exchange.placeOrder(orderId, close)).toMatchObject({ kind: 'refused', reason: 'clock' });
    expect(venue.sentTo('GET /fapi/v1/time')).toHaveLength(1);
    venue.answer('GET /fapi/v1/klines', { body: [] });
    const clock = await exchange.readClock();
    expect(clock.kind === 'read' && Math.abs(clock.value.offsetMs - 90_000)).toBeLessThan(1_000);
  });
});

describe('asking and cancelling', () => {
  const filled = {
    ...{ orderId: 9, symbol, status: 'FILLED', clientOrderId: orderId, price: '0', avgPrice: '76500.00000', origQty: '0.010' },
    ...{ executedQty: '0.010', type: 'MARKET', side: 'BUY', positionSide: 'BOTH', reduceOnly: true, stopPrice: '0.00', updateTime: 5 },
  };

  test('a found order tells what was executed', async () => {
    venue.answer(QUERY, { body: filled });
    const outcome = await exchange.queryOrder(symbol, orderId, 'plain');
    expect(outcome).toMatchObject({
      kind: 'found',
      order: { status: 'filled', filledQty: '0.01', averagePrice: '76500', trigger: undefined },
    });
  });

  test('-2013 is "not found"; any other failure is not', async () => {
    venue.answer(QUERY, code(400, -2013), code(400, -2015), { body: { ...filled, clientOrderId: 'other' } }, 'cut');
    const kinds = [];
    for (let n = 0; n < 4; n += 1) kinds.push((await exchange.queryOrder(symbol, orderId, 'plain')).kind);
    expect(kinds).toEqual(['notFound', 'failed', 'failed', 'failed']);
  });

  test('a triggered stop tells the fill of the order it became', async () => {
    const stop = {
      algoId: 3,
      clientAlgoId: orderId,
      orderType: 'STOP_MARKET',
      symbol,
      side: 'BUY',
      algoStatus: 'TRIGGERED',
      closePosition: true,
    };
    venue.answer('GET /fapi/v1/algoOrder', { body: { ...stop, triggerPrice: '80000.10', actualOrderId: '9', updateTime: 1 } });
    venue.answer(QUERY, { body: filled });
    const outcome = await exchange.queryOrder(symbol, orderId, 'conditional');
    expect(outcome).toMatchObject({
      kind: 'found',
      order: { book: 'conditional', status: 'filled', filledQty: '0.01', averagePrice: '76500', qty: undefined, spawnedVenueOrderId: '9' },
    });
    expect(venue.sentTo(QUERY)[0]?.text).toContain('orderId=9');
  });

  test('cancelling an order that is no longer open is refused as such', async () => {
    venue.answer(CANCEL, code(400, -2011));
    expect(await exchange.cancelOrder(symbol, orderId, undefined, 'plain')).toMatchObject({ kind: 'refused', reason: 'orderNotOpen' });
  });

  test('a confirmed cancel tells what had been filled before', async () => {
    venue.answer(CANCEL, { body: { ...filled, status: 'CANCELED', executedQty: '0.004', avgPrice: '0.00', cumQuote: '308.0008' } });
    expect(await exchange.cancelOrder(symbol, orderId, undefined, 'plain')).toMatchObject({
      kind: 'accepted',
      order: { status: 'cancelled', filledQty: '0.004', averagePrice: '77000.2' },
    });
  });

  test('a cancel in the second book is accepted with ids only', async () => {
    venue.answer('DELETE /fapi/v1/algoOrder', { body: { algoId: 3, clientAlgoId: orderId, code: '200', msg: 'success' } });
    expect(await exchange.cancelOrder(symbol, orderId, undefined, 'conditional')).toEqual({ kind: 'accepted', order: undefined });
  });

  test('"already so" is a success', async () => {
    venue.answer('POST /fapi/v1/marginType', code(400, -4046, 'No need to change margin type.'));
    expect(await exchange.setMarginType(symbol)).toEqual({ kind: 'accepted' });
  });
});
