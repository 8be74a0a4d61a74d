import { expect, test } from '../fixture/app.ts';
import { viewWhere } from '../fixture/story.ts';
import { consoleOf } from '../pages/console.ts';

test('while entries are stopped by hand a leading-market message is ignored; after resuming the next one is monitored', async ({ app }) => {
  const screen = consoleOf(app.page);
  await screen.pause.click();
  await expect(screen.resume).toBeVisible();
  expect((await app.snapshot()).locks.map((lock) => lock.kind)).toEqual(['operator']);
  await app.send('demo.speed', { speed: 20 });
  await expect(screen.messages('ignored').first()).toBeVisible({ timeout: 30_000 });
  expect((await app.snapshot()).monitoring).toEqual([]);
  await screen.resume.click();
  await expect(screen.pause).toBeVisible();
  await viewWhere(app, 'the next one is monitored', (view) => view.monitoring.length === 1, 40_000);
});
