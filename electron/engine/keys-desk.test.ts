import { describe, expect, test } from 'vitest';
import type { KeysRequest } from '../../shared/contract/keys.ts';
import { type KeyPermissions, type KeyReading, keyRights } from '../../shared/domain/venue-keys.ts';
import type { LazySecretsPort, SecretName } from '../ports/secrets.ts';
import type { VenueAddress, VenueKeys } from '../ports/venue-keys.ts';
import { KeysDesk, type KeysDeskParts } from './keys-desk.ts';

const KEY = 'canary-api-key-Ab12';
const SECRET = 'canary-api-secret-Zz98';
const keys = { apiKey: KEY, apiSecret: SECRET };
const venue = { restUrl: 'http://127.0.0.1:8080', spotUrl: 'http://127.0.0.1:8081' };
const allOff = Object.fromEntries(keyRights.map((right) => [right, false])) as KeyPermissions;
const good: KeyPermissions = { ...allOff, reading: true, futures: true, ipRestricted: true };
const reading = (permissions: Partial<KeyPermissions> = {}, changed: object = {}): KeyReading => ({
  kind: 'read',
  permissions: { ...good, ...permissions },
  positionMode: 'ONE-WAY',
  modeTrouble: null,
  clockOffsetMs: 5,
  ...changed,
});

function given(answer: KeyReading | Promise<KeyReading> = reading(), changed: Partial<KeysDeskParts> = {}) {
  const stored = new Map<SecretName, string>();
  const asked: (VenueKeys & VenueAddress)[] = [];
  const failing = new Set<string>();
  const fail = (what: string): void => {
    if (failing.has(what)) throw new Error(`${what} failed`);
  };
  const secrets: LazySecretsPort = {
    kept: 'keyFile',
    why: '',
    open: async () => undefined,
    async read(name) {
      if (failing.has(`read ${name}`)) return { kind: 'unreadable', why: 'sealed with another key' };
      const text = stored.get(name);
      return text === undefined ? { kind: 'absent' } : { kind: 'present', text };
    },
    async write(name, text) {
      fail(`write ${name}`);
      stored.set(name, text);
    },
    async forget(name) {
      fail(`forget ${name}`);
      stored.delete(name);
    },
  };
  const check = {
    check: async (tried: VenueKeys, at: VenueAddress) => {
      asked.push({ ...tried, ...at });
      return answer;
    },
  };
  const desk = new KeysDesk({ secrets, check, clock: { now: () => 7 }, venue, engineUsesStored: false, ...changed });
  const told: string[] = [];
  const report = (line: string): void => void told.push(line);
  const send = (command: 'keys.check' | 'keys.save', args: object = keys) => desk.send({ command, args } as KeysRequest, 3);
  const refusal = async (command: 'keys.check' | 'keys.save', args: object = keys) => {
    const reply = await send(command, args);
    return reply.ok ? 'accepted' : reply.refusal.code;
  };
  const pair = () => [stored.get('exchange.apiKey'), stored.get('exchange.apiSecret')];
  return { desk, send, refusal, stored, pair, asked, failing, told, report };
}

describe('the check of exchange keys', () => {
  test('asks the exchange of the profile and stores nothing', async () => {
    const { desk, send, stored, asked } = given();
    expect(await send('keys.check')).toEqual({ ok: true, seq: 3 });
    expect(asked).toEqual([{ ...keys, ...venue }]);
    expect(stored.size).toBe(0);
    expect(desk.view()).toMatchObject({
      present: false,
      checkedAt: 7,
      checkedLast4: 'Ab12',
      permissions: good,
      positionMode: 'ONE-WAY',
      warnings: [],
      refusal: null,
    });
  });

  test('asks a typed address, and not the spot side of the profile beside it', async () => {
    const { send, asked } = given();
    await send('keys.check', { ...keys, restUrl: 'http://127.0.0.1:9' });
    expect(asked).toEqual([{ ...keys, restUrl: 'http://127.0.0.1:9' }]);
  });

  test('without an exchange to ask, in the demo, is refused', async () => {
    const { refusal, asked } = given(reading(), { venue: undefined });
    expect(await refusal('keys.check')).toBe('keysNoVenue');
    expect(asked).toEqual([]);
  });
});

describe('a key is not stored', () => {
  test.each<readonly [KeyReading, string]>([
    [reading({ withdrawals: true }), 'keyCanWithdraw'],
    [reading({ withdrawals: true, futures: null }), 'keyCanWithdraw'],
    [reading({ futures: false }), 'keyWithoutFutures'],
    [reading({ reading: false }), 'keyWithoutReading'],
    [reading({ withdrawals: null }), 'keyUntold'],
    [reading({ futures: null }), 'keyUntold'],
    [reading({ ipRestricted: null }), 'keyUntold'],
    [reading({}, { positionMode: null, modeTrouble: 'no answer' }), 'keyModeUnknown'],
    [{ kind: 'refused', code: -2015, message: 'Invalid API-key' }, 'keyNotTaken'],
    [{ kind: 'refused', code: -1022, message: 'Signature' }, 'keySecretWrong'],
    [{ kind: 'unknown', why: 'no answer' }, 'keyUnknown'],
  ])('when the check says %j: %s', async (answer, code) => {
    const { desk, refusal, stored } = given(answer);
    expect(await refusal('keys.save')).toBe(code);
    expect(stored.size).toBe(0);
    expect(desk.view()).toMatchObject({ present: false, refusal: { code, rule: 'W51' } });
  });

  test('and what was stored before stays', async () => {
    const { refusal, stored, pair } = given({ kind: 'unknown', why: 'no answer' });
    stored.set('exchange.apiKey', 'old').set('exchange.apiSecret', 'older');
    await refusal('keys.save');
    expect(pair()).toEqual(['old', 'older']);
  });
});

