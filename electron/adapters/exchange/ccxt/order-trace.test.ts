import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { orderIdOf, symbolOf } from '../../../../shared/domain/ids.ts';
import type { Book } from '../../../../shared/domain/order.ts';
import type { ExchangePort, TraceOutcome } from '../../../ports/exchange.ts';
import { createCcxtExchange } from './ccxt-exchange.ts';
import { API_KEY, API_SECRET, type FakeVenue, type Reply, realClock, startFakeVenue } from './fake-venue.ts';

const symbol = symbolOf('BTCUSDT');
const orderId = orderIdOf('vgl-abc123-1-0');
const SINCE = 1_790_000_000_000;
const OPEN = 'GET /fapi/v1/openOrders';
const STOPS = 'GET /fapi/v1/openAlgoOrders';
const PAST = 'GET /fapi/v1/allOrders';
const TRADES = 'GET /fapi/v1/userTrades';
const ONE = 'GET /fapi/v1/order';

let venue: FakeVenue;
let exchange: ExchangePort;
beforeEach(async () => {
  venue = await startFakeVenue();
  exchange = createCcxtExchange({ ...venue, apiKey: API_KEY, apiSecret: API_SECRET, clock: realClock, answerWithinMs: 2_000 });
  for (const call of [OPEN, STOPS, PAST, TRADES]) venue.answer(call, { body: [] });
});
afterEach(async () => {
  await exchange.close();
  await venue.stop();
});

const trace = (book: Book = 'plain'): Promise<TraceOutcome> => exchange.traceOrder(symbol, orderId, book, SINCE);
const order = (id: number, clientOrderId: string, more: object = {}) => ({
  ...{ symbol, orderId: id, clientOrderId, side: 'SELL', positionSide: 'BOTH', type: 'LIMIT', status: 'NEW', price: '100', origQty: '2' },
  ...{ executedQty: '0', avgPrice: '0', reduceOnly: false, closePosition: false, stopPrice: '0', updateTime: SINCE },
  ...more,
});
const filled = { status: 'FILLED', executedQty: '2', avgPrice: '100' };
const algo = (id: number, clientAlgoId: string) => ({
  ...{ symbol, algoId: id, clientAlgoId, side: 'BUY', positionSide: 'BOTH', orderType: 'STOP_MARKET', algoStatus: 'NEW', quantity: '0' },
  ...{ triggerPrice: '110', price: '0', closePosition: true, reduceOnly: true, createTime: SINCE, updateTime: SINCE },
});
const trade = (id: number, order: number, qty = '1', time = SINCE) => ({
  ...{ symbol, id, orderId: order, side: 'SELL', positionSide: 'BOTH', price: '100', qty, quoteQty: '100', time },
  ...{ commission: '0.04', commissionAsset: 'USDT', realizedPnl: '0', maker: true, buyer: false },
});

