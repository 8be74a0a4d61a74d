import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ExchangePort, StreamFact } from '../../../ports/exchange.ts';
import { createCcxtExchange } from './ccxt-exchange.ts';
import { API_KEY, API_SECRET, type FakeVenue, realClock, startFakeVenue, until } from './fake-venue.ts';
import { defaultPace, reconnectDelay, type StreamPace } from './stream-pace.ts';
import { streamUrls } from './stream-urls.ts';

const pace: Partial<StreamPace> = {
  silenceMs: 150,
  pingEveryMs: 60,
  pongWithinMs: 60,
  firstDelayMs: 20,
  maxDelayMs: 80,
  openWithinMs: 300,
};
const mark = (symbol: string, price: string) => ({ e: 'markPriceUpdate', E: 1562305380000, s: symbol, p: price });

let venue: FakeVenue;
let exchange: ExchangePort;
let facts: StreamFact[];
const start = (changed: Partial<StreamPace> = {}): void => {
  exchange = createCcxtExchange({ ...venue, apiKey: API_KEY, apiSecret: API_SECRET, clock: realClock, pace: { ...pace, ...changed } });
  exchange.open((fact) => facts.push(fact));
};
const of = <T extends StreamFact['type']>(type: T) => facts.filter((fact): fact is Extract<StreamFact, { type: T }> => fact.type === type);
const told = (stream: string) =>
  facts.flatMap((fact) => ('stream' in fact && fact.stream === stream ? [fact.type === 'StreamOpened' ? 'opened' : 'lost'] : []));
const keys = () => venue.dialled.flatMap((url) => /listenKey=(.*)/.exec(url)?.[1] ?? []);

beforeEach(async () => {
  venue = await startFakeVenue();
  venue.answer('POST /fapi/v1/listenKey', { body: { listenKey: 'first' } }, { body: { listenKey: 'second' } });
  venue.answer('PUT /fapi/v1/listenKey', { body: {} });
  facts = [];
});
afterEach(async () => {
  await exchange.close();
  await venue.stop();
});

describe('prices', () => {
  const live = async () => {
    start({ silenceMs: 300 });
    await until('subscribed', () => venue.heard.length > 0);
    venue.push('market', [mark('BTCUSDT', '77000.10000000')]);
    await until('prices told', () => of('MarkPricesArrived').length === 1);
  };

  test('all marks are subscribed on the routed path and arrive as one fact per array, canonical', async () => {
    start();
    await until('subscribed', () => venue.heard.length > 0);
    expect(venue.heard).toEqual(['{"method":"SUBSCRIBE","params":["!markPrice@arr@1s"],"id":1}']);
    expect(venue.dialled).toContain('/market/ws/0');
    venue.push('market', [mark('BTCUSDT', '77000.10000000'), mark('DOGEUSDT', '0.12340000'), { e: 'markPriceUpdate', s: 'ODD' }]);
    venue.push('market', { stream: '!markPrice@arr@1s', data: [mark('XAUUSDT', '4000.00')] });
    await until('both told', () => of('MarkPricesArrived').length === 2);
    expect(of('MarkPricesArrived')).toEqual([
      { type: 'MarkPricesArrived', source: 'stream', venueAt: 1562305380000, prices: { BTCUSDT: '77000.1', DOGEUSDT: '0.1234' } },
      { type: 'MarkPricesArrived', source: 'stream', venueAt: 1562305380000, prices: { XAUUSDT: '4000' } },
    ]);
    expect(told('prices')).toEqual(['opened']);
  });

  test('a socket that is open but silent is noticed and replaced', async () => {
    await live();
    await until('redialled', () => venue.dialled.filter((url) => url === '/market/ws/0').length === 2);
    expect(told('prices')).toEqual(['opened', 'lost']);
    venue.push('market', [mark('BTCUSDT', '77000.2')]);
    await until('opened again', () => told('prices').length === 3);
    expect(told('prices')).toEqual(['opened', 'lost', 'opened']);
  });

  test('frames without prices do not prove that it lives', async () => {
    await live();
    const chatter = setInterval(() => venue.push('market', { e: 'serverNotice' }), 20);
    await until('lost', () => told('prices').includes('lost'));
    clearInterval(chatter);
  });

  test('a cut connection is redialled', async () => {
    await live();
    venue.sockets('market')[0]?.terminate();
    await until('lost', () => told('prices').includes('lost'));
    await until('redialled', () => venue.sockets('market').length === 1);
  });
});

