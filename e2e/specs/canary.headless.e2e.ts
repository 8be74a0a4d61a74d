import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Canaries, leaksIn, openedSecrets } from '../fixture/canaries.ts';
import { type EchoServer, startEchoServer } from '../fixture/echo-server.ts';
import { type Headless, runHeadless, startHeadless } from '../fixture/headless.ts';
import { type LoopbackExchange, startLoopbackExchange } from '../fixture/loopback-exchange.ts';
import { openBrowser } from '../fixture/open-headless.ts';
import { leaksBelow, overhear } from '../fixture/overheard.ts';
import { startCanaryHost } from '../fixture/telegram-canary.ts';
import { keysOf } from '../pages/keys.ts';
import { settingsOf } from '../pages/settings.ts';

/** Every secret that Vigil is told. One line adds one; the signs at the ends look different in an address and in base64. */
const canaries = {
  'API key': 'CANARYkey0001+/abcdefghijkl==',
  'API secret': 'CANARYsecret0002+/&=%abcdefgh==',
  'API key of the screen': 'CANARYkey0003+/abcdefghijkl==',
  'API secret of the screen': 'CANARYsecret0004+/&=%abcdefgh==',
  'bot token of the messages': '111111:CANARYtoken0005_abcdefgh',
  'bot token of the alarms': '222222:CANARYtoken0006_abcdefgh',
  'key in the Discord address': 'CANARYdiscord0007-abcdefgh',
  'key in the webhook address': 'CANARYwebhook0008-abcdefgh',
  'secret of the webhook': 'CANARYsigning0009+/abcdefgh==',
  'api_hash of Telegram': 'ca9a91e0000000000000000000000010',
  'login code of Telegram': 'CANARY-00011',
  'password of Telegram': 'CANARY password 0012 +/&=',
} as const satisfies Canaries;
/** The one file whose purpose it is. */
const SEALED = /^secrets\.json$/;

const pair = { apiKey: canaries['API key'], apiSecret: canaries['API secret'] };
const screenPair = { apiKey: canaries['API key of the screen'], apiSecret: canaries['API secret of the screen'] };

let folder = '';
let exchange: LoopbackExchange;
let echo: EchoServer;
let canaryHost: Awaited<ReturnType<typeof startCanaryHost>>;
let host: Headless | undefined;
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-canary-'));
  mkdirSync(join(folder, 'set-up'));
  exchange = await startLoopbackExchange([pair, screenPair]);
  echo = await startEchoServer();
  canaryHost = await startCanaryHost({ code: canaries['login code of Telegram'], password: canaries['password of Telegram'] });
});
test.afterEach(async () => {
  await host?.stop();
  await canaryHost.close();
  await echo.stop();
  await exchange.close();
  rmSync(folder, { recursive: true, force: true });
});

const dataDir = (): string => join(folder, 'data');
const setUp = (name: string, text: string): void => writeFileSync(join(folder, 'set-up', name), text, { mode: 0o600 });

const addresses = () => ({
  discord: `${echo.url}/api/webhooks/1/${canaries['key in the Discord address']}`,
  webhook: `${echo.url}/hook?key=${canaries['key in the webhook address']}`,
});
const alarmsInProfile = () => ({
  telegram: { botToken: canaries['bot token of the alarms'], chatId: 1, apiUrl: echo.url, level: 'info' },
  discord: { url: addresses().discord, level: 'info' },
  webhook: { url: addresses().webhook, secret: canaries['secret of the webhook'], level: 'info' },
});
const profileWith = (keys: object, alarms: object | undefined): object => ({
  stage: 'live',
  venue: { ...exchange.address, ...keys },
  messages: [
    { kind: 'telegram-bot', token: canaries['bot token of the messages'], apiUrl: echo.url },
    { kind: 'telegram-user' },
    { kind: 'inbox', path: '../data/inbox.jsonl' },
  ],
  ...(alarms === undefined ? {} : { alarms }),
});
async function start(profile: object | undefined): Promise<Headless> {
  setUp('profile.json', JSON.stringify(profile ?? {}));
  host = await startHeadless(dataDir(), ['--profile', join(folder, 'set-up/profile.json')], canaryHost.program);
  return host;
}

/** What a rude exchange might say back of the keys it was sent, in the dresses they travel in. */
const saidBack = ({ apiKey, apiSecret }: typeof pair | typeof screenPair): string =>
  [apiKey, apiSecret].flatMap((text) => [text, encodeURIComponent(text), Buffer.from(text).toString('base64')]).join(' ');
