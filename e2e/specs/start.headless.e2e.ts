import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { builtHost, runHeadless, startHeadless } from '../fixture/headless.ts';

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-start-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const profiles: readonly (readonly [text: string, line: RegExp])[] = [
  ['{"settings":{"mdd":"-3"}}', /^profile: settings\.mdd: must be /],
  ['{"nope":1}', /^profile: nope: /],
  ['{"stage":"live"}', /^profile: stage: 'live' needs a venue; only loopback venues/],
  [
    '{"venue":{"kind":"binance-usdm","restUrl":"https://fapi.binance.com","wsUrl":"wss://fstream.binance.com/ws","apiKey":"k","apiSecret":"s"}}',
    /^profile: venue\.restUrl: must be on this machine/,
  ],
  ['{"messages":{"kind":"telegram-user","apiHash":"x"}}', /^profile: messages\.apiHash: /],
  ['{', /^profile: .* is not valid JSON$/],
];
for (const [text, line] of profiles)
  test(`the profile ${text} ends the start with code 2 and one line`, async () => {
    const profile = join(folder, 'profile.json');
    writeFileSync(profile, text);
    const { code, stdout, stderr } = await runHeadless(['--data-dir', join(folder, 'data'), '--profile', profile]);
    expect([code, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
    expect(stderr.trimEnd()).toMatch(line);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

test('a data folder that cannot be one ends the start with code 2 and one line', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const { code, stderr } = await runHeadless(['--data-dir', file]);
  expect([code, stderr]).toEqual([2, `data folder: ${file} cannot be used: EEXIST\n`]);
});

test('a second instance on one data folder is refused; after kill -9 the folder is free and the start succeeds', async () => {
  const data = join(folder, 'data');
  const first = await startHeadless(data);
  expect(statSync(data).mode & 0o777).toBe(0o700);
  expect(await runHeadless(['--data-dir', data])).toEqual({
    code: 2,
    stdout: '',
    stderr: `data folder: ${data} is in use by another Vigil\n`,
  });
  await first.kill();
  const second = await startHeadless(data);
  expect(second.token).not.toBe(first.token);
  expect(await second.stop()).toBe(0);
});

test('SIGTERM ends it with code 0 within five seconds, even with an open stream', async () => {
  const host = await startHeadless(join(folder, 'data'));
  const stream = new WebSocket(`${host.url.replace('http', 'ws')}/api/stream?token=${host.token}`);
  await new Promise((resolve) => stream.addEventListener('message', resolve, { once: true }));
  const started = performance.now();
  expect(await host.stop()).toBe(0);
  expect(performance.now() - started).toBeLessThan(5000);
});

test('it goes on when nobody reads its lines any more', async () => {
  const host = await startHeadless(join(folder, 'data'), [], { ...builtHost, deaf: true });
  const answer = await fetch(`${host.url}/api/snapshot`, { headers: { authorization: `Bearer ${host.token}` } });
  expect(answer.status).toBe(200);
  expect(await host.stop()).toBe(0);
});
