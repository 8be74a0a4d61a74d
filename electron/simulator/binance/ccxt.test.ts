import { pro } from 'ccxt';
import { afterEach, describe, expect, test } from 'vitest';
import { symbolOf } from '../../../shared/domain/ids.ts';
import type { PositionMode } from '../../../shared/domain/order.ts';
import { systemClock } from '../../adapters/clock/system-clock.ts';
import { startTestExchange, type TestExchange, trader } from './test-exchange.ts';

const coin = 'BTC/USDT:USDT';
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** ccxt.pro wired to the loopback exchange; nothing it might do by mistake can leave the machine. */
async function connect(
  mode: PositionMode = 'ONE-WAY',
): Promise<{ readonly it: TestExchange; readonly client: InstanceType<typeof pro.binanceusdm> }> {
  const it = await startTestExchange(systemClock, { mode, beatMs: 100 });
  const { restUrl, wsUrl } = it.server;
  const client = new pro.binanceusdm({
    apiKey: trader.apiKey,
    secret: trader.apiSecret,
    enableRateLimit: false,
    options: { fetchCurrencies: false, fetchOpenOrders: { warnWithoutSymbol: false } },
  });
  const elsewhere = 'http://127.0.0.1:9';
  const api = client.urls.api as Record<string, unknown>;
  for (const key of Object.keys(api)) if (typeof api[key] === 'string') api[key] = elsewhere;
  for (const version of ['', 'V2', 'V3']) {
    const url = `${restUrl}/fapi/${version === '' ? 'v1' : version.toLowerCase()}`;
    api[`fapiPublic${version}`] = url;
    api[`fapiPrivate${version}`] = url;
  }
  (api.ws as Record<string, unknown>).future = wsUrl;
  // ws:// urls want this first, although no proxy is used.
  await client.loadHttpProxyAgent();
  closing.push(async () => {
    await client.close();
    await it.close();
  });
  await client.loadMarkets();
  return { it, client };
}

const stopFor = { stopPrice: 120, closePosition: true, workingType: 'MARK_PRICE', clientOrderId: 'sl-1' };
const codeOf = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'accepted',
    (error: Error) => /"code":(-?\d+)/.exec(error.message)?.[1] ?? error.name,
  );

