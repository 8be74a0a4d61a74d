import { describe, expect, test } from 'vitest';
import { err, ok } from '../domain/result.ts';
import { parseProfile } from './profile.ts';

const KEY = 'AbC123keyAbC123key';
const SECRET = 'SeC/456+secretSeC==';
const address = { kind: 'binance-usdm', restUrl: 'http://127.0.0.1:8080', wsUrl: 'ws://127.0.0.1:8080/ws' };

const readWith = (venue: object, file: string | undefined = undefined) =>
  parseProfile(
    { stage: 'live', venue: { ...address, ...venue } },
    {
      defaultInbox: '/data/inbox.jsonl',
      resolvePath: (path) => `/profile/${path}`,
      readSecret: (path) => (file === undefined ? err({ ko: '권한', en: `${path} can be read by others` }) : ok(file)),
    },
  );
const faultOf = (venue: object, file?: string): string => {
  const read = readWith(venue, file);
  return read.ok ? 'accepted' : `${read.error.field}: ${read.error.reason.en}`;
};
const onlyOne = 'venue.apiKey: give exactly one of apiKey with apiSecret, keysFile, and "keys":"stored"';

describe('the keys of a venue', () => {
  test.each([
    [`{"apiKey":"${KEY}","apiSecret":"${SECRET}"}`],
    [`API_KEY=${KEY}\nAPI_SECRET=${SECRET}`],
    [`# Binance, futures only\r\n\r\nexport API_SECRET="${SECRET}"\r\nAPI_KEY='${KEY}'  `],
    [`API_KEY=${KEY}  \nAPI_SECRET=${SECRET}`],
  ])('may lie in a file of their own: %j', (file) => {
    const read = readWith({ keysFile: 'keys' }, file);
    expect(read).toEqual({ ok: true, value: expect.objectContaining({ venue: { ...address, apiKey: KEY, apiSecret: SECRET } }) });
  });

  test.each([
    ['', 'empty'],
    [`{"apiKey":"${KEY}"}`, 'no secret'],
    [`{"apiKey":"${KEY}","apiSecret":"${SECRET}","note":"x"}`, 'something else'],
    [`{"apiKey":"${KEY}","apiSecret":5}`, 'a number'],
    [`{"apiKey":"${KEY}"`, 'cut off'],
    [`API_KEY=${KEY}\nAPI_KEY=${KEY}\nAPI_SECRET=${SECRET}`, 'one name twice'],
    [`API_KEY=${KEY}\nAPI_SECRTE=${SECRET}`, 'a misspelt name'],
    [`API_KEY=${KEY}\nAPI_SECRET=a b`, 'a blank inside'],
    [`API_KEY=${KEY}\nAPI_SECRET=`, 'an empty one'],
    [`${KEY}\n${SECRET}`, 'no names'],
  ])('in the file %j (%s) are refused without a word of it', (file) => {
    const fault = faultOf({ keysFile: 'keys' }, file);
    expect(fault).toMatch(/^venue\.keysFile: must hold /);
    expect(fault).not.toMatch(new RegExp(`${KEY}|SeC`));
  });

  test('in a file that others can read are refused with the reason', () => {
    expect(faultOf({ keysFile: 'keys' })).toBe('venue.keysFile: /profile/keys can be read by others');
  });

  test('may rest with the secrets of the machine; then the profile holds none', () => {
    expect(readWith({ keys: 'stored', spotUrl: 'http://localhost:9/' })).toMatchObject({
      ok: true,
      value: { venue: { ...address, spotUrl: 'http://localhost:9', apiKey: '', apiSecret: '', keys: 'stored' } },
    });
  });

  test.each([
    [{}, onlyOne],
    [{ apiKey: KEY, apiSecret: SECRET, keys: 'stored' }, onlyOne],
    [{ apiKey: KEY, keysFile: 'keys' }, onlyOne],
    [{ keys: 'stored', keysFile: 'keys' }, onlyOne],
    [{ apiKey: KEY }, 'venue.apiSecret: is needed beside apiKey'],
    [{ apiSecret: SECRET }, 'venue.apiKey: is needed beside apiSecret'],
  ])('given as %j: %s', (venue, fault) => {
    expect(faultOf(venue, '')).toBe(fault);
  });

  test('the address that tells about a key is on this machine too', () => {
    expect(faultOf({ keys: 'stored', spotUrl: 'https://api.binance.com' })).toMatch(/^venue\.spotUrl: .*only loopback venues/);
  });
});
