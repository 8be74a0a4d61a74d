import net from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dec } from '../../../../shared/domain/decimal.ts';
import { orderIdOf, symbolOf } from '../../../../shared/domain/ids.ts';
import type { OrderTerms, PositionMode } from '../../../../shared/domain/order.ts';
import type { ExchangePort } from '../../../ports/exchange.ts';
import { createCcxtExchange } from './ccxt-exchange.ts';
import { API_KEY, API_SECRET, type FakeVenue, realClock, startFakeVenue, until } from './fake-venue.ts';

const symbol = symbolOf('BTCUSDT');
const orderId = orderIdOf('vgl-abc123-1-0');
const limit = (positionMode: PositionMode, closes: boolean): OrderTerms => ({
  kind: 'limit',
  symbol,
  side: closes ? 'BUY' : 'SELL',
  closes,
  qty: dec('0.010'),
  price: dec('77000.20'),
  positionMode,
});
const market = (positionMode: PositionMode): OrderTerms => ({
  kind: 'market',
  symbol,
  side: 'BUY',
  closes: true,
  qty: dec('0.01'),
  positionMode,
});
const closeOfLong: OrderTerms = { kind: 'market', symbol, side: 'SELL', closes: true, qty: dec('0.01'), positionMode: 'HEDGE' };
const stop = (positionMode: PositionMode): OrderTerms => ({
  kind: 'stop',
  symbol,
  side: 'BUY',
  closes: true,
  trigger: dec('80000.1'),
  positionMode,
});

let venue: FakeVenue;
let exchange: ExchangePort;
beforeEach(async () => {
  venue = await startFakeVenue();
  exchange = createCcxtExchange({ ...venue, apiKey: API_KEY, apiSecret: API_SECRET, clock: realClock, answerWithinMs: 300 });
});
afterEach(async () => {
  await exchange.close();
  await venue.stop();
});

const tail = '&recvWindow=3000';
const order = { orderId: 28581489001, clientOrderId: orderId };
const algo = { algoId: 1000000202490585, clientAlgoId: orderId };

