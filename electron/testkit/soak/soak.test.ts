import { expect, test } from 'vitest';
import { judge, type SoakHour, soak } from './soak.ts';

test('twenty simulated minutes with 600 symbols: every beat comes, the journal is bounded, nothing halts', {
  timeout: 60_000,
}, async () => {
  const soaked = await soak({ hours: 1 / 3, messagesPerDay: 5_000, keepDays: 1 / 288 });
  expect(soaked.halted).toBeUndefined();
  const [last] = soaked.hours;
  expect(last).toMatchObject({ beats: 1200, beatsDue: 1200, messages: 70 });
  expect(last?.events).toBeGreaterThan(1000);
  expect(last?.journalMb).toBeLessThan(12);
});

const hour = (at: number, changes: Partial<SoakHour> = {}): SoakHour => ({
  hour: at,
  heapMb: 20,
  journalMb: 5,
  events: 1,
  trades: 1,
  messages: 1,
  beatsDue: at * 3600,
  beats: at * 3600,
  wallSeconds: 1,
  ...changes,
});
const limits = { warmUpHours: 2, growthMb: 30 };

test('a run is judged by its growth after the warm-up, by its beats and by a halt', () => {
  const hours = [hour(1, { heapMb: 100 }), hour(2), hour(3, { heapMb: 49 })];
  expect(judge({ hours, halted: undefined }, limits)).toEqual([]);
  expect(judge({ hours: [hour(2), hour(3, { heapMb: 51 })], halted: undefined }, limits)).toEqual(['the heap grew by 31.0 MB']);
  expect(judge({ hours: [hour(2), hour(3, { beats: 10_000 })], halted: undefined }, limits)).toEqual(['10000 beats came, 10800 were due']);
  expect(judge({ hours, halted: 'why' }, limits)).toEqual(['the engine halted: why']);
  expect(judge({ hours: [hour(1)], halted: undefined }, limits)).toEqual(['too short to judge']);
});
