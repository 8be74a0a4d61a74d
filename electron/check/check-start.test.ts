import { createHash, createHmac } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Profile, VenueProfile } from '../../shared/contract/profile.ts';
import { err, ok } from '../../shared/domain/result.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { openSqliteJournal } from '../adapters/journal/sqlite/sqlite-journal.ts';
import { takeDataFolder } from '../adapters/machine/data-folder.ts';
import { openKeyFileSecrets } from '../adapters/secrets/key-file.ts';
import type { ApiPermissions } from '../simulator/binance/api.ts';
import { send, startTestExchange, type TestExchange } from '../simulator/binance/test-exchange.ts';
import { checkStart } from './check-start.ts';
import { runChecks } from './run-checks.ts';

const KEY = 'canary-key-0123456789';
const SECRET = 'canary-secret-0123456789';
const TOKEN = '123456:canary-bot-token';

let dir: string;
let ends: (() => unknown)[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigil-check-test-'));
});
afterEach(async () => {
  for (const end of ends.reverse()) await end();
  ends = [];
  rmSync(dir, { recursive: true, force: true });
});

const demo: Profile = { stage: 'demo', messages: [{ kind: 'story' }] };
async function check(profile: Profile | string = demo, dataDir = dir) {
  const lines: string[] = [];
  const read = typeof profile === 'string' ? err(profile) : ok(profile);
  const passed = await checkStart({ dataDir, profileFile: undefined, profile: read }, (line) => lines.push(line));
  expect(lines.join('\n')).not.toMatch(/canary-(key|secret|bot)/);
  return { passed, lines, of: (name: string) => lines.filter((line) => line.includes(`  ${name}: `)) };
}

/** Everything about the folder but when it was last read. */
const printOf = (folder: string): string =>
  readdirSync(folder)
    .sort()
    .map((name) => {
      const { mode, mtimeMs, ctimeMs, ino } = lstatSync(join(folder, name));
      const content = createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex');
      return [name, mode, mtimeMs, ctimeMs, ino, content].join(' ');
    })
    .join('\n');

async function exchange(permissions: Partial<ApiPermissions> = {}, aheadMs = 0): Promise<{ it: TestExchange; venue: VenueProfile }> {
  const accounts = [{ accountId: 'trader', apiKey: KEY, apiSecret: SECRET, permissions }];
  const it = await startTestExchange({ ...systemClock, now: () => Date.now() + aheadMs }, { accounts });
  ends.push(() => it.close());
  const { restUrl, wsUrl } = it.server;
  return { it, venue: { kind: 'binance-usdm', restUrl, wsUrl, apiKey: KEY, apiSecret: SECRET } };
}
const trading = (venue: VenueProfile): Profile => ({ stage: 'live', venue, messages: [{ kind: 'inbox', path: join(dir, 'inbox.jsonl') }] });
const tick = (seq: number) => ({ event: { seq, at: 1, type: 'ClockTicked' as const }, effects: [], log: [] });

