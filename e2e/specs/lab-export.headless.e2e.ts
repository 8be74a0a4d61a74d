import { readFile } from 'node:fs/promises';
import { expect, refusedByPolicy, test } from '../fixture/app.ts';
import { viewWhere } from '../fixture/story.ts';
import { labOf } from '../pages/lab.ts';

// In a browser only: where the desktop puts a file is asked by the system, which no test can answer.
test('all received messages are saved to a file, one line of JSON each', async ({ app }) => {
  const { page } = app;
  const lab = labOf(page);
  await app.send('demo.speed', { speed: 20 });
  await viewWhere(app, 'two messages have come', (view) => view.verdicts.length > 1, 30_000);
  await lab.open();
  const saving = page.waitForEvent('download');
  await lab.exportAll.click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/^vigil-messages-.*Z\.jsonl$/);
  const lines = (await readFile(await saved.path(), 'utf8')).trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(1);
  const post = { channelId: expect.any(Number), messageId: expect.any(Number), date: expect.any(Number), text: expect.any(String) };
  for (const line of lines) expect(JSON.parse(line)).toMatchObject(post);
  expect(await refusedByPolicy(page)).toEqual([]);
});
