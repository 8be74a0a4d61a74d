import { once } from 'node:events';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { serve } from '../serve.ts';
import type { FakeLink } from '../testing/fake-link.ts';
import { fakeLink } from '../testing/fake-link.ts';
import { hostIsOurs, parseListen } from './access.ts';
import { readHeadlessArgs } from './options.ts';
import type { HeadlessServer } from './server.ts';
import { startHeadlessServer } from './server.ts';

const token = 'T'.repeat(43);
let engine: FakeLink;
let server: HeadlessServer;
let healthy = true;

beforeEach(async () => {
  engine = fakeLink({ demo: { speed: 1 } });
  healthy = true;
  server = await startHeadlessServer({
    door: serve(engine.link, () => undefined),
    listen: { host: '127.0.0.1', port: 0 },
    token,
    page: tmpdir(),
    metrics: () => 'vigil_up 1\n',
    health: () => ({ ok: healthy, why: healthy ? '' : 'halted: disk full' }),
    report: () => undefined,
  });
});
afterEach(() => server.stop());

interface Call {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}
/** Raw request: `fetch` would not let a test forge Host. */
function call(path: string, { method = 'GET', headers = {}, body }: Call = {}): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const sent = request({ hostname, port, path, method, headers: { authorization: `Bearer ${token}`, ...headers } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
const statusOf = async (path: string, options?: Call): Promise<number> => (await call(path, options)).status;

describe('the headless host', () => {
  test('the snapshot is the view with its number beside it', async () => {
    const { text } = await call('/api/snapshot');
    expect(JSON.parse(text)).toEqual({ seq: 7, at: expect.any(Number), demo: { speed: 1 } });
  });

  test('commands are answered with a status that fits the reply', async () => {
    const post = (name: string, body?: string) =>
      call(`/api/commands/${name}`, { method: 'POST', ...(body === undefined ? {} : { body }) });
    expect(await post('entries.pause')).toEqual({ status: 200, text: '{"ok":true,"seq":7}' });
    expect((await post('settings.update', '{"settings":{"mdd":"-1"}}')).status).toBe(400);
    expect((await post('settings.update', '{')).status).toBe(400);
    expect((await post('nope')).status).toBe(404);
    expect((await post('__proto__')).status).toBe(404);
    expect((await post('entries.pause', `{"x":"${'y'.repeat(70_000)}"}`)).status).toBe(413);
    engine.answersWith({ ok: false, refusal: { code: 'settingsLocked', message: { ko: '', en: '' } } });
    expect((await post('entries.pause')).status).toBe(409);
    engine.breaks();
    expect(await post('entries.pause')).toMatchObject({ status: 500, text: expect.not.stringContaining('secret detail') });
    expect(await statusOf('/api/commands/entries.pause')).toBe(405);
  });

  test('queries read their counts from the address', async () => {
    expect(await call('/api/audit?after=5&limit=10')).toEqual({ status: 200, text: '{"ok":true,"value":[]}' });
    expect(await statusOf('/api/candles?symbol=BTCUSDT')).toBe(200);
    expect(await statusOf('/api/telegram.lastMessages?channelId=-1002171239233&limit=10')).toBe(200);
    expect(engine.heard).toEqual([
      ['audit', { after: 5, limit: 10 }],
      ['candles', { symbol: 'BTCUSDT', interval: '3m', limit: 200 }],
      ['telegram.lastMessages', { channelId: -1002171239233, limit: 10 }],
    ]);
    expect(await statusOf('/api/audit?limit=-1')).toBe(400);
    expect(await statusOf('/api/nope')).toBe(404);
    expect(await statusOf('/api/trades', { method: 'POST' })).toBe(405);
  });

  test('a question too long for an address comes as a body', async () => {
    const post = (name: string, body: string) => call(`/api/queries/${name}`, { method: 'POST', body });
    const text = '가'.repeat(8000);
    expect((await post('lab.read', JSON.stringify({ text }))).status).toBe(200);
    expect(engine.heard).toEqual([['lab.read', { text, channel: 'entry' }]]);
    expect((await post('lab.read', JSON.stringify({ text: `${text}x` }))).status).toBe(400);
    expect((await post('entries.pause', '{}')).status).toBe(404);
    expect(await statusOf('/api/queries/lab.read')).toBe(405);
    expect(await statusOf('/api/queries/lab.read', { method: 'POST', headers: { authorization: '' } })).toBe(401);
  });

  test('everything but the page and the health needs the token', async () => {
    for (const authorization of ['', 'Bearer ', `Bearer ${'x'.repeat(43)}`, `Bearer ${token}x`, token])
      for (const path of ['/api/snapshot', '/api/audit', '/metrics', '/api/nope'])
        expect(await statusOf(path, { headers: { authorization } })).toBe(401);
    expect(await statusOf('/api/commands/entries.pause', { method: 'POST', headers: { authorization: '' } })).toBe(401);
    expect(engine.heard).toEqual([]);
    expect(await call('/healthz', { headers: { authorization: '' } })).toEqual({ status: 200, text: 'ok' });
    healthy = false;
    expect(await call('/healthz', { headers: { authorization: '' } })).toEqual({ status: 503, text: 'halted: disk full' });
    expect(await call('/metrics')).toEqual({ status: 200, text: 'vigil_up 1\n' });
  });

  test('a foreign Host (DNS rebinding) and a foreign Origin are refused even with the token', async () => {
    const { port } = new URL(server.url);
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', '127.0.0.1:1'])
      for (const path of ['/api/snapshot', '/healthz', '/']) expect(await statusOf(path, { headers: { host } })).toBe(403);
    for (const origin of ['https://evil.example', 'null', `https://127.0.0.1:${port}`, 'http://127.0.0.1'])
      expect(await statusOf('/api/snapshot', { headers: { origin } })).toBe(403);
    expect(await statusOf('/api/snapshot', { headers: { host: `localhost:${port}` } })).toBe(200);
    expect(await statusOf('/api/snapshot', { headers: { origin: server.url } })).toBe(200);
  });

  test('paths out of the page are not found', async () => {
    for (const path of ['/../etc/passwd', '/%2e%2e/x.html', '/..%2fx.html', '/%', '//evil/x.html']) expect(await statusOf(path)).toBe(404);
  });

  const open = (query: string, options: { headers?: Record<string, string>; origin?: string } = {}): WebSocket =>
    new WebSocket(`${server.url.replace('http', 'ws')}/api/stream${query}`, options);
  const refusedWith = async (socket: WebSocket): Promise<string> => String((await once(socket, 'error'))[0]);

  test('the stream begins with the snapshot, goes on with pushes, and ends its listening with the connection', async () => {
    const socket = open(`?token=${token}`);
    const frames: unknown[] = [];
    socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString())));
    await once(socket, 'message');
    engine.pushes({ since: 7, seq: 8, changed: { locks: [] } });
    await once(socket, 'message');
    expect(frames).toEqual([{ snapshot: { seq: 7, view: { demo: { speed: 1 } } } }, { since: 7, seq: 8, changed: { locks: [] } }]);
    expect(engine.listeners()).toBe(1);
    socket.close();
    await once(socket, 'close');
    await expect.poll(() => engine.listeners()).toBe(0);
  });

  test('the stream is closed to strangers', async () => {
    expect(await refusedWith(open(''))).toContain('401');
    expect(await refusedWith(open(`?token=${'x'.repeat(43)}`))).toContain('401');
    expect(await refusedWith(open(`?token=${token}`, { origin: 'https://evil.example' }))).toContain('403');
    expect(await refusedWith(open(`?token=${token}`, { headers: { host: 'evil.example' } }))).toContain('403');
    expect(engine.listeners()).toBe(0);
  });

  test('stopping cuts open streams and frees the port', async () => {
    const socket = open(`?token=${token}`);
    await once(socket, 'message');
    const closed = once(socket, 'close');
    await server.stop();
    await closed;
    await expect(call('/healthz')).rejects.toThrow('ECONNREFUSED');
  });
});