describe('the look before a start', () => {
  test('of the demo in a folder that does not exist yet passes and makes nothing', async () => {
    const coming = join(dir, 'data');
    const { passed, lines } = await check(demo, coming);
    expect(passed).toBe(true);
    expect(lines.every((line) => line.startsWith('ok  '))).toBe(true);
    expect(readdirSync(dir)).toEqual([]);
  });

  test('changes nothing in a folder that was used, also after a run that was killed', async () => {
    const journal = openSqliteJournal(dir);
    ends.push(() => journal.close());
    journal.append(tick(5), undefined);
    await openKeyFileSecrets(dir).write('telegram.session', 'x');
    writeFileSync(join(dir, 'inbox.jsonl'), '');
    const { venue } = await exchange();
    const before = printOf(dir);
    // The journal was not closed: what it says last is in the log beside it.
    expect(before).toContain('-wal ');
    const { of } = await check(trading(venue));
    expect(of('journal')).toEqual(['ok  journal: readable, 1 events, last 5']);
    expect(printOf(dir)).toBe(before);
    journal.close();
    const closed = printOf(dir);
    expect((await check(trading(venue))).of('journal')).toEqual(['ok  journal: readable, 1 events, last 5']);
    expect(printOf(dir)).toBe(closed);
  });

  test('finds a journal that is none, and one that is in use', async () => {
    writeFileSync(join(dir, 'vigil.sqlite'), 'this was never a database '.repeat(100));
    expect((await check()).of('journal')[0]).toMatch(/^fail {2}journal: /);
    const taken = takeDataFolder(dir);
    if (taken.ok) ends.push(() => taken.value.release());
    const { of } = await check();
    expect(of('data folder')[0]).toMatch(/^warn {2}data folder: .* is in use/);
    expect(of('journal')).toEqual(['warn  journal: not looked at: the running Vigil holds it']);
  });

  test('refuses with the line of a profile that cannot be read, and goes on looking', async () => {
    const { passed, lines } = await check('profile: venue.keysFile: cannot read keys: ENOENT');
    expect([passed, lines[0], lines.length]).toEqual([false, 'fail  profile: venue.keysFile: cannot read keys: ENOENT', 4]);
  });

  test('finds secrets that others can read, or that have lost their key', async () => {
    await openKeyFileSecrets(dir).write('telegram.session', 'x');
    chmodSync(join(dir, 'secrets.key'), 0o644);
    const open = await check();
    expect(open.of('file modes')).toEqual(['fail  file modes: secrets.key can be read by others (mode 0644): chmod 600']);
    expect(open.of('secrets')[0]).toMatch(/^fail {2}secrets: secrets\.key can be read by others/);
    rmSync(join(dir, 'secrets.key'));
    expect((await check()).of('secrets')).toEqual(['fail  secrets: secrets.key is missing: what it sealed cannot be opened']);
    expect(readdirSync(dir)).toEqual(['secrets.json']);
  });

  test('reads stored keys where the profile counts on them, and misses them where there are none', async () => {
    const { venue } = await exchange();
    const profile = trading({ ...venue, apiKey: '', apiSecret: '', keys: 'stored' });
    const without = await check(profile);
    expect(without.of('key permissions')[0]).toMatch(/^fail {2}key permissions: no keys/);
    expect(without.of('secrets')[0]).toMatch(/^fail {2}secrets: exchange\.apiKey is not stored/);
    const secrets = openKeyFileSecrets(dir);
    await secrets.write('exchange.apiKey', KEY);
    await secrets.write('exchange.apiSecret', SECRET);
    const stored = await check(profile);
    expect([stored.passed, stored.of('key permissions')[0]]).toEqual([true, expect.stringMatching(/^ok {2}/)]);
  });
});

describe('the look at an exchange', () => {
  test('tells clock, permissions, position mode and that nothing stands', async () => {
    const { it, venue } = await exchange();
    const { passed, of } = await check(trading(venue));
    expect(passed).toBe(true);
    expect(of('venue')[0]).toMatch(/^ok {2}venue: http:\/\/127.* answers within \d+ ms, its clock differs by -?\d+ ms$/);
    expect(of('key permissions')).toEqual([
      'ok  key permissions: reading, futures; no withdrawals; restricted by IP',
      'ok  key permissions: position mode ONE-WAY',
    ]);
    expect(of('account')).toEqual(['ok  account: wallet 1000 USDT, available 1000 USDT', 'ok  account: flat: no position, no order']);
    expect(it.server.log.all().every(({ method }) => method === 'GET')).toBe(true);
  });

  test.each<readonly [Partial<ApiPermissions>, boolean, RegExp]>([
    [{ enableWithdrawals: true }, false, /^fail {2}key permissions: This API key can withdraw/],
    [{ ipRestrict: false }, true, /^warn {2}key permissions: No IP restriction/],
  ])('of a key with %j passes: %s', async (permissions, passes, line) => {
    const { venue } = await exchange(permissions);
    const { passed, lines } = await check(trading(venue));
    expect([passed, lines.some((one) => line.test(one))]).toEqual([passes, true]);
  });

  test('warns of what stands there', async () => {
    const { it, venue } = await exchange();
    const terms = {
      symbol: 'BTCUSDT',
      side: 'SELL',
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity: '1',
      price: '110',
      timestamp: String(Date.now()),
    };
    const text = new URLSearchParams(terms).toString();
    const signature = createHmac('sha256', SECRET).update(text).digest('hex');
    expect(await send(it.server, 'POST', '/fapi/v1/order', `${text}&signature=${signature}`, { 'X-MBX-APIKEY': KEY })).toMatchObject({
      status: 200,
    });
    const { passed, of } = await check(trading(venue));
    expect([passed, of('account')[1]]).toEqual([true, 'warn  account: stands: order BTCUSDT SELL LIMIT']);
  });

  test('is not misled by a machine whose clock is wrong, and says so', async () => {
    const { venue } = await exchange({}, 3_600_000);
    const { passed, of } = await check(trading(venue));
    expect([passed, of('account')[1]]).toEqual([true, 'ok  account: flat: no position, no order']);
    expect(of('venue')[0]).toMatch(/^warn .* its clock differs by 3[56]\d{5} ms: set the clock of this machine$/);
  });

  test('fails when the key is wrong or nobody answers', async () => {
    const { it, venue } = await exchange();
    const wrong = await check(trading({ ...venue, apiSecret: 'canary-secret-of-another' }));
    expect(wrong.of('key permissions')[0]).toMatch(/^fail {2}key permissions: the exchange does not take the key: -1022/);
    await it.close();
    ends = [];
    const gone = await check(trading(venue));
    expect([gone.passed, gone.of('venue')[0]]).toEqual([false, expect.stringMatching(/^fail {2}venue: .* does not answer/)]);
  });
});

