import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../shared/domain/settings.ts';
import type { ClockPort } from '../ports/clock.ts';
import { trouble } from '../simulator/binance/answers.ts';
import type { BinanceServer, BinanceServerOptions } from '../simulator/binance/api.ts';
import { startBinanceServer } from '../simulator/binance/server.ts';
import { Venue } from '../simulator/matching/venue.ts';
import { leadingMarket } from '../testkit/flows/channel.ts';
import { readCandleFiles } from './candle-files.ts';
import { downloadCandles } from './download.ts';
import { FundingHistory } from './funding-history.ts';
import { HistoryMarket } from './history-market.ts';
import { replay } from './replay.ts';
import { type Bar, DAWN, listed, NOON, past } from './test-history.ts';

vi.setConfig({ testTimeout: 30_000 });

const LONGEST_ANSWER_MS = 10_000;
const MINUTES = 4_000;
const END = DAWN + MINUTES * 60_000;
/** The wall clock of the venue, at the end of its candles; what would wait for longer than an answer takes is passed over. */
let passed = 0;
const clock: ClockPort = {
  now: () => END + 30_000 + passed,
  monotonic: () => performance.now(),
  after(delayMs, run) {
    const leap = delayMs > LONGEST_ANSWER_MS;
    const timer = setTimeout(
      () => {
        if (leap) passed += delayMs;
        run();
      },
      leap ? 1 : delayMs,
    );
    return () => clearTimeout(timer);
  },
};
const bars: readonly Bar[] = Array.from({ length: MINUTES }, (_, n) => past[n] ?? [100, 100 + (n % 7) / 100, 100, 100]);

let folder: string;
let server: BinanceServer;
let venue: Venue;
const told: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-download-'));
  told.length = 0;
  passed = 0;
});
async function openVenue(limits: BinanceServerOptions['limits'] = {}): Promise<void> {
  const funding = new FundingHistory([]);
  const feed = new HistoryMarket({
    ...{ symbols: [listed('SOLUSDT', bars)], path: 'lowFirst', holdsShort: () => false, spreadPercent: 0, funding, now: clock.now() },
  });
  venue = new Venue(feed);
  server = await startBinanceServer({ venue, feed, clock, accounts: [], limits });
}
afterEach(async () => {
  await server.close();
  venue.close();
  rmSync(folder, { recursive: true, force: true });
});

const download = (changes: { readonly from?: number; readonly until?: number; readonly symbols?: readonly string[] } = {}) =>
  downloadCandles({
    ...{ venue: server.restUrl, folder, clock, tell: (line: string) => told.push(line) },
    ...{ symbols: ['NOPEUSDT', 'SOLUSDT'], from: DAWN, until: END + 86_400_000, ...changes },
  });
const asked = (path: string) => server.log.of('GET', path);

describe('a download from a venue', () => {
  test('brings every closed candle, page by page, and asks for nothing that the venue does not list', async () => {
    await openVenue({ weightPerMinute: 40 });
    await download();
    const pages = asked('/fapi/v1/klines');
    expect(pages).toHaveLength(3);
    // Half of the limit is left to others: with 40 a minute the second page waits.
    expect(pages.map(({ weight }) => weight)).toEqual([10, 10, 10]);
    expect(new Set(pages.map(({ at }) => Math.floor(at / 60_000))).size).toBe(2);
    expect(told.some((line) => /held back here: request weight .* again in \d+ s/.test(line))).toBe(true);
    const { series, bad } = readCandleFiles(folder, new Set(['SOLUSDT']));
    expect(bad).toEqual([]);
    expect(series[0]).toMatchObject({ from: DAWN, until: END, count: MINUTES });
    expect(series[0]?.gaps()).toEqual([]);
    expect(series[0]?.candle(past.length - 1)).toMatchObject({ high: 101e8 });
    expect(told).toContain('NOPEUSDT: the venue does not list it');
  });

  test('keeps nothing that was not asked for: a candle that is still forming tells what has not happened', async () => {
    await openVenue();
    const row = (openTime: number) => [openTime, '1', '1', '1', '1', '1', openTime + 59_999, '1', 1, '1', '1', '0'];
    const body = [row(DAWN - 60_000), row(DAWN), row(DAWN + 60_000)];
    server.faults.next(
      { method: 'GET', path: '/fapi/v1/klines' },
      { kind: 'answer', status: 200, body: JSON.stringify(body), executes: false },
    );
    await download({ from: DAWN, until: DAWN + 60_000 });
    expect(readCandleFiles(folder, new Set(['SOLUSDT'])).series[0]).toMatchObject({ from: DAWN, count: 1 });
  });

  test('is not made again for what the folder holds', async () => {
    await openVenue();
    await download();
    const before = server.log.all().length;
    passed = 0;
    await download({ from: DAWN + 60_000 });
    expect(server.log.all().length).toBe(before);
    await download({ from: DAWN - 60_000 });
    expect(server.log.all().length).toBeGreaterThan(before);
  });

  test('asks again after an answer that could not be read, and gives up in the end', async () => {
    await openVenue();
    server.faults.next({ method: 'GET', path: '/fapi/v1/klines' }, trouble.badGateway502(false));
    await download();
    expect(told.some((line) => /^SOLUSDT: .*; again in 1 s$/.test(line))).toBe(true);
    expect(readCandleFiles(folder, new Set(['SOLUSDT'])).series[0]?.count).toBe(MINUTES);
    await server.close();
    await expect(download({ from: DAWN - 120_000 })).rejects.toThrow('exchangeInfo: ');
  });

  test('feeds a replay that can be repeated without the venue', async () => {
    await openVenue();
    const message = { channelId: defaultSettings.entryChannelId, messageId: 1, date: NOON / 1000, text: leadingMarket('SOL') };
    const file = join(folder, 'messages.jsonl');
    writeFileSync(file, JSON.stringify(message));
    const cache = join(folder, 'cache');
    const settings = join(folder, 'settings.json');
    writeFileSync(settings, '{ "mode": "aggressive" }');
    const run = async (...words: readonly string[]) => {
      let printed = '';
      const given = ['--messages', file, '--settings', settings, ...words];
      const code = await replay(given, { print: (text) => (printed += text), tell: (line) => told.push(line) });
      return { code, printed };
    };
    const online = await run('--candles', 'venue', '--venue', server.restUrl, '--cache', cache, '--days', '1');
    expect([online.code, online.printed.includes('rules of the symbols: exchangeInfo.json')]).toEqual([0, true]);
    expect(existsSync(join(cache, 'SOLUSDT-1m.csv'))).toBe(true);
    await server.close();
    const offline = await run('--candles', cache, '--symbols', join(cache, 'exchangeInfo.json'));
    expect(offline).toEqual(online);
    expect(readFileSync(join(cache, 'SOLUSDT-1m.csv'), 'utf8').split('\n')[0]).toBe('openTime,open,high,low,close');
  });
});
