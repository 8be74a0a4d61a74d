import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fastClock } from '../../../testkit/flows/fast-clock.ts';
import { until } from '../../../testkit/flows/until.ts';
import { CHANNEL, channel, createListener, HEALTHY, OTHER, post, TOKEN } from './testing/bot-listener.ts';
import { startBotServer } from './testing/bot-server.ts';

// Real sockets and files: a busy machine is slow, and that is no fault.
vi.setConfig({ testTimeout: 30_000 });

const TIMES = 100;
let server: Awaited<ReturnType<typeof startBotServer>>;
let listener: ReturnType<typeof createListener>;

const standing = () => JSON.stringify({ told: listener.told, polls: server.polls().map(({ parameters }) => parameters) }, undefined, 1);
const tells = (what: string | RegExp) => {
  const fits = (line: string) => (typeof what === 'string' ? line === what : what.test(line));
  return until(`${what} is told`, () => listener.told.some(fits), standing);
};

beforeEach(async () => {
  server = await startBotServer(TOKEN, 1000 / TIMES);
  listener = createListener(server.url, fastClock(TIMES));
});
afterEach(async () => {
  await listener.close();
  await server.close();
});

describe('a refusal', () => {
  test('429 is waited out exactly as long as it says', async () => {
    listener.open();
    await tells(HEALTHY);
    server.fails({ kind: 'error', code: 429, description: 'Too Many Requests: retry after 7', parameters: { retry_after: 7 } });
    server.has(post(1));
    await tells('trouble: Telegram asks to wait 7 s (429); posts are read after that');
    const refusedAt = server.polls().at(-1)?.at ?? 0;
    server.has(post(2));
    await until('it asks again', () => (server.polls().at(-1)?.at ?? 0) > refusedAt, standing);
    const waited = ((server.polls().at(-1)?.at ?? 0) - refusedAt) * TIMES;
    expect(waited).toBeGreaterThanOrEqual(7000);
    await tells('2');
  });

  test('a second poller is named as such; the source is well again only after a whole poll in peace', async () => {
    listener.open();
    await tells(HEALTHY);
    await until('it holds a long poll', () => server.polls().at(-1)?.parameters.timeout === 50, standing);
    server.secondPoller();
    await tells(/^trouble/);
    expect(listener.troubles()[0]).toBe(
      'trouble: another program reads with the same bot token (409): only one may, posts go to either; stop the other one',
    );
    const conflictAt = performance.now();
    await until('it is well again', () => listener.told.at(-1) === HEALTHY, standing);
    // 30 s of leaving it alone and 50 s of an undisturbed poll.
    expect((performance.now() - conflictAt) * TIMES).toBeGreaterThan(70_000);
  });

  test('a webhook is removed once, keeping what waits', async () => {
    server.setWebhook();
    server.has(post(1));
    listener.open();
    await tells(HEALTHY);
    expect(listener.told).toEqual([
      'trouble: a webhook was set for this bot (409): it is being removed, nothing that waits is dropped',
      'old 1',
      HEALTHY,
    ]);
    expect(server.calls.filter(({ method }) => method === 'deleteWebhook').map(({ parameters }) => parameters)).toEqual([
      { drop_pending_updates: false },
    ]);
  });

  test('a webhook that comes back is not fought over', async () => {
    server.setWebhook();
    listener.open();
    await tells(HEALTHY);
    server.setWebhook();
    server.has(post(1));
    await tells(/^trouble: a webhook is set for this bot again \(409\)/);
    expect(server.calls.filter(({ method }) => method === 'deleteWebhook')).toHaveLength(1);
  });

  test.each([
    [
      401,
      'Unauthorized',
      'the bot token was refused (401 Unauthorized): it is wrong or was revoked; put the one that @BotFather shows into the profile',
    ],
    [
      404,
      'Not Found',
      'the bot token was refused (404 Not Found): it is wrong or was revoked; put the one that @BotFather shows into the profile',
    ],
    [403, 'Forbidden: bot was kicked', 'Telegram forbids this bot to read (403 Forbidden: bot was kicked): it was removed or banned'],
    [400, 'Bad Request: x', 'the Bot API did not accept the request (400 Bad Request: x)'],
  ])('%i is told in words and looked at again after 30 s', async (code, description, why) => {
    server.fails({ kind: 'error', code, description });
    listener.open();
    await tells(`trouble: ${why}`);
    await tells(HEALTHY);
    const [first, second] = server.polls();
    expect(((second?.at ?? 0) - (first?.at ?? 0)) * TIMES).toBeGreaterThanOrEqual(30_000);
  });
});

