import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { symbolOf } from '../../../../shared/domain/ids.ts';
import type { ExchangePort, StreamFact } from '../../../ports/exchange.ts';
import { createCcxtExchange } from './ccxt-exchange.ts';
import { API_KEY, API_SECRET, type FakeVenue, realClock, startFakeVenue, until } from './fake-venue.ts';

const symbol = symbolOf('BTCUSDT');
const ORDERS = 'GET /fapi/v1/openOrders';
const plain = (filled: string) => ({
  ...{ orderId: 1, symbol, status: 'NEW', clientOrderId: 'a', price: '77000.20', avgPrice: '0.00', origQty: '0.010', executedQty: filled },
  ...{ type: 'LIMIT', side: 'SELL', positionSide: 'BOTH', reduceOnly: false, closePosition: false, stopPrice: '0.00', updateTime: 5 },
});
const algo = {
  ...{
    algoId: 2,
    clientAlgoId: 'b',
    orderType: 'STOP_MARKET',
    symbol,
    side: 'BUY',
    positionSide: 'BOTH',
    quantity: '0.000',
    algoStatus: 'NEW',
  },
  ...{ actualOrderId: '', triggerPrice: '80000.10', price: '0.00', closePosition: true, reduceOnly: true, createTime: 4, updateTime: 6 },
};
const short = { symbol, positionSide: 'BOTH', positionAmt: '-0.010', entryPrice: '77000.2', updateTime: 1 };
const account = { assets: [{ asset: 'USDT', walletBalance: '1000.00', availableBalance: '990.50' }], totalWalletBalance: '7' };

let venue: FakeVenue;
let exchange: ExchangePort;
let facts: StreamFact[];
beforeEach(async () => {
  venue = await startFakeVenue();
  venue.answer(ORDERS, { body: [plain('0.000')] });
  venue.answer('GET /fapi/v1/openAlgoOrders', { body: [algo] });
  venue.answer('GET /fapi/v3/positionRisk', { body: [short, { ...short, symbol: 'ETHUSDT', positionAmt: '0.000' }] });
  venue.answer('GET /fapi/v3/account', { body: account });
  venue.answer('GET /fapi/v1/positionSide/dual', { body: { dualSidePosition: false } });
  venue.answer('GET /fapi/v1/symbolConfig', { body: [{ symbol, marginType: 'CROSSED', leverage: 21 }] });
  venue.answer('POST /fapi/v1/listenKey', { body: { listenKey: 'k' } });
  facts = [];
  exchange = createCcxtExchange({ ...venue, apiKey: API_KEY, apiSecret: API_SECRET, clock: realClock });
});
afterEach(async () => {
  await exchange.close();
  await venue.stop();
});
const hear = async () => {
  exchange.open((fact) => facts.push(fact));
  await until('account stream open', () => facts.some((fact) => fact.type === 'StreamOpened' && fact.stream === 'account'));
};

