import { afterEach, describe, expect, test, vi } from 'vitest';
import { systemClock as clock } from '../../clock/system-clock.ts';
import { seconds } from './testing/fake-telegram.ts';
import {
  credentials,
  ENTRY,
  openScene,
  pause,
  RISK,
  type Scene,
  type SceneOptions,
  trapOtherSockets,
  until,
  usualTiming,
} from './testing/scene.ts';

// Real sockets and files: a busy machine is slow, and that is no fault.
vi.setConfig({ testTimeout: 30_000 });

const elsewhere = trapOtherSockets();
const phone = '+821012345678';
let scene: Scene | undefined;

async function scened(options: Omit<SceneOptions, 'clock'> = {}): Promise<Scene> {
  scene = await openScene({ clock, authorized: false, ...options });
  return scene;
}
const begin = ({ account }: Scene) => account.begin({ ...credentials, phone });
const kinds = ({ states }: Scene) => states.map(({ kind }) => kind);

afterEach(async () => {
  await scene?.end();
  expect(elsewhere).toEqual([]);
});

describe('signing in by phone', () => {
  test('code, wrong code, password, wrong password: each wrong answer may be given again', async () => {
    const s = await scened({ password: 'correct horse' });
    expect(await begin(s)).toMatchObject({ ok: true });
    expect(s.account.state()).toEqual({ kind: 'codeSent', via: 'app', viaApp: true, length: 5, phoneTail: '5678' });
    expect(await s.account.submitCode('00000')).toMatchObject({ ok: false, error: { code: 'PHONE_CODE_INVALID' } });
    expect(s.account.state().kind).toBe('codeSent');
    expect(await s.account.submitCode('12345')).toMatchObject({ ok: true });
    expect(s.account.state()).toEqual({ kind: 'passwordNeeded', hint: 'first pet' });
    expect(await s.account.submitPassword('wrong')).toMatchObject({ ok: false, error: { code: 'PASSWORD_HASH_INVALID' } });
    expect(s.saved).toEqual([]);
    expect(await s.account.submitPassword('correct horse')).toMatchObject({ ok: true });
    expect(s.account.state()).toEqual({ kind: 'signedIn', name: 'Min Kim', phoneTail: '5678' });
    expect(s.saved).toHaveLength(1);
  });

  test('a client without a key makes one with the server, signs in with it, and comes back with it', async () => {
    const s = await scened({ makesKey: true, timing: usualTiming, password: 'correct horse' });
    expect(await begin(s)).toMatchObject({ ok: true });
    expect(await s.account.submitCode('12345')).toMatchObject({ ok: true });
    expect(await s.account.submitPassword('correct horse')).toMatchObject({ ok: true });
    await s.account.close();
    await s.account.resume(s.saved[0] ?? '');
    await until(() => s.account.state().kind === 'signedIn', 10_000);
    expect(s.telegram.asked('auth.SendCode')).toBe(1);
  }, 20_000);

  test('what was saved signs in again without a code, and is not written over', async () => {
    const s = await scened();
    await begin(s);
    await s.account.submitCode('12345');
    await s.account.close();
    const [text = ''] = s.saved;
    expect(await s.account.resume(text)).toMatchObject({ ok: true });
    await until(() => s.account.state().kind === 'signedIn');
    expect([s.saved.length, s.telegram.asked('auth.SendCode')]).toEqual([1, 1]);
  });

  test('a code that has expired ends the sign-in; a new one begins it again', async () => {
    const s = await scened();
    await begin(s);
    s.telegram.refuseNext('auth.SignIn', 400, 'PHONE_CODE_EXPIRED');
    expect(await s.account.submitCode('12345')).toMatchObject({ ok: false, error: { code: 'PHONE_CODE_EXPIRED' } });
    expect(s.account.state()).toEqual({ kind: 'signedOut' });
    expect(await s.account.submitCode('12345')).toMatchObject({ ok: false, error: { code: 'WRONG_STATE' } });
    expect(await begin(s)).toMatchObject({ ok: true });
    expect(await s.account.submitCode('12345')).toMatchObject({ ok: true });
  });

  test.each([
    [400, 'PHONE_NUMBER_INVALID', 'PHONE_NUMBER_INVALID'],
    [400, 'PHONE_NUMBER_BANNED', 'PHONE_NUMBER_BANNED'],
    [400, 'API_ID_INVALID', 'API_ID_INVALID'],
    [400, 'API_ID_PUBLISHED_FLOOD', 'API_ID_INVALID'],
    [406, 'PHONE_PASSWORD_FLOOD', 'PHONE_NUMBER_FLOOD'],
    [400, 'SOMETHING_NEW', 'TELEGRAM_REFUSED'],
  ] as const)('%i %s is refused as %s, in both languages', async (number, word, code) => {
    const s = await scened();
    s.telegram.refuseNext('auth.SendCode', number, word);
    const answer = await begin(s);
    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(answer.ok || (/[가-힣]/.test(answer.error.message.ko) && /^[\x20-\x7e]+$/.test(answer.error.message.en))).toBe(true);
    expect(s.account.state()).toEqual({ kind: 'signedOut' });
  });

  test('a wait is shown with its end, nothing is sent before, and the step comes back', async () => {
    const s = await scened();
    await begin(s);
    s.telegram.refuseNext('auth.SignIn', 420, 'FLOOD_WAIT_1');
    expect(await s.account.submitCode('00000')).toMatchObject({ ok: false, error: { code: 'FLOOD_WAIT', numbers: { seconds: '1' } } });
    expect(s.account.state()).toMatchObject({ kind: 'waiting', during: 'signIn' });
    expect(await s.account.submitCode('12345')).toMatchObject({ ok: false, error: { code: 'FLOOD_WAIT' } });
    expect(s.telegram.asked('auth.SignIn')).toBe(1);
    await until(() => s.account.state().kind === 'codeSent');
    expect(await s.account.submitCode('12345')).toMatchObject({ ok: true });
  });

  test('a wait is not shortened by cancelling and beginning again', async () => {
    const s = await scened();
    s.telegram.refuseNext('auth.SendCode', 420, 'FLOOD_WAIT_30');
    await begin(s);
    await s.account.cancel();
    expect(await begin(s)).toMatchObject({ ok: false, error: { code: 'FLOOD_WAIT', numbers: { seconds: '30' } } });
    expect([s.telegram.asked('auth.SendCode'), s.account.state().kind]).toEqual([1, 'signedOut']);
  });

  test('a number that belongs to another data centre is served there, and the session says so', async () => {
    const s = await scened();
    s.telegram.refuseNext('auth.SendCode', 303, 'PHONE_MIGRATE_4');
    expect(await begin(s)).toMatchObject({ ok: true });
    expect(s.telegram.lastDc()).toBe(4);
    await s.account.submitCode('12345');
    const { session } = JSON.parse(s.saved[0] ?? '') as { readonly session: string };
    expect(Buffer.from(session.slice(1), 'base64')[0]).toBe(4);
  });

  test('a connection lost between code and answer is made anew and the code still counts', async () => {
    const s = await scened();
    await begin(s);
    s.telegram.dropSockets();
    await pause(100);
    expect(await s.account.submitCode('12345')).toMatchObject({ ok: true });
    expect(s.telegram.dialled()).toBe(2);
  });

  test('when nobody answers the sign-in ends with a sentence', async () => {
    const s = await scened();
    s.telegram.goSilent();
    expect(await begin(s)).toMatchObject({ ok: false, error: { code: 'NO_ANSWER' } });
    expect(s.account.state()).toEqual({ kind: 'signedOut' });
  });

  test('a cancelled sign-in changes nothing any more', async () => {
    const s = await scened();
    const begun = begin(s);
    await s.account.cancel();
    expect(await begun).toMatchObject({ ok: false, error: { code: 'WRONG_STATE' } });
    await until(() => s.telegram.connections() === 0);
    expect(s.account.state()).toEqual({ kind: 'signedOut' });
  });

  test('a number without an account is never registered', async () => {
    const s = await scened();
    s.telegram.signUpNext();
    await begin(s);
    expect(await s.account.submitCode('12345')).toMatchObject({ ok: false, error: { code: 'SIGN_UP_REQUIRED' } });
    expect([s.telegram.asked('auth.SignUp'), s.account.state().kind]).toEqual([0, 'signedOut']);
  });

  test('a session that cannot be stored is used, and that is said', async () => {
    const s = await scened({ keeperFails: true });
    await begin(s);
    expect(await s.account.submitCode('12345')).toMatchObject({ ok: false, error: { code: 'SESSION_NOT_KEPT' } });
    expect(s.account.state().kind).toBe('signedIn');
    expect(s.reports).toHaveLength(1);
  });
});

