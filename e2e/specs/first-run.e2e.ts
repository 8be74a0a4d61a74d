import { expect, test } from '../fixture/app.ts';
import { viewWhere } from '../fixture/story.ts';
import { consoleOf } from '../pages/console.ts';
import { firstRunOf, standAt, steps } from '../pages/first-run.ts';
import { labOf } from '../pages/lab.ts';
import { looksOf, settingsOf } from '../pages/settings.ts';

test('a fresh start opens the console with the living demo and one line that offers the first steps', async ({ app }) => {
  const { page } = app;
  const first = firstRunOf(page);
  await expect(first.strip).toContainText('1/8');
  await expect(consoleOf(page).position).toBeVisible();
  await viewWhere(app, 'the demo lives', (view) => view.verdicts.length > 0, 20_000);
  const strip = await first.strip.boundingBox();
  const market = await page.getByRole('main').boundingBox();
  expect(strip?.height).toBeLessThanOrEqual(32);
  expect(market?.y, 'it covers nothing').toBeGreaterThanOrEqual((strip?.y ?? 0) + (strip?.height ?? 0));
});

test('the keyboard alone leads through all steps, and the risk page asks for its tick', async ({ app }) => {
  const { page } = app;
  const first = firstRunOf(page);
  await expect(first.strip).toBeVisible();
  await page.keyboard.press('5');
  for (const name of steps) {
    await expect(first.page).toHaveAttribute('data-step', name);
    await expect(first.heading).toBeFocused();
    if (name === 'risk') {
      await page.keyboard.press('Enter');
      await expect(first.riskRead).toBeFocused();
      await expect(first.page).toHaveAttribute('data-step', 'risk');
      await page.keyboard.press('Space');
      await expect(first.riskRead).toBeChecked();
    }
    await page.keyboard.press('Enter');
  }
  await expect(consoleOf(page).position).toBeVisible();
  await expect(first.strip).toHaveCount(0);
  expect((await app.snapshot()).stage.stage).toBe('demo');

  await page.keyboard.press('5');
  for (const name of steps) await expect(first.step(name)).toHaveAttribute('data-mark', 'done');
  await page.keyboard.press('ArrowLeft');
  await expect(first.step('notices')).toHaveAttribute('aria-current', 'step');
  await page.keyboard.press('ArrowRight');
  await expect(first.step('paper')).toHaveAttribute('aria-current', 'step');
  await first.step('looks').focus();
  await page.keyboard.press('ArrowDown');
  await expect(first.step('risk')).toBeFocused();
});

test('keys that a button or a field needs stay theirs, and a key held down does not run through the steps', async ({ app }) => {
  const { page } = app;
  const first = firstRunOf(page);
  await first.goOn.click();
  await first.next.click();
  await first.back.focus();
  await page.keyboard.press('Enter');
  await expect(first.page).toHaveAttribute('data-step', 'looks');
  await first.step('message').click();
  await labOf(page).text.fill('ab');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(labOf(page).text).toHaveValue('a\nb');
  await expect(first.page).toHaveAttribute('data-step', 'message');
  await first.heading.focus();
  await page.keyboard.down('ArrowRight');
  await page.keyboard.down('ArrowRight');
  await page.keyboard.up('ArrowRight');
  await expect(first.step('keys')).toHaveAttribute('aria-current', 'step');
});

test('after a reload, and after a restart, it goes on at the same step', async ({ launch, host }) => {
  const before = await launch();
  const first = firstRunOf(before.page);
  await first.goOn.click();
  await first.next.click();
  await first.skipStep.click();
  await first.next.click();
  await expect(first.page).toHaveAttribute('data-step', 'telegram');
  await before.page.reload();
  await expect(first.strip).toContainText('4/8');
  await expect(first.strip).toContainText('읽지 않음');
  await first.goOn.click();
  await expect(first.step('looks')).toHaveAttribute('data-mark', 'done');
  await expect(first.step('risk')).toHaveAttribute('data-mark', 'unread');
  await expect(first.step('telegram')).toHaveAttribute('aria-current', 'step');
  // A browser's storage belongs to the address, and the headless host's port is drawn at each start.
  if (host !== 'desktop') return;
  await before.stop();
  await expect(firstRunOf((await launch()).page).strip).toContainText('4/8');
});

