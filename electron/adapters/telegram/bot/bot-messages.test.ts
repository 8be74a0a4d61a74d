import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fastClock } from '../../../testkit/flows/fast-clock.ts';
import { until } from '../../../testkit/flows/until.ts';
import { CHANNEL, createListener, HEALTHY, post, TOKEN } from './testing/bot-listener.ts';
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

describe('posts through the bot', () => {
  test('what waited at the server is old, what comes later is new, both in order and once', async () => {
    server.has(post(1));
    server.has(post(2));
    listener.open();
    await tells('old 2');
    await tells(HEALTHY);
    server.has(post(3));
    server.has(post(4));
    await tells('4');
    expect(listener.told).toEqual(['old 1', 'old 2', HEALTHY, '3', '4']);
    expect(listener.whole[0]).toEqual({
      type: 'MessageReceived',
      channelId: CHANNEL,
      messageId: 1,
      sentAt: 1_790_000_000_000,
      text: 'post 1',
      edited: false,
      backlog: true,
      caption: false,
      source: 'telegram-bot',
    });
  });

  test('a caption counts as text, an edit says that it is one, a photo without words and a pinned post are nothing', async () => {
    listener.open();
    await tells(HEALTHY);
    server.has(post(1, { photo: [{}], caption: 'words below a photo' }));
    server.has(post(2, { photo: [{}] }));
    server.has(post(3, { pinned_message: {} }));
    server.has({ edited_channel_post: { ...post(1, { text: 'changed' }).channel_post, edit_date: 1_790_000_030 } });
    server.has(post(4));
    await tells('4');
    expect(listener.told).toEqual([HEALTHY, '1', 'edited 1', '4']);
    expect(listener.whole[1]).toMatchObject({ text: 'words below a photo', caption: true, edited: false });
  });

  test('posts are confirmed by the poll after they were told', async () => {
    server.has(post(1));
    listener.open();
    await tells('old 1');
    await until('the next poll confirms', () => server.waiting() === 0, standing);
    expect(server.polls().map(({ parameters }) => [parameters.offset, parameters.timeout, parameters.limit])).toEqual([
      [undefined, 0, 100],
      [857, 50, 100],
    ]);
  });

  test('a stop between telling and confirming brings the post again at the next start', async () => {
    server.has(post(1));
    server.fails({ kind: 'raw', status: 200, body: JSON.stringify({ ok: true, result: [{ update_id: 856, ...post(1) }] }) });
    server.fails({ kind: 'silence' });
    listener.open();
    await until('it was told and the confirming call is lost', () => server.polls().length === 2, standing);
    await listener.close();
    listener.open();
    await until('it is told again', () => listener.told.filter((line) => line === 'old 1').length === 2, standing);
    expect(server.polls()[2]?.parameters).not.toHaveProperty('offset');
  });

  test('more than one answer holds is fetched at once, in order and all of it as old', async () => {
    for (let id = 1; id <= 250; id += 1) server.has(post(id));
    listener.open();
    await tells('old 250');
    expect(listener.told.filter((line) => line.startsWith('old'))).toEqual(Array.from({ length: 250 }, (_, n) => `old ${n + 1}`));
    expect(server.polls()[0]?.parameters.timeout).toBe(0);
  });

  test('numbers that jump up, and numbers that begin anew lower after a quiet week, lose nothing', async () => {
    listener.open();
    await tells(HEALTHY);
    server.has(post(1));
    await tells('1');
    server.has({ ...post(2), update_id: 900_000_000 });
    await tells('2');
    await until('an empty answer', () => server.polls().at(-1)?.parameters.offset === undefined, standing);
    server.renumbers(17);
    server.has(post(3));
    await tells('3');
  });

  test('the same update told again by the server is told on and not asked for without end', async () => {
    listener.open();
    await tells(HEALTHY);
    const same = { ok: true, result: [{ update_id: 900, ...post(9) }] };
    server.fails({ kind: 'raw', status: 200, body: JSON.stringify(same) }, 4);
    await until('all four are told', () => listener.told.filter((line) => line === '9').length === 4, standing);
    const repeats = server.polls().slice(-3);
    const gaps = repeats.slice(1).map(({ at }, n) => at - (repeats[n]?.at ?? 0));
    for (const gap of gaps) expect(gap * TIMES).toBeGreaterThanOrEqual(900);
  });
});

