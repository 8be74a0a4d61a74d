import type { Page } from '@playwright/test';
import { violationsOf } from '../checks/accessibility.ts';
import { misfitsOf } from '../checks/layout.ts';
import { expect, refusedByPolicy, test } from '../fixture/app.ts';
import { fastForward, holdsPhase1, viewWhere } from '../fixture/story.ts';
import { consoleOf } from '../pages/console.ts';
import { emergencyOf } from '../pages/emergency.ts';
import { dressAs, settingsOf } from '../pages/settings.ts';

// A far take-profit, so that the position stays while every look of it is judged.
test.use({ profile: { settings: { tpRatio: '60' } } });

const looks = [
  { lang: 'ko', theme: 'dark' },
  { lang: 'en', theme: 'light' },
] as const;
const sizes = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
];

/** Judges what is shown: readable for everybody in each look, and nothing cut off at each size. Soft, to see all faults of one run. */
async function judge(page: Page, scene: string, show: () => Promise<unknown> = async () => undefined): Promise<void> {
  for (const look of looks) {
    await dressAs(page, look);
    await show();
    expect.soft(await violationsOf(page), `${scene}, ${look.lang}, ${look.theme}: accessibility`).toEqual([]);
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      expect.soft(await misfitsOf(page), `${scene}, ${look.lang}, ${size.width}×${size.height}: layout`).toEqual([]);
    }
    expect.soft(await refusedByPolicy(page), `${scene}: content policy`).toEqual([]);
  }
}

test('every page is readable for all and fits, before anything has happened', async ({ app }) => {
  const { page } = app;
  await judge(page, 'console, idle');
  await judge(page, 'settings', settingsOf(page).open);
  await judge(page, 'journal', () => consoleOf(page).turnTo('journal'));
  await judge(page, 'emergency panel, idle', emergencyOf(page).chord);
});

test('the console is readable for all and fits, with markets monitored and with a position', async ({ app }) => {
  test.setTimeout(150_000);
  const { page } = app;
  await fastForward(app, 'two are monitored', (view) => view.monitoring.length === 2);
  await viewWhere(app, 'both have a target', (view) => view.monitoring.every((one) => one.status === 'waiting'), 5000);
  await judge(page, 'console, monitoring', () => consoleOf(page).openDrawer('audit'));
  await fastForward(app, 'a position is held', holdsPhase1);
  await judge(page, 'console, position');
  await judge(page, 'settings, locked', settingsOf(page).open);
  await judge(page, 'emergency panel, position', () => emergencyOf(page).openButton.click());
  expect((await app.snapshot()).position, 'the position was there all the time').not.toBeNull();
});