const paths = ['v3/account', 'v3/positionRisk', 'v1/openOrders', 'v1/listenKey', 'v1/order', 'v1/allOpenOrders', 'v1/openAlgoOrders'];
/** `engine` and `checked`: whose keys come along with the next request to the account, and to the check of a key. */
function exchangeEchoes(engine: typeof pair | typeof screenPair, checked: typeof pair | typeof screenPair): void {
  const refuse = (path: string, msg: string): void =>
    exchange.server.faults.next({ path }, { kind: 'answer', status: 400, body: { code: -2015, msg } });
  for (const path of paths)
    refuse(`/fapi/${path}`, `GET /fapi?apiKey=${encodeURIComponent(engine.apiKey)}&signature=0 ${saidBack(engine)}`);
  refuse('/sapi/v1/account/apiRestrictions', saidBack(checked));
}

const onScreen = { enabled: true, level: 'info', lang: 'en' } as const;
type Send = ReturnType<typeof overhear>['send'];

async function signInToTelegram(send: Send): Promise<void> {
  const apiHash = canaries['api_hash of Telegram'];
  await send('telegram.begin', { apiId: 12345, apiHash: `${apiHash}0`, phone: '+821012345678' });
  expect(await send('telegram.begin', { apiId: 12345, apiHash, phone: '+821012345678' })).toMatchObject({ ok: true });
  await send('telegram.code', { code: `${canaries['login code of Telegram']}9` });
  expect(await send('telegram.code', { code: canaries['login code of Telegram'] })).toMatchObject({ ok: true });
  await send('telegram.password', { password: `${canaries['password of Telegram']}!` });
  expect(await send('telegram.password', { password: canaries['password of Telegram'] })).toMatchObject({ ok: true });
}

async function setUpAlarmsOnScreen(send: Send): Promise<void> {
  const telegram = { channel: 'telegram', ...onScreen, chatId: '1', apiUrl: echo.url };
  await send('alarms.configure', { ...telegram, secret: `${canaries['bot token of the alarms']} ` });
  expect(await send('alarms.configure', { ...telegram, secret: canaries['bot token of the alarms'] })).toMatchObject({ ok: true });
  expect(await send('alarms.configure', { channel: 'discord', ...onScreen, secret: addresses().discord })).toMatchObject({ ok: true });
  const webhook = { channel: 'webhook', ...onScreen, url: addresses().webhook, secret: canaries['secret of the webhook'] };
  expect(await send('alarms.configure', webhook)).toMatchObject({ ok: true });
}

/** Everything that a secret comes near: good and refused requests, errors that say it back, an error that nobody caught. */
async function walk(running: Headless, send: Send, alarmsOnScreen: boolean): Promise<void> {
  appendFileSync(join(dataDir(), 'inbox.jsonl'), '{"channelId":-1002171239233,"messageId":1,"date":1790000000,"text":"hello"}\n');
  exchangeEchoes(pair, screenPair);
  await send('keys.check', { ...screenPair, restUrl: echo.url });
  await send('keys.check', screenPair);
  await send('keys.save', { ...screenPair, apiSecret: `${screenPair.apiSecret} x` });
  await send('keys.save', { ...screenPair, apiKey: screenPair.apiKey, secret: screenPair.apiSecret });
  await send('keys.save', `{"apiKey":"${screenPair.apiKey}","apiSecret":"${screenPair.apiSecret}`);
  await send('keys.save', { ...screenPair, restUrl: 'https://fapi.binance.com' });
  expect(await send('keys.save', screenPair)).toMatchObject({ ok: true });
  await signInToTelegram(send);
  if (alarmsOnScreen) await setUpAlarmsOnScreen(send);
  for (const channel of ['telegram', 'discord', 'webhook']) await send('alarms.test', { channel });
  exchangeEchoes(pair, screenPair);
  await send('emergency.close', { scope: 'account' });
  running.process.kill('SIGUSR2');
  await expect.poll(() => running.log(), { timeout: 15_000 }).toContain('planted');
  await expect.poll(() => echo.asked.length, { timeout: 15_000 }).toBeGreaterThan(4);
  // Without them this would be a walk past the danger.
  const saidBackOn = (): string[] => exchange.server.log.all().flatMap(({ code, path }) => (code === -2015 ? [path] : []));
  await expect
    .poll(saidBackOn, { timeout: 20_000 })
    .toEqual(expect.arrayContaining(['/sapi/v1/account/apiRestrictions', '/fapi/v1/openOrders']));
}

