import { violationsOf } from '../checks/accessibility.ts';
import { misfitsOf } from '../checks/layout.ts';
import { expect, refusedByPolicy, test } from '../fixture/app.ts';
import { type LoopbackExchange, startLoopbackExchange } from '../fixture/loopback-exchange.ts';
import { keysOf } from '../pages/keys.ts';
import { dressAs, settingsOf } from '../pages/settings.ts';

// A browser notes each refused command as a failed request.
test.use({ provokes: /status of 4(00|09)/ });

const SECRET = 'CANARY-secret-of-the-trader';
const pair = (name: string, permissions = {}) => ({ apiKey: `CANARY-key-${name}-1234`, apiSecret: SECRET, permissions });
const good = pair('good');
const open = pair('open', { ipRestrict: false, permitsUniversalTransfer: true });
const rich = pair('rich', { enableWithdrawals: true });
const spot = pair('spot', { enableFutures: false });

let exchange: LoopbackExchange;
test.beforeEach(async () => {
  exchange = await startLoopbackExchange([good, open, rich, spot]);
});
test.afterEach(() => exchange.close());

test('a key is checked line by line, stored with its last four, and forgotten after a question', async ({ app }) => {
  const { page } = app;
  const keys = keysOf(page);
  const url = exchange.address.restUrl;
  await settingsOf(page).open();
  await expect(keys.stored).toHaveText('저장된 키가 없습니다');
  await expect(keys.save).toBeDisabled();

  await keys.give(good.apiKey, SECRET, url);
  await keys.check.click();
  await expect(keys.status.filter({ hasText: '저장하지 않았습니다' })).toBeVisible();
  await expect(keys.stored).toHaveText('저장된 키가 없습니다');
  await expect(keys.key).toHaveValue('');
  await expect(keys.secret).toHaveValue('');
  await expect(keys.line('출금')).toContainText('꺼짐');
  await expect(keys.line('포지션 모드')).toContainText('단방향');

  // As pasted: with the blanks and the line end of a text editor around.
  await keys.give(`  ${good.apiKey} `, ` ${SECRET}\t`, url);
  await keys.secret.press('Enter');
  await expect(keys.stored).toHaveText('저장된 키 ····1234');
  const { keys: view } = await app.snapshot();
  if (view?.kept === 'thisSession') await expect(keys.card).toContainText('안전한 보관소가 없어');
  else await expect(keys.card).toContainText('암호화해 보관합니다');

  await page.reload();
  await settingsOf(page).open();
  await expect(keys.stored).toHaveText('저장된 키 ····1234');
  await keys.forget.click();
  await expect(keys.keep).toBeFocused();
  await keys.keep.press('Enter');
  await expect(keys.stored).toHaveText('저장된 키 ····1234');
  await keys.forget.click();
  await keys.forgetYes.click();
  await expect(keys.stored).toHaveText('저장된 키가 없습니다');
  expect(JSON.stringify(await app.snapshot())).not.toContain('CANARY');
  expect(await refusedByPolicy(page)).toEqual([]);
});

test('keys that can withdraw, cannot trade futures, are wrong or unknown are refused with the reason; an open one is stored with a warning', async ({
  app,
}) => {
  const { page } = app;
  const keys = keysOf(page);
  const url = exchange.address.restUrl;
  await settingsOf(page).open();
  const refused = async (apiKey: string, address: string, why: RegExp): Promise<void> => {
    await keys.give(apiKey, SECRET, address);
    await keys.save.click();
    await expect(keys.alert.filter({ hasText: why })).toBeVisible();
    await expect(keys.secret).toHaveValue('');
    await expect(keys.stored).toHaveText('저장된 키가 없습니다');
  };
  await refused(rich.apiKey, url, /출금할 수 있습니다/);
  await expect(keys.line('출금')).toContainText('출금 허용을 끄세요');
  await refused(spot.apiKey, url, /선물 거래가 꺼져 있습니다/);
  await refused('CANARY-key-of-nobody', url, /받지 않습니다: -2015/);
  await refused(good.apiKey, 'https://fapi.binance.com', /이 버전은 이 컴퓨터 안의 거래소만 지원합니다/);
  await refused(good.apiKey, '', /데모 거래소로 실행 중입니다/);
  exchange.server.faults.next({ path: '/sapi/v1/account/apiRestrictions' }, { kind: 'answer', status: 503, body: 'Service Unavailable.' });
  await refused(good.apiKey, url, /확인하지 못했습니다/);

  await keys.give(open.apiKey, SECRET, url);
  await keys.save.click();
  await expect(keys.stored).toHaveText('저장된 키 ····1234');
  await expect(keys.line('IP 제한')).toContainText('어디서나 주문할 수 있습니다');
  await expect(keys.line('지갑 사이 이체')).toContainText('꺼 두는 것이 안전합니다');
});

test('the card is readable for all and fits in both looks and languages', async ({ app }) => {
  test.setTimeout(150_000);
  const { page } = app;
  const keys = keysOf(page);
  await settingsOf(page).open();
  await keys.give(rich.apiKey, SECRET, exchange.address.restUrl);
  await keys.save.click();
  await expect(keys.line('출금')).toBeVisible();
  for (const look of [
    { lang: 'ko', theme: 'dark' },
    { lang: 'en', theme: 'light' },
  ] as const) {
    await dressAs(page, look);
    await settingsOf(page).open();
    await keys.result.scrollIntoViewIfNeeded();
    expect.soft(await violationsOf(page), `${look.lang}: accessibility`).toEqual([]);
    for (const size of [
      { width: 1440, height: 900 },
      { width: 1280, height: 720 },
    ]) {
      await page.setViewportSize(size);
      expect.soft(await misfitsOf(page), `${look.lang}, ${size.width}: layout`).toEqual([]);
    }
  }
});
