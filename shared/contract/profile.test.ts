import { describe, expect, test } from 'vitest';
import { err, ok } from '../domain/result.ts';
import type { ProfilePlaces } from './messages-profile.ts';
import { parseProfile } from './profile.ts';

const places: ProfilePlaces = {
  defaultInbox: '/data/inbox.jsonl',
  resolvePath: (path) => `/profile/${path}`,
  readSecret: (path) => {
    if (path.endsWith('open')) return err({ ko: '열려 있음', en: 'can be read by others' });
    return ok(path.endsWith('junk') ? 'not a token' : '123456:from-file');
  },
};
const venue = {
  kind: 'binance-usdm',
  restUrl: 'http://127.0.0.1:8080',
  wsUrl: 'ws://127.0.0.1:8080/ws',
  apiKey: 'key',
  apiSecret: 'secret',
};
const read = (input: unknown) => parseProfile(input, places);
const fault = (input: unknown): string => {
  const result = read(input);
  return result.ok ? 'accepted' : `${result.error.field}: ${result.error.reason.en}`;
};

describe('a profile', () => {
  test('an empty one is the demo with the story', () => {
    expect(read({})).toEqual({ ok: true, value: { stage: 'demo', messages: [{ kind: 'story' }] } });
  });

  test('with a venue, messages come from the inbox in the data folder', () => {
    expect(read({ stage: 'live', venue })).toEqual({
      ok: true,
      value: { stage: 'live', venue, messages: [{ kind: 'inbox', path: '/data/inbox.jsonl' }] },
    });
  });

  test('a named inbox is found from the profile; one without a path is the default', () => {
    expect(read({ messages: { kind: 'inbox', path: 'in.jsonl' } })).toMatchObject({ value: { messages: [{ path: '/profile/in.jsonl' }] } });
    expect(read({ messages: { kind: 'inbox' } })).toMatchObject({ value: { messages: [{ path: '/data/inbox.jsonl' }] } });
  });

  test('settings are kept as given, canonical, and only those given', () => {
    expect(read({ settings: { mdd: '10.0', cooldownMinutes: 1 } })).toMatchObject({
      value: { settings: { mdd: '10', cooldownMinutes: 1 } },
    });
  });

  test.each([
    'http://127.0.0.1:1',
    'http://127.9.9.9:1',
    'http://localhost:1',
    'http://[::1]:1',
    'https://127.0.0.1',
    'http://127.0.0.1:1/',
  ])('a venue at %s is on this machine', (restUrl) => {
    expect(read({ venue: { ...venue, restUrl } })).toMatchObject({ ok: true, value: { venue: { restUrl: new URL(restUrl).origin } } });
  });

  test.each([
    'https://fapi.binance.com',
    'http://127.0.0.1.evil.com',
    'http://localhost.evil.com',
    'http://0.0.0.0:1',
    'http://10.0.0.1',
    'http://[::ffff:10.0.0.1]:1',
    'http://128.0.0.1',
  ])('a venue at %s is refused: it is not this machine', (restUrl) => {
    expect(fault({ stage: 'live', venue: { ...venue, restUrl } })).toMatch(
      /^venue\.restUrl: .*only loopback venues are supported in this version/,
    );
  });

  test.each<readonly [unknown, RegExp]>([
    [{ stage: 'live' }, /^stage: 'live' needs a venue; only loopback venues are supported in this version$/],
    [{ stage: 'paper' }, /^stage: 'paper' needs a venue/],
    [{ stage: 'LIVE' }, /^stage: /],
    [{ nope: 1 }, /^nope: /],
    [{ venue: { ...venue, extra: 1 } }, /^venue\.extra: /],
    [{ venue: { ...venue, kind: 'bybit' } }, /^venue\.kind: /],
    [{ venue: { ...venue, restUrl: 'nonsense' } }, /^venue\.restUrl: must be a URL/],
    [{ venue: { ...venue, restUrl: 'http://127.0.0.1:1/fapi' } }, /^venue\.restUrl: must be an origin without a path/],
    [{ venue: { ...venue, restUrl: 'http://a:b@127.0.0.1:1' } }, /^venue\.restUrl: must not carry/],
    [{ venue: { ...venue, restUrl: 'http://127.0.0.1@evil.com' } }, /^venue\.restUrl: must not carry/],
    [{ venue: { ...venue, wsUrl: 'http://127.0.0.1:1' } }, /^venue\.wsUrl: must be a URL starting with ws:/],
    [{ venue: { ...venue, wsUrl: 'wss://fstream.binance.com/ws' } }, /^venue\.wsUrl: .*loopback/],
    [{ venue: { ...venue, apiSecret: '' } }, /^venue\.apiSecret: /],
    [{ venue: { ...venue, apiKey: 'a b' } }, /^venue\.apiKey: /],
    [{ messages: { kind: 'telegram-user', apiHash: 'ab' } }, /^messages\.apiHash: /],
    [{ messages: { kind: 'story', path: 'x' } }, /^messages\.path: /],
    [{ messages: { kind: 'pigeon' } }, /^messages\.kind: /],
    [{ messages: [] }, /^messages: /],
    [{ messages: Array.from({ length: 9 }, (_, n) => ({ kind: 'inbox', path: `${n}` })) }, /^messages: /],
    [{ messages: [{ kind: 'story' }, { kind: 'telegram-user', phone: '1' }] }, /^messages\.1\.phone: /],
    [
      { messages: [{ kind: 'inbox', path: 'a' }, { kind: 'story' }, { kind: 'inbox', path: 'a' }] },
      /^messages\.2: the same source is named twice$/,
    ],
    [{ messages: [{ kind: 'inbox' }, { kind: 'inbox', path: '' }] }, /^messages\.1\.path: /],
    [{ messages: { kind: 'drop' } }, /^messages\.path: /],
    [{ messages: { kind: 'telegram-bot' } }, /^messages\.token: give either token or tokenFile$/],
    [{ messages: { kind: 'telegram-bot', token: '1:abcdef', tokenFile: 'x' } }, /^messages\.token: give either/],
    [{ messages: { kind: 'telegram-bot', token: '1:a/../b' } }, /^messages\.token: must be a bot token/],
    [{ messages: { kind: 'telegram-bot', tokenFile: 'open' } }, /^messages\.tokenFile: can be read by others$/],
    [{ messages: [{ kind: 'telegram-bot', tokenFile: 'junk' }] }, /^messages\.0\.tokenFile: does not hold a bot token$/],
    [{ messages: { kind: 'telegram-bot', token: '1:abcdef', apiUrl: 'http://10.0.0.1' } }, /^messages\.apiUrl: must be https unless/],
    [{ messages: { kind: 'telegram-bot', token: '1:abcdef', apiUrl: 'ftp://127.0.0.1' } }, /^messages\.apiUrl: must be a URL/],
    [{ messages: { kind: 'telegram-bot', token: '1:abcdef', apiUrl: 'https://a:b@x.com' } }, /^messages\.apiUrl: must not carry/],
    [{ messages: { kind: 'telegram-bot', token: '1:abcdef', apiUrl: 'https://x.com/?a' } }, /^messages\.apiUrl: must not carry a query/],
    [{ settings: { mdd: '-3' } }, /^settings\.mdd: must be decimal text above 0/],
    [{ settings: { mdd: 3 } }, /^settings\.mdd: /],
    [{ settings: { mddd: '3' } }, /^settings\.mddd: /],
    [[], /^: /],
    [null, /^: /],
  ])('%j is refused: %s', (input, expected) => {
    expect(fault(input)).toMatch(expected);
  });

  test('several sources keep their order; paths are found from the profile, the token in its file', () => {
    const messages = [
      { kind: 'telegram-bot', tokenFile: 'bot.token' },
      { kind: 'telegram-bot', token: '1:abcdef', apiUrl: 'http://127.0.0.1:9' },
      { kind: 'inbox' },
      { kind: 'drop', path: 'in' },
      { kind: 'story' },
    ];
    expect(read({ messages })).toMatchObject({
      value: {
        messages: [
          { kind: 'telegram-bot', token: '123456:from-file', apiUrl: 'https://api.telegram.org' },
          { kind: 'telegram-bot', token: '1:abcdef', apiUrl: 'http://127.0.0.1:9' },
          { kind: 'inbox', path: '/data/inbox.jsonl' },
          { kind: 'drop', path: '/profile/in' },
          { kind: 'story' },
        ],
      },
    });
  });

  test('a refused token is not repeated in the reason', () => {
    expect(fault({ messages: { kind: 'telegram-bot', token: 'top secret' } })).not.toContain('top secret');
  });

  test('a refused secret is not repeated in the reason', () => {
    expect(fault({ venue: { ...venue, apiSecret: 'top secret' } })).not.toContain('top secret');
  });
});