describe('the look at the sources of messages', () => {
  test('asks the bot who it is, and fetches nothing', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(String(request.url));
      const known = request.url === `/bot${TOKEN}/getMe`;
      response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          known ? { ok: true, result: { username: 'watcher_bot' } } : { ok: false, error_code: 401, description: request.url },
        ),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ends.push(
      () => server.closeAllConnections(),
      () => server.close(),
    );
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const bot = (token: string): Profile => ({ ...demo, messages: [{ kind: 'telegram-bot', token, apiUrl }] });
    expect((await check(bot(TOKEN))).of('messages telegram-bot')).toEqual(['ok  messages telegram-bot: the bot is @watcher_bot']);
    expect((await check(bot(`${TOKEN}x`))).of('messages telegram-bot')[0]).toMatch(/^fail .* the token is refused: 401/);
    expect(asked.every((path) => path.endsWith('/getMe'))).toBe(true);
  });

  test('finds folders and files as they are needed, and a session that is none', async () => {
    const messages = [
      { kind: 'inbox', path: join(dir, 'inbox.jsonl') },
      { kind: 'drop', path: join(dir, 'drop') },
      { kind: 'telegram-user' },
    ] as const;
    const first = await check({ ...demo, messages });
    expect(first.lines.filter((line) => line.includes('messages'))).toEqual([
      expect.stringMatching(/^warn {2}messages inbox: .* is not there yet/),
      expect.stringMatching(/^fail {2}messages drop: .* is not there; Vigil does not make it/),
      'fail  messages telegram-user: nobody is signed in; sign in once in the app',
    ]);
    writeFileSync(join(dir, 'inbox.jsonl'), '');
    mkdirSync(join(dir, 'drop'));
    await openKeyFileSecrets(dir).write('telegram.session', 'nonsense');
    const second = await check({ ...demo, messages });
    expect(second.lines.filter((line) => line.includes('messages')).map((line) => line.slice(0, 4))).toEqual(['ok  ', 'ok  ', 'fail']);
  });
});

test('alarm channels that could not be opened fail with their field, and nothing is sent', async () => {
  const webhook = { level: 'info', url: 'http://127.0.0.1:1/x', secret: { file: join(dir, 'none') } } as const;
  const { passed, of } = await check({ ...demo, alarms: { lang: 'en', webhook } });
  expect([passed, of('alarms')]).toEqual([false, ['fail  alarms: alarms.webhook.secretFile: this file cannot be read: ENOENT']]);
});

test('alarm channels of the screen are looked at with their secrets, and a file that makes no sense is left where it is', async () => {
  const choice = { enabled: true, level: 'info', lang: 'ko' };
  const file = join(dir, 'alarms.json');
  writeFileSync(file, JSON.stringify({ discord: choice, webhook: choice, desktop: { ...choice, enabled: false } }), { mode: 0o644 });
  await openKeyFileSecrets(dir).write('alarm.discord.url', 'https://example.com/x');
  const { passed, of } = await check();
  expect(passed).toBe(true);
  expect(of('alarms')).toEqual([
    'ok  alarms: set up on the screen: discord',
    'warn  alarms: webhook stands still: alarm.webhook.url, alarm.webhook.secret is not stored',
  ]);
  expect(of('file modes')).toEqual(['warn  file modes: alarms.json can be read by others (mode 0644): chmod 600']);
  writeFileSync(file, '{"telegram":5}');
  expect((await check()).of('alarms')).toEqual(['fail  alarms: alarms.json makes no sense; a start would set it aside']);
  expect(readFileSync(file, 'utf8')).toBe('{"telegram":5}');
});

test('a check that hangs or breaks fails, the others go on, and no text of others looks like a line of ours', async () => {
  const lines: string[] = [];
  const passed = await runChecks(
    [
      { name: 'hangs', run: () => new Promise(() => undefined) },
      { name: 'breaks', run: () => Promise.reject(new Error('boom\nok  venue: fine')) },
      { name: 'fine', run: async () => [{ level: 'ok', text: 'yes' }] },
    ],
    (line) => lines.push(line),
    50,
  );
  expect([passed, lines]).toEqual([
    false,
    ['fail  hangs: no answer within 0 s', 'fail  breaks: could not be checked: boom ok  venue: fine', 'ok  fine: yes'],
  ]);
});
