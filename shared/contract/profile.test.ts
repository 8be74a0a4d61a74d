import { describe, expect, test } from 'vitest';
import { parseProfile } from './profile.ts';

const places = { defaultInbox: '/data/inbox.jsonl', resolvePath: (path: string) => `/profile/${path}` };
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
    expect(read({})).toEqual({ ok: true, value: { stage: 'demo', messages: { kind: 'story' } } });
  });

  test('with a venue, messages come from the inbox in the data folder', () => {
    expect(read({ stage: 'live', venue })).toEqual({
      ok: true,
      value: { stage: 'live', venue, messages: { kind: 'inbox', path: '/data/inbox.jsonl' } },
    });
  });

  test('a named inbox is found from the profile; one without a path is the default', () => {
    expect(read({ messages: { kind: 'inbox', path: 'in.jsonl' } })).toMatchObject({ value: { messages: { path: '/profile/in.jsonl' } } });
    expect(read({ messages: { kind: 'inbox' } })).toMatchObject({ value: { messages: { path: '/data/inbox.jsonl' } } });
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
    [{ messages: { kind: 'telegram-user', apiId: 1 } }, /^messages\.kind: reading Telegram is not supported/],
    [{ messages: { kind: 'telegram-bot' } }, /^messages\.kind: reading Telegram is not supported/],
    [{ messages: { kind: 'story', path: 'x' } }, /^messages\.path: /],
    [{ messages: { kind: 'pigeon' } }, /^messages\.kind: /],
    [{ settings: { mdd: '-3' } }, /^settings\.mdd: must be decimal text above 0/],
    [{ settings: { mdd: 3 } }, /^settings\.mdd: /],
    [{ settings: { mddd: '3' } }, /^settings\.mddd: /],
    [[], /^: /],
    [null, /^: /],
  ])('%j is refused: %s', (input, expected) => {
    expect(fault(input)).toMatch(expected);
  });

  test('a refused secret is not repeated in the reason', () => {
    expect(fault({ venue: { ...venue, apiSecret: 'top secret' } })).not.toContain('top secret');
  });
});
