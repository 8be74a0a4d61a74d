import { readdirSync } from 'node:fs';
import { refusedByPolicy } from '../fixture/app.ts';
import type { App } from '../fixture/started.ts';
import { CODE, ENTRY, expect, type FakeTelegram, PASSWORD, test } from '../fixture/telegram.ts';
import { telegramOf } from '../pages/telegram.ts';

// A refused command is told by its status too, which Chromium writes to the console.
test.use({ provokes: /status of (400|409)/ });

// Key exchange, browser and host from the source, all on one machine that others may load.
test.describe.configure({ timeout: 240_000 });
const patient = expect.configure({ timeout: 45_000 });

const stateOf = async (app: App) => (await app.snapshot()).telegram?.account;
const log = (app: App): string => (app as App & { readonly log: () => string }).log();

async function signIn(app: App): Promise<ReturnType<typeof telegramOf>> {
  const card = telegramOf(app.page);
  await card.open();
  await card.beginUntilAnswered();
  await card.giveCode(CODE);
  await card.givePassword(PASSWORD);
  await patient(card.status).toHaveText('Min Kim(으)로 로그인됨');
  return card;
}
const silentSoFar = (telegram: FakeTelegram, app: App): void => {
  expect([telegram.dialled(), log(app).includes('was attempted')]).toEqual([0, false]);
};

test('the demo offers the account, says that its posts never act, and is silent until somebody signs in', async ({ app, telegram }) => {
  const card = telegramOf(app.page);
  await card.open();
  await patient(card.postsGo).toContainText('데모에서는');
  await patient(card.phone).toBeVisible();
  silentSoFar(telegram, app);
  expect(readdirSync(app.dataDir).filter((name) => name.startsWith('secrets'))).toEqual([]);
  await card.beginUntilAnswered();
  await patient(card.code).toBeFocused();
  expect(telegram.dialled()).toBeGreaterThan(0);
  expect(await refusedByPolicy(app.page)).toEqual([]);
});

test('phone, wrong code, code, wrong password, password; the next start needs none of them; signing out ends both sides', async ({
  launch,
  telegram,
}) => {
  const first = await launch();
  const card = telegramOf(first.page);
  await card.open();
  await card.begin('010');
  await patient(card.alert).toContainText('국가 번호가 있는 전화번호');
  await card.beginUntilAnswered();
  await card.giveCode('00000');
  await patient(card.alert).toContainText('코드가 맞지 않습니다');
  await card.giveCode(CODE);
  await patient(card.card).toContainText('힌트: first pet');
  await card.givePassword('wrong');
  await patient(card.alert).toContainText('비밀번호가 맞지 않습니다');
  await card.givePassword(PASSWORD);
  await patient(card.status).toHaveText('Min Kim(으)로 로그인됨');
  expect(readdirSync(first.dataDir)).toEqual(expect.arrayContaining(['secrets.json', 'secrets.key']));
  expect(log(first)).not.toContain('0123456789abcdef');
  telegram.post(ENTRY, 'posted while the story plays');
  const codes = telegram.asked('auth.SendCode');
  await first.stop();

  const second = await launch();
  const again = telegramOf(second.page);
  await again.open();
  await patient(again.status).toHaveText('Min Kim(으)로 로그인됨');
  expect(telegram.asked('auth.SendCode')).toBe(codes);
  // In the demo the account's posts are not even read.
  const { connections, verdicts } = await second.snapshot();
  expect([connections.messages.map(({ source }) => source), telegram.asked('messages.GetHistory')]).toEqual([['story'], 0]);
  expect(verdicts.filter(({ text }) => text.startsWith('posted while'))).toEqual([]);
  await again.signOut.click();
  await patient(again.phone).toBeVisible();
  expect(telegram.loggedOut()).toBe(true);
  await second.stop();

  const third = await launch();
  const dialled = telegram.dialled();
  await telegramOf(third.page).open();
  await expect(telegramOf(third.page).phone).toBeVisible();
  expect([await stateOf(third), telegram.dialled()]).toEqual([{ kind: 'signedOut' }, dialled]);
});

test('a refusal stays readable beside what was typed, and a wait is counted down', async ({ app, telegram }) => {
  const card = telegramOf(app.page);
  await card.open();
  telegram.refuseNext('auth.SendCode', 400, 'PHONE_NUMBER_INVALID');
  await card.begin();
  await patient(card.alert).toContainText('전화번호');
  await patient(card.phone).toHaveValue('+82 10-1234-5678');
  telegram.refuseNext('auth.SendCode', 420, 'FLOOD_WAIT_15');
  await card.begin();
  await patient(card.status).toContainText(/남은 시간 \d+초/);
  const left = async () => Number(/남은 시간 (\d+)초/.exec(await card.status.innerText())?.[1]);
  const first = await left();
  await expect.poll(left).toBeLessThan(first);
  await patient(card.phone).toHaveValue('+82 10-1234-5678');
  await patient(card.alert).toHaveCount(0);
  await card.beginUntilAnswered();
  expect(telegram.asked('auth.SendCode')).toBeGreaterThanOrEqual(3);
  await card.cancel.click();
  await patient(card.phone).toBeVisible();
  await patient(card.alert).toHaveCount(0);
});

test.describe('by QR code', () => {
  test.use({ qrSeconds: -1 });
  test('the picture is shown, renewed by itself, cancelled, shown again and accepted', async ({ app, telegram }) => {
    const card = telegramOf(app.page);
    await card.open();
    await card.beginQr();
    await patient(card.qr).toBeVisible();
    const first = await card.qr.innerHTML();
    await expect.poll(() => card.qr.innerHTML()).not.toBe(first);
    await card.cancel.click();
    await patient(card.phone).toBeVisible();
    await card.beginQr();
    await patient(card.qr).toBeVisible();
    telegram.scanQr();
    await card.givePassword(PASSWORD);
    await patient(card.status).toHaveText('Min Kim(으)로 로그인됨');
    expect(await refusedByPolicy(app.page)).toEqual([]);
  });
});

test('a session that was ended from another device is said, and is not dialled again', async ({ app, telegram }) => {
  const card = await signIn(app);
  telegram.refuseNext('updates.GetState', 401, 'SESSION_REVOKED', 100);
  await patient(card.alert).toContainText('다른 기기에서 로그아웃되었습니다');
  await patient(card.phone).toBeVisible();
  expect(await stateOf(app)).toEqual({ kind: 'lost', why: 'revoked' });
});

test('a sign-out that Telegram does not hear says what is left to do', async ({ app, telegram }) => {
  const card = await signIn(app);
  telegram.swallowNext('auth.LogOut');
  await card.signOut.click();
  await patient(card.alert).toContainText('설정 → 기기');
  await patient(card.phone).toBeVisible();
});
