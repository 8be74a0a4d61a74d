import { violationsOf } from '../checks/accessibility.ts';
import { misfitsOf } from '../checks/layout.ts';
import { refusedByPolicy } from '../fixture/app.ts';
import type { App } from '../fixture/started.ts';
import { viewWhere } from '../fixture/story.ts';
import { CODE, ENTRY, expect, OTHER, PASSWORD, RISK, test } from '../fixture/telegram.ts';
import { labOf } from '../pages/lab.ts';
import { dressAs } from '../pages/settings.ts';
import { telegramOf } from '../pages/telegram.ts';

// Key exchange, browser and host from the source, all on one machine that others may load.
test.describe.configure({ timeout: 240_000 });
const patient = expect.configure({ timeout: 45_000 });

const leadingMarket = (ticker: string, funding = '-0.0250%'): string =>
  [
    `🔥 실시간 주도 마켓 분석 (${ticker})`,
    '📈 주도 마켓: 바이낸스 , 바이비트',
    `⏱️Binance 펀딩비 및 카운트다운 : ${funding} / 01:23:45 (4h)`,
    '🥇지난 24H 등락률 및 순위 : +12.34% / (상승) 상위 11위',
    '🏷️카테고리 : AI',
  ].join('\n\n');
const risk = (ticker: string): string => `🥈 Binance : ${ticker}USDT.P 에서 숏 리스크관리 권장`;

async function signIn(app: App): Promise<void> {
  const keys = { apiId: 12345, apiHash: '0123456789abcdef0123456789abcdef' };
  // Again while nobody answers in time: both ends share a machine that others may load.
  const begun = async () => expect(await app.send('telegram.begin', { ...keys, phone: '+821012345678' })).toMatchObject({ ok: true });
  await expect(begun).toPass({ timeout: 120_000 });
  expect(await app.send('telegram.code', { code: CODE })).toMatchObject({ ok: true });
  expect(await app.send('telegram.password', { password: PASSWORD })).toMatchObject({ ok: true });
}

test.describe('with another source', () => {
  // The story would lock the settings whenever it is watched.
  test.use({ profile: { messages: { kind: 'inbox', path: 'inbox.jsonl' } } });

  test('each of the last posts is read as Vigil would read it now, and opened in the lab; none of them acts', async ({ app, telegram }) => {
    const { page } = app;
    const card = telegramOf(page);
    telegram.post(OTHER, leadingMarket('SOL'), { date: 1_700_000_000 });
    telegram.post(OTHER, leadingMarket('NOPE'), { caption: true });
    telegram.post(OTHER, risk('SOL'));
    telegram.edit(OTHER, telegram.post(OTHER, 'first words'), leadingMarket('SOL', '-0.3%'));
    telegram.post(OTHER, '\u202e<b>안녕하세요</b>');
    await signIn(app);
    await card.open();
    await patient(card.postsGo).toContainText('telegram-user');
    await card.readChannels.click();
    await card.readLast('Silver');
    await patient(card.posts).toHaveCount(5);
    await patient(card.posts.nth(0)).toContainText('<b>안녕하세요</b>');
    await patient(card.posts.nth(0)).toHaveAttribute('data-signal', 'other');
    await patient(card.posts.nth(1)).toContainText('수정됨');
    await patient(card.posts.nth(1)).toContainText('수정된 메시지는 동작하지 않습니다');
    await patient(card.posts.nth(2)).toContainText('리스크 채널의 글이라면');
    await patient(card.posts.nth(2)).toContainText('SOLUSDT');
    await patient(card.posts.nth(3)).toContainText('사진 설명');
    await patient(card.posts.nth(3)).toContainText('거래할 수 없는 종목');
    await patient(card.posts.nth(4)).toContainText('진입 채널의 글이라면');
    await patient(card.posts.nth(4).getByTestId('telegram-verdict')).toBeVisible();

    // Chosen for risk, a leading-market post does not count any more; then for entries.
    await card.use('Silver', '리스크 채널로');
    await patient(card.posts.nth(4)).toContainText('이 채널에서는 이 종류의 메시지를 처리하지 않습니다');
    await card.use('Gold VIP', '리스크 채널로');
    await card.use('Silver', '진입 채널로');
    await patient(card.posts.nth(2)).toContainText('이 채널에서는 이 종류의 메시지를 처리하지 않습니다');
    await patient(card.channels).toContainText('Silver');
    expect((await app.snapshot()).settings).toMatchObject({ entryChannelId: OTHER, riskChannelId: ENTRY });
    for (const look of [
      { lang: 'ko', theme: 'dark' },
      { lang: 'en', theme: 'light' },
    ] as const) {
      await dressAs(page, look);
      await card.open();
      await page
        .getByTestId('telegram')
        .getByRole('button', { name: /채널 목록 읽기|Read my channels/ })
        .click();
      await page
        .getByTestId('telegram')
        .getByRole('listitem')
        .filter({ hasText: 'Silver' })
        .getByRole('button', { name: /최근 10개|Last 10/ })
        .click();
      await patient(card.posts).toHaveCount(5);
      for (const size of [
        { width: 1440, height: 900 },
        { width: 1280, height: 720 },
      ]) {
        await page.setViewportSize(size);
        expect.soft(await misfitsOf(page), `${look.lang} ${size.width}`).toEqual([]);
      }
      expect.soft(await violationsOf(page), look.theme).toEqual([]);
    }
    await card.posts.nth(3).getByTestId('telegram-to-lab').click();
    await expect(labOf(page).text).toHaveValue(/NOPE/);
    await expect(labOf(page).decision).toContainText(/거래할 수 없는|not tradable/);
    const { verdicts, connections } = await app.snapshot();
    expect(verdicts.filter(({ text }) => text.includes('NOPE'))).toEqual([]);
    expect(connections.messages.map(({ source }) => source)).toEqual(['inbox']);
    expect(await refusedByPolicy(page)).toEqual([]);
  });
});

test.describe('with the account as the source', () => {
  test.use({ profile: { messages: { kind: 'telegram-user' } } });

  test('posts act, and the bar turns red within 20 s of a silent link and back again', async ({ app, telegram }) => {
    const { page } = app;
    const chip = page.getByTestId('message-source');
    await patient(chip).toHaveAttribute('data-tone', 'danger');
    await signIn(app);
    await patient(chip).toHaveAttribute('data-tone', 'plain');
    await patient(chip.getByTestId('message-read')).toBeVisible();
    telegram.post(ENTRY, leadingMarket('NOPE'));
    await viewWhere(app, 'the post was judged', ({ verdicts }) => verdicts.some(({ text }) => text.includes('(NOPE)')), 30_000);
    await patient(chip).toContainText('전');
    await telegramOf(page).open();
    await expect(telegramOf(page).postsGo).toHaveCount(0);

    telegram.goSilent();
    const from = Date.now();
    await patient(chip).not.toHaveAttribute('data-tone', 'plain', { timeout: 60_000 });
    process.stdout.write(`measured: the bar tells a silent link after ${Date.now() - from} ms\n`);
    telegram.post(RISK, risk('SOL'));
    await chip.click();
    await expect(page.getByRole('dialog', { name: '메시지' })).toContainText('텔레그램에 다시 연결하는 중');
    telegram.speak();
    await patient(chip).toHaveAttribute('data-tone', 'plain', { timeout: 60_000 });
    await viewWhere(
      app,
      'what was posted meanwhile was judged',
      ({ verdicts }) => verdicts.some(({ signal }) => signal === 'risk'),
      30_000,
    );
  });
});