describe('ccxt 4.5.84 trades on the embedded exchange', () => {
  test('reads what it needs at the start', async () => {
    const { client } = await connect();
    expect(Object.keys(client.markets ?? {})).toEqual([coin, 'ETH/USDT:USDT']);
    expect(client.market(coin)).toMatchObject({ swap: true, linear: true, active: true, precision: { price: 0.01, amount: 0.001 } });
    expect((await client.fetchBalance()).USDT).toMatchObject({ free: 1000, total: 1000 });
    expect(await client.fetchPositionMode()).toMatchObject({ hedged: false });
    expect(Math.abs(((await client.fetchTime()) ?? 0) - Date.now())).toBeLessThan(1000);
    expect((await client.fetchMarkPrice(coin)).markPrice).toBe(100);
    const candles = await client.fetchOHLCV(coin, '3m', undefined, 3);
    expect(candles.map(([at]) => Number(at) % 180_000)).toEqual([0, 0, 0]);
    expect(Number(candles.at(-1)?.[0]) + 180_000).toBeGreaterThan(Date.now());
    expect(await client.setLeverage(1, coin)).toMatchObject({ leverage: 1, symbol: 'BTCUSDT' });
    expect(await codeOf(client.setMarginMode('isolated', coin))).toBe('-4046');
  });

  test('a short ladder step: limit sell, partial and full fill, stop in the second book, market close', async () => {
    const { it, client } = await connect();
    await client.setLeverage(1, coin);
    const entry = await client.createOrder(coin, 'limit', 'sell', 2, 110, { clientOrderId: 'in-1', timeInForce: 'GTC' });
    expect(entry).toMatchObject({ status: 'open', clientOrderId: 'in-1', filled: 0, amount: 2, price: 110 });
    it.setDepth('BTCUSDT', [['110', '0.5']], []);
    expect(await client.fetchOrder('', coin, { clientOrderId: 'in-1' })).toMatchObject({ status: 'open', filled: 0.5, remaining: 1.5 });
    it.setDepth('BTCUSDT', [['111', '9']], [['112', '9']]);
    expect(await client.fetchOrder(String(entry.id), coin)).toMatchObject({ status: 'closed', filled: 2, average: 110 });
    const trades = await client.fetchMyTrades(coin);
    expect(trades.map((trade) => [trade.amount, trade.takerOrMaker, trade.order])).toEqual([
      [0.5, 'maker', entry.id],
      [1.5, 'maker', entry.id],
    ]);
    const [position] = await client.fetchPositions(undefined, { useV2: true });
    expect(position).toMatchObject({ side: 'short', contracts: 2, entryPrice: 110, leverage: 1, marginMode: 'isolated' });
    expect(await client.fetchPositions()).toMatchObject([{ side: 'short', contracts: 2 }]);

    const stop = await client.createOrder(coin, 'STOP_MARKET', 'buy', undefined as never, undefined, stopFor);
    expect(await client.fetchOpenOrders(coin)).toEqual([]);
    expect(await client.fetchOpenOrders(undefined, undefined, undefined, { trigger: true })).toMatchObject([
      { id: stop.id, status: 'open' },
    ]);
    expect(
      await codeOf(client.createOrder(coin, 'STOP_MARKET', 'buy', undefined as never, undefined, { ...stopFor, clientOrderId: 'sl-2' })),
    ).toBe('-4130');
    await client.cancelAllOrders(coin);
    expect(await client.fetchOrder(String(stop.id), coin, { trigger: true })).toMatchObject({ status: 'open' });

    // Market orders execute within 5 % of the mark only.
    it.setMark('BTCUSDT', '110');
    const exit = await client.createOrder(coin, 'market', 'buy', 2, undefined, { reduceOnly: true, clientOrderId: 'out-1' });
    expect(exit).toMatchObject({ status: 'closed', filled: 2, average: 112 });
    expect(await client.fetchOrder('', coin, { trigger: true, clientAlgoId: 'sl-1' })).toMatchObject({ status: 'expired' });
    expect(await client.fetchPositions()).toEqual([]);
    const incomes = await client.fetchLedger(undefined, undefined, 10);
    const sum = incomes.reduce((total, row) => total + (row.direction === 'out' ? -1 : 1) * Number(row.amount), 0);
    expect(1000 + sum).toBeCloseTo(Number((await client.fetchBalance()).info.totalWalletBalance), 8);
  });

  test('the exchange’s refusals reach it with their codes', async () => {
    const { client } = await connect();
    expect(await codeOf(client.createOrder(coin, 'limit', 'sell', 100, 110))).toBe('accepted');
    expect(await codeOf(client.createOrder(coin, 'limit', 'sell', 1000, 110))).toBe('-2019');
    expect(await codeOf(client.createOrder(coin, 'market', 'buy', 1, undefined, { reduceOnly: true }))).toBe('-2022');
    expect(await codeOf(client.createOrder(coin, 'STOP_MARKET', 'buy', undefined as never, undefined, stopFor))).toBe('-4509');
    expect(await codeOf(client.cancelOrder('1', coin))).toBe('-2011');
    expect(await codeOf(client.fetchOrder('1', coin))).toBe('-2013');
    expect(await codeOf(client.createOrder(coin, 'limit', 'sell', 1, 110, { positionSide: 'SHORT' }))).toBe('-4061');
  });

  test('hedge mode: the same step with position sides', async () => {
    const { it, client } = await connect('HEDGE');
    expect(await client.fetchPositionMode()).toMatchObject({ hedged: true });
    await client.createOrder(coin, 'market', 'sell', 1, undefined, { positionSide: 'SHORT' });
    expect(await client.fetchPositions()).toMatchObject([{ side: 'short', contracts: 1, hedged: true }]);
    await client.createOrder(coin, 'STOP_MARKET', 'buy', undefined as never, undefined, { ...stopFor, positionSide: 'SHORT' });
    it.setMark('BTCUSDT', '121');
    expect(await client.fetchPositions()).toEqual([]);
    expect(it.venue.algos(trader.accountId)).toMatchObject([{ status: 'FINISHED', filledQty: '1' }]);
  });

  test('its streams tell marks, candles and fills, and a cut is healed by watching again', async () => {
    const { it, client } = await connect();
    const marks = await client.watchMarkPrices();
    expect(marks['ETH/USDT:USDT']?.markPrice).toBe(50);
    const [candle] = await client.watchOHLCV(coin, '3m');
    expect(candle?.[4]).toBe(100);

    const firstOrder = client.watchOrders();
    await expect.poll(() => it.server.log.of('POST', '/fapi/v1/listenKey').length).toBe(1);
    await expect
      .poll(() => Object.keys(client.clients).some((url) => url.includes('listenKey') && client.clients[url]?.isConnected))
      .toBe(true);
    const byHand = it.venue.placeOrder(
      trader.accountId,
      { symbol: symbolOf('BTCUSDT'), side: 'SELL', type: 'LIMIT', qty: '1' as never, price: '105' as never, clientOrderId: 'by-hand' },
      Date.now(),
    );
    expect(byHand.ok).toBe(true);
    expect(await firstOrder).toMatchObject([{ clientOrderId: 'by-hand', status: 'open' }]);

    const fill = client.watchMyTrades();
    const position = client.watchPositions();
    it.setMark('BTCUSDT', '106');
    expect(await fill).toMatchObject([{ price: 105, amount: 1, takerOrMaker: 'maker', fee: { cost: 0.021, currency: 'USDT' } }]);
    expect(await position).toMatchObject([{ side: 'short', contracts: 1, entryPrice: 105 }]);

    const interrupted = client.watchOrders();
    it.server.faults.cut('private');
    await expect(interrupted).rejects.toThrow();
    const again = client.watchOrders();
    await expect
      .poll(() => Object.keys(client.clients).some((url) => url.includes('listenKey') && client.clients[url]?.isConnected))
      .toBe(true);
    await client.createOrder(coin, 'market', 'buy', 1, undefined, { reduceOnly: true });
    expect((await again).at(-1)).toMatchObject({ symbol: coin, side: 'buy', status: 'closed' });
  });

  test('a connection cut after the order was carried out leaves it unknown, and a query finds it', async () => {
    const { it, client } = await connect();
    it.server.faults.next({ method: 'POST', path: '/fapi/v1/order' }, { kind: 'dropAfterExecuting' });
    await expect(client.createOrder(coin, 'limit', 'sell', 1, 110, { clientOrderId: 'lost-1' })).rejects.toMatchObject({
      name: expect.stringMatching(/Network|Timeout|NotAvailable/),
    });
    expect(await client.fetchOrder('', coin, { clientOrderId: 'lost-1' })).toMatchObject({ status: 'open', amount: 1 });
    expect(await codeOf(client.createOrder(coin, 'limit', 'sell', 1, 110, { clientOrderId: 'lost-1' }))).toBe('-4116');
  });
});
