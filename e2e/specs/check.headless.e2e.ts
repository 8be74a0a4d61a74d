import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runHeadless, startHeadless } from '../fixture/headless.ts';
import { type LoopbackExchange, startLoopbackExchange } from '../fixture/loopback-exchange.ts';

const keys = { apiKey: 'CANARY-key-of-the-trader', apiSecret: 'CANARY-secret-of-the-trader' };
let folder = '';
let exchange: LoopbackExchange | undefined;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-check-'));
});
test.afterEach(async () => {
  await exchange?.close();
  exchange = undefined;
  rmSync(folder, { recursive: true, force: true });
});
const check = (...args: string[]) => runHeadless(['--check', '--data-dir', join(folder, 'data'), ...args]);
const line = /^(ok|warn|fail) {2}[a-z -]+: .+$/;

test('--check of a new demo passes with code 0, one line each, and makes no folder', async () => {
  const { code, stdout, stderr } = await check();
  expect([code, stderr]).toEqual([0, '']);
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .filter((one) => !line.test(one)),
  ).toEqual([]);
  expect(existsSync(join(folder, 'data'))).toBe(false);
});

test('--check looks at an exchange and fails with code 2 for a key that can withdraw, without a secret in its output', async () => {
  exchange = await startLoopbackExchange([{ ...keys, permissions: { enableWithdrawals: true } }]);
  const profile = join(folder, 'profile.json');
  writeFileSync(profile, JSON.stringify({ stage: 'live', venue: { ...exchange.address, ...keys } }), { mode: 0o600 });
  const { code, stdout, stderr } = await check('--profile', profile);
  expect(code).toBe(2);
  expect(stdout).toMatch(/^ok {2}venue: http:\/\/127\.0\.0\.1/m);
  expect(stdout).toMatch(/^fail {2}key permissions: This API key can withdraw/m);
  expect(stdout).toMatch(/^ok {2}account: flat/m);
  expect(stdout + stderr).not.toContain('CANARY');
});

test('--check beside a running Vigil says that the folder is in use, and leaves it running', async () => {
  const host = await startHeadless(join(folder, 'data'));
  const { code, stdout } = await check();
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^warn {2}data folder: .* is in use/m)]);
  expect((await fetch(`${host.url}/healthz`)).status).toBe(200);
  expect(await host.stop()).toBe(0);
});

test('--check of a profile that is refused says why, and ends with code 2', async () => {
  const profile = join(folder, 'profile.json');
  writeFileSync(profile, '{"stage":"live","secret":"CANARY"');
  const { code, stdout, stderr } = await check('--profile', profile);
  expect([code, stdout, stderr]).toEqual([2, expect.stringMatching(/^fail {2}profile: .* is not valid JSON$/m), '']);
  expect(stdout).not.toContain('CANARY');
});
