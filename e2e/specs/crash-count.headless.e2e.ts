import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Headless, runHeadless, startHeadless } from '../fixture/headless.ts';

// Several starts each, beside other work.
test.describe.configure({ timeout: 150_000 });

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-crash-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const data = (): string => join(folder, 'data');

async function lockCodes({ url, token }: Headless): Promise<readonly string[]> {
  const answer = await fetch(`${url}/api/snapshot`, { headers: { Authorization: `Bearer ${token}` } });
  const { locks } = (await answer.json()) as { locks: readonly { readonly said: { readonly code: string } }[] };
  return locks.map(({ said }) => said.code);
}

test('a profile that is refused again and again is no crash: the mended one starts without safe mode', async () => {
  const profile = join(folder, 'profile.json');
  // Refused by the start itself, after the profile was read well.
  writeFileSync(profile, '{"alarms":{"desktop":{}}}');
  for (let n = 0; n < 4; n += 1)
    expect(await runHeadless(['--data-dir', data(), '--profile', profile])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'profile: alarms.desktop: this host has no desktop\n',
    });
  const host = await startHeadless(data());
  expect(await lockCodes(host)).not.toContain('safeMode');
  expect(await host.stop()).toBe(0);
});

test('three ends by kill -9 within five minutes are: the next start is in safe mode until the operator resumes', async () => {
  for (let n = 0; n < 3; n += 1) await (await startHeadless(data())).kill();
  const host = await startHeadless(data());
  expect(await lockCodes(host)).toContain('safeMode');
  expect(await host.stop()).toBe(0);
});
