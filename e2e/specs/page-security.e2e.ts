import { expect, refusedByPolicy, test } from '../fixture/app.ts';

// What is tried here on purpose, and nothing else.
test.use({ provokes: /stranger\.invalid\/pixel|requires 'Trusted(HTML|Script)' assignment/ });

test('the page shows the stage and cannot reach the machine', async ({ app }) => {
  await expect(app.page.locator('#root')).not.toBeEmpty();
  expect(await app.page.evaluate("['require', 'process', 'Buffer', 'module', 'global'].filter((name) => name in globalThis)")).toEqual([]);
  expect((await app.snapshot()).stage.stage).toBe('demo');
});

test('nothing the page does by itself breaks the content policy, and what breaks it is stopped and seen', async ({ app }) => {
  await expect(app.page.locator('#root')).not.toBeEmpty();
  expect(await refusedByPolicy(app.page)).toEqual([]);
  await app.page.evaluate(() => {
    const image = document.createElement('img');
    image.src = 'https://stranger.invalid/pixel.png';
    document.body.append(image);
  });
  // The policy stands in the header and in the page, and each tells of it.
  await expect.poll(async () => [...new Set(await refusedByPolicy(app.page))]).toEqual(['img-src https://stranger.invalid/pixel.png']);
});

test('text cannot become markup or code', async ({ app }) => {
  const attempts = await app.page.evaluate(async () => {
    const attempt = (run: () => void): Promise<string> =>
      // In a timer, because what a test driver evaluates directly is exempt from the policy.
      new Promise((resolve) =>
        setTimeout(() => {
          try {
            run();
            resolve('allowed');
          } catch {
            resolve('refused');
          }
        }),
      );
    return [
      await attempt(() => document.body.insertAdjacentHTML('beforeend', '<b>hostile</b>')),
      // biome-ignore lint/security/noGlobalEval: the refusal is what is tested
      await attempt(() => globalThis.eval('1')),
      await attempt(() => new Function('1')),
      await attempt(() => document.body.append('text')),
    ];
  });
  expect(attempts).toEqual(['refused', 'refused', 'refused', 'allowed']);
});

test('a bad command is refused with the field, an unknown one does not exist', async ({ app }) => {
  expect(await app.send('settings.update', { settings: { mdd: '-1' } })).toMatchObject({
    ok: false,
    refusal: { code: 'badRequest', field: 'settings.mdd' },
  });
  expect(await app.send('stage.request', { stage: 'LIVE' })).toMatchObject({ ok: false, refusal: { code: 'badRequest', field: 'stage' } });
  expect(await app.send('entries.pause', { extra: 1 })).toMatchObject({ ok: false, refusal: { code: 'badRequest', field: 'extra' } });
});