describe('signing in by QR', () => {
  test('the code on screen becomes an account when it is scanned', async () => {
    const s = await scened();
    expect(await s.account.beginQr(credentials)).toMatchObject({ ok: true });
    const state = s.account.state();
    expect(state).toMatchObject({ kind: 'qr', url: expect.stringMatching(/^tg:\/\/login\?token=[\w-]+$/) });
    expect(state.kind === 'qr' && state.expiresAt - Date.now()).toBeGreaterThan(20_000);
    s.telegram.scanQr();
    await until(() => s.account.state().kind === 'signedIn');
    expect(s.saved).toHaveLength(1);
  });

  test('with two-step verification the password is asked for after the scan', async () => {
    const s = await scened({ password: 'correct horse' });
    await s.account.beginQr(credentials);
    s.telegram.scanQr();
    await until(() => s.account.state().kind === 'passwordNeeded');
    expect(await s.account.submitPassword('correct horse')).toMatchObject({ ok: true });
    expect(s.account.state().kind).toBe('signedIn');
  });

  test('a code is replaced when it expires', async () => {
    const s = await scened({ qrSeconds: -1 });
    await s.account.beginQr(credentials);
    const first = s.account.state();
    await until(() => s.account.state().kind === 'qr' && s.account.state() !== first, 7000);
  }, 10_000);
});

