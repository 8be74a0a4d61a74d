import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KeyReading } from '../../../../shared/domain/venue-keys.ts';
import { createCcxtExchange } from './ccxt-exchange.ts';
import { API_KEY, API_SECRET, type FakeVenue, realClock, startFakeVenue } from './fake-venue.ts';
import { createKeyCheck, decodeKeyPermissions } from './key-check.ts';

const RIGHTS = 'GET /sapi/v1/account/apiRestrictions';
const MODE = 'GET /fapi/v1/positionSide/dual';
/** As documented for the real exchange. */
const told = {
  ipRestrict: true,
  createTime: 1_698_645_219_000,
  enableReading: true,
  enableFutures: true,
  enableWithdrawals: false,
  enableInternalTransfer: false,
  permitsUniversalTransfer: false,
  enableSpotAndMarginTrading: false,
  enableMargin: false,
  enableVanillaOptions: false,
  enablePortfolioMarginTrading: false,
};

let venue: FakeVenue;
beforeEach(async () => {
  venue = await startFakeVenue();
  venue.answer('GET /fapi/v1/time', { body: { serverTime: Date.now() + 60_000 } });
  venue.answer(RIGHTS, { body: told });
  venue.answer(MODE, { body: { dualSidePosition: false } });
});
afterEach(() => venue.stop());
const check = (changed: Partial<Parameters<typeof createKeyCheck>[0]> = {}): Promise<KeyReading> =>
  createKeyCheck({ clock: realClock, answerWithinMs: 20_000, ...changed }).check(
    { apiKey: API_KEY, apiSecret: API_SECRET },
    { restUrl: venue.restUrl },
  );

