import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DemoSnapshot, openSnapshotFile } from './snapshot-file.ts';

const snapshot: DemoSnapshot = {
  world: { lastMessageId: 7, resting: [], market: [] },
  venue: { counters: { orderId: 1, algoId: 2, tradeId: 3, tranId: 4 }, fundingDue: [], accounts: [] },
};
let folder: string;
let path: string;
let told: string[];
const open = () => openSnapshotFile(path, (line) => told.push(line));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-demo-'));
  path = join(folder, 'demo-exchange.json');
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what was written is read by the next process; nobody else may read it, and nothing lies beside it', () => {
  open().write({ ...snapshot, world: { ...snapshot.world, lastMessageId: 6 } });
  open().write(snapshot);
  expect(open().read()).toEqual(snapshot);
  expect(readdirSync(folder)).toEqual(['demo-exchange.json']);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(told).toEqual([]);
});

test('a first start finds nothing and says nothing', () => {
  expect([open().read(), told]).toEqual([undefined, []]);
});

describe('a file that is not used is told in one line:', () => {
  const stored = (): string => {
    open().write(snapshot);
    return readFileSync(path, 'utf8');
  };
  test.each<[string, () => string]>([
    ['no JSON', () => 'garbage\nand more'],
    ['empty', () => ''],
    ['no object', () => 'null'],
    ['of another kind', () => '{"hello":1}'],
    ['of another version', () => stored().replace('"version":1', '"version":2')],
    ['cut off', () => stored().slice(0, -20)],
    ['without its content', () => '{"version":1,"digest":"00"}'],
    ['changed by another hand', () => stored().replace('"lastMessageId":7', '"lastMessageId":8')],
  ])('%s', (_, text) => {
    writeFileSync(path, text());
    expect(open().read()).toBeUndefined();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^demo exchange: [^\n]+$/);
  });

  test('a folder in its place', () => {
    mkdirSync(path);
    expect(open().read()).toBeUndefined();
    expect(told).toHaveLength(1);
  });
});

test('a write that fails is told once, keeps what was stored, and may succeed later', () => {
  const file = open();
  file.write(snapshot);
  mkdirSync(`${path}.tmp`);
  file.write({ ...snapshot, world: { ...snapshot.world, lastMessageId: 8 } });
  file.write({ ...snapshot, world: { ...snapshot.world, lastMessageId: 9 } });
  expect(told).toHaveLength(1);
  expect(open().read()).toEqual(snapshot);
  rmSync(`${path}.tmp`, { recursive: true });
  file.write({ ...snapshot, world: { ...snapshot.world, lastMessageId: 10 } });
  expect(open().read()?.world.lastMessageId).toBe(10);
});
