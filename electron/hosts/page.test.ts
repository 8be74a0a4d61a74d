import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { answerPageRequest } from './desktop/page-address.ts';
import { contentSecurityPolicy, readPageFile } from './page.ts';

describe('the page', () => {
  let root = '';
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-page-'));
    root = join(folder, 'client');
    mkdirSync(join(root, 'assets'), { recursive: true });
    mkdirSync(join(folder, 'client-secret'));
    writeFileSync(join(root, 'index.html'), '<p>');
    writeFileSync(join(root, 'assets', 'a.js'), '1');
    writeFileSync(join(root, 'assets', 'a.js.map'), '{}');
    for (const path of ['package.json', 'outside.html', 'client-secret/a.html']) writeFileSync(join(folder, path), 'secret');
  });

  test('the policy is exactly this, and only the headless page may connect', () => {
    expect(contentSecurityPolicy("'none'")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'",
    );
    expect(contentSecurityPolicy("'self'")).toBe(contentSecurityPolicy("'none'").replace("connect-src 'none'", "connect-src 'self'"));
  });

  test('a file comes with its type and the policy; the root is the page', async () => {
    const page = await readPageFile(root, '/', "'none'");
    expect([page?.body.toString(), page?.headers['content-type'], page?.headers['cache-control']]).toEqual([
      '<p>',
      'text/html; charset=utf-8',
      'no-store',
    ]);
    expect(page?.headers['content-security-policy']).toBe(contentSecurityPolicy("'none'"));
    const script = await readPageFile(root, '/assets/a.js', "'self'");
    expect([script?.headers['content-type'], script?.headers['cache-control']]).toEqual([
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
  });

  test.each([
    '',
    'index.html',
    '/../outside.html',
    '/%2e%2e/outside.html',
    '/..%2foutside.html',
    '/assets/..%2f..%2foutside.html',
    '/..%5coutside.html',
    '/../client-secret/a.html',
    '/%00index.html',
    '/index.html%00.js',
    '/%',
    '/assets',
    '/assets/',
    '/assets/a.js.map',
    '/nope.html',
    '/C:/outside.html',
  ])('%j names no file of the page', async (path) => {
    expect(await readPageFile(root, path, "'none'")).toBeUndefined();
  });

  test.each([
    ['vigil://app/', 200],
    ['vigil://app/assets/a.js', 200],
    ['vigil://app/%2e%2e/outside.html', 404],
    ['vigil://app/..%2foutside.html', 404],
    ['vigil://other/', 404],
    ['vigil://app.evil/', 404],
  ])('%s is answered with %d by the custom scheme', async (url, status) => {
    expect((await answerPageRequest(root, new Request(url))).status).toBe(status);
  });

  test('the custom scheme answers reads only', async () => {
    expect((await answerPageRequest(root, new Request('vigil://app/', { method: 'POST', body: 'x' }))).status).toBe(404);
  });
});
