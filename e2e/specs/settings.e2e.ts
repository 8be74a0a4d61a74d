import { expect, test } from '../fixture/app.ts';
import { fastForward, isMonitoring } from '../fixture/story.ts';
import { looksOf, settingsOf } from '../pages/settings.ts';

// A browser notes each refused command as a failed request.
test.use({ provokes: /status of 400/ });

test('a changed setting is saved and is still there after a restart', async ({ launch }) => {
  const before = await launch();
  const form = settingsOf(before.page);
  await form.open();
  await form.field('mdd').fill('12.5');
  await form.field('mode').locator('input[value="aggressive"]').check();
  await form.save.click();
  await expect(form.status).toHaveText('저장했습니다');
  await before.stop();
  const after = await launch();
  const again = settingsOf(after.page);
  await again.open();
  await expect(again.field('mdd')).toHaveValue('12.5');
  await expect(again.field('mode').locator('input:checked')).toHaveValue('aggressive');
  expect((await after.snapshot()).settings).toMatchObject({ mdd: '12.5', mode: 'aggressive' });
});

test('a bad value is named at its field, and nothing of the form is saved', async ({ app }) => {
  const { settings } = await app.snapshot();
  const form = settingsOf(app.page);
  await form.open();
  await form.field('tpRatio').fill('7');
  for (const bad of ['-3', '101', 'twelve']) {
    await form.field('mdd').fill(bad);
    await form.save.click();
    await expect(form.error('mdd')).toHaveText(/\S/);
    await expect(form.field('mdd')).toHaveAttribute('aria-invalid', 'true');
    expect((await app.snapshot()).settings).toEqual(settings);
  }
  await form.field('mdd').fill('14');
  await expect(form.error('mdd')).toBeEmpty();
  await form.save.click();
  await expect(form.status).toHaveText('저장했습니다');
  expect((await app.snapshot()).settings).toEqual({ ...settings, tpRatio: '7', mdd: '14' });
});

test('settings are locked, with the reason and the symbol, while something is monitored', async ({ app }) => {
  const form = settingsOf(app.page);
  await form.open();
  await form.field('mdd').fill('9');
  const { monitoring } = await fastForward(app, 'something is monitored', isMonitoring);
  await expect(form.locked).toContainText(monitoring[0]?.symbol ?? 'a symbol');
  await expect(form.field('mdd')).toHaveAttribute('readonly', '');
  await expect(form.save).toBeDisabled();
  expect(await app.send('settings.update', { settings: { mdd: '9' } })).toMatchObject({ ok: false, refusal: { code: 'settingsLocked' } });
  expect((await app.snapshot()).settings.mdd).toBe('15');
});

test('language, theme and palette are remembered', async ({ launch, host }) => {
  const before = await launch();
  expect(await looksOf(before.page)).toEqual({ lang: 'ko', theme: 'dark', palette: 'korea' });
  const form = settingsOf(before.page);
  await form.open();
  await form.choose('theme', 'light');
  await form.choose('palette', 'colourBlind');
  await form.choose('lang', 'en');
  await expect(before.page.getByRole('heading', { name: 'Telegram channels' })).toBeVisible();
  const chosen = { lang: 'en', theme: 'light', palette: 'colourBlind' };
  await before.page.reload();
  await before.page.getByTestId('screen').waitFor();
  expect(await looksOf(before.page)).toEqual(chosen);
  // A browser's storage belongs to the address, and the headless host's port is drawn at each start.
  if (host !== 'desktop') return;
  await before.stop();
  expect(await looksOf((await launch()).page)).toEqual(chosen);
});