describe('the picture of the account', () => {
  test('holds both books, open positions only, the USDT row and the mode', async () => {
    const reading = await exchange.readAccount();
    expect(reading).toMatchObject({
      kind: 'read',
      value: {
        orders: [
          { book: 'plain', qty: '0.01', price: '77000.2', trigger: undefined },
          { book: 'conditional', qty: undefined, trigger: '80000.1', price: undefined, closePosition: true },
        ],
        positions: [{ symbol, amount: '-0.01', entryPrice: '77000.2' }],
        balances: { wallet: '1000', available: '990.5' },
        positionMode: 'ONE-WAY',
      },
    });
    expect(reading.kind === 'read' && reading.value.positions).toHaveLength(1);
  });

  test('with the account stream open, a quiet reading asks once: 90 of weight, the mode only the first time', async () => {
    await hear();
    await exchange.readAccount();
    await exchange.readAccount();
    expect(venue.sentTo(ORDERS)).toHaveLength(2);
    expect(venue.sentTo('GET /fapi/v1/positionSide/dual')).toHaveLength(1);
  });

  test('while nothing can be heard, orders are read before and after the positions', async () => {
    await exchange.readAccount();
    const order = venue.sent.map(({ path }) => path).filter((path) => /openOrders|positionRisk/.test(path));
    expect(order).toEqual(['/fapi/v1/openOrders', '/fapi/v3/positionRisk', '/fapi/v1/openOrders']);
  });

  test('orders that changed in between make it read again, and the last undisturbed picture counts', async () => {
    venue.answer(ORDERS, { body: [plain('0.000')] }, { body: [plain('0.004')] });
    const reading = await exchange.readAccount();
    expect(reading).toMatchObject({ kind: 'read', value: { orders: [{ filledQty: '0.004' }, {}] } });
    expect(venue.sentTo('GET /fapi/v3/positionRisk')).toHaveLength(2);
  });

  test('a position changed after the reading began makes it read the orders again, even when the stream was quiet', async () => {
    await hear();
    venue.answer('GET /fapi/v3/positionRisk', { body: [{ ...short, updateTime: Date.now() + 5_000 }] });
    await exchange.readAccount();
    expect(venue.sentTo(ORDERS)).toHaveLength(2);
  });

  test('orders that never stand still give no picture at all, after three rounds', async () => {
    venue.answer(ORDERS, ...['0.001', '0.002', '0.003', '0.004', '0.005'].map((filled) => ({ body: [plain(filled)] })));
    expect(await exchange.readAccount()).toMatchObject({ kind: 'unread', part: 'account' });
    expect(venue.sentTo(ORDERS)).toHaveLength(4);
  });

  test.each([
    [ORDERS, 'openOrders'],
    ['GET /fapi/v1/openAlgoOrders', 'openAlgoOrders'],
    ['GET /fapi/v3/positionRisk', 'positions'],
    ['GET /fapi/v3/account', 'balances'],
    ['GET /fapi/v1/positionSide/dual', 'positionMode'],
  ])('when %s fails the whole is unread and names the part', async (call, part) => {
    venue.answer(call, { status: 400, body: { code: -2015, msg: 'Invalid API-key' } });
    expect(await exchange.readAccount()).toMatchObject({ kind: 'unread', part, reason: 'unauthorised', code: -2015 });
    venue.answer(call, { body: [{ odd: true }] });
    expect(await exchange.readAccount()).toMatchObject({ kind: 'unread', part });
  });
});

describe('conditions of an entry', () => {
  test('leverage, margin type, mode and balances are read afresh', async () => {
    for (let n = 0; n < 2; n += 1) {
      expect(await exchange.readEntryConditions(symbol)).toEqual({
        kind: 'read',
        value: { leverage: 21, marginType: 'CROSSED', positionMode: 'ONE-WAY', balances: { wallet: '1000', available: '990.5' } },
      });
    }
    expect(venue.sentTo('GET /fapi/v1/positionSide/dual')).toHaveLength(2);
  });

  test('an unread position mode has no fallback', async () => {
    venue.answer('GET /fapi/v1/positionSide/dual', { status: 503, body: 'Service Unavailable.' });
    expect(await exchange.readEntryConditions(symbol)).toMatchObject({ kind: 'unread', part: 'positionMode', reason: 'overloaded' });
  });

  test.each([
    { status: 404, body: 'no such path' },
    { status: 404, body: { code: -5000, msg: 'Path is invalid' } },
  ])('where symbolConfig is not served, v2 positions tell leverage and margin type: %j', async (reply) => {
    venue.answer('GET /fapi/v1/symbolConfig', reply);
    venue.answer('GET /fapi/v2/positionRisk', { body: [{ ...short, leverage: '1', marginType: 'isolated' }] });
    expect(await exchange.readEntryConditions(symbol)).toMatchObject({ kind: 'read', value: { leverage: 1, marginType: 'ISOLATED' } });
  });

  test('a symbolConfig that fails otherwise is not papered over', async () => {
    venue.answer('GET /fapi/v1/symbolConfig', { status: 400, body: { code: -1121, msg: 'Invalid symbol.' } });
    expect(await exchange.readEntryConditions(symbol)).toMatchObject({ kind: 'unread', part: 'symbolConfig', reason: 'restricted' });
  });
});