describe('a key that passes', () => {
  test('is stored, and of it only the last four are shown', async () => {
    const { desk, send, pair } = given();
    expect(await send('keys.save')).toEqual({ ok: true, seq: 3 });
    expect(pair()).toEqual([KEY, SECRET]);
    expect(desk.view()).toMatchObject({ present: true, last4: 'Ab12', inUse: false, kept: 'keyFile', keptWhy: null });
    expect(JSON.stringify(desk.view())).not.toMatch(/canary/);
  });

  test('without an IP restriction, or with transfers, is stored with warnings', async () => {
    const { desk, send } = given(reading({ ipRestricted: false, universalTransfer: true }));
    expect((await send('keys.save')).ok).toBe(true);
    expect(desk.view().warnings.map(({ code }) => code)).toEqual(['keyOpenToAll', 'keyCanTransfer']);
  });

  test('is handed to an engine that waits for it, once', async () => {
    const { desk, send } = given(reading(), { engineUsesStored: true });
    const handed: VenueKeys[] = [];
    desk.onceSaved((pair) => handed.push(pair));
    await send('keys.save');
    expect(desk.view().inUse).toBe(true);
    await send('keys.save');
    expect(handed).toEqual([keys]);
  });

  test.each(['write exchange.apiKey', 'write exchange.apiSecret'])('leaves the old pair whole when "%s" fails', async (what) => {
    const { desk, refusal, stored, pair, failing } = given();
    stored.set('exchange.apiKey', 'old').set('exchange.apiSecret', 'older');
    failing.add(what);
    expect(await refusal('keys.save')).toBe('keysNotStored');
    expect(pair()).toEqual(['old', 'older']);
    expect(desk.view()).toMatchObject({ present: false, refusal: { code: 'keysNotStored' } });
  });

  test('leaves no half of it when there was none before', async () => {
    const { refusal, pair, failing } = given();
    failing.add('write exchange.apiSecret');
    await refusal('keys.save');
    expect(pair()).toEqual([undefined, undefined]);
  });

  test('that could not even be undone is told as not stored', async () => {
    const { refusal, failing } = given();
    failing.add('write exchange.apiSecret').add('forget exchange.apiKey');
    expect(await refusal('keys.save')).toBe('keysNotStored');
  });

  test('is not stored over one that cannot be read', async () => {
    const { refusal, pair, failing } = given();
    failing.add('read exchange.apiKey');
    expect(await refusal('keys.save')).toBe('keysNotStored');
    expect(pair()).toEqual([undefined, undefined]);
  });
});

describe('stored keys', () => {
  test('are taken up by an engine that trades with them', async () => {
    const { desk, stored, told, report } = given(reading(), { engineUsesStored: true });
    stored.set('exchange.apiKey', KEY).set('exchange.apiSecret', SECRET);
    expect(await desk.resume(report)).toEqual(keys);
    expect(desk.view()).toMatchObject({ present: true, last4: 'Ab12', inUse: true, checkedAt: null, permissions: null });
    expect(told).toEqual([]);
  });

  test('that are absent or unreadable are told, and no half is taken up', async () => {
    const { desk, stored, failing, told, report } = given(reading(), { engineUsesStored: true });
    stored.set('exchange.apiKey', KEY);
    expect(await desk.resume(report)).toBeUndefined();
    failing.add('read exchange.apiSecret');
    expect(await desk.resume(report)).toBeUndefined();
    expect(told).toEqual([
      'exchange keys: none are stored; entries stay locked until they are saved',
      'exchange keys: sealed with another key',
    ]);
    expect(desk.view()).toMatchObject({ present: false, inUse: false, unreadable: 'sealed with another key' });
  });

  test('are forgotten, both of them', async () => {
    const { desk, send, stored, failing } = given();
    await send('keys.save');
    failing.add('forget exchange.apiSecret');
    expect(await desk.send({ command: 'keys.forget', args: {} }, 3)).toMatchObject({ ok: false, refusal: { code: 'keysNotForgotten' } });
    failing.clear();
    expect(await desk.send({ command: 'keys.forget', args: {} }, 3)).toEqual({ ok: true, seq: 3 });
    expect([stored.size, desk.view().present, desk.view().last4, desk.view().permissions]).toEqual([0, false, null, null]);
  });

  test('of a few characters show none of them', async () => {
    const { desk, send } = given();
    await send('keys.save', { apiKey: 'short', apiSecret: SECRET });
    expect(desk.view()).toMatchObject({ present: true, last4: null, checkedLast4: null });
  });
});

test('one check at a time: a second command meanwhile is refused, and every end is told', async () => {
  let answer = (_: KeyReading): void => undefined;
  const { desk, send, refusal } = given(new Promise<KeyReading>((resolve) => (answer = resolve)));
  let told = 0;
  desk.watch(() => (told += 1));
  const first = send('keys.save');
  expect(await refusal('keys.check')).toBe('keysBusy');
  answer(reading());
  expect((await first).ok).toBe(true);
  expect(await refusal('keys.check')).toBe('accepted');
  expect(told).toBe(2);
});
