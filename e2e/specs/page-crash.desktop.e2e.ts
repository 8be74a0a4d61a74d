import { expect, test } from '../fixture/app.ts';
import { fastForward, holdsPhase1, viewWhere } from '../fixture/story.ts';

// A far take-profit, so that the market does not close the position first.
test.use({ profile: { settings: { tpRatio: '60' } }, provokes: /./ });

test('a page that crashes is drawn again and the engine goes on; once it crashes too often the menu closes without it', async ({ app }) => {
  test.setTimeout(120_000);
  const { position } = await fastForward(app, 'a position is held', holdsPhase1);
  const { electron } = app;
  if (!electron) throw new Error('desktop only');
  const loads = () =>
    electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const counted = globalThis as { loads?: number };
      if (counted.loads === undefined) {
        counted.loads = 0;
        contents?.on('did-finish-load', () => {
          counted.loads = (counted.loads ?? 0) + 1;
        });
      }
      return counted.loads;
    });
  /** As the system tells it when the process of the page ran out of memory. */
  const crash = () =>
    electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 });
    });
  await electron.evaluate(({ dialog }) => {
    dialog.showErrorBox = () => undefined;
    // "Close now" is the second button.
    dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false });
  });
  expect(await loads()).toBe(0);
  for (const time of [1, 2]) {
    await crash();
    await expect.poll(loads, { timeout: 15_000 }).toBe(time);
    await expect(app.page.getByTestId('screen')).toBeVisible();
  }
  expect((await app.snapshot()).position?.qty).toBe(position?.qty);

  await crash();
  await electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('emergency')?.click());
  const closed = await viewWhere(app, 'everything is closed', (view) => view.emergency.state === 'flat', 20_000);
  expect([closed.position, closed.orders.filter((order) => order.live)]).toEqual([null, []]);
});
