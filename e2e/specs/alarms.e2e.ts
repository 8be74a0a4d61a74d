import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { violationsOf } from '../checks/accessibility.ts';
import { misfitsOf } from '../checks/layout.ts';
import { type AlarmReceiver, startAlarmReceiver } from '../fixture/alarm-receiver.ts';
import { expect, refusedByPolicy, test } from '../fixture/app.ts';
import { alarmsOf, canDecodeLast, watchSounds } from '../pages/alarms.ts';
import { dressAs, settingsOf } from '../pages/settings.ts';

// A browser notes each refused command as a failed request.
test.use({ provokes: /status of 4(00|09)/ });

const TOKEN = '424242:CANARY-right-token-0123';
const WRONG = '424242:CANARY-wrong-token-0123';
let receiver: AlarmReceiver;
test.beforeEach(async () => {
  receiver = await startAlarmReceiver(TOKEN);
});
test.afterEach(() => receiver.stop());

/** Everything the app has written, and what it shows: none of it may hold a secret. */
const tracesOf = (dataDir: string): string =>
  readdirSync(dataDir)
    .filter((name) => statSync(join(dataDir, name)).isFile())
    .map((name) => readFileSync(join(dataDir, name), 'latin1'))
    .join('\n');

test('a Telegram bot is set up on the screen, refused with the reason, mended, and delivers at once and after a restart', async ({
  launch,
  host,
}) => {
  test.setTimeout(120_000);
  const app = await launch();
  const alarms = alarmsOf(app.page);
  await settingsOf(app.page).open();
  await expect(alarms.state('telegram')).toHaveText('설정 안 됨');
  await alarms.openForm('telegram');
  await alarms.field('telegram', 'chatId').fill('-100200300');
  await alarms.field('telegram', 'apiUrl').fill(receiver.url);
  await alarms.field('telegram', 'secret').fill('no token');
  await alarms.save('telegram');
  await expect(alarms.row('telegram').getByRole('alert').filter({ hasText: '봇 토큰' })).toBeVisible();
  await expect(alarms.field('telegram', 'secret')).toHaveAttribute('aria-invalid', 'true');

  await alarms.field('telegram', 'secret').fill(WRONG);
  await alarms.save('telegram');
  await expect(alarms.state('telegram')).toHaveText('켜짐');
  await alarms.test('telegram');
  await expect(alarms.row('telegram').getByRole('alert').filter({ hasText: 'HTTP 401 Unauthorized' })).toBeVisible();

  await alarms.field('telegram', 'secret').fill(TOKEN);
  await alarms.save('telegram');
  await expect(alarms.field('telegram', 'secret')).toHaveValue('');
  await alarms.test('telegram');
  await expect(alarms.answer('telegram')).toHaveText('시험 알림이 전달되었습니다');
  expect(JSON.parse(receiver.received.at(-1)?.body ?? '')).toMatchObject({ chat_id: '-100200300' });

  const { alarms: view } = await app.snapshot();
  // No safe place on this machine: the card must say that the token ends with the program.
  if (view?.secretsKept === 'thisSession') await expect(app.page.getByTestId('alarms')).toContainText('안전한 보관소가 없어');
  expect(JSON.stringify(await app.snapshot())).not.toContain('CANARY');
  expect(await app.page.content()).not.toContain('CANARY');
  await app.stop();
  expect(tracesOf(app.dataDir)).not.toContain('CANARY');
  const heard = receiver.received.length;
  const again = await launch();
  await settingsOf(again.page).open();
  await expect(alarmsOf(again.page).row('telegram')).toContainText('-100200300');
  const secret = async () => (await again.snapshot()).alarms?.channels[0]?.secret;
  await expect.poll(secret).not.toBe('reading');
  // Without a keychain a desktop forgets the token with the program: the channel says so and keeps what waits.
  if (host === 'desktop' && (await secret()) === 'absent') {
    await expect(alarmsOf(again.page).state('telegram')).toHaveText('멈춤');
    return;
  }
  await expect(alarmsOf(again.page).state('telegram')).toHaveText('켜짐');
  await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBeGreaterThan(heard);
});

test('Discord and a webhook are set up on the screen and tested; a change of the switch and a removal take effect at once', async ({
  app,
}) => {
  const alarms = alarmsOf(app.page);
  await settingsOf(app.page).open();
  await alarms.openForm('discord');
  await alarms.field('discord', 'secret').fill(`${receiver.url}/api/webhooks/1/CANARY`);
  await alarms.save('discord');
  await alarms.test('discord');
  await expect(alarms.answer('discord')).toHaveText('시험 알림이 전달되었습니다');
  await alarms.openForm('discord');

  await alarms.openForm('webhook');
  await alarms.field('webhook', 'url').fill(`${receiver.url}/hook?key=CANARY`);
  await alarms.field('webhook', 'secret').fill('CANARY0123456789');
  await alarms.save('webhook');
  await alarms.test('webhook');
  await expect(alarms.answer('webhook')).toHaveText('시험 알림이 전달되었습니다');
  await expect(alarms.row('webhook')).toContainText(new URL(receiver.url).host);
  expect(receiver.received.map(({ path }) => path)).toContain('/hook?key=CANARY');
  expect(receiver.received.find(({ path }) => path.startsWith('/hook'))?.headers['x-vigil-signature']).toMatch(/^sha256=[0-9a-f]{64}$/);
  expect(JSON.stringify(await app.snapshot())).not.toContain('CANARY');

  await alarms.row('webhook').getByRole('checkbox').click();
  await expect(alarms.state('webhook')).toHaveText('꺼짐');
  await alarms.row('webhook').getByRole('button', { name: '통로 삭제' }).click();
  await expect(alarms.state('webhook')).toHaveText('설정 안 됨');
  expect(await app.send('alarms.test', { channel: 'webhook' })).toMatchObject({ ok: false, refusal: { code: 'alarmOff' } });
});

