import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { violationsOf } from '../checks/accessibility.ts';
import { misfitsOf } from '../checks/layout.ts';
import { expect, refusedByPolicy, test } from '../fixture/app.ts';
import { startHeadless } from '../fixture/headless.ts';
import { openBrowser } from '../fixture/open-headless.ts';
import { firstRunOf, standAt, steps } from '../pages/first-run.ts';
import { labOf } from '../pages/lab.ts';

test('while the engine is not heard, steps that ask it are read-only and say so; the others go on', async () => {
  test.setTimeout(90_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'vigil-first-run-'));
  const host = await startHeadless(dataDir);
  const { browser, page } = await openBrowser();
  try {
    await page.goto(`${host.url}/#token=${host.token}`);
    const first = firstRunOf(page);
    await first.goOn.click();
    await first.step('message').click();
    await labOf(page).text.fill('text');
    await expect(labOf(page).read).toBeEnabled();
    host.process.kill('SIGSTOP');
    await expect(first.readOnly).toBeVisible({ timeout: 20_000 });
    await expect(labOf(page).read).toBeDisabled();
    await expect(first.sample).toBeDisabled();
    await first.step('looks').click();
    await page.getByTestId('first-theme').locator('input[value="light"]').check();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await first.step('message').click();
    host.process.kill('SIGCONT');
    await expect(first.readOnly).toHaveCount(0, { timeout: 20_000 });
    await expect(first.sample).toBeEnabled();
  } finally {
    host.process.kill('SIGCONT');
    await browser.close();
    await host.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test('every step is readable for all and fits', async ({ app }) => {
  test.setTimeout(180_000);
  const { page } = app;
  // A toast of the running demo that is still fading in would be judged by its half-way colours.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const looks of [
    { lang: 'ko', theme: 'dark' },
    { lang: 'en', theme: 'light' },
  ] as const) {
    await standAt(page, 'looks', looks);
    for (const name of steps) {
      await firstRunOf(page).step(name).click();
      if (name === 'message') {
        await firstRunOf(page).sample.click();
        await expect(labOf(page).decision).toBeVisible();
      }
      expect.soft(await violationsOf(page), `${name}, ${looks.lang}: accessibility`).toEqual([]);
      for (const size of [
        { width: 1440, height: 900 },
        { width: 1280, height: 720 },
      ]) {
        await page.setViewportSize(size);
        await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
        expect.soft(await misfitsOf(page), `${name}, ${looks.lang}, ${size.width}: layout`).toEqual([]);
      }
    }
  }
  expect(await refusedByPolicy(page)).toEqual([]);
});