test('skipping hides the offer for good; settings and the palette open the page again', async ({ app }) => {
  const { page } = app;
  const first = firstRunOf(page);
  await first.hideStrip.click();
  await expect(first.strip).toHaveCount(0);
  await page.reload();
  await expect(consoleOf(page).position).toBeVisible();
  await expect(first.strip).toHaveCount(0);

  await settingsOf(page).open();
  await first.openFromSettings.click();
  await expect(first.heading).toBeFocused();
  await first.skipAll.click();
  await expect(consoleOf(page).position).toBeVisible();
  await page.keyboard.press('Control+K');
  await page.keyboard.type('첫걸음');
  await page.keyboard.press('Enter');
  await expect(first.page).toBeVisible();
  // Who goes on has taken it up again.
  await first.next.click();
  await consoleOf(page).turnTo('console');
  await expect(first.strip).toContainText('2/8');
});

test('whoever ends without the risk page is told so until it is read', async ({ app }) => {
  const { page } = app;
  const first = firstRunOf(page);
  await first.goOn.click();
  for (const _ of steps) await first.skipStep.click();
  await expect(consoleOf(page).position).toBeVisible();
  await expect(first.strip).toHaveAttribute('data-says', 'riskUnread');
  await first.goOn.click();
  await expect(first.page).toHaveAttribute('data-step', 'risk');
  await expect(first.moment('stopped')).toContainText('−149.25');
  await first.riskRead.check();
  await consoleOf(page).turnTo('console');
  await expect(first.strip).toHaveCount(0);
});

test('what may be lost is worked out from the settings as they are', async ({ app }) => {
  const { page } = app;
  expect(await app.send('settings.update', { settings: { firstEntryPercent: '20', mdd: '25' } })).toMatchObject({ ok: true });
  await standAt(page, 'risk', { lang: 'ko', theme: 'dark' });
  // 25 % of 200 and 800 × 99 %
  await expect(firstRunOf(page).moment('stopped')).toContainText('−248.00');
});

test('looks are tried on at once, the demo is told live, and the sample message is read without acting', async ({ app }) => {
  test.setTimeout(90_000);
  const { page } = app;
  const first = firstRunOf(page);
  await first.goOn.click();
  const worn = await page
    .getByTestId('first-palette')
    .locator('[data-palette]')
    .evaluateAll((previews) =>
      previews.map((preview) => ['.text-up', '.text-gain'].map((part) => getComputedStyle(preview.querySelector(part) ?? preview).color)),
    );
  expect(new Set(worn.map(([up]) => up)).size, 'each palette is shown in its own colours').toBe(3);
  for (const [up, gain] of worn) expect(gain).toBe(up);
  await page.getByTestId('first-palette').locator('input[value="colourBlind"]').check();
  await page.getByTestId('first-theme').locator('input[value="light"]').check();
  await page.getByTestId('first-lang').locator('input[value="en"]').check();
  expect(await looksOf(page)).toEqual({ lang: 'en', theme: 'light', palette: 'colourBlind' });
  await expect(first.heading).toHaveText('Language and colours');

  await first.step('demo').click();
  await app.send('demo.speed', { speed: 20 });
  const judged = await viewWhere(app, 'a leading market is monitored', (view) => view.monitoring.length > 0, 40_000);
  await app.send('demo.speed', { speed: 1 });
  await expect(first.now).toContainText(judged.monitoring[0]?.symbol ?? 'a symbol');

  await first.step('message').click();
  await first.sample.click();
  await expect(labOf(page).line('funding')).toContainText('-0.025 %');
  await expect(labOf(page).decision).toBeVisible();
  const { verdicts } = await app.snapshot();
  expect(verdicts.filter(({ text }) => text.includes('상위 14위'))).toEqual([]);
});
