import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../adapters/clock/system-clock.ts';
import { send, startTestExchange, type TestExchange } from './test-exchange.ts';

const full = { apiKey: 'full-key', apiSecret: 'full-secret' };
const spot = { apiKey: 'spot-key', apiSecret: 'spot-secret' };
const RIGHTS = '/sapi/v1/account/apiRestrictions';

let it: TestExchange;
beforeEach(async () => {
  const accounts = [
    { accountId: 'trader', ...full },
    { accountId: 'trader', ...spot, permissions: { enableFutures: false, enableWithdrawals: true } },
  ];
  it = await startTestExchange(systemClock, { accounts });
});
afterEach(() => it.close());

const signed = (path: string, { apiKey, apiSecret }: typeof full) => {
  const text = `timestamp=${Date.now()}`;
  const signature = createHmac('sha256', apiSecret).update(text).digest('hex');
  return send(it.server, 'GET', path, `${text}&signature=${signature}`, { 'X-MBX-APIKEY': apiKey });
};

test('each key is told its own permissions', async () => {
  expect(await signed(RIGHTS, full)).toMatchObject({
    status: 200,
    body: { enableFutures: true, enableWithdrawals: false, ipRestrict: true },
  });
  expect(await signed(RIGHTS, spot)).toMatchObject({ status: 200, body: { enableFutures: false, enableWithdrawals: true } });
});

test('permissions are told to signed requests only', async () => {
  expect(await send(it.server, 'GET', RIGHTS, '', { 'X-MBX-APIKEY': full.apiKey })).toMatchObject({ status: 400, body: { code: -1102 } });
  expect(await signed(RIGHTS, { ...full, apiSecret: 'another' })).toMatchObject({ status: 400, body: { code: -1022 } });
});

test('a key without futures is refused on the futures side', async () => {
  expect(await signed('/fapi/v3/account', spot)).toMatchObject({ status: 401, body: { code: -2015 } });
  expect(await signed('/fapi/v3/account', full)).toMatchObject({ status: 200 });
});