describe('channels', () => {
  const left = (status: string, id = CHANNEL) => ({ my_chat_member: { chat: channel(id), new_chat_member: { status } } });

  test.each(['left', 'kicked'])('a bot that is %s is no healthy source until it is let in again', async (status) => {
    listener.open({ channels: [CHANNEL] });
    await tells(HEALTHY);
    server.has(left(status, OTHER));
    server.has(left(status));
    await tells(`trouble: the bot was removed from channel ${CHANNEL}: make it an administrator there again`);
    server.has(post(1, { text: 'elsewhere' }, OTHER));
    await tells('1');
    expect(listener.troubles()).toHaveLength(1);
    expect(listener.told.at(-1)).toBe('1');
    server.has(left('administrator'));
    await until('it is well again', () => listener.told.at(-1) === HEALTHY, standing);
  });

  test('a channel that the bot was never let into is told at the start, not found out by silence', async () => {
    server.isAbsentFrom(OTHER);
    listener.open({ channels: [CHANNEL, OTHER] });
    await tells(`trouble: the bot cannot read channel ${OTHER} (400 Bad Request: chat not found): add it there as an administrator`);
    server.has(post(1, { text: 'now it can' }, OTHER));
    await until('it is well again', () => listener.told.at(-1) === HEALTHY, standing);
  });

  test('a remark does not hide that a channel is lost', async () => {
    server.isAbsentFrom(OTHER);
    listener.open({ channels: [OTHER] });
    await tells(/^trouble: the bot cannot read/);
    server.has({ channel_post: 'x' });
    await tells(/^trouble: the bot cannot read .*; update 856 was skipped/);
  });
});

describe('the token and the end', () => {
  test('the token is in no word that is told, whatever the server or the network says', async () => {
    const secret = 'CANARY-aBcD_eFgH1234';
    server.fails({ kind: 'error', code: 400, description: `no /bot${TOKEN}/getUpdates; ${secret}; ${encodeURIComponent(TOKEN)}\n\u2028` });
    server.fails({ kind: 'raw', status: 200, body: `"${TOKEN}"` });
    server.fails({ kind: 'cut' });
    server.fails({ kind: 'raw', status: 301, body: TOKEN, headers: { location: `http://[bad/bot${TOKEN}` } });
    listener.open();
    await tells(HEALTHY);
    await server.goDown();
    await until('the outage is told', () => listener.told.at(-1)?.includes('no connection') === true, standing);
    await server.comeBack();
    expect(JSON.stringify(listener.whole)).not.toContain(secret);
    expect(listener.troubles()[0]).toContain('no /bot<token>/getUpdates; <token>; <token> )');
  });

  test('a refused token is not repeated either', async () => {
    listener.open({ token: '99:wrong-token' });
    await tells(/^trouble: the bot token was refused \(401 Unauthorized\)/);
    expect(JSON.stringify(listener.whole)).not.toContain('wrong-token');
  });

  test('closing ends a long poll at once and nothing is told after it', async () => {
    await server.close();
    // A real 50 s poll: a close that waits for its end would not come back within this test.
    server = await startBotServer(TOKEN, 1000);
    listener = createListener(server.url, fastClock(1));
    listener.open();
    await tells(HEALTHY);
    await until('it holds a long poll', () => server.polls().at(-1)?.parameters.timeout === 50, standing);
    await listener.close();
    server.has(post(1));
    expect(listener.told).toEqual([HEALTHY]);
  }, 20_000);

  test('closing ends a pause at once', async () => {
    await server.goDown();
    // No pause ever ends by itself.
    listener = createListener(server.url, { ...fastClock(TIMES), after: () => () => undefined });
    listener.open();
    await tells(/^trouble/);
    await listener.close();
    await server.comeBack();
  });
});
