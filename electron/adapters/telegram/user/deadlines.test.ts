import { afterEach, describe, expect, test, vi } from 'vitest';
import { systemClock as clock } from '../../clock/system-clock.ts';
import { credentials, ENTRY, openScene, type Scene, trapOtherSockets, until } from './testing/scene.ts';

// Real sockets: a busy machine is slow, and that is no fault.
vi.setConfig({ testTimeout: 30_000 });

const elsewhere = trapOtherSockets();
let scene: Scene | undefined;
afterEach(async () => {
  await scene?.end();
  expect(elsewhere).toEqual([]);
});

const begin = ({ account }: Scene) => account.begin({ ...credentials, phone: '+821012345678' });
const codeSent = async (s: Scene) => void (await begin(s));
const passwordAsked = async (s: Scene) => {
  await begin(s);
  await s.account.submitCode('12345');
};
const nothing = async () => undefined;

describe('a call that Telegram swallows is given up, and its answer says so', () => {
  test.each([
    ['auth.SendCode', nothing, begin],
    ['auth.SignIn', codeSent, ({ account }: Scene) => account.submitCode('12345')],
    ['account.GetPassword', codeSent, ({ account }: Scene) => account.submitCode('12345')],
    ['auth.CheckPassword', passwordAsked, ({ account }: Scene) => account.submitPassword('correct horse')],
    ['auth.ExportLoginToken', nothing, ({ account }: Scene) => account.beginQr(credentials)],
  ] as const)('signing in: %s', async (request, before, act) => {
    const s = await openScene({ clock, authorized: false, password: 'correct horse' });
    scene = s;
    await before(s);
    s.telegram.swallowNext(request, 100);
    expect(await act(s)).toMatchObject({ ok: false, error: { code: 'NO_ANSWER' } });
    expect(s.account.state().kind).not.toBe('connecting');
  });

  test.each([
    ['messages.GetDialogs', ({ account }: Scene) => account.dialogs()],
    ['messages.GetHistory', ({ account }: Scene) => account.lastMessages(ENTRY)],
  ] as const)('signed in: %s', async (request, act) => {
    const s = await openScene({ clock });
    scene = s;
    await s.account.resume(s.session);
    await until(() => s.account.state().kind === 'signedIn');
    s.telegram.swallowNext(request, 100);
    expect(await act(s)).toMatchObject({ ok: false, error: { code: 'NO_ANSWER' } });
  });

  test('signed in: auth.LogOut, and the account is signed out here all the same', async () => {
    const s = await openScene({ clock });
    scene = s;
    await s.signIn();
    s.telegram.swallowNext('auth.LogOut');
    expect(await s.account.signOut()).toMatchObject({ ok: false, error: { code: 'SIGNED_OUT_HERE_ONLY' } });
    expect([s.account.state().kind, s.forgotten()]).toEqual(['signedOut', 1]);
  });

  // Twice, because the library asks once for itself.
  test.each([
    ['help.GetConfig', 1],
    ['users.GetUsers', 2],
  ])('connecting: %s, and a new link is made', async (request, times) => {
    const s = await openScene({ clock });
    scene = s;
    s.telegram.swallowNext(request, times);
    await s.account.resume(s.session);
    await until(() => s.telegram.dialled() >= 2 && s.account.state().kind === 'signedIn');
  });

  test('the proof of life: updates.GetState, and a new link is made', async () => {
    const s = await openScene({ clock });
    scene = s;
    await s.account.resume(s.session);
    await until(() => s.account.state().kind === 'signedIn');
    s.telegram.swallowNext('updates.GetState');
    await until(() => s.telegram.dialled() >= 2 && s.account.state().kind === 'signedIn');
  });
});
