import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CRASHES, markRunning, startMarked } from './crash-marker.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigil-marker-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const BEGIN = 1_790_000_000_000;
const crashesAt = (seconds: number): number => markRunning(dir, () => BEGIN + seconds * 1000).crashes.length;

test('each start that finds the marker of the one before counts a crash; the third makes the safe mode', () => {
  expect([0, 20, 40, 60].map(crashesAt)).toEqual([0, 1, 2, CRASHES]);
});

test('crashes older than five minutes are forgotten', () => {
  expect([0, 100, 200, 390].map(crashesAt)).toEqual([0, 1, 2, 2]);
});

test('a clean end leaves nothing to count', () => {
  [0, 20, 40].map(crashesAt);
  markRunning(dir, () => BEGIN + 60_000).endedCleanly();
  expect(crashesAt(80)).toBe(0);
});

test('an end is dated by the last sign of life, not by the next start', () => {
  let now = BEGIN;
  const marker = markRunning(dir, () => now);
  now += 3_600_000;
  marker.alive();
  expect(markRunning(dir, () => now + 10_000).crashes).toEqual([now]);
  // Started again a day later: what happened then is long ago.
  expect(crashesAt(86_400)).toBe(0);
});

test('a torn marker counts as the crash that tore it, and a folder that cannot be written costs only the count', () => {
  markRunning(dir, () => BEGIN);
  writeFileSync(join(dir, 'running.json'), '{"cra');
  expect(markRunning(dir, Date.now).crashes).toHaveLength(1);
  const marker = markRunning(join(dir, 'missing'), () => BEGIN);
  marker.alive();
  marker.endedCleanly();
  expect(marker.crashes).toEqual([]);
});

test('a clock that was set back makes no crashes of the future', () => {
  crashesAt(1000);
  expect(crashesAt(0)).toBe(0);
});

describe('a start that throws', () => {
  const failed = async (seconds: number, error: Error): Promise<void> => {
    const start = startMarked(
      dir,
      () => BEGIN + seconds * 1000,
      async () => {
        throw error;
      },
    );
    await expect(start).rejects.toBe(error);
  };
  const refusal = Object.assign(new Error('must be a loopback address'), { field: 'venue.restUrl' });

  test('because the profile is refused is no crash, however often', async () => {
    for (const seconds of [0, 10, 20, 30]) await failed(seconds, refusal);
    expect(crashesAt(40)).toBe(0);
  });
  test('because the profile is refused leaves the crashes before it counted', async () => {
    [0, 20].map(crashesAt);
    await failed(40, refusal);
    await failed(50, refusal);
    expect(crashesAt(60)).toBe(2);
  });
  test('for any other reason is a crash', async () => {
    for (const seconds of [0, 10, 20]) await failed(seconds, new Error('EADDRINUSE'));
    expect(crashesAt(30)).toBe(CRASHES);
  });
  test('and one that succeeds hands over what it started', async () => {
    expect(await startMarked(dir, Date.now, async ({ crashes }) => crashes.length)).toBe(0);
  });
});
