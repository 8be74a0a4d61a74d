import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { symbolOf } from '../../../shared/domain/ids.ts';
import { systemClock } from '../../adapters/clock/system-clock.ts';
import { trouble } from './answers.ts';
import type { BinanceServerOptions } from './api.ts';
import { send, startTestExchange, type TestExchange, trader } from './test-exchange.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(options: Partial<BinanceServerOptions> = {}): Promise<TestExchange> {
  const it = await startTestExchange(systemClock, { beatMs: 50, ...options });
  closing.push(() => it.close());
  return it;
}

type Frame = { readonly e?: string; readonly o?: Record<string, unknown>; readonly [key: string]: unknown };
interface Listener {
  readonly frames: (Frame | readonly Frame[])[];
  readonly socket: WebSocket;
}

async function listen(url: string): Promise<Listener> {
  const socket = new WebSocket(url);
  const frames: (Frame | readonly Frame[])[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as Frame));
  socket.on('error', () => undefined);
  closing.push(() => socket.terminate());
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return { frames, socket };
}

const originOf = (it: TestExchange): string => it.server.wsUrl.replace(/\/ws$/, '');
async function listenPrivately(it: TestExchange): Promise<Listener & { readonly key: string }> {
  const { body } = await send(it.server, 'POST', '/fapi/v1/listenKey', '', { 'X-MBX-APIKEY': trader.apiKey });
  const key = (body as { listenKey: string }).listenKey;
  return { ...(await listen(`${originOf(it)}/private/ws?listenKey=${key}`)), key };
}
const kinds = (listener: Listener): readonly unknown[] => listener.frames.map((frame) => (frame as Frame).e);

const sell = { symbol: 'BTCUSDT', side: 'SELL', type: 'LIMIT', timeInForce: 'GTC', quantity: '1', price: '110' };
const order = '/fapi/v1/order';

describe('the door', () => {
  test('a key that is missing, unknown, a false signature and a wrong clock are told apart', async () => {
    const it = await open();
    expect(await send(it.server, 'GET', '/fapi/v3/account', 'timestamp=1')).toMatchObject({ status: 401, body: { code: -2014 } });
    const other = { 'X-MBX-APIKEY': 'other' };
    expect(await send(it.server, 'GET', '/fapi/v3/account', 'timestamp=1', other)).toMatchObject({ status: 401, body: { code: -2015 } });
    const forged = `timestamp=${Date.now()}&signature=${'0'.repeat(64)}`;
    const known = { 'X-MBX-APIKEY': trader.apiKey };
    expect(await send(it.server, 'GET', '/fapi/v3/account', forged, known)).toMatchObject({ status: 400, body: { code: -1022 } });
    const now = Date.now();
    expect(await it.call('GET', '/fapi/v3/account', {}, now - 11_000)).toMatchObject({ body: { code: -1021 } });
    expect(await it.call('GET', '/fapi/v3/account', {}, now + 2_000)).toMatchObject({ body: { code: -1021 } });
    expect(await it.call('GET', '/fapi/v3/account', {}, now - 8_000)).toMatchObject({ status: 200 });
  });

  test.each([
    [{ ...sell, type: 'STOP_MARKET' }, -4120],
    [{ ...sell, type: 'NONSENSE' }, -1116],
    [{ ...sell, side: 'UP' }, -1117],
    [{ ...sell, quantity: '1e1' }, -1100],
    [{ ...sell, quantity: '' }, -1100],
    [{ ...sell, symbol: 'NOPE' }, -1121],
    [{ ...sell, timeInForce: 'DAY' }, -1115],
    [{ ...sell, price: '110.001' }, -1111],
  ])('a malformed order %j is refused with its code', async (params, code) => {
    const it = await open();
    expect(await it.call('POST', order, params)).toMatchObject({ status: 400, body: { code } });
  });

  test('klines end with the candle still forming', async () => {
    const it = await open();
    const { body } = await it.call('GET', '/fapi/v1/klines', { symbol: 'BTCUSDT', interval: '3m', limit: '3' });
    const rows = body as readonly (readonly [number, string, string, string, string, string, number])[];
    expect(rows).toHaveLength(3);
    expect(rows[2]?.[6]).toBeGreaterThan(Date.now());
    expect(rows[1]?.[6]).toBeLessThan(Date.now());
    expect(rows[1]?.[6]).toBe(Number(rows[2]?.[0]) - 1);
  });
});