describe('the address', () => {
  test.each([
    ['127.0.0.1:0', { host: '127.0.0.1', port: 0 }],
    ['[::1]:80', { host: '::1', port: 80 }],
    ['localhost:65535', { host: 'localhost', port: 65_535 }],
    ['localhost:65536', undefined],
    ['127.0.0.1', undefined],
    [':80', undefined],
    ['http://127.0.0.1:80', undefined],
    ['[nope]:80', undefined],
  ])('%s is read as %j', (text, expected) => expect(parseListen(text)).toEqual(expected));

  test('beyond loopback any address of the machine is ours, a name is not', () => {
    const listen = { host: '0.0.0.0', port: 80 };
    expect(hostIsOurs('192.168.0.7:80', listen)).toBe(true);
    expect(hostIsOurs('192.168.0.7', listen)).toBe(true);
    expect(hostIsOurs('evil.example:80', listen)).toBe(false);
    expect(hostIsOurs('192.168.0.7:80', { host: '127.0.0.1', port: 80 })).toBe(false);
    expect(hostIsOurs(undefined, listen)).toBe(false);
  });

  test('beyond loopback needs an explicit word; faults are one line', () => {
    const read = (...args: string[]) => readHeadlessArgs(['--data-dir', '/d', ...args]);
    expect(read()).toEqual({
      ok: true,
      value: { dataDir: '/d', listen: { host: '127.0.0.1', port: 0 }, profile: undefined, check: false },
    });
    expect(read('--listen', '0.0.0.0:80')).toMatchObject({ ok: false, error: expect.stringContaining('--allow-remote') });
    expect(read('--listen', '0.0.0.0:80', '--allow-remote').ok).toBe(true);
    for (const faulty of [read('--listen', 'x'), read('--nope'), read('word'), readHeadlessArgs([])])
      expect(faulty).toMatchObject({ ok: false, error: expect.not.stringContaining('\n') });
  });
});
