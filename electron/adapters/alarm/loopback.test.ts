import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { AlarmMessage, AlarmOutcome, AlarmPort } from '../../ports/alarm.ts';
import { createDiscordAlarm } from './discord-alarm.ts';
import { createTelegramAlarm } from './telegram-alarm.ts';
import { createWebhookAlarm } from './webhook-alarm.ts';

const SECRET = '424242:CANARY-secret-0123456789';
const message: AlarmMessage = {
  at: 1_790_000_000_000,
  critical: true,
  text: '‼ 12:00:00 BTCUSDT @everyone <b>_*',
  notices: [
    {
      id: 'unit01-7-0',
      at: 1_789_999_999_000,
      level: 'critical',
      event: 'stopMissing',
      symbol: 'BTCUSDT',
      said: { rule: 'D15', code: 'stopVanished', numbers: { trigger: '1' } },
    },
  ],
};

interface Heard {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((done) => (server ? server.close(done) : done(undefined)));
  server = undefined;
});

async function listening(answer: (response: ServerResponse) => void): Promise<{ readonly url: string; readonly heard: Heard[] }> {
  const heard: Heard[] = [];
  const made = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    heard.push({ url: request.url ?? '', headers: request.headers, body });
    answer(response);
  });
  server = made;
  await new Promise<void>((done) => made.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(made.address() as AddressInfo).port}`, heard };
}
const answers =
  (status: number, body: unknown = {}, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  };

const channels: readonly (readonly [name: string, open: (url: string) => AlarmPort])[] = [
  ['telegram', (url) => createTelegramAlarm({ botToken: SECRET, chatId: '-1001', apiUrl: url })],
  ['discord', (url) => createDiscordAlarm({ url: `${url}/api/webhooks/1/${SECRET}` })],
  ['webhook', (url) => createWebhookAlarm({ url: `${url}/hook`, secret: SECRET })],
];
const send = (port: AlarmPort, ms = 3000): Promise<AlarmOutcome> => port.send(message, AbortSignal.timeout(ms));

describe.each(channels)('%s over a real socket', (_, open) => {
  test.each<[what: string, answer: (response: ServerResponse) => void, expected: unknown]>([
    ['a success is delivered', answers(200, { ok: true }), { kind: 'delivered' }],
    ['no content is delivered', answers(204, ''), { kind: 'delivered' }],
    [
      'a limit in the body of Telegram is kept',
      answers(429, { parameters: { retry_after: 7 } }),
      { kind: 'retry', why: 'HTTP 429', afterMs: 7000 },
    ],
    ['a limit in the body of Discord is kept', answers(429, { retry_after: 0.65 }), { kind: 'retry', why: 'HTTP 429', afterMs: 650 }],
    ['a limit in the header is kept', answers(429, 'slow', { 'retry-after': '3' }), { kind: 'retry', why: 'HTTP 429', afterMs: 3000 }],
    ['a limit without a time is tried again', answers(429, { retry_after: 'soon' }), { kind: 'retry', why: 'HTTP 429' }],
    ['a fault of the server is tried again', answers(500), { kind: 'retry', why: 'HTTP 500' }],
    ['a wrong key is final', answers(401, { description: 'Unauthorized' }), { kind: 'refused', why: 'HTTP 401 Unauthorized' }],
    ['a wrong address is final', answers(404), { kind: 'refused', why: 'HTTP 404' }],
    ['a redirect is not followed', answers(307, '', { location: '/elsewhere' }), { kind: 'refused', why: 'HTTP 307' }],
    ['an endless answer is not read', answers(400, 'x'.repeat(1_000_000)), { kind: 'refused', why: 'HTTP 400' }],
    ['a cut connection is tried again', (response) => response.destroy(), { kind: 'retry', why: expect.stringMatching(/^[A-Z_]+$/) }],
  ])('%s', async (_what, answer, expected) => {
    const { url, heard } = await listening(answer);
    expect(await send(open(url))).toEqual(expected);
    expect(heard).toHaveLength(1);
  });

  test('a silent server is left when the desk aborts', async () => {
    const { url } = await listening(() => {});
    expect(await send(open(url), 150)).toMatchObject({ kind: 'retry' });
  });

  test('nobody at the address is tried again', async () => {
    expect(await send(open('http://127.0.0.1:1'))).toMatchObject({ kind: 'retry' });
  });

  test('no secret is told, not even when the other side repeats it', async () => {
    const said = `${'x'.repeat(100)} ${SECRET} bad token`;
    const { url } = await listening(answers(403, { description: said, message: said }));
    const outcome = await send(open(url));
    expect(outcome.kind).toBe('refused');
    expect(JSON.stringify(outcome)).not.toContain('CANARY');
  });
});

describe('what is sent', () => {
  const sentBy = async (name: string): Promise<Heard> => {
    const { url, heard } = await listening(answers(200));
    await send(channels.find(([each]) => each === name)?.[1](url) as AlarmPort);
    return heard[0] as Heard;
  };

  test('telegram gets plain text for the chat', async () => {
    const { url, body } = await sentBy('telegram');
    expect(url).toBe(`/bot${SECRET}/sendMessage`);
    expect(JSON.parse(body)).toEqual({ chat_id: '-1001', text: message.text, link_preview_options: { is_disabled: true } });
  });

  test('discord may ping nobody', async () => {
    expect(JSON.parse((await sentBy('discord')).body)).toEqual({ content: message.text, allowed_mentions: { parse: [] } });
  });

  test('a webhook can check who sent it, when, and whether it came before', async () => {
    const { headers, body } = await sentBy('webhook');
    const expected = createHmac('sha256', SECRET).update(`${headers['x-vigil-timestamp']}.${body}`).digest('hex');
    expect(headers['x-vigil-signature']).toBe(`sha256=${expected}`);
    expect(headers['x-vigil-id']).toBe('unit01-7-0');
    expect(JSON.parse(body)).toEqual({
      id: 'unit01-7-0',
      at: 1_789_999_999_000,
      level: 'critical',
      event: 'stopMissing',
      symbol: 'BTCUSDT',
      rule: 'D15',
      code: 'stopVanished',
      numbers: { trigger: '1' },
      text: message.text,
    });
  });
});