describe('limits', () => {
  test('answers carry the used weight, order answers the order counts', async () => {
    const it = await open();
    await it.call('GET', '/fapi/v3/account');
    const answer = await it.call('POST', order, sell);
    expect(Number(answer.headers.get('x-mbx-used-weight-1m'))).toBe(5);
    expect(answer.headers.get('x-mbx-order-count-10s')).toBe('1');
    expect(answer.headers.get('x-mbx-order-count-1m')).toBe('1');
  });

  test('too much weight is 429; who goes on is banned, with the end in the text', async () => {
    const it = await open({ limits: { weightPerMinute: 10 } });
    const heavy = (): Promise<{ status: number; body: unknown }> => it.call('GET', '/fapi/v1/openOrders');
    expect(await heavy()).toMatchObject({ status: 429, body: { code: -1003 } });
    for (let n = 0; n < 9; n += 1) await heavy();
    const banned = await heavy();
    expect(banned).toMatchObject({ status: 418, body: { code: -1003 } });
    const until = Number(/banned until (\d{13})/.exec((banned.body as { msg: string }).msg)?.[1]);
    expect(until - Date.now()).toBeGreaterThan(100_000);
    it.server.faults.clear();
    expect(await it.call('GET', '/fapi/v1/time')).toMatchObject({ status: 200 });
  });

  test('too many orders are 429 with -1015 and are not carried out', async () => {
    const it = await open({ limits: { ordersPer10Seconds: 1 } });
    await it.call('POST', order, sell);
    expect(await it.call('POST', order, sell)).toMatchObject({ status: 429, body: { code: -1015 } });
    expect(it.venue.openOrders(trader.accountId)).toHaveLength(1);
  });
});

describe('user data', () => {
  test('a fill is told as TRADE_LITE, ORDER_TRADE_UPDATE, ACCOUNT_UPDATE of the same moment', async () => {
    const it = await open();
    const stream = await listenPrivately(it);
    await it.call('POST', order, { ...sell, newClientOrderId: 'a' });
    it.setMark('BTCUSDT', '111');
    await expect.poll(() => kinds(stream)).toEqual(['ORDER_TRADE_UPDATE', 'TRADE_LITE', 'ORDER_TRADE_UPDATE', 'ACCOUNT_UPDATE']);
    const [, lite, update, account] = stream.frames as Frame[];
    expect(new Set([lite?.T, update?.T, account?.T]).size).toBe(1);
    expect(update?.o).toMatchObject({
      c: 'a',
      x: 'TRADE',
      X: 'FILLED',
      l: '1',
      z: '1',
      L: '110',
      m: true,
      n: '0.02200000',
      N: 'USDT',
      ps: 'BOTH',
    });
    expect(account?.a).toMatchObject({
      m: 'ORDER',
      B: [{ a: 'USDT', bc: '0' }],
      P: [{ s: 'BTCUSDT', pa: '-1', ep: '110', mt: 'isolated' }],
    });
  });

  test('an order by another hand on the same account is told too', async () => {
    const it = await open();
    const stream = await listenPrivately(it);
    const request = { symbol: symbolOf('BTCUSDT'), side: 'SELL', type: 'LIMIT', qty: '1', price: '110', clientOrderId: 'web_1' } as const;
    it.venue.placeOrder(trader.accountId, request as never, Date.now());
    await expect.poll(() => (stream.frames[0] as Frame | undefined)?.o?.c).toBe('web_1');
  });

  test('a listenKey is given again while it lives, and after its end its socket stays open and silent', async () => {
    const it = await open({ listenKeyMs: 150 });
    const stream = await listenPrivately(it);
    const again = await send(it.server, 'POST', '/fapi/v1/listenKey', '', { 'X-MBX-APIKEY': trader.apiKey });
    expect(again.body).toEqual({ listenKey: stream.key });
    await expect.poll(() => stream.frames).toEqual([{ e: 'listenKeyExpired', E: expect.any(Number), listenKey: stream.key }]);
    await it.call('POST', order, sell);
    const extended = await send(it.server, 'PUT', '/fapi/v1/listenKey', '', { 'X-MBX-APIKEY': trader.apiKey });
    expect(extended.body).toMatchObject({ code: -1125 });
    expect(stream.frames).toHaveLength(1);
    expect(stream.socket.readyState).toBe(WebSocket.OPEN);
    await expect(listen(`${originOf(it)}/private/ws?listenKey=${stream.key}`)).rejects.toThrow();
  });

  test('frames can be held and released reversed, repeated, and lost', async () => {
    const it = await open();
    const stream = await listenPrivately(it);
    it.server.faults.holdUserData();
    await it.call('POST', order, { ...sell, newClientOrderId: 'a' });
    await it.call('DELETE', order, { symbol: 'BTCUSDT', origClientOrderId: 'a' });
    it.server.faults.releaseUserData('reversed');
    await expect.poll(() => stream.frames.map((frame) => (frame as Frame).o?.x)).toEqual(['CANCELED', 'NEW']);
    it.server.faults.duplicateUserData(1);
    it.server.faults.loseUserData(1);
    await it.call('POST', order, { ...sell, newClientOrderId: 'b' });
    await it.call('DELETE', order, { symbol: 'BTCUSDT', origClientOrderId: 'b' });
    await expect.poll(() => stream.frames.slice(2).map((frame) => (frame as Frame).o?.x)).toEqual(['CANCELED', 'CANCELED']);
  });
});