const ways: readonly (readonly [name: string, keys: () => object, alarmsOnScreen: boolean])[] = [
  ['in the profile', () => pair, false],
  ['in a file of their own', () => ({ keysFile: 'keys.env' }), true],
  ['with the secrets of the machine', () => ({ keys: 'stored' }), true],
];
for (const [name, keys, alarmsOnScreen] of ways)
  test(`with keys ${name}, no secret is told, logged, written or sent to the screen`, async () => {
    test.setTimeout(240_000);
    setUp('keys.env', `API_KEY=${pair.apiKey}\nAPI_SECRET='${pair.apiSecret}'\n`);
    if (name.startsWith('with')) {
      const first = await start(undefined);
      expect(await overhear(first).send('keys.save', { ...pair, restUrl: exchange.address.restUrl })).toMatchObject({ ok: true });
      await first.stop();
    }
    const profile = profileWith(keys(), alarmsOnScreen ? undefined : alarmsInProfile());
    const running = await start(profile);
    const heard = overhear(running);
    await walk(running, heard.send, alarmsOnScreen);

    // What was made on the way is as secret as what was given.
    const all: Canaries = { ...canaries, ...openedSecrets(dataDir()) };
    expect(Object.keys(all)).toEqual(expect.arrayContaining(['telegram.session', 'exchange.apiKey', 'exchange.apiSecret']));
    expect(await heard.leaks(all)).toEqual([]);
    expect(leaksBelow(dataDir(), all, SEALED), 'while it runs').toEqual([]);
    heard.stop();
    expect(await running.stop()).toBe(0);
    expect(leaksIn('standard error', running.log(), all)).toEqual([]);
    expect(leaksBelow(dataDir(), all, SEALED), 'after its end').toEqual([]);

    // The keys that were saved on the way are the stored ones now.
    const checked = name.startsWith('with') ? screenPair : pair;
    for (const rude of [false, true]) {
      exchange.server.faults.clear();
      if (rude) exchangeEchoes(checked, checked);
      const look = await runHeadless(['--check', '--data-dir', dataDir(), '--profile', join(folder, 'set-up/profile.json')]);
      expect(look.stdout).toMatch(rude ? /^fail {2}key permissions: /m : /^ok {2}key permissions: /m);
      expect(leaksIn('--check', look.stdout + look.stderr, all)).toEqual([]);
    }

    const second = await start(profile);
    await second.kill();
    expect(leaksIn('standard error', second.log(), all)).toEqual([]);
    expect(leaksBelow(dataDir(), all, SEALED), 'after kill -9').toEqual([]);
  });

test('what the page was given is gone from it after sending, and the page is built without any', async () => {
  const running = await start(profileWith(pair, undefined));
  const { browser, page } = await openBrowser();
  await page.goto(`${running.url}/#token=${running.token}`);
  await settingsOf(page).open();
  const keys = keysOf(page);
  await keys.give(screenPair.apiKey, screenPair.apiSecret, '');
  await keys.save.click();
  await expect(keys.stored).toContainText('저장된 키');
  const held = await page.evaluate(() => [
    document.documentElement.outerHTML,
    ...[...document.querySelectorAll('input, textarea')].map((input) => (input as HTMLInputElement).value),
    JSON.stringify({ ...localStorage, ...sessionStorage }),
    location.href,
    JSON.stringify(performance.getEntries().map(({ name }) => name)),
  ]);
  expect(leaksIn('the page', held.join('\n'), canaries)).toEqual([]);
  await browser.close();
  expect(leaksBelow(join(import.meta.dirname, '../../out/client'), canaries, /^$/)).toEqual([]);
});

test('profiles that are refused are refused without a word of their secrets', async () => {
  const spoilt = (profile: object): string => JSON.stringify(profile);
  const texts = [
    spoilt(profileWith({ ...pair, apiSecret: `${pair.apiSecret} ` }, alarmsInProfile())),
    spoilt(profileWith({ ...pair, keys: 'stored' }, undefined)),
    spoilt({ messages: { kind: 'telegram-bot', token: `${canaries['bot token of the messages']}/` } }),
    spoilt({ alarms: { telegram: { botToken: `${canaries['bot token of the alarms']}!`, chatId: 1 } } }),
    spoilt({ alarms: { discord: { url: addresses().discord.replace('http://127.0.0.1', 'http://10.0.0.1') } } }),
    spoilt({ alarms: { webhook: { url: addresses().webhook, secret: `${canaries['secret of the webhook']} ` } } }),
    spoilt(profileWith(pair, undefined)).slice(0, -1),
  ];
  for (const text of texts) {
    setUp('profile.json', text);
    for (const args of [[], ['--check']]) {
      const { code, stdout, stderr } = await runHeadless([
        ...args,
        '--data-dir',
        dataDir(),
        '--profile',
        join(folder, 'set-up/profile.json'),
      ]);
      expect([code, leaksIn('the refusal', stdout + stderr, canaries)]).toEqual([2, []]);
    }
  }
  for (const keys of [`${pair.apiKey}\n${pair.apiSecret}`, `{"apiKey":"${pair.apiKey}","apiSecret":"${pair.apiSecret}"`]) {
    setUp('keys.env', keys);
    setUp('profile.json', spoilt(profileWith({ keysFile: 'keys.env' }, undefined)));
    const { code, stderr } = await runHeadless(['--data-dir', dataDir(), '--profile', join(folder, 'set-up/profile.json')]);
    expect([code, stderr.includes('venue.keysFile'), leaksIn('the refusal', stderr, canaries)]).toEqual([2, true, []]);
  }
});
