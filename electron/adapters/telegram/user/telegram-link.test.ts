import { afterEach, describe, expect, test, vi } from 'vitest';
import { systemClock as clock } from '../../clock/system-clock.ts';
import {
  ENTRY,
  neverPolls,
  openScene,
  pause,
  quick,
  type Scene,
  type SceneOptions,
  trapOtherSockets,
  until,
  usualTiming,
} from './testing/scene.ts';

// Real sockets and files: a busy machine is slow, and that is no fault.
vi.setConfig({ testTimeout: 30_000 });

const elsewhere = trapOtherSockets();
let scene: Scene | undefined;

async function signedIn(options: Omit<SceneOptions, 'clock'> = {}): Promise<Scene> {
  scene = await openScene({ clock, ...options });
  await scene.signIn();
  return scene;
}
const measured = (what: string, ms: number): void => void process.stdout.write(`measured: ${what}: ${Math.round(ms)} ms\n`);

afterEach(async () => {
  await scene?.end();
  expect(elsewhere).toEqual([]);
});

describe('an outage is seen, shown, and its posts are found', () => {
  test('a socket that closes is replaced at once and the post in between is told once', async () => {
    const { telegram, healthy, texts, health } = await signedIn({ timing: { ...usualTiming, pollEveryMs: 1_000_000 } });
    telegram.dropSockets();
    telegram.post(ENTRY, 'posted while away');
    measured('noticing a closed socket', await until(() => health.some(({ why }) => why.startsWith('connecting to Telegram again: '))));
    measured('connected and caught up after it', await until(() => texts().length === 1 && healthy()));
    telegram.post(ENTRY, 'and after');
    await until(() => texts().length === 2);
    expect(texts()).toEqual(['posted while away', 'and after']);
  });

  test('a link that says nothing is noticed within 20 s, by the usual times', async () => {
    const { telegram, healthy, health, texts } = await signedIn({ timing: usualTiming });
    // Right after an answer is the longest way: a whole pause and a whole deadline lie ahead.
    const asked = telegram.asked('updates.GetState');
    await until(() => telegram.asked('updates.GetState') > asked, 10_000);
    await pause(20);
    telegram.goSilent();
    telegram.post(ENTRY, 'into the silence');
    const noticed = await until(() => !healthy(), 20_000);
    measured('noticing a silent link', noticed);
    expect(health.at(-1)?.why).toMatch(/no answer to \S+ within \d+ s/);
    telegram.speak();
    measured('back after a silent link', await until(() => texts().length === 1 && healthy(), 20_000));
    expect(texts()).toEqual(['into the silence']);
  }, 60_000);

  test('while connections are refused it is tried again and again, and caught up afterwards', async () => {
    const { telegram, healthy, texts, account } = await signedIn({ timing: neverPolls });
    await telegram.refuse();
    await until(() => !healthy());
    telegram.post(ENTRY, 'one');
    telegram.post(ENTRY, 'two');
    await pause(800);
    expect(account.state()).toMatchObject({ kind: 'connecting', why: expect.stringContaining('ECONNREFUSED') });
    await telegram.listen();
    await until(healthy);
    expect(texts()).toEqual(['one', 'two']);
  });

  test('a swallowed request does not hold up what comes after it', async () => {
    const { telegram, texts, healthy } = await signedIn();
    telegram.swallowNext('messages.GetHistory');
    await until(() => !healthy());
    await until(healthy);
    telegram.post(ENTRY, 'after');
    await until(() => texts().length === 1);
  });

  test('a first connection to a server that never answers is given up and tried again', async () => {
    scene = await openScene({ clock });
    scene.telegram.goSilent();
    scene.openMessages();
    await scene.account.resume(scene.session);
    await until(() => (scene?.telegram.dialled() ?? 0) >= 2);
    scene.telegram.speak();
    await until(scene.healthy);
  });

  test('waking up tries the link at once instead of at the next beat', async () => {
    // No beat and no poll would come within this test.
    const { telegram, account } = await signedIn({ timing: { ...neverPolls, probeEveryMs: 1_000_000 } });
    const asked = telegram.asked('updates.GetState');
    account.checkLink();
    await until(() => telegram.asked('updates.GetState') > asked);
  });
});

describe('a session that is worth nothing is not tried again', () => {
  test.each([
    [401, 'AUTH_KEY_UNREGISTERED', 'revoked'],
    [401, 'SESSION_REVOKED', 'revoked'],
    [406, 'AUTH_KEY_DUPLICATED', 'duplicated'],
    [401, 'USER_DEACTIVATED_BAN', 'banned'],
  ] as const)('%i %s: %s', async (code, word, why) => {
    const { telegram, account, health, forgotten } = await signedIn();
    telegram.refuseNext('updates.GetState', code, word, 100);
    await until(() => account.state().kind === 'lost');
    expect(account.state()).toEqual({ kind: 'lost', why });
    const dialled = telegram.dialled();
    await pause(1000);
    expect([telegram.dialled() - dialled, telegram.connections()]).toEqual([0, 0]);
    expect(health.at(-1)?.healthy).toBe(false);
    // Kept until the trader signs out or in: it may be the only trace of what happened.
    expect(forgotten()).toBe(0);
  });

  test('a duplicated session found at the start is not dialled a second time', async () => {
    scene = await openScene({ clock });
    const { telegram, account, session } = scene;
    telegram.refuseNext('help.GetConfig', 406, 'AUTH_KEY_DUPLICATED', 100);
    await account.resume(session);
    await until(() => account.state().kind === 'lost');
    await pause(600);
    expect([account.state(), telegram.dialled()]).toEqual([{ kind: 'lost', why: 'duplicated' }, 1]);
  });

  test('a key that the server has forgotten ends the session, and the good one in store is not written over', async () => {
    const { telegram, account, saved } = await signedIn();
    telegram.forgetKey();
    await until(() => account.state().kind === 'lost');
    expect([account.state(), saved]).toEqual([{ kind: 'lost', why: 'revoked' }, []]);
  });
});

describe('what Telegram may ask in between', () => {
  test('an account that is moved to another data centre goes on there with its new session', async () => {
    const { telegram, account, saved, texts } = await signedIn();
    telegram.refuseNext('messages.GetHistory', 303, 'USER_MIGRATE_4');
    await until(() => telegram.lastDc() === 4 && saved.length === 1);
    telegram.post(ENTRY, 'from there');
    await until(() => texts().length === 1);
    expect(account.state().kind).toBe('signedIn');
  });

  test('a server that fails is not a dead link', async () => {
    // The library itself waits 2 s before it asks once more.
    const { telegram, account } = await signedIn({ timing: { ...quick, probeMs: 3000 } });
    telegram.refuseNext('updates.GetState', 500, 'BUSY_NOW', 1);
    const dialled = telegram.dialled();
    await pause(700);
    expect([account.state().kind, telegram.dialled()]).toEqual(['signedIn', dialled]);
  });

  test('a wait at the start is waited out before the next try', async () => {
    scene = await openScene({ clock });
    const { telegram, account, session } = scene;
    // Twice, because the library asks once for itself.
    telegram.refuseNext('users.GetUsers', 420, 'FLOOD_WAIT_1', 2);
    const from = Date.now();
    await account.resume(session);
    await until(() => account.state().kind === 'signedIn');
    expect([Date.now() - from >= 1000, telegram.dialled()]).toEqual([true, 2]);
  });
});