describe('traces of an order (D17)', () => {
  test('nothing anywhere is "not found"; both books, history and trades of its symbol are asked, signed, from the moment on', async () => {
    expect(await trace()).toEqual({ kind: 'notFound' });
    for (const call of [OPEN, STOPS]) expect(venue.sentTo(call)).toMatchObject([{ rightlySigned: true }]);
    for (const call of [PAST, TRADES]) {
      expect(venue.sentTo(call)).toMatchObject([{ rightlySigned: true }]);
      expect(venue.sentTo(call)[0]?.text).toContain(`startTime=${SINCE}`);
      expect(venue.sentTo(call)[0]?.text).toContain('limit=1000');
    }
  });
  const noPath: Reply = { status: 404, body: 'not found' };
  test.each<[string, string, Reply]>([
    ['order history: 404', PAST, noPath],
    ['trades: 404', TRADES, noPath],
    ['order history: 404 with a code', PAST, { status: 404, body: { code: -5000, msg: 'Path /fapi/v1/allOrders, Method GET is invalid' } }],
    ['order history: 400 with a code of its own', PAST, { status: 400, body: { code: -1, msg: 'unknown path' } }],
    ['order history: 501', PAST, { status: 501, body: 'not implemented' }],
  ])('a venue without it is judged by what it does serve (%s)', async (_, call, reply) => {
    venue.answer(call, reply);
    expect(await trace()).toEqual({ kind: 'notFound' });
    venue.answer(OPEN, { body: [order(9, orderId)] });
    expect(await trace()).toMatchObject({ kind: 'found', order: { orderId } });
  });
  test('open books that are not served prove nothing', async () => {
    venue.answer(OPEN, { status: 404, body: 'not found' });
    expect(await trace()).toMatchObject({ kind: 'failed' });
  });
  test('an open order in the plain book', async () => {
    venue.answer(OPEN, { body: [order(8, 'other'), order(9, orderId)] });
    expect(await trace()).toMatchObject({ kind: 'found', order: { orderId, venueOrderId: '9', status: 'open' }, fills: [] });
  });
  test('a waiting stop in the other book', async () => {
    venue.answer(STOPS, { body: [algo(9, orderId)] });
    expect(await trace('conditional')).toMatchObject({ kind: 'found', order: { orderId, book: 'conditional', status: 'open' } });
  });
  test('an order that is over, with its trades, oldest first, and no one else’s', async () => {
    venue.answer(PAST, { body: [order(9, orderId, filled), order(10, 'other', filled)] });
    venue.answer(TRADES, { body: [trade(3, 9, '1.5', SINCE + 2), trade(2, 9, '0.5', SINCE + 1), trade(4, 10)] });
    expect(await trace()).toMatchObject({
      kind: 'found',
      order: { status: 'filled', filledQty: '2' },
      fills: [
        { tradeId: '2', qty: '0.5', fee: '0.04', feeAsset: 'USDT', maker: true, at: SINCE + 1 },
        { tradeId: '3', qty: '1.5' },
      ],
    });
  });
  test('a trade whose order no list shows leads to that order', async () => {
    venue.answer(TRADES, { body: [trade(2, 9), trade(3, 9)] });
    venue.answer(ONE, { body: order(9, orderId, filled) });
    expect(await trace()).toMatchObject({
      kind: 'found',
      order: { orderId, status: 'filled' },
      fills: [{ tradeId: '2' }, { tradeId: '3' }],
    });
    expect(venue.sentTo(ONE)).toHaveLength(1);
  });
  test('a trade of somebody else’s old order is no trace', async () => {
    venue.answer(TRADES, { body: [trade(2, 5)] });
    venue.answer(ONE, { body: order(5, 'web_1', filled) });
    expect(await trace()).toEqual({ kind: 'notFound' });
  });

  const full = Array.from({ length: 1000 }, (_, id) => trade(id + 1, 5));
  const many = Array.from({ length: 9 }, (_, id) => trade(id + 1, id + 1));
  test.each<[string, string, Reply]>([
    ['the open orders fail', OPEN, { status: 503, body: '' }],
    ['the other book fails', STOPS, { status: 400, body: { code: -1008, msg: 'busy' } }],
    ['the history fails', PAST, 'cut'],
    ['the trades fail', TRADES, { status: 400, body: { code: -9999, msg: 'new' } }],
    ['a list is no list', PAST, { body: {} }],
    ['one order cannot be read', OPEN, { body: [order(8, 'other'), { orderId: 9 }] }],
    ['one trade cannot be read', TRADES, { body: [{ ...trade(1, 9), qty: '' }] }],
    ['the trades may have been cut', TRADES, { body: full }],
    ['more traded orders are unnamed than can be asked for', TRADES, { body: many }],
    ['the order of a trade cannot be asked for', TRADES, { body: [trade(1, 9)] }],
  ])('nothing is said when %s', async (_, call, reply) => {
    venue.answer(ONE, { status: 400, body: { code: -2013, msg: 'Order does not exist.' } });
    venue.answer(call, reply);
    expect(await trace()).toMatchObject({ kind: 'failed', why: expect.any(String) });
  });
});
