import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dec } from '../../../../shared/domain/decimal.ts';
import { orderIdOf, symbolOf } from '../../../../shared/domain/ids.ts';
import type { OrderTerms } from '../../../../shared/domain/order.ts';
import type { ExchangePort, StreamFact } from '../../../ports/exchange.ts';
import { createCcxtExchange } from './ccxt-exchange.ts';
import { API_KEY, API_SECRET, type FakeVenue, realClock, startFakeVenue, until } from './fake-venue.ts';
import type { StreamPace } from './stream-pace.ts';

const POSITIONS = 'GET /fapi/v3/positionRisk';
const symbol = symbolOf('BTCUSDT');
const id = orderIdOf('vgl-abc123-1-0');
const entry: OrderTerms = {
  ...{ kind: 'limit', symbol, side: 'SELL', closes: false, positionMode: 'ONE-WAY' },
  ...{ qty: dec('0.01'), price: dec('77000.2') },
};
const holding = (amount: string) => ({ symbol, positionSide: 'BOTH', positionAmt: amount, entryPrice: '77000', updateTime: 1 });
const moved = (amount: string) => ({
  e: 'ACCOUNT_UPDATE',
  E: 2,
  T: 1,
  a: { m: 'ORDER', P: [{ s: symbol, pa: amount, ep: '77000', ps: 'BOTH' }] },
});
const newOrder = {
  ...{ e: 'ORDER_TRADE_UPDATE', E: 2, T: 1 },
  o: {
    ...{ s: symbol, c: id, S: 'SELL', o: 'LIMIT', q: '0.010', p: '77000.20', ap: '0', sp: '0', x: 'NEW', X: 'NEW', i: 7, z: '0' },
    ...{ T: 1, R: false, ps: 'BOTH', cp: false },
  },
};

let venue: FakeVenue;
let exchange: ExchangePort;
let facts: StreamFact[];
const told = () => facts.flatMap((fact) => ('stream' in fact && fact.stream === 'account' ? [fact.type] : []));
const reasons = () => facts.flatMap((fact) => (fact.type === 'StreamLost' && fact.stream === 'account' ? [fact.why] : []));
const asked = () => venue.sentTo(POSITIONS).length;

const quick: Partial<StreamPace> = { silenceMs: 60_000, firstDelayMs: 20, maxDelayMs: 80, probeEveryMs: 60, probeAgainMs: 30 };
async function listens(changed: Partial<StreamPace> = {}): Promise<void> {
  exchange = createCcxtExchange({ ...venue, apiKey: API_KEY, apiSecret: API_SECRET, clock: realClock, pace: { ...quick, ...changed } });
  exchange.open((fact) => facts.push(fact));
  await until('the account stream is open', () => told().includes('StreamOpened'));
}
const passes = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeEach(async () => {
  venue = await startFakeVenue();
  venue.answer('POST /fapi/v1/listenKey', { body: { listenKey: 'first' } }, { body: { listenKey: 'second' } });
  venue.answer('PUT /fapi/v1/listenKey', { body: { listenKey: 'first' } });
  venue.answer(POSITIONS, { body: [] });
  facts = [];
});
afterEach(async () => {
  await exchange.close();
  await venue.stop();
});

describe('a ban that a request of the streams meets', () => {
  const banEnd = Date.now() + 600_000;
  const ban = { status: 418, body: { code: -1003, msg: `Way too many requests; IP(1.2.3.4) banned until ${banEnd}. Please` } };
  const heldTold = () => facts.filter((fact) => fact.type === 'RequestsHeld');
  test.each([
    ['the comparing of positions', POSITIONS],
    ['the renewal of the key', 'PUT /fapi/v1/listenKey'],
  ])('%s: its end is told, for it is locked, shown and kept over a restart (D10)', async (_, path) => {
    venue.answer(path, ban);
    await listens({ probeEveryMs: 60, renewKeyEveryMs: 60 });
    await until('the ban is told', () => heldTold().length > 0);
    expect(heldTold()).toEqual([{ type: 'RequestsHeld', until: expect.any(Number) }]);
    expect(Math.abs((heldTold()[0]?.until ?? 0) - banEnd)).toBeLessThan(2_000);
  });
});

