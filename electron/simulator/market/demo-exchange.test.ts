import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { symbolOf } from '../../../shared/domain/ids.ts';
import { type DemoExchange, startDemoExchange } from './demo-exchange.ts';
import type { DemoSnapshot } from './snapshot-file.ts';

const START = 1_790_000_000_000;
let folder: string;
let file: string;
let demo: DemoExchange;
let told: string[];
/** Timers never fire: only what happens to the account, or stopping, may cause a save. */
const clock = { now: () => START, monotonic: () => 0, after: () => () => {} };

const start = async (secret: string): Promise<void> => {
  demo = await startDemoExchange({
    seed: 1,
    clock,
    secret,
    channels: () => ({ entry: -1, risk: -2 }),
    file,
    told: (line) => told.push(line),
  });
};
const stored = (): DemoSnapshot => JSON.parse(readFileSync(file, 'utf8')).exchange;
const setLeverage = (): Promise<Response> => signed('POST', 'leverage', 'symbol=SOLUSDT&leverage=3');
function signed(method: string, path: string, query: string): Promise<Response> {
  const full = `${query}&timestamp=${START}`;
  const signature = createHmac('sha256', demo.apiSecret).update(full).digest('hex');
  return fetch(`${demo.restUrl}/fapi/v1/${path}?${full}&signature=${signature}`, { method, headers: { 'X-MBX-APIKEY': demo.apiKey } });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-demo-'));
  file = join(folder, 'demo-exchange.json');
  told = [];
  await start('a'.repeat(64));
});
afterEach(async () => {
  await demo.stop();
  rmSync(folder, { recursive: true });
});

test('a change of the account is stored when its answer arrives', async () => {
  expect(stored().venue.accounts[0]?.configs).toEqual([]);
  expect((await setLeverage()).status).toBe(200);
  expect(stored().venue.accounts[0]?.configs).toEqual([expect.objectContaining({ symbol: 'SOLUSDT', leverage: 3 })]);
});

test('a restart keeps the account, and its new keys replace the old ones', async () => {
  await setLeverage();
  const { apiKey } = demo;
  await demo.stop();
  await start('b'.repeat(64));
  expect(demo.apiKey).not.toBe(apiKey);
  expect(stored().venue.accounts.map(({ id, configs }) => [id, configs[0]?.leverage])).toEqual([['demo', 3]]);
  expect(told).toEqual([]);
});

test('a clean stop stores the prices of its last frame', async () => {
  const solana = symbolOf('SOLUSDT');
  for (let frame = 0; frame < 3; frame += 1) demo.world.tick();
  const last = demo.world.feed.quote(solana)?.mark;
  await demo.stop();
  await start('b'.repeat(64));
  expect(demo.world.feed.quote(solana)?.mark).toBe(last);
});

test('a message that was posted is stored with its id', async () => {
  const posted: number[] = [];
  demo.world.messages.subscribe((post) => posted.push(post.messageId));
  for (let frame = 0; frame < 30; frame += 1) demo.world.tick();
  await Promise.resolve();
  expect(posted.length).toBeGreaterThan(0);
  expect(stored().world.lastMessageId).toBe(posted.at(-1));
});