describe('account', () => {
  const live = async (changed: Partial<StreamPace> = {}) => {
    start(changed);
    await until('account stream open', () => told('account').includes('opened'));
  };

  test('the key is asked for, unsigned, and dialled on the routed path', async () => {
    await live();
    expect(venue.sentTo('POST /fapi/v1/listenKey')).toMatchObject([{ text: '' }]);
    expect(venue.dialled).toContain('/private/ws?listenKey=first');
  });

  test('an expired key is renewed at once, not dialled again', async () => {
    await live({ firstDelayMs: 60_000, maxDelayMs: 60_000 });
    venue.push('private', { e: 'listenKeyExpired', E: 1, listenKey: 'first' });
    await until('opened on the new key', () => told('account').length === 3);
    expect(keys()).toEqual(['first', 'second']);
    expect(told('account')).toEqual(['opened', 'lost', 'opened']);
  });

  test('a renewal that finds the key gone takes a new one, although the socket looks well', async () => {
    venue.answer('PUT /fapi/v1/listenKey', { body: {} }, { status: 400, body: { code: -1125, msg: 'This listenKey does not exist.' } });
    await live({ renewKeyEveryMs: 30 });
    await until('new key', () => keys().length === 2);
    expect(keys()).toEqual(['first', 'second']);
  });

  test('silence is normal there: an answered ping keeps it, an unanswered one replaces it', async () => {
    await live();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(told('account')).toEqual(['opened']);
    for (const socket of venue.sockets('private')) socket.pause();
    await until('noticed', () => told('account').includes('lost'));
  });

  test('an event that cannot be read costs the connection, because it may have been a fill', async () => {
    await live();
    venue.push('private', { e: 'ORDER_TRADE_UPDATE', E: 1, T: 1, o: { s: 'BTCUSDT' } });
    await until('opened again', () => told('account').length === 3);
    expect(of('StreamLost').map(({ why }) => why)).toEqual(['an event could not be read: ORDER_TRADE_UPDATE']);
  });

  test('events nobody needs, and kinds not yet invented, change nothing', async () => {
    await live();
    venue.push('private', { e: 'TRADE_LITE', E: 1 });
    venue.push('private', { e: 'MARGIN_CALL', E: 1 });
    venue.push('private', { e: 'SOMETHING_NEW', E: 1 });
    venue.push('private', { e: 'ACCOUNT_CONFIG_UPDATE', E: 1, T: 1, ac: { s: 'BTCUSDT', l: 25 } });
    await until('leverage told', () => of('LeverageReported').length === 1);
    expect(facts.filter((fact) => !('stream' in fact))).toEqual([{ type: 'LeverageReported', symbol: 'BTCUSDT', leverage: 25 }]);
  });

  test('during a ban no key is asked for', async () => {
    venue.answer('POST /fapi/v1/listenKey', { status: 418, body: { code: -1003, msg: `banned until ${Date.now() + 60_000}.` } });
    start();
    await until('lost', () => told('account').includes('lost'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(venue.sentTo('POST /fapi/v1/listenKey')).toHaveLength(1);
  });
});

test('after close nothing is dialled, told or left running', async () => {
  start();
  await until('both dialled', () => venue.dialled.length === 2);
  await exchange.close();
  const before = facts.length;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect([facts.length, venue.dialled.length]).toEqual([before, 2]);
});

test('the back-off doubles from half a second to thirty and keeps between half and whole', () => {
  expect([0, 1, 2, 3, 6, 60].map((failures) => reconnectDelay(defaultPace, failures, 0))).toEqual([500, 1000, 2000, 4000, 30_000, 30_000]);
  expect(reconnectDelay(defaultPace, 0, 0.999)).toBe(250);
});

test('only a base ending in /ws is routed; any other is dialled as it stands', () => {
  expect(streamUrls('ws://h:1/ws').prices).toBe('ws://h:1/market/ws/0');
  expect(streamUrls('ws://h:1/ws').account('a/b')).toBe('ws://h:1/private/ws?listenKey=a%2Fb');
  expect(streamUrls('ws://h:1/stream').prices).toBe('ws://h:1/stream');
  expect(streamUrls('ws://h:1/stream').account('k')).toBe('ws://h:1/stream?listenKey=k');
});