describe('the check of a key', () => {
  test('tells what it may do, the position mode and the clock, by three signed reads and nothing else', async () => {
    const reading = await check();
    expect(reading).toMatchObject({
      kind: 'read',
      permissions: { reading: true, futures: true, withdrawals: false, ipRestricted: true, options: false },
      positionMode: 'ONE-WAY',
      modeTrouble: null,
    });
    expect(reading.kind === 'read' && Math.abs(reading.clockOffsetMs - 60_000) < 30_000).toBe(true);
    expect(venue.sent.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /fapi/v1/time', RIGHTS, MODE]);
    expect(venue.sent.slice(1).every(({ rightlySigned }) => rightlySigned)).toBe(true);
    expect(JSON.stringify(reading)).not.toMatch(new RegExp(`${API_KEY}|${API_SECRET}`));
  });

  test('asks about the key at the address given for it', async () => {
    const spot = await startFakeVenue();
    spot.answer(RIGHTS, { body: told });
    const at = { restUrl: venue.restUrl, spotUrl: spot.restUrl };
    const reading = await createKeyCheck({ clock: realClock }).check({ apiKey: API_KEY, apiSecret: API_SECRET }, at);
    expect([reading.kind, spot.sentTo(RIGHTS).length, venue.sentTo(RIGHTS).length]).toEqual(['read', 1, 0]);
    await spot.stop();
  });

  test('of a key without futures does not ask for the mode, which would be refused', async () => {
    venue.answer(RIGHTS, { body: { ...told, enableFutures: false } });
    expect(await check()).toMatchObject({ kind: 'read', positionMode: null, modeTrouble: null });
    expect(venue.sentTo(MODE)).toEqual([]);
  });

  test.each([-2014, -2015, -1022])('that is answered with %d is a refusal of the key', async (code) => {
    venue.answer(RIGHTS, { status: 401, body: { code, msg: `no, ${API_KEY}` } });
    expect(await check()).toEqual({ kind: 'refused', code, message: 'no, …' });
  });

  test('heals a clock that is off by asking once more, and not twice', async () => {
    const late = { status: 400, body: { code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' } };
    venue.answer(RIGHTS, late, { body: told });
    expect((await check()).kind).toBe('read');
    venue.answer(RIGHTS, late);
    expect(await check()).toMatchObject({ kind: 'unknown', why: expect.stringContaining('-1021') });
    expect(venue.sentTo(RIGHTS)).toHaveLength(4);
  });

  test.each([
    ['an error of the server', { status: 503, body: 'Service Unavailable.' }],
    ['a code nobody knows', { status: 400, body: { code: -9999, msg: 'new' } }],
    ['a page instead of an answer', { body: '<html>' }],
    ['an answer without any right', { body: {} }],
    ['a cut line', 'cut'],
  ] as const)('that meets %s knows nothing', async (_, reply) => {
    venue.answer(RIGHTS, reply);
    expect((await check()).kind).toBe('unknown');
  });

  test('gives up after its deadline', async () => {
    venue.answer(RIGHTS, 'hang');
    expect(await check({ answerWithinMs: 150 })).toMatchObject({ kind: 'unknown' });
  });

  test('says what kept it from reading the mode', async () => {
    venue.answer(MODE, { body: { dualSidePosition: 'maybe' } });
    expect(await check()).toMatchObject({ kind: 'read', positionMode: null, modeTrouble: 'the answer could not be read' });
  });

  test('sends nothing while the address is banned', async () => {
    expect(await check({ bannedUntil: () => Date.now() + 60_000 })).toMatchObject({ kind: 'unknown' });
    expect(venue.sent).toEqual([]);
  });
});

test('an answer that says the keys back in any dress is told without them', async () => {
  const forms = [API_KEY, API_SECRET].flatMap((text) => [text, encodeURIComponent(text), Buffer.from(text).toString('base64')]);
  venue.answer(RIGHTS, { status: 401, body: { code: -2015, msg: `GET /x?apiKey=${API_KEY}&signature=abc said ${forms.join(' ')}` } });
  const said = JSON.stringify(await check());
  expect(said).toContain('-2015');
  for (const form of forms) expect(said).not.toContain(form);
});

describe('an exchange that was opened without keys', () => {
  const access = () => ({ restUrl: venue.restUrl, wsUrl: venue.wsUrl, clock: realClock, answerWithinMs: 20_000 });
  const balances = { assets: [{ asset: 'USDT', walletBalance: '5', availableBalance: '4' }] };

  test('asks with the ones it is handed, and hides them from then on', async () => {
    venue.answer('GET /fapi/v3/account', { body: balances }, { status: 401, body: { code: -2015, msg: `no, ${API_SECRET}` } });
    const exchange = createCcxtExchange({ ...access(), apiKey: '', apiSecret: '' });
    expect(await exchange.readBalances()).toMatchObject({ kind: 'unread', reason: 'unauthorised' });
    expect(venue.sent).toEqual([]);
    exchange.useKeys({ apiKey: API_KEY, apiSecret: API_SECRET });
    expect(await exchange.readBalances()).toMatchObject({ kind: 'read', value: { wallet: '5' } });
    expect(venue.sent.every(({ rightlySigned }) => rightlySigned)).toBe(true);
    expect(await exchange.readBalances()).toMatchObject({ kind: 'unread', message: 'no, …' });
    await exchange.close();
  });

  test('keeps the ones it has: the account is not changed under a running engine', async () => {
    venue.answer('GET /fapi/v3/account', { body: balances });
    const exchange = createCcxtExchange({ ...access(), apiKey: API_KEY, apiSecret: API_SECRET });
    exchange.useKeys({ apiKey: 'of-another-account', apiSecret: 'of-another-account' });
    await exchange.readBalances();
    expect(venue.sent.map(({ rightlySigned }) => rightlySigned)).toEqual([true]);
    await exchange.close();
  });
});

test('a right that is not told, or told in another form, is unknown and never "no"', () => {
  expect(decodeKeyPermissions({ ...told, enableWithdrawals: undefined, ipRestrict: 0 })).toMatchObject({
    withdrawals: null,
    ipRestricted: null,
    futures: true,
  });
  expect(decodeKeyPermissions([])).toBeUndefined();
});
