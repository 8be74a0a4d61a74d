import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Headless, startHeadless } from '../fixture/headless.ts';
import { type LoopbackExchange, startLoopbackExchange } from '../fixture/loopback-exchange.ts';

const keys = { apiKey: 'CANARY-key-of-the-trader-7788', apiSecret: 'CANARY-secret-of-the-trader' };
let folder = '';
let exchange: LoopbackExchange;
let host: Headless | undefined;
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-keys-'));
  exchange = await startLoopbackExchange([keys]);
});
test.afterEach(async () => {
  await host?.stop();
  await exchange.close();
  rmSync(folder, { recursive: true, force: true });
});

const authorized = (): { authorization: string } => ({ authorization: `Bearer ${host?.token}` });
const send = async (command: string, body: object): Promise<{ ok: boolean; refusal?: { code: string } }> =>
  (
    await fetch(`${host?.url}/api/commands/${command}`, { method: 'POST', headers: authorized(), body: JSON.stringify(body) })
  ).json() as never;
interface Seen {
  readonly keys: { readonly present: boolean; readonly last4: string | null; readonly inUse: boolean };
  readonly stage: { readonly accountTail: string | null };
  readonly account: { readonly wallet: string | null };
  readonly locks: readonly { readonly kind: string }[];
}
const seen = async (): Promise<Seen> => (await fetch(`${host?.url}/api/snapshot`, { headers: authorized() })).json() as never;
const start = async (profile: object | undefined): Promise<void> => {
  const file = join(folder, 'profile.json');
  if (profile !== undefined) writeFileSync(file, JSON.stringify(profile), { mode: 0o600 });
  host = await startHeadless(join(folder, 'data'), profile === undefined ? [] : ['--profile', file]);
};
const trading = (given: object): object => ({ stage: 'live', venue: { ...exchange.address, ...given } });

test('keys saved in the demo are the ones a later start with "keys":"stored" trades with', async () => {
  await start(undefined);
  expect(readdirSync(join(folder, 'data')).filter((name) => name.startsWith('secrets'))).toEqual([]);
  expect(await send('keys.save', { ...keys, restUrl: exchange.address.restUrl })).toMatchObject({ ok: true });
  expect((await seen()).keys).toMatchObject({ present: true, last4: '7788', inUse: false });
  expect(await host?.stop()).toBe(0);

  await start(trading({ keys: 'stored' }));
  await expect.poll(async () => (await seen()).account.wallet, { timeout: 20_000 }).toBe('1000');
  expect(await seen()).toMatchObject({ keys: { present: true, inUse: true }, stage: { accountTail: '7788' } });
  expect(await send('keys.forget', {})).toMatchObject({ ok: true });
  expect((await seen()).keys).toMatchObject({ present: false, last4: null });
});

test('an engine that counts on stored keys and has none stands locked until they are saved, and then trades with them', async () => {
  await start(trading({ keys: 'stored' }));
  await expect.poll(async () => (await seen()).locks.map(({ kind }) => kind), { timeout: 20_000 }).toContain('auth');
  expect((await seen()).stage.accountTail).toBeNull();
  expect(host?.log()).toContain('exchange keys: none are stored');
  expect(await send('keys.save', { ...keys, apiSecret: 'CANARY-secret-of-another' })).toMatchObject({
    ok: false,
    refusal: { code: 'keySecretWrong' },
  });
  expect(await send('keys.save', keys)).toMatchObject({ ok: true });
  await expect.poll(async () => (await seen()).locks, { timeout: 40_000 }).toEqual([]);
  expect(await seen()).toMatchObject({ keys: { inUse: true }, stage: { accountTail: '7788' }, account: { wallet: '1000' } });
});

test('keys in a file of mode 0600 are traded with; others must not be able to read it', async () => {
  const file = join(folder, 'keys.env');
  writeFileSync(file, `API_KEY=${keys.apiKey}\nAPI_SECRET=${keys.apiSecret}\n`, { mode: 0o644 });
  await expect(start(trading({ keysFile: 'keys.env' }))).rejects.toThrow(/venue\.keysFile: .* can be read by others \(mode 0644\)/);
  rmSync(file);
  writeFileSync(file, `API_KEY=${keys.apiKey}\nAPI_SECRET=${keys.apiSecret}\n`, { mode: 0o600 });
  await start(trading({ keysFile: 'keys.env' }));
  await expect.poll(async () => (await seen()).account.wallet, { timeout: 20_000 }).toBe('1000');
});
