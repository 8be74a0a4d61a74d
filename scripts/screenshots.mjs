import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { build, HOST, inRoot, isStale } from './build.mjs';
import { ensureBrowser } from './ensure-browser.mjs';
import { demandNode } from './node-version.mjs';

/** Takes the pictures of the documentation from the demo, as it comes out of the box: node scripts/screenshots.mjs */
demandNode();
if (isStale()) build();
const executablePath = ensureBrowser();
if (executablePath === undefined) throw new Error('screenshots need Chromium, which is not here and cannot be fetched');

const folder = inRoot('docs/screenshots');
mkdirSync(folder, { recursive: true });
const dataDir = mkdtempSync(join(tmpdir(), 'vigil-screenshots-'));
const host = spawn(process.execPath, [HOST, '--data-dir', dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = await once(createInterface({ input: host.stdout }), 'line');
const { url, token } = JSON.parse(String(line));
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const page = await browser.newPage({ locale: 'ko-KR', reducedMotion: 'reduce', viewport: { width: 1440, height: 900 } });
try {
  await page.goto(`${url}/#token=${token}`);
  await page.getByTestId('screen').waitFor();
  await take('settings', { show: () => page.getByTestId('page-settings').click() });

  await reach(
    'two markets are monitored',
    (view) => view.monitoring.length === 2 && view.monitoring.every((row) => row.status === 'waiting'),
  );
  await take('console-dark');
  await take('console-1280', { size: { width: 1280, height: 720 } });
  await take('console-light', { theme: 'light' });
  await take('console-en', { lang: 'en' });

  await reach('the first trade is closed', (view) => view.trades.length > 0);
  // The second chapter: at its own pace the first half is held for half a minute.
  await reach('a position is held', (view) => view.position?.phase === 'PHASE1');
  await page.waitForTimeout(3000);
  await take('position', { show: () => page.getByTestId('tab-audit').click() });
  await take('emergency', { show: () => page.getByTestId('emergency-open').click() });
} finally {
  await browser.close();
  host.kill('SIGTERM');
  await once(host, 'exit');
  rmSync(dataDir, { recursive: true, force: true });
}

/** Runs the story fast up to the moment and at its own pace from there. */
async function reach(what, fits) {
  await call('/api/commands/demo.speed', { speed: 20 });
  const giveUpAt = Date.now() + 120_000;
  while (!fits(await call('/api/snapshot'))) {
    if (Date.now() > giveUpAt) throw new Error(`the story did not come to the point where ${what}`);
    await page.waitForTimeout(100);
  }
  await call('/api/commands/demo.speed', { speed: 1 });
}

async function take(name, { size = { width: 1440, height: 900 }, lang = 'ko', theme = 'dark', show = async () => undefined } = {}) {
  await page.setViewportSize(size);
  await page.evaluate((looks) => localStorage.setItem('vigil.preferences', looks), JSON.stringify({ lang, theme }));
  await page.reload();
  await page.getByTestId('screen').waitFor();
  await show();
  // The chart fetches its candles after the first paint.
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  process.stderr.write(`docs/screenshots/${name}.png\n`);
}

async function call(path, body) {
  const response = await fetch(`${url}${path}`, {
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  return response.json();
}
