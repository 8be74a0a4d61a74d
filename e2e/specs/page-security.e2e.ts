import { expect, refusedByPolicy, test } from '../fixture/app.ts';

test('the page shows the stage and cannot reach the machine', async ({ app }) => {
  await expect(app.page.locator('#root')).not.toBeEmpty();
  expect(await app.page.evaluate("['require', 'process', 'Buffer', 'module', 'global'].filter((name) => name in globalThis)")).toEqual([]);
  expect((await app.snapshot()).stage.stage).toBe('demo');
});

test('nothing the page does by itself breaks the content policy, and what breaks it is stopped and seen', async ({ app }) => {
  await expect(app.page.locator('#root')).not.toBeEmpty();
  expect(await refusedByPolicy(app.page)).toEqual([]);
  await app.page.evaluate(() => {
    const script = document.createElement('img');
    script.src = 'https://stranger.invalid/pixel.png';
    document.body.append(script);
  });
  await expect.poll(() => refusedByPolicy(app.page)).toEqual(['img-src https://stranger.invalid/pixel.png']);
});

test('text cannot become markup or code', async ({ app }) => {
  const thrown = (code: string): Promise<string> =>
    app.page.evaluate((text) => {
      try {
        document.body.setAttribute('data-code', text);
        if (text === 'markup') document.body.insertAdjacentHTML('beforeend', '<b>hostile</b>');
        // biome-ignore lint/security/noGlobalEval: the refusal is what is tested
        else globalThis.eval('1');
        return 'allowed';
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown';
      }
    }, code);
  expect(await thrown('markup')).toBe('TypeError');
  expect(await thrown('code')).toBe('EvalError');
});

test('a bad command is refused with the field, an unknown one does not exist', async ({ app }) => {
  expect(await app.send('settings.update', { settings: { mdd: '-1' } })).toMatchObject({
    ok: false,
    refusal: { code: 'badRequest', field: 'settings.mdd' },
  });
  expect(await app.send('stage.request', { stage: 'LIVE' })).toMatchObject({ ok: false, refusal: { code: 'badRequest', field: 'stage' } });
  expect(await app.send('entries.pause', { extra: 1 })).toMatchObject({ ok: false, refusal: { code: 'badRequest', field: 'extra' } });
});