describe('hostile answers', () => {
  test('an update that makes no sense is skipped, named and confirmed; the posts around it are told', async () => {
    listener.open();
    await tells(HEALTHY);
    server.has(post(1));
    server.has({ channel_post: 'x' });
    server.has(post(0.5));
    server.has(post(2, { text: 7 }));
    server.has(post(3, { text: 'late', date: 1_790_000_000_000 }));
    server.has({ channel_post: { ...post(4).channel_post, chat: { id: '1', type: 'channel' } } });
    server.has({ channel_post: { ...post(5).channel_post, chat: { id: 5, type: 'group' } } });
    server.has({ my_chat_member: { chat: null } });
    server.has({ something_new: {} });
    server.has(post(6));
    await tells('6');
    await until('all are confirmed', () => server.waiting() === 0, standing);
    expect(listener.told.filter((line) => !line.startsWith('ok: update'))).toEqual([HEALTHY, '1', '6']);
    expect(listener.told.filter((line) => line.startsWith('ok: update'))).toEqual([
      'ok: update 857 was skipped: a post without a chat',
      'ok: update 858 was skipped: message_id is no whole number above 0',
      'ok: update 859 was skipped: text is no string',
      'ok: update 860 was skipped: date is not seconds since 1970',
      'ok: update 861 was skipped: chat.id is no channel id',
      'ok: update 863 was skipped: a change of membership without chat or status',
    ]);
  });

  test.each([
    ['not JSON', '<html>'],
    ['a list', '[]'],
    ['no list of updates', '{"ok":true,"result":{"length":1}}'],
    ['only updates without a usable number', '{"ok":true,"result":[{},null,7,{"update_id":9007199254740991},{"update_id":-1}]}'],
  ])('an answer that is %s is a fault with a pause, and reading goes on after it', async (_, body) => {
    server.fails({ kind: 'raw', status: 200, body });
    listener.open();
    await tells(/^trouble: the Bot API cannot be read/);
    server.has(post(1));
    await tells(HEALTHY);
    expect(listener.told).toContain('old 1');
  });

  test('an answer without end is cut off', async () => {
    server.fails({ kind: 'raw', status: 200, body: ' '.repeat(17 * 1024 * 1024) });
    listener.open();
    await tells(/^trouble: .*an answer above 16777216 bytes/);
    await tells(HEALTHY);
  });

  test('a redirect is not followed, because the address carries the token', async () => {
    const elsewhere = await startBotServer(TOKEN);
    server.fails({ kind: 'raw', status: 302, body: '', headers: { location: `${elsewhere.url}/bot${TOKEN}/getUpdates` } });
    listener.open();
    await tells(/^trouble: .*HTTP 302/);
    await tells(HEALTHY);
    expect(elsewhere.calls).toEqual([]);
    await elsewhere.close();
  });
});

describe('an outage', () => {
  test('is told once, and what was posted meanwhile is told as new when the server is back', async () => {
    listener.open();
    await tells(HEALTHY);
    server.has(post(1));
    await tells('1');
    await server.goDown();
    await tells(/^trouble: the Bot API cannot be read: no connection/);
    server.has(post(2));
    server.has(post(3));
    await server.comeBack();
    await tells('3');
    expect(listener.told.filter((line) => /^\d/.test(line))).toEqual(['1', '2', '3']);
    await until('health is told again', () => listener.told.at(-1) === HEALTHY, standing);
    expect(new Set(listener.troubles()).size).toBe(listener.troubles().length);
  });

  test('a silent server is noticed 60 s after it was asked', async () => {
    listener.open();
    await tells(HEALTHY);
    server.fails({ kind: 'silence' });
    server.has({});
    await tells('trouble: the Bot API cannot be read: no answer within 60 s; trying again');
    const [silent] = server.polls().slice(-1);
    expect((performance.now() - (silent?.at ?? 0)) * TIMES).toBeGreaterThan(55_000);
    await until('it is read again', () => listener.told.at(-1) === HEALTHY, standing);
  });

  test('5xx and cut connections are asked again after 1 to 2 s, then ever later up to 30 s', async () => {
    server.fails({ kind: 'error', code: 502, description: 'Bad Gateway' }, 3);
    server.fails({ kind: 'raw', status: 504, body: '<html>' }, 2);
    server.fails({ kind: 'cut' }, 3);
    listener.open();
    await tells(HEALTHY);
    const asked = server.polls().map(({ at }) => at);
    const waits = asked.slice(1, 9).map((at, n) => ((at - (asked[n] ?? 0)) * TIMES) / 1000);
    const least = [0.5, 1, 2, 4, 8, 15, 15, 15];
    expect(waits.map((wait, n) => wait >= (least[n] ?? 0))).toEqual(least.map(() => true));
    // Uncapped, the last would be a minute at the least; a machine under load is late for one of three, not for all.
    expect(Math.min(...waits.slice(-3))).toBeLessThan(60);
  });
});