describe('positions are compared with what the stream told', () => {
  test('a position that changed in silence costs the connection, at the second look', async () => {
    await listens();
    await until('the first look', () => asked() === 1);
    venue.answer(POSITIONS, { body: [holding('-0.010')] });
    await until('given up', () => told().includes('StreamLost'));
    expect(reasons()).toEqual(['positions changed and the stream did not tell']);
    // What the new connection finds is where it starts from.
    await until('open again', () => told().length === 3);
    await passes(200);
    expect(told()).toHaveLength(3);
  });

  test('a position that is gone in silence costs it too', async () => {
    venue.answer(POSITIONS, { body: [holding('-0.010')] });
    await listens();
    await until('the first look', () => asked() === 1);
    venue.answer(POSITIONS, { body: [] });
    await until('given up', () => told().includes('StreamLost'));
  });

  test('a change that was told is no doubt, however long it stays', async () => {
    await listens();
    await until('the first look', () => asked() === 1);
    venue.push('private', moved('-0.010'));
    venue.answer(POSITIONS, { body: [holding('-0.01')] });
    await until('looked on', () => asked() >= 4);
    expect(told()).toEqual(['StreamOpened']);
  });

  test('an event between the two looks ends the doubt', async () => {
    await listens({ probeAgainMs: 150 });
    await until('the first look', () => asked() === 1);
    venue.answer(POSITIONS, { body: [holding('-0.010')] });
    await until('doubted', () => asked() === 2);
    venue.push('private', moved('-0.010'));
    await until('looked on', () => asked() >= 4);
    expect(told()).toEqual(['StreamOpened']);
  });

  test('a reading that an event overtook proves nothing, not even where to start from', async () => {
    venue.answer(POSITIONS, { body: [], afterMs: 80 }, { body: [holding('-0.010')] });
    await listens({ probeAgainMs: 150 });
    await until('the first look is under way', () => asked() === 1);
    venue.push('private', moved('-0.010'));
    await until('looked on', () => asked() >= 5);
    expect(told()).toEqual(['StreamOpened']);
  });

  test('a reading that fails proves nothing', async () => {
    await listens();
    await until('the first look', () => asked() === 1);
    venue.answer(POSITIONS, { status: 503, body: 'Service Unavailable.' });
    await until('failed', () => asked() >= 4);
    expect(told()).toEqual(['StreamOpened']);
  });

  test('nothing is asked while the stream talks', async () => {
    await listens({ probeEveryMs: 200, probeAgainMs: 200 });
    await until('the first look', () => asked() === 1);
    for (let n = 0; n < 10; n += 1) {
      venue.push('private', moved('0'));
      await passes(40);
    }
    expect(asked()).toBe(1);
  });

  test('nor during a ban, and not at once after it', async () => {
    await listens();
    await until('the first look', () => asked() === 1);
    const bannedUntil = Date.now() + 200;
    venue.answer(POSITIONS, { status: 418, body: { code: -1003, msg: `banned until ${bannedUntil}.` } });
    await until('the ban is told', () => asked() === 2);
    await until('asked again', () => asked() === 3);
    expect(Date.now()).toBeGreaterThanOrEqual(bannedUntil + 500 + 50);
  });
});

describe('an accepted order is told soon', () => {
  const accepted = { body: { orderId: 7, clientOrderId: id } };

  test('an order that was accepted and never told costs the connection', async () => {
    venue.answer('POST /fapi/v1/order', accepted);
    await listens({ orderToldWithinMs: 80 });
    await exchange.placeOrder(id, entry);
    await until('given up', () => told().includes('StreamLost'));
    expect(reasons()).toEqual(['an accepted order was not told within 80 ms']);
  });

  test('told before or after the answer, it stays', async () => {
    venue.answer('POST /fapi/v1/order', accepted);
    await listens({ orderToldWithinMs: 80 });
    const placed = exchange.placeOrder(id, entry);
    venue.push('private', newOrder);
    await placed;
    await exchange.placeOrder(id, entry);
    venue.push('private', newOrder);
    await passes(200);
    expect(told()).toEqual(['StreamOpened']);
  });

  test('an order that was refused, or whose fate is unknown, is not waited for', async () => {
    venue.answer('POST /fapi/v1/order', { status: 400, body: { code: -2019, msg: 'Margin is insufficient.' } }, { status: 502, body: '' });
    await listens({ orderToldWithinMs: 40 });
    expect(await exchange.placeOrder(id, entry)).toMatchObject({ kind: 'refused' });
    expect(await exchange.placeOrder(id, entry)).toMatchObject({ kind: 'unknown' });
    await passes(150);
    expect(told()).toEqual(['StreamOpened']);
  });
});

test('a renewal that is answered with another key means that ours is dead', async () => {
  venue.answer('PUT /fapi/v1/listenKey', { body: { listenKey: 'another' } });
  await listens({ renewKeyEveryMs: 40 });
  await until('dialled with a new key', () => venue.dialled.includes('/private/ws?listenKey=second'));
  expect(reasons()[0]).toBe('listenKey is gone');
});
