import { expect, test } from '../fixture/app.ts';

test('the programs of others need the token, and pages of others are refused with it', async ({ app }) => {
  const status = async (path: string, headers: Record<string, string> = {}): Promise<number> =>
    (await fetch(`${app.url}${path}`, { headers })).status;
  const authorization = `Bearer ${app.token}`;
  expect(await status('/api/snapshot')).toBe(401);
  expect(await status('/api/snapshot', { authorization: 'Bearer wrong' })).toBe(401);
  expect(await status('/metrics')).toBe(401);
  expect(await status('/api/snapshot', { authorization, origin: 'https://stranger.invalid' })).toBe(403);
  expect(await status('/api/snapshot', { authorization })).toBe(200);
  expect(await status('/metrics', { authorization })).toBe(200);
  expect(await status('/healthz')).toBe(200);
});

test('the token does not stay where it can be read over a shoulder or in a reply', async ({ app }) => {
  const body = await (await fetch(`${app.url}/`)).text();
  expect(body).not.toContain(app.token);
  expect(JSON.stringify(await app.snapshot())).not.toContain(app.token);
});
