import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { postJson } from './post-json.ts';

let origin = '';
let told = '';
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(400, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ description: told.replace('{url}', request.url ?? '') }));
});
beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const why = async (path: string, secrets: readonly string[] = []): Promise<string> => {
  const outcome = await postJson({ url: `${origin}${path}`, body: '{}', signal: AbortSignal.timeout(10_000), secrets });
  return outcome.kind === 'delivered' ? outcome.kind : outcome.why;
};

test('a server that says the address back gives away neither its path nor its query', async () => {
  told = 'no such hook: {url}';
  expect(await why('/hooks/T0KEN-in-the-path?key=K3Y-in-the-query')).toBe('HTTP 400 no such hook: •••');
  told = 'bad key K3Y-in-the-query on T0KEN-in-the-path';
  expect(await why('/hooks/T0KEN-in-the-path?key=K3Y-in-the-query')).toBe('HTTP 400 bad key ••• on •••');
});

test.each(['s3cret+/x==', encodeURIComponent('s3cret+/x=='), Buffer.from('s3cret+/x==').toString('base64')])(
  'a secret said back as %s is not repeated',
  async (form) => {
    told = `signature of ${form} is wrong`;
    expect(await why('/', ['s3cret+/x=='])).toBe('HTTP 400 signature of ••• is wrong');
  },
);

test('plain words of an address without a key stay', async () => {
  told = 'use v2 of /api';
  expect(await why('/api/v2')).toBe('HTTP 400 use v2 of /api');
});
