import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ExchangePort, StreamFact } from '../../../ports/exchange.ts';
import { createCcxtExchange } from './ccxt-exchange.ts';
import { API_KEY, API_SECRET, type FakeVenue, realClock, startFakeVenue, until } from './fake-venue.ts';
import { defaultPace, reconnectDelay, type StreamPace } from './stream-pace.ts';

const quick: Partial<StreamPace> = { silenceMs: 60_000, firstDelayMs: 20, maxDelayMs: 80, openWithinMs: 300, probeEveryMs: 60_000 };
const mark = (symbol: string, price: string) => ({ e: 'markPriceUpdate', E: 1562305380000, s: symbol, p: price });

let venue: FakeVenue;
let exchange: ExchangePort;
let facts: StreamFact[];
const told = (stream: string) =>
  facts.flatMap((fact) => ('stream' in fact && fact.stream === stream ? [fact.type === 'StreamOpened' ? 'opened' : 'lost'] : []));
const reasons = () => facts.flatMap((fact) => (fact.type === 'StreamLost' ? [`${fact.stream}: ${fact.why}`] : []));
const prices = () => facts.flatMap((fact) => (fact.type === 'MarkPricesArrived' ? [fact.prices] : []));
async function listens(changed: Partial<StreamPace> = {}): Promise<void> {
  exchange = createCcxtExchange({ ...venue, apiKey: API_KEY, apiSecret: API_SECRET, clock: realClock, pace: { ...quick, ...changed } });
  exchange.open((fact) => facts.push(fact));
  await until('both dialled', () => venue.heard.length > 0 && told('account').includes('opened'));
  venue.push('market', [mark('BTCUSDT', '77000.1')]);
  await until('prices told', () => prices().length === 1);
}

beforeEach(async () => {
  venue = await startFakeVenue();
  venue.answer('POST /fapi/v1/listenKey', { body: { listenKey: 'first' } });
  venue.answer('PUT /fapi/v1/listenKey', { body: {} });
  facts = [];
});
afterEach(async () => {
  await exchange.close();
  await venue.stop();
});

describe('the exchange ends a connection', () => {
  // 1008 policy, 1006 cannot be sent: it is what a cut line looks like (streams.test.ts).
  test.each([1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 4000])(
    'with code %i: both streams are lost once, say so, and come back',
    async (code) => {
      await listens();
      for (const stream of ['market', 'private'] as const) for (const socket of [...venue.sockets(stream)]) socket.close(code);
      await until('account back', () => told('account').length === 3);
      await until('prices dialled again', () => venue.heard.length === 2);
      venue.push('market', [mark('BTCUSDT', '77000.2')]);
      await until('prices back', () => told('prices').length === 3);
      expect([told('prices'), told('account')]).toEqual(Array(2).fill(['opened', 'lost', 'opened']));
      expect(reasons().sort()).toEqual([`account: closed by the exchange (${code})`, `prices: closed by the exchange (${code})`]);
    },
  );
});

describe('the exchange cannot be reached', () => {
  test('refused connections are told once, tried again with growing waits, and end when it is back', async () => {
    await listens({ maxDelayMs: 40 });
    const { port } = new URL(venue.restUrl);
    await venue.stop();
    await until('both lost', () => told('prices').includes('lost') && told('account').includes('lost'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([told('prices'), told('account')]).toEqual(Array(2).fill(['opened', 'lost']));
    venue = await startFakeVenue(Number(port));
    venue.answer('POST /fapi/v1/listenKey', { body: { listenKey: 'first' } });
    await until('account back', () => told('account').length === 3);
  });

  test('a key that is refused again and again is not asked for in a loop', async () => {
    await listens({ firstDelayMs: 40 });
    venue.answer('POST /fapi/v1/listenKey', { status: 503, body: 'Service Unavailable.' });
    const before = venue.sentTo('POST /fapi/v1/listenKey').length;
    for (const socket of [...venue.sockets('private')]) socket.terminate();
    await new Promise((resolve) => setTimeout(resolve, 400));
    const asked = venue.sentTo('POST /fapi/v1/listenKey').length - before;
    expect(asked).toBeGreaterThanOrEqual(2);
    // At least half of 40, then half of 80 ms apart.
    expect(asked).toBeLessThanOrEqual(11);
  });

  test('waits spread over half their length, double, and never exceed the cap', () => {
    const dice = Array.from({ length: 1000 }, () => Math.random());
    for (const [failures, full] of [
      [0, 500],
      [1, 1_000],
      [5, 16_000],
      [6, 30_000],
      [1_000, 30_000],
    ] as const) {
      const waits = dice.map((chance) => reconnectDelay(defaultPace, failures, chance));
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(full / 2);
      expect(Math.max(...waits)).toBeLessThanOrEqual(full);
      expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(full * 0.4);
    }
  });
});

describe('frames that are not what they should be', () => {
  const garbage = ['', 'not json', '{', 'null', '7', '"text"', '[]', '[null]', '[[1]]', '{"e":null}', '\u0000', '{"data":null}'];

  test('on the price stream they neither break it nor count as prices', async () => {
    await listens();
    for (const text of garbage) venue.push('market', text);
    venue.push('market', [mark('BTCUSDT', '77000.3')]);
    await until('prices go on', () => prices().length === 2);
    expect(told('prices')).toEqual(['opened']);
  });

  test('on the account stream what is no JSON costs the connection: it may have been a fill', async () => {
    await listens();
    venue.push('private', 'not json');
    await until('back', () => told('account').length === 3);
    expect(reasons()).toEqual(['account: a frame was no JSON']);
  });

  test('on the account stream JSON without an event is no news', async () => {
    await listens();
    for (const text of ['null', '7', '[]', '{"result":null,"id":1}', '{"e":null}']) venue.push('private', text);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(told('account')).toEqual(['opened']);
  });

  test('a row without a readable price is left out, the others arrive; odd names are kept as they are', async () => {
    await listens();
    venue.push('market', [
      mark('BTCUSDT', 'NaN'),
      mark('', '1'),
      mark('1000PEPEUSDT', '0.0100'),
      mark('币安人生USDT', '2'),
      mark('BTCUSDT_261225', '3'),
    ]);
    await until('told', () => prices().length === 2);
    expect(prices()[1]).toEqual({ '1000PEPEUSDT': '0.01', 币安人生USDT: '2', BTCUSDT_261225: '3' });
  });
});
