import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../shared/domain/settings.ts';
import { leadingMarket } from '../testkit/flows/channel.ts';
import { replay } from './replay.ts';
import { type Bar, DAWN, NOON, past } from './test-history.ts';

vi.setConfig({ testTimeout: 30_000 });

let folder: string;
const file = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-replay-'));
  const rise: Bar = [100, 101.2, 100, 101];
  const bars = [
    ...past,
    [100, 100, 100, 100] as Bar,
    rise,
    ...Array.from({ length: 8 }, (_, n): Bar => [101 - n, 101 - n, 100 - n, 100 - n]),
  ];
  const rows = bars.map((bar, n) => ['SOLUSDT', DAWN + n * 60_000, ...bar.map((price) => price.toFixed(2)), 1].join(','));
  writeFileSync(file('candles.csv'), ['symbol,openTime,open,high,low,close,volume', ...rows].join('\n'));
  const { entryChannelId } = defaultSettings;
  const lines = [
    { channelId: entryChannelId, messageId: 1, date: NOON / 1000, text: leadingMarket('SOL') },
    { channelId: entryChannelId, messageId: 2, date: NOON / 1000 + 30, text: leadingMarket('NOPE') },
    { channelId: -7, messageId: 3, date: NOON / 1000 + 31, text: leadingMarket('SOL') },
  ];
  writeFileSync(file('messages.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  writeFileSync(file('aggressive.json'), '{ "mode": "aggressive" }');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(...words: readonly string[]) {
  const heard = { printed: '', told: [] as string[] };
  const given = ['--messages', file('messages.jsonl'), '--candles', file('candles.csv'), ...words];
  const code = await replay(given, { print: (text) => (heard.printed += text), tell: (line) => heard.told.push(line) });
  return { code, ...heard };
}
const written = (name: string) =>
  Object.fromEntries(readdirSync(file(name)).map((each) => [each, readFileSync(join(file(name), each), 'utf8')]));

describe('the command', () => {
  test('prints assumptions, messages, rules, trades and equity, and writes them as tables', async () => {
    const { code, printed } = await run('--settings', file('aggressive.json'), '--out', file('out'));
    expect(code).toBe(0);
    expect(printed).toContain('no candles for: NOPEUSDT');
    expect(printed).toContain('3 read: ignored 1 · monitoring 1 · rejected 1');
    expect(printed).toMatch(/W04\s+symbolInvalid\s+rejected\s+1/);
    expect(printed).toMatch(/SOLUSDT .* takeProfit/);
    expect(printed).toContain('5 (assumed)');
    const files = written('out');
    expect(Object.keys(files).sort()).toEqual(['equity.csv', 'report.json', 'rules.csv', 'trades.csv']);
    expect(files['rules.csv']).toContain('W00,otherChannel,ignored,1\n');
    expect(files['trades.csv']?.split('\n')[1]).toMatch(/^SOLUSDT,.*,1,\d+\.\d+,101,96,takeProfit,/);
    expect(JSON.parse(files['report.json'] ?? '')).toMatchObject({
      version: 1,
      settings: { mode: 'aggressive', mdd: '15' },
      money: { start: '10000', wins: 1, winRate: '100' },
      judged: [
        { verdict: 'monitoring', rule: 'W14' },
        { verdict: 'rejected', rule: 'W04' },
        { verdict: 'ignored', rule: 'W00' },
      ],
    });
  });

  test('gives the same bytes for the same input', async () => {
    const [one, two] = [await run('--out', file('one')), await run('--out', file('two'))];
    expect(one.printed).toBe(two.printed);
    expect(written('one')).toEqual(written('two'));
  });

  test('takes other channels and another wallet', async () => {
    const { printed } = await run('--entry-channel', '-7', '--wallet', '500', '--out', file('out'));
    expect(printed).toContain('3 read: ignored 2 · monitoring 1');
    expect(JSON.parse(written('out')['report.json'] ?? '')).toMatchObject({ money: { start: '500' } });
  });

  test('lists bad lines and goes on, or ends with --strict', async () => {
    writeFileSync(file('messages.jsonl'), `oops\n${readFileSync(file('messages.jsonl'), 'utf8')}`);
    const kept = await run();
    expect([kept.code, kept.printed.includes('messages.jsonl:1: not JSON')]).toEqual([0, true]);
    expect(await run('--strict')).toMatchObject({ code: 2, printed: '', told: [expect.stringContaining('messages.jsonl:1: not JSON')] });
  });
});

describe('what cannot be used is said in one sentence', () => {
  test.each([
    [['--candles', 'venue'], '--candles venue needs --venue URL'],
    [['--candles', 'venue', '--venue', 'https://venue.invalid'], 'only loopback venues are supported in this version'],
    [['--candles', 'venue', '--venue', 'http://me:secret@127.0.0.1:1'], 'must not carry a user name or password'],
    [['--venue', 'http://127.0.0.1:1'], '--venue goes with --candles venue'],
    [['--path', 'best'], '--path must be one of pessimistic, highFirst, lowFirst'],
    [['--wallet', '0'], '--wallet must be an amount above 0'],
    [['--taker-fee', '-1'], 'must be percents from 0 to 100'],
    [['--delay', '1.5'], '--delay must be milliseconds'],
    [['--entry-channel', 'abc'], 'must be channel ids'],
    [['--nonsense'], 'nonsense'],
    [['--settings', '/nowhere/s.json'], '/nowhere/s.json'],
    [['--candles', '/nowhere'], '/nowhere'],
  ])('%j', async (words, sentence) => {
    const { code, printed, told } = await run(...words);
    expect({ code, printed }).toEqual({ code: 2, printed: '' });
    expect(told.join('\n')).toContain(sentence);
  });

  test('settings with an unknown word, and an exchangeInfo that is none', async () => {
    writeFileSync(file('s.json'), '{ "mdd": "0" }');
    expect((await run('--settings', file('s.json'))).told.join()).toContain('mdd: must be decimal text above 0');
    expect((await run('--symbols', file('s.json'))).told.join()).toContain('this is not an exchangeInfo answer');
  });
});
