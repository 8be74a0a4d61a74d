import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CandleCollector, readCandleFiles } from './candle-files.ts';
import { DAWN } from './test-history.ts';

const collect = (text: string, name = 'candles.csv', own?: string) => {
  const collector = new CandleCollector(new Set(['BTCUSDT', 'SOLUSDT']));
  collector.file(name, text, own);
  return collector.end();
};
const at = (minute: number): number => DAWN + minute * 60_000;
const head = 'symbol,openTime,open,high,low,close,volume';

describe('candles are read', () => {
  test('from our own CSV, several symbols in one file, those nobody spoke of left out', () => {
    const { series, bad } = collect(
      [head, `BTCUSDT,${at(0)},60000.10,60001,59999.5,60000,12`, `DOGEUSDT,${at(0)},1,1,1,1,1`, `SOLUSDT,${at(0)},1,2,0.5,1.5,`].join('\n'),
    );
    expect(bad).toEqual([]);
    expect(series.map(({ symbol, decimals, count }) => [symbol, decimals, count])).toEqual([
      ['BTCUSDT', 1, 1],
      ['SOLUSDT', 1, 1],
    ]);
    expect(series[0]?.candle(0)).toEqual({ openTime: at(0), open: 60000.1e8, high: 60001e8, low: 59999.5e8, close: 60000e8 });
  });

  test.each([
    [
      'with its head line',
      'open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n',
    ],
    ['without a head line', ''],
  ])('from the public CSV of the exchange, %s', (_, first) => {
    const { series, bad } = collect(`${first}${at(0)},0.00450000,0.0046,0.0044,0.0045,1,${at(1) - 1},1,1,1,1,0\r\n`, 'x.csv', 'SOLUSDT');
    expect(bad).toEqual([]);
    expect(series[0]?.candle(0)).toMatchObject({ open: 450_000, low: 440_000 });
  });

  test('from JSON lines, prices as text or as numbers', () => {
    const { series, bad } = collect(
      `{"symbol":"SOLUSDT","openTime":${at(0)},"open":"1","high":"1.2","low":1,"close":1.1,"volume":"7"}\n\n{"symbol":`,
      'a.jsonl',
    );
    expect(series[0]?.candle(0)).toMatchObject({ open: 1e8, close: 1.1e8 });
    expect(bad).toEqual([{ where: 'a.jsonl:3', why: 'not JSON' }]);
  });

  test('in any order, the same row twice counts once, and one that says otherwise is named', () => {
    const { series, bad, repeated } = collect(
      [head, `SOLUSDT,${at(1)},1,1,1,1,1`, `SOLUSDT,${at(0)},1,1,1,1,1`, `SOLUSDT,${at(1)},1,1,1,1,1`, `SOLUSDT,${at(1)},1,3,1,1,1`].join(
        '\n',
      ),
    );
    expect(series[0]).toMatchObject({ from: at(0), until: at(2), intervalMs: 60_000, count: 2 });
    expect(repeated).toBe(1);
    expect(bad).toEqual([{ where: 'candles.csv:5', why: `SOLUSDT ${at(1)}: an earlier row says otherwise; the earlier one is kept` }]);
  });

  test.each([
    [`SOLUSDT,${at(0)},1,2`, 'columns'],
    [`SOLUSDT,${at(0) * 1000},1,2,1,1,1`, 'openTime: must be milliseconds, not microseconds'],
    [`SOLUSDT,${at(0) + 1},1,2,1,1,1`, 'is no whole second'],
    [`SOLUSDT,soon,1,2,1,1,1`, 'openTime: must be milliseconds since 1970, got "soon"'],
    [`SOLUSDT,${at(0)},0,2,0,1,1`, 'open: must be a price above 0'],
    [`SOLUSDT,${at(0)},1e-7,2,1,1,1`, 'open: must be a price above 0 with at most 8 decimals, got "1e-7"'],
    [`SOLUSDT,${at(0)},0.123456789,2,1,1,1`, 'at most 8 decimals'],
    [`SOLUSDT,${at(0)},1,NaN,1,1,1`, 'high: must be a price'],
    [`SOLUSDT,${at(0)},2,1.5,1,1,1`, 'high and low do not enclose open and close'],
    [`SOLUSDT,${at(0)},1,2,1.5,2,1`, 'high and low do not enclose open and close'],
  ])('and a bad row is named with its line: %s', (row, why) => {
    const { series, bad } = collect([head, row].join('\n'));
    expect(series).toEqual([]);
    expect(bad).toMatchObject([{ where: 'candles.csv:2', why: expect.stringContaining(why) }]);
  });

  test('a row whose symbol nothing tells is named', () => {
    expect(collect(`${at(0)},1,1,1,1,1`).bad).toMatchObject([
      { why: expect.stringContaining('neither a column nor the name of the file') },
    ]);
  });
});

describe('a series', () => {
  const rows = (...minutes: readonly number[]) => collect([head, ...minutes.map((minute) => `SOLUSDT,${at(minute)},1,1,1,1,1`)].join('\n'));

  test('of three-minute candles is known by their distance', () => {
    expect(rows(0, 3, 9).series[0]).toMatchObject({ intervalMs: 180_000, until: at(12) });
  });

  test('names its holes and has no candle in them', () => {
    const [series] = rows(0, 1, 4, 5, 7).series;
    expect(series?.gaps()).toEqual([
      { from: at(2), until: at(4) },
      { from: at(6), until: at(7) },
    ]);
    expect([series?.candle(2), series?.candle(-1), series?.candle(8)]).toEqual([undefined, undefined, undefined]);
    expect(series?.closeBefore(at(3))).toBe(1e8);
    expect(series?.closeBefore(at(0))).toBeUndefined();
  });

  test.each([
    [[0, 2, 4], 'candles are 120 s apart; ones of 1 minute, 3 minutes or 1 second are needed'],
    [[1, 4], 'an open time is no multiple of 180 s'],
    [[0, 1, 5_000_000], 'they span 3472 days; 1875 at most'],
  ])('that cannot be one is refused: minutes %j', (minutes, why) => {
    expect(rows(...minutes)).toMatchObject({ series: [], unusable: [{ symbol: 'SOLUSDT', why }] });
  });
});

describe('a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigil-candles-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('holds a file for each symbol and month, as the exchange names them', () => {
    writeFileSync(join(folder, 'SOLUSDT-1m-2026-09.csv'), `${at(0)},1,1,1,1,1\n`);
    writeFileSync(join(folder, 'SOLUSDT-1m-2026-10.csv'), `${at(1)},2,2,2,2,1\n`);
    writeFileSync(join(folder, 'DOGEUSDT-1m-2026-10.csv'), 'not even looked at');
    writeFileSync(join(folder, 'notes.txt'), 'nor this');
    const { series, bad } = readCandleFiles(folder, new Set(['SOLUSDT', 'DOGEUSD']));
    expect(bad).toEqual([]);
    expect(series).toMatchObject([{ symbol: 'SOLUSDT', count: 2 }]);
  });
});