test('the system notification is offered on the desktop only', async ({ app, host }) => {
  await settingsOf(app.page).open();
  const alarms = alarmsOf(app.page);
  await expect(alarms.row('desktop')).toHaveCount(host === 'desktop' ? 1 : 0);
  if (host === 'headless') return;
  await alarms.openForm('desktop');
  await alarms.save('desktop');
  await alarms.test('desktop');
  // A machine without a notification service says so instead of pretending.
  await expect(alarms.row('desktop')).toContainText(/시험 알림이 전달되었습니다|시스템이 알림을 표시하지 않습니다/);
});

test('sounds can be tried, turned off and on, and an alarm that is not acknowledged is heard', async ({ app }) => {
  const played = await watchSounds(app.page);
  await settingsOf(app.page).open();
  for (const name of ['order', 'fill', 'warning', 'alarm']) {
    await app.page.getByTestId(`sound-${name}`).getByRole('button').click();
    await expect.poll(played).toContain(name);
    expect(await canDecodeLast(app.page)).toBe('decoded');
  }
  await app.page.getByTestId('sound-fill').getByRole('checkbox').check();
  await app.page.reload();
  await settingsOf(app.page).open();
  await expect(app.page.getByTestId('sound-fill').getByRole('checkbox')).toBeChecked();
  expect(await played()).toEqual([]);
  await app.send('emergency.close');
  await expect(app.page.getByTestId('notice').first()).toBeVisible();
  await expect.poll(played).toContain('alarm');
  expect(await refusedByPolicy(app.page)).toEqual([]);
});

test('a browser that refuses sounds is told of, and a standing alarm is heard once it lets them through', async ({ app }) => {
  await settingsOf(app.page).open();
  await app.page.evaluate(() => {
    const played: string[] = [];
    Object.assign(globalThis, { playedSounds: played });
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = () => {
      HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
        played.push(this.src);
        return play.call(this);
      };
      return Promise.reject(new DOMException('not yet', 'NotAllowedError'));
    };
  });
  await app.send('emergency.close');
  const told = app.page.getByTestId('sounds').getByText('브라우저가 소리를 막았습니다');
  await expect(told).toBeVisible();
  await app.page.keyboard.press('Shift');
  await expect(told).toHaveCount(0);
  await expect.poll(() => app.page.evaluate('globalThis.playedSounds.length')).toBeGreaterThan(0);
});

test.describe('a channel of the profile', () => {
  test.use({ profile: { alarms: { webhook: { url: 'http://127.0.0.1:1/CANARY', secret: 'CANARY0123456789' } } } });
  test('is shown with that reason and can be tested, but not changed', async ({ app }) => {
    await settingsOf(app.page).open();
    const row = alarmsOf(app.page).row('webhook');
    await expect(row).toContainText('시작 프로필이 정한 통로입니다');
    await expect(row).toContainText('127.0.0.1:1');
    await expect(row.getByRole('button')).toHaveText(['시험 보내기']);
    await expect(row.getByRole('checkbox')).toHaveCount(0);
    await alarmsOf(app.page).test('webhook');
    await expect(row.getByRole('alert').filter({ hasText: '웹훅 알림 시험 실패' })).toBeVisible();
    expect(JSON.stringify(await app.snapshot())).not.toContain('CANARY');
  });
});

test('the cards are readable for all and fit, with every form open', async ({ app }) => {
  test.setTimeout(180_000);
  for (const size of [
    { width: 1440, height: 900 },
    { width: 1280, height: 720 },
  ])
    for (const look of [
      { lang: 'ko', theme: 'dark' },
      { lang: 'en', theme: 'light' },
    ] as const) {
      await app.page.setViewportSize(size);
      await dressAs(app.page, look);
      await settingsOf(app.page).open();
      for (const channel of ['telegram', 'discord', 'webhook'] as const) await alarmsOf(app.page).openForm(channel);
      expect.soft(await violationsOf(app.page), `${look.lang} ${size.width}`).toEqual([]);
      expect.soft(await misfitsOf(app.page), `${look.lang} ${size.width}`).toEqual([]);
      await alarmsOf(app.page).row('telegram').scrollIntoViewIfNeeded();
    }
});