describe('sockets', () => {
  test('marks of all symbols come each beat after SUBSCRIBE, and stop after UNSUBSCRIBE', async () => {
    const it = await open();
    const { frames, socket } = await listen(`${originOf(it)}/market/ws/0`);
    socket.send('{"method":"SUBSCRIBE","params":["!markPrice@arr@1s","btcusdt@kline_3m"],"id":7}');
    await expect.poll(() => frames.length).toBeGreaterThan(4);
    expect(frames[0]).toEqual({ result: null, id: 7 });
    const marks = frames.find(Array.isArray) as readonly Frame[];
    expect(marks.map((row) => [row.s, row.p])).toEqual([
      ['BTCUSDT', '100.00000000'],
      ['ETHUSDT', '50.00000000'],
    ]);
    expect(frames.find((frame) => (frame as Frame).e === 'kline')).toMatchObject({ k: { i: '3m', c: '100', x: false } });
  });

  test('a silenced socket stays open, sends nothing and answers no ping', async () => {
    const it = await open();
    const { frames, socket } = await listen(`${originOf(it)}/market/ws/0`);
    socket.send('{"method":"SUBSCRIBE","params":["btcusdt@markPrice@1s"],"id":1}');
    await expect.poll(() => frames.length).toBeGreaterThan(1);
    it.server.faults.silence('market');
    let pongs = 0;
    socket.on('pong', () => {
      pongs += 1;
    });
    // Silence can only be seen by waiting: two beats for the frames under way, then four without any.
    await pause(100);
    const before = frames.length;
    socket.ping();
    await pause(200);
    expect([frames.length, pongs, socket.readyState]).toEqual([before, 0, WebSocket.OPEN]);
    it.server.faults.speak('market');
    await expect.poll(() => frames.length).toBeGreaterThan(before);
  });

  test('a socket older than its age is dropped, and new ones can be refused', async () => {
    const it = await open({ socketMs: 100 });
    const { socket } = await listen(`${originOf(it)}/market/ws/0`);
    await expect.poll(() => socket.readyState).toBe(WebSocket.CLOSED);
    it.server.faults.refuseSockets('market');
    await expect(listen(`${originOf(it)}/market/ws/1`)).rejects.toThrow();
  });

  test('a client that says more than ten things a second is dropped', async () => {
    const it = await open();
    const { socket } = await listen(`${originOf(it)}/market/ws/0`);
    for (let n = 0; n < 25; n += 1) socket.send(`{"method":"SUBSCRIBE","params":[],"id":${n}}`);
    await expect.poll(() => socket.readyState).toBe(WebSocket.CLOSED);
  });
});

describe('accidents on the wire', () => {
  test('an answer in doubt can hide a placed order or none', async () => {
    const it = await open();
    it.server.faults.next({ method: 'POST', path: order }, trouble.unknown503(true));
    it.server.faults.next({ method: 'POST', path: order }, trouble.badGateway502(false));
    expect(await it.call('POST', order, { ...sell, newClientOrderId: 'a' })).toMatchObject({ status: 503, body: { code: -1000 } });
    expect(await it.call('POST', order, { ...sell, newClientOrderId: 'b' })).toMatchObject({ status: 502 });
    expect(it.venue.openOrders(trader.accountId).map((open) => open.clientOrderId)).toEqual(['a']);
  });

  test('a drop before executing leaves nothing, a late answer comes after the order stands, others are not hit', async () => {
    const it = await open();
    it.server.faults.next({ path: order, where: (params) => params.newClientOrderId === 'a' }, { kind: 'dropBeforeExecuting' });
    it.server.faults.next({ path: order, where: (params) => params.newClientOrderId === 'b' }, { kind: 'delayAnswer', ms: 100 });
    expect(await it.call('POST', order, { ...sell, newClientOrderId: 'c' })).toMatchObject({ status: 200 });
    await expect(it.call('POST', order, { ...sell, newClientOrderId: 'a' })).rejects.toThrow();
    const late = it.call('POST', order, { ...sell, newClientOrderId: 'b' });
    await expect.poll(() => it.venue.openOrders(trader.accountId).map((open) => open.clientOrderId)).toEqual(['c', 'b']);
    expect(await late).toMatchObject({ status: 200 });
    expect(it.server.log.of('POST', order).map((row) => [row.params.newClientOrderId, row.status])).toEqual([
      ['c', 200],
      ['a', 0],
      ['b', 200],
    ]);
    expect(it.server.log.all().some((row) => 'signature' in row.params)).toBe(false);
  });

  test('a dead-man countdown cancels the symbol’s plain orders unless renewed', async () => {
    const it = await open();
    await it.call('POST', order, sell);
    await it.call('POST', '/fapi/v1/countdownCancelAll', { symbol: 'BTCUSDT', countdownTime: '60' });
    await expect.poll(() => it.venue.openOrders(trader.accountId)).toEqual([]);
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => systemClock.after(ms, () => resolve()));
}