describe('what is sent, word by word', () => {
  test.each<[string, OrderTerms, string, string]>([
    [
      'one-way entry: no reduceOnly, no positionSide',
      limit('ONE-WAY', false),
      'order',
      `side=SELL&newClientOrderId=${orderId}&newOrderRespType=RESULT&type=LIMIT&quantity=0.01&price=77000.2&timeInForce=GTC`,
    ],
    [
      'one-way exit: reduceOnly',
      limit('ONE-WAY', true),
      'order',
      `side=BUY&newClientOrderId=${orderId}&newOrderRespType=RESULT&type=LIMIT&quantity=0.01&price=77000.2&timeInForce=GTC&reduceOnly=true`,
    ],
    [
      'one-way market close: reduceOnly',
      market('ONE-WAY'),
      'order',
      `side=BUY&newClientOrderId=${orderId}&newOrderRespType=RESULT&type=MARKET&quantity=0.01&reduceOnly=true`,
    ],
    [
      'hedge entry: positionSide',
      limit('HEDGE', false),
      'order',
      `side=SELL&newClientOrderId=${orderId}&newOrderRespType=RESULT&type=LIMIT&quantity=0.01&price=77000.2&timeInForce=GTC&positionSide=SHORT`,
    ],
    [
      'hedge market close: positionSide, never reduceOnly',
      market('HEDGE'),
      'order',
      `side=BUY&newClientOrderId=${orderId}&newOrderRespType=RESULT&type=MARKET&quantity=0.01&positionSide=SHORT`,
    ],
    [
      "hedge close of somebody's long (emergency of the account): the long side",
      closeOfLong,
      'order',
      `side=SELL&newClientOrderId=${orderId}&newOrderRespType=RESULT&type=MARKET&quantity=0.01&positionSide=LONG`,
    ],
    [
      'one-way stop: closePosition in the second book, no quantity',
      stop('ONE-WAY'),
      'algoOrder',
      `side=BUY&clientAlgoId=${orderId}&newOrderRespType=RESULT&type=STOP_MARKET&triggerPrice=80000.1&closePosition=true&workingType=MARK_PRICE&algoType=CONDITIONAL`,
    ],
    [
      'hedge stop: positionSide too',
      stop('HEDGE'),
      'algoOrder',
      `side=BUY&clientAlgoId=${orderId}&newOrderRespType=RESULT&type=STOP_MARKET&triggerPrice=80000.1&closePosition=true&workingType=MARK_PRICE&algoType=CONDITIONAL&positionSide=SHORT`,
    ],
  ])('%s', async (_title, terms, path, params) => {
    venue.answer(`POST /fapi/v1/${path}`, { body: { ...order, ...algo } });
    expect(await exchange.placeOrder(orderId, terms)).toMatchObject({ kind: 'accepted' });
    expect(venue.sent).toEqual([
      { method: 'POST', path: `/fapi/v1/${path}`, text: `timestamp&symbol=BTCUSDT&${params}${tail}`, rightlySigned: true },
    ]);
  });

  test('everything else', async () => {
    await exchange.cancelOrder(symbol, orderId, undefined, 'plain');
    await exchange.cancelOrder(symbol, orderId, undefined, 'conditional');
    await exchange.queryOrder(symbol, orderId, 'plain');
    await exchange.queryOrder(symbol, orderId, 'conditional');
    await exchange.cancelSymbolOrders(symbol, 'plain');
    await exchange.cancelSymbolOrders(symbol, 'conditional');
    await exchange.setLeverage(symbol);
    await exchange.setMarginType(symbol);
    await exchange.readBalances();
    await exchange.readCandles(symbol, 3);
    await exchange.readCandles(symbol, 204, '15m');
    await exchange.readMarkets();
    await exchange.readMarkPrices([]);
    await exchange.readClock();
    expect(venue.sent.map(({ method, path, text }) => `${method} ${path} ${text}`)).toEqual([
      `DELETE /fapi/v1/order timestamp&symbol=BTCUSDT&origClientOrderId=${orderId}${tail}`,
      `DELETE /fapi/v1/algoOrder timestamp&symbol=BTCUSDT&clientAlgoId=${orderId}${tail}`,
      `GET /fapi/v1/order timestamp&symbol=BTCUSDT&origClientOrderId=${orderId}${tail}`,
      `GET /fapi/v1/algoOrder timestamp&symbol=BTCUSDT&clientAlgoId=${orderId}${tail}`,
      `DELETE /fapi/v1/allOpenOrders timestamp&symbol=BTCUSDT${tail}`,
      `DELETE /fapi/v1/algoOpenOrders timestamp&symbol=BTCUSDT${tail}`,
      `POST /fapi/v1/leverage timestamp&symbol=BTCUSDT&leverage=1${tail}`,
      `POST /fapi/v1/marginType timestamp&symbol=BTCUSDT&marginType=ISOLATED${tail}`,
      `GET /fapi/v3/account timestamp${tail}`,
      'GET /fapi/v1/klines interval=3m&limit=3&symbol=BTCUSDT',
      'GET /fapi/v1/klines interval=15m&limit=204&symbol=BTCUSDT',
      'GET /fapi/v1/exchangeInfo ',
      'GET /fapi/v1/premiumIndex ',
      'GET /fapi/v1/time ',
    ]);
  });
});

describe('nothing leaves for anywhere else', () => {
  test('with keys present only the given host is dialled, by REST and by streams', async () => {
    const connect = vi.spyOn(net.Socket.prototype, 'connect');
    venue.answer('POST /fapi/v1/listenKey', { body: { listenKey: 'k' } });
    exchange.open(() => {});
    await exchange.readMarkets();
    await exchange.readAccount();
    await exchange.readEntryConditions(symbol);
    await exchange.placeOrder(orderId, market('ONE-WAY'));
    await until('both streams dialled', () => venue.dialled.length === 2);
    const targets = new Set(connect.mock.calls.flat(2).map(targetOf));
    connect.mockRestore();
    targets.delete(undefined);
    expect([...targets]).toEqual([venue.restUrl.slice('http://'.length)]);
  });

  test('without a key no signed call is sent', async () => {
    const keyless = createCcxtExchange({ ...venue, apiKey: '', apiSecret: '', clock: realClock });
    expect(await keyless.placeOrder(orderId, market('ONE-WAY'))).toMatchObject({ kind: 'refused', reason: 'unauthorised' });
    expect(venue.sent).toEqual([]);
    await keyless.close();
  });
});

/** "host:port" of whatever form of arguments Socket.connect was called with. */
function targetOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('port' in argument)) return undefined;
  return `${'host' in argument && argument.host ? String(argument.host) : 'localhost'}:${String(argument.port)}`;
}
