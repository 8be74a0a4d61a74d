import type { Page } from '@playwright/test';
import { expect, test } from '../fixture/app.ts';
import { viewWhere } from '../fixture/story.ts';
import { consoleOf } from '../pages/console.ts';
import { firstRunOf } from '../pages/first-run.ts';
import { settingsOf } from '../pages/settings.ts';

/** What Tab should stop at and did not, and stops without a visible ring. A radio group and a tab list are one stop each. */
async function tabThrough(page: Page): Promise<{ missed: string[]; ringless: string[] }> {
  const total = await page.evaluate(() => {
    const stops = [...document.querySelectorAll<HTMLElement>('button, input, select, textarea, a[href], summary, [tabindex="0"]')].filter(
      (element) =>
        element.checkVisibility() &&
        element.tabIndex >= 0 &&
        !element.matches(':disabled') &&
        !(element instanceof HTMLInputElement && element.type === 'radio' && !element.checked),
    );
    stops.forEach((element, index) => {
      element.dataset.stop = String(index);
    });
    (document.activeElement as HTMLElement | null)?.blur();
    return stops.length;
  });
  const seen = new Set<string>();
  const ringless: string[] = [];
  for (let press = 0; press < total + 15 && seen.size < total; press += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (element === null || element === document.body) return undefined;
      // A hidden radio shows the ring on its label.
      const drawn = element.matches('input[type=radio]') ? element.closest('label') : element;
      const { outlineStyle, boxShadow, backgroundColor } = getComputedStyle(drawn ?? element);
      const ring = outlineStyle !== 'none' || boxShadow !== 'none' || (element.matches('[role=separator]') && backgroundColor !== '');
      return { stop: element.dataset.stop, ring, name: element.outerHTML.slice(0, 120) };
    });
    if (at?.stop !== undefined) seen.add(at.stop);
    if (at?.ring === false) ringless.push(at.name);
  }
  const missed = await page.evaluate(
    (reached) =>
      [...document.querySelectorAll<HTMLElement>('[data-stop]')]
        .filter((element) => element.isConnected && !reached.includes(element.dataset.stop ?? ''))
        .map((element) => element.outerHTML.slice(0, 120)),
    [...seen],
  );
  return { missed, ringless };
}

const nothing = { missed: [], ringless: [] };

test('Tab reaches everything that can be used, and shows where it is', async ({ app }) => {
  const { page } = app;
  await viewWhere(app, 'a message is shown', (view) => view.verdicts.length > 0, 15_000);
  await expect(consoleOf(page).messages().first()).toBeVisible();
  expect(await tabThrough(page)).toEqual(nothing);
  await consoleOf(page).openDrawer('audit');
  expect(await tabThrough(page)).toEqual(nothing);
  await settingsOf(page).open();
  expect(await tabThrough(page)).toEqual(nothing);
  await firstRunOf(page).openFromSettings.click();
  expect(await tabThrough(page)).toEqual(nothing);
});

test('keys move through the messages, open their text, turn pages and show the map of keys', async ({ app }) => {
  const { page } = app;
  const screen = consoleOf(page);
  await app.send('demo.speed', { speed: 20 });
  await viewWhere(app, 'two messages are shown', (view) => view.verdicts.length > 1, 15_000);
  await expect(screen.messages()).toHaveCount(2);
  await app.send('demo.speed', { speed: 1 });
  await page.keyboard.press('j');
  await expect(screen.messages().nth(0)).toBeFocused();
  await page.keyboard.press('j');
  await expect(screen.messages().nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(screen.messages().nth(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(screen.messages().nth(0).locator('pre')).toContainText('Binance');

  const map = page.getByTestId('shortcuts');
  await page.keyboard.press('?');
  await expect(map).toContainText('Ctrl/Cmd + Shift + X');
  await page.keyboard.press('Escape');
  await expect(map).toHaveCount(0);
  await page.keyboard.press('/');
  await expect(screen.auditFilter).toBeFocused();
  // In a text field the same keys are text.
  await page.keyboard.type('3?');
  await expect(screen.auditFilter).toHaveValue('3?');
  await expect(map).toHaveCount(0);
  await screen.auditFilter.blur();
  await page.keyboard.press('3');
  await expect(page.getByTestId('settings')).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByTestId('journal')).toBeVisible();
  await page.keyboard.press('1');
  await expect(screen.position).toBeVisible();
});
