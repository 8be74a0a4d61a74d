import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { startHeadless } from '../fixture/headless.ts';
import { openBrowser } from '../fixture/open-headless.ts';
import { consoleOf } from '../pages/console.ts';

const test = base.extend<{ dataDir: string; tab: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from here
  dataDir: async ({}, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'vigil-connection-'));
    await use(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  tab: async ({}, use) => {
    const { browser, page } = await openBrowser();
    await use(page);
    await browser.close();
  },
});

test('a host that hangs makes the screen stale; when it answers again the screen is live', async ({ tab, dataDir }) => {
  const host = await startHeadless(dataDir);
  await tab.goto(`${host.url}/#token=${host.token}`);
  const screen = consoleOf(tab);
  await expect(screen.stage).toBeVisible();
  host.process.kill('SIGSTOP');
  await expect(screen.staleBanner).toContainText('값을 믿지 마세요', { timeout: 20_000 });
  host.process.kill('SIGCONT');
  await expect(screen.staleBanner).toHaveCount(0, { timeout: 15_000 });
  await host.stop();
});

test('a host that ends makes the screen stale; after its restart the screen says that the address has changed, and the new one works', async ({
  tab,
  dataDir,
}) => {
  const first = await startHeadless(dataDir);
  await tab.goto(`${first.url}/#token=${first.token}`);
  const screen = consoleOf(tab);
  await expect(screen.stage).toBeVisible();
  await first.stop();
  await expect(screen.staleBanner).toContainText('연결이 끊겨', { timeout: 5000 });
  const second = await startHeadless(dataDir, ['--listen', new URL(first.url).host]);
  await expect(screen.staleBanner).toContainText('#token', { timeout: 20_000 });
  await tab.goto(`${second.url}/#token=${second.token}`);
  await expect(screen.staleBanner).toHaveCount(0);
  await expect(screen.stage).toBeVisible();
  await second.stop();
});
