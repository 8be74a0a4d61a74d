import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { View } from '../shared/contract/view.ts';
import { startHeadless } from './fixture/headless.ts';
import { openBrowser } from './fixture/open-headless.ts';
import { alarmsOf } from './pages/alarms.ts';
import { consoleOf } from './pages/console.ts';
import { emergencyOf } from './pages/emergency.ts';
import { dressAs, type FirstRunAt, settingsOf } from './pages/settings.ts';

/** Run by scripts/screenshots.mjs, which builds the host and finds the browser. */
const folder = join(import.meta.dirname, '../docs/screenshots');
const dataDir = mkdtempSync(join(tmpdir(), 'vigil-screenshots-'));
mkdirSync(folder, { recursive: true });
const host = await startHeadless(dataDir);
const { browser, page } = await openBrowser();
try {
  await page.goto(`${host.url}/#token=${host.token}`);
  await page.getByTestId('screen').waitFor();
  await take('first-steps', { firstRun: { at: 'risk' }, show: () => page.keyboard.press('5') });
  await take('settings', { show: settingsOf(page).open });
  await take('alarms', {
    show: async () => {
      await settingsOf(page).open();
      await alarmsOf(page).openForm('telegram');
      await alarmsOf(page).row('telegram').scrollIntoViewIfNeeded();
    },
  });

  await reach('two are monitored', ({ monitoring }) => monitoring.length === 2 && monitoring.every((one) => one.status === 'waiting'));
  await take('console-dark');
  await take('console-1280', { size: { width: 1280, height: 720 } });
  await take('console-light', { theme: 'light' });
  await take('console-en', { lang: 'en' });

  await take('lab', { show: () => consoleOf(page).messages('monitoring').first().getByTestId('to-lab').click() });

  await reach('the first trade is closed', (view) => view.trades.length > 0);
  // The second chapter: at its own pace the first half is held for half a minute.
  await reach('a position is held', (view) => view.position?.phase === 'PHASE1');
  await page.waitForTimeout(3000);
  await take('position', { show: () => consoleOf(page).openDrawer('audit') });
  await take('emergency', { show: () => emergencyOf(page).openButton.click() });
} finally {
  await browser.close();
  await host.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

interface Look {
  readonly size?: { readonly width: number; readonly height: number };
  readonly lang?: 'ko' | 'en';
  readonly theme?: 'dark' | 'light';
  /** Where the first steps stand; usually they are put away. */
  readonly firstRun?: FirstRunAt;
  readonly show?: () => Promise<unknown>;
}

async function take(name: string, look: Look = {}): Promise<void> {
  await page.setViewportSize(look.size ?? { width: 1440, height: 900 });
  await dressAs(page, { lang: look.lang ?? 'ko', theme: look.theme ?? 'dark', firstRun: look.firstRun ?? { state: 'hidden' } });
  await look.show?.();
  // The chart fetches its candles after the first paint.
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  process.stderr.write(`docs/screenshots/${name}.png\n`);
}

/** Runs the story fast up to the moment and at its own pace from there. */
async function reach(what: string, fits: (view: View) => boolean): Promise<void> {
  await call('/api/commands/demo.speed', { speed: 20 });
  const giveUpAt = Date.now() + 120_000;
  while (!fits((await call('/api/snapshot')) as View)) {
    if (Date.now() > giveUpAt) throw new Error(`the demo did not come to the point where ${what}`);
    await page.waitForTimeout(100);
  }
  await call('/api/commands/demo.speed', { speed: 1 });
}

async function call(path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${host.url}${path}`, {
    headers: { authorization: `Bearer ${host.token}` },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  return response.json();
}