describe('the signed-in account', () => {
  test('signing out ends the device at Telegram, forgets the session and says so', async () => {
    const s = await scened({ authorized: true });
    await s.signIn();
    expect(await s.account.signOut()).toEqual({ ok: true });
    expect([s.telegram.loggedOut(), s.forgotten(), s.account.state().kind]).toEqual([true, 1, 'signedOut']);
    expect(s.health.at(-1)).toMatchObject({ healthy: false, why: 'not signed in to Telegram' });
  });

  test('signing out succeeds here when Telegram does not answer, and what is left to do is said', async () => {
    const s = await scened({ authorized: true });
    await s.signIn();
    await s.telegram.refuse();
    expect(await s.account.signOut()).toMatchObject({ ok: false, error: { code: 'SIGNED_OUT_HERE_ONLY' } });
    expect([s.forgotten(), s.account.state().kind]).toEqual([1, 'signedOut']);
  });

  test('dialogs are the channels, newest post first, with ids as in the settings', async () => {
    const s = await scened({ authorized: true });
    s.telegram.post(ENTRY, 'older', { date: seconds() - 60 });
    const date = seconds();
    s.telegram.post(RISK, 'newer', { date });
    await s.signIn();
    expect(await s.account.dialogs()).toEqual({
      ok: true,
      value: [
        { channelId: RISK, title: '리스크', group: false, lastPostAt: date * 1000 },
        { channelId: ENTRY, title: 'Gold VIP', group: false, lastPostAt: (date - 60) * 1000 },
      ],
    });
  });

  test('the last messages come newest first and are not told to the engine', async () => {
    const s = await scened({ authorized: true });
    for (let n = 1; n <= 15; n += 1) s.telegram.post(ENTRY, `post ${n}`);
    await s.signIn();
    const answer = await s.account.lastMessages(ENTRY);
    expect(answer.ok && answer.value.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, (_, n) => `post ${15 - n}`));
    expect(s.told).toEqual([]);
    expect(await s.account.lastMessages(-1009999999999)).toMatchObject({ ok: false, error: { code: 'CHANNEL_UNKNOWN' } });
  });

  test('a second sign-in over a living one is refused', async () => {
    const s = await scened({ authorized: true });
    await s.signIn();
    expect(await begin(s)).toMatchObject({ ok: false, error: { code: 'WRONG_STATE' } });
    expect(s.account.state().kind).toBe('signedIn');
  });

  test.each(['', '{}', 'null', '{"version":1,"apiId":1,"apiHash":"x","session":""}', '1AgAOMTQ5'])(
    '%j is no saved session',
    async (text) => {
      const s = await scened();
      expect(await s.account.resume(text)).toMatchObject({ ok: false, error: { code: 'SESSION_UNREADABLE' } });
      expect([kinds(s), s.telegram.dialled()]).toEqual([[], 0]);
    },
  );
});
