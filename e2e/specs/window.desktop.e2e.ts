import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixture/app.ts';

test('the page cannot leave or open a window', async ({ app }) => {
  await app.page.evaluate(() => {
    location.href = 'https://stranger.invalid/';
  });
  expect(await app.page.evaluate("window.open('https://stranger.invalid/')")).toBeNull();
  expect(
    await app.electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.webContents.getURL())),
  ).toEqual(['vigil://app/']);
  expect((await app.snapshot()).seq).toBeGreaterThanOrEqual(0);
});

test('the page is given named functions and nothing of Electron', async ({ app }) => {
  expect(await app.page.evaluate('Object.keys(window.vigil).sort()')).toEqual(['commands', 'onMenu', 'onPush', 'queries', 'snapshot']);
  expect(await app.page.evaluate("'ipcRenderer' in window || 'electron' in window")).toBe(false);
  expect(await app.page.evaluate('Object.isFrozen(window.vigil)')).toBe(true);
});

test.describe(() => {
  test.use({ provokes: /status of 404/ });

  test('addresses out of the bundle are not found', async ({ app }) => {
    const statuses = await app.page.evaluate(async () => {
      const frames = ['%2e%2e/package.json', '..%2f..%2fpackage.json', 'package.json'];
      return Promise.all(
        frames.map(
          (path) =>
            new Promise((resolve) => {
              const image = new Image();
              image.onload = () => resolve('loaded');
              image.onerror = () => resolve('refused');
              image.src = `/${path}`;
            }),
        ),
      );
    });
    expect(statuses).toEqual(['refused', 'refused', 'refused']);
  });
});

test('the menu tells the page what was chosen', async ({ app }) => {
  await app.page.evaluate('window.chosen = []; window.vigil.onMenu((action) => window.chosen.push(action)); undefined');
  await app.electron?.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('emergency')?.click());
  await expect.poll(() => app.page.evaluate('window.chosen')).toEqual(['emergency']);
});

test('the data folder is closed to other users', ({ app }) => {
  expect(statSync(app.dataDir).mode & 0o777).toBe(0o700);
});

test('where the window stands is kept', async ({ app }) => {
  await app.electron?.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1300, height: 800 }),
  );
  const file = join(app.dataDir, 'window.json');
  await expect
    .poll(() => existsSync(file) && JSON.parse(readFileSync(file, 'utf8')))
    .toEqual({ bounds: { x: 40, y: 30, width: 1300, height: 800 }, maximized: false });
});
