import { afterEach, describe, expect, test, vi } from 'vitest';
import { systemClock as clock } from '../../clock/system-clock.ts';
import { seconds } from './testing/fake-telegram.ts';
import { ENTRY, neverPolls, openScene, pause, RISK, type Scene, type SceneOptions, trapOtherSockets, until } from './testing/scene.ts';

// Real sockets and files: a busy machine is slow, and that is no fault.
vi.setConfig({ testTimeout: 30_000 });

const elsewhere = trapOtherSockets();
let scene: Scene | undefined;

async function scened(options: Omit<SceneOptions, 'clock'> = {}): Promise<Scene> {
  scene = await openScene({ clock, ...options });
  return scene;
}

afterEach(async () => {
  await scene?.end();
  expect(elsewhere).toEqual([]);
});

describe('what is told', () => {
  test('a first start takes the newest post as the baseline and tells nothing of the past', async () => {
    const { telegram, signIn, told, seen, texts } = await scened({ timing: neverPolls });
    telegram.post(ENTRY, 'yesterday');
    telegram.post(ENTRY, 'a moment ago');
    await signIn();
    expect(told).toEqual([]);
    expect(seen()).toEqual({ [ENTRY]: 102, [RISK]: 0 });
    telegram.post(ENTRY, 'now');
    await until(() => texts().length === 1);
    expect(texts()).toEqual(['now']);
  });

  test('posts written while the program was off are told as backlog, later ones are not', async () => {
    const { telegram, signIn, told, seen } = await scened({ seen: { [ENTRY]: 100, [RISK]: 0 } });
    telegram.post(ENTRY, 'while off', { date: seconds() - 30 });
    await signIn();
    telegram.post(ENTRY, 'while on', { date: seconds() + 1 });
    await until(() => told.length === 2);
    expect(told.map(({ text, backlog }) => ({ text, backlog }))).toEqual([
      { text: 'while off', backlog: true },
      { text: 'while on', backlog: false },
    ]);
    await until(() => seen()[ENTRY] === 102);
  });

  test('a lost reading position falls back to the last post that the engine handled', async () => {
    const { telegram, signIn, texts } = await scened({ lastHandled: { [ENTRY]: 101 } });
    for (const text of ['one', 'two', 'three']) telegram.post(ENTRY, text);
    await signIn();
    expect(texts()).toEqual(['two', 'three']);
  });

  test('a post is told as it was written, with its id, times, caption and hostile signs', async () => {
    const { telegram, signIn, told } = await scened({ seen: { [RISK]: 0 } });
    await signIn();
    // biome-ignore lint/suspicious/noTemplateCurlyInString: hostile on purpose
    const hostile = '\u202e**BTC**\u0000 <img src=x>\n{"a":1} \u200b💥 ${1}';
    const date = seconds();
    telegram.post(RISK, hostile, { date, caption: true });
    await until(() => told.length === 1);
    expect(told[0]).toEqual({
      type: 'MessageReceived',
      channelId: RISK,
      messageId: 101,
      sentAt: date * 1000,
      text: hostile,
      edited: false,
      backlog: expect.any(Boolean),
      caption: true,
      source: 'telegram-user',
    });
  });

  test('a forwarded post is as old as its original', async () => {
    const { telegram, signIn, told } = await scened();
    await signIn();
    const original = seconds() - 86_400;
    telegram.post(ENTRY, 'an old signal', { forwardedFrom: original });
    await until(() => told.length === 1);
    expect(told[0]?.sentAt).toBe(original * 1000);
  });

  test('service messages and posts without words are passed over, also by the reading position', async () => {
    const { telegram, signIn, texts, seen } = await scened({ seen: { [ENTRY]: 100 } });
    telegram.post(ENTRY, '', { service: true });
    telegram.post(ENTRY, '', { caption: true });
    await signIn();
    expect([texts(), seen()[ENTRY]]).toEqual([[], 102]);
  });

  test('a channel that is not followed is not told', async () => {
    const { telegram, signIn, texts } = await scened({ channels: { [ENTRY]: 'a', [RISK]: 'b', [-1001111111111]: 'other' } });
    await signIn();
    telegram.post(-1001111111111, 'not ours');
    telegram.post(ENTRY, 'ours');
    await until(() => texts().length === 1);
    expect(texts()).toEqual(['ours']);
  });
});

describe('once and in order', () => {
  test('a post that is pushed twice and found by the poll is told once', async () => {
    const { telegram, signIn, texts } = await scened();
    await signIn();
    telegram.post(ENTRY, 'only once', { pushed: 2 });
    const polls = telegram.asked('messages.GetHistory');
    await until(() => telegram.asked('messages.GetHistory') >= polls + 4);
    expect(texts()).toEqual(['only once']);
  });

  test('a push after a lost one makes what lies between come first', async () => {
    const { telegram, signIn, texts } = await scened({ timing: neverPolls });
    telegram.post(ENTRY, 'baseline');
    await signIn();
    telegram.post(ENTRY, 'push lost', { pushed: 0 });
    telegram.post(ENTRY, 'push seen');
    await until(() => texts().length === 2);
    expect(texts()).toEqual(['push lost', 'push seen']);
  });

  test('a post that no push announced is found by the poll', async () => {
    const { telegram, signIn, texts } = await scened();
    await signIn();
    telegram.post(ENTRY, 'silent', { pushed: 0 });
    await until(() => texts().length === 1);
  });

  test('a gap of more than one page is read whole, in order, over holes', async () => {
    const { telegram, signIn, texts, seen } = await scened({ seen: { [ENTRY]: 100, [RISK]: 0 } });
    const ids = Array.from({ length: 250 }, (_, n) => 101 + n).filter((id) => id !== 105);
    for (const id of ids) telegram.post(ENTRY, `post ${id}`, { id });
    await signIn();
    expect(texts()).toEqual(ids.map((id) => `post ${id}`));
    expect(seen()[ENTRY]).toBe(350);
  });

  test('of an absence longer than a thousand posts only the newest are read, and that is said', async () => {
    const { telegram, signIn, texts, health } = await scened({ seen: { [ENTRY]: 100, [RISK]: 0 } });
    for (let n = 1; n <= 1300; n += 1) telegram.post(ENTRY, `post ${n}`);
    await signIn();
    expect(texts()).toHaveLength(1100);
    expect(texts().at(-1)).toBe('post 1300');
    expect(health.some(({ why }) => why.includes('are left out'))).toBe(true);
  });
});

describe('edits and deletions', () => {
  test('other words under a known id are told as edited, a reaction is not told', async () => {
    const { telegram, signIn, told } = await scened();
    await signIn();
    const id = telegram.post(ENTRY, 'LONG');
    await until(() => told.length === 1);
    telegram.edit(ENTRY, id, 'LONG', { hidden: true });
    telegram.edit(ENTRY, id, 'SHORT');
    await until(() => told.length === 2);
    expect(told.map(({ text, edited }) => ({ text, edited }))).toEqual([
      { text: 'LONG', edited: false },
      { text: 'SHORT', edited: true },
    ]);
  });

  test('a post that was edited before it was ever seen is told as edited; reactions alone do not make it so', async () => {
    const { telegram, signIn, told } = await scened({ seen: { [ENTRY]: 100 } });
    telegram.edit(ENTRY, telegram.post(ENTRY, 'first words'), 'other words');
    telegram.edit(ENTRY, telegram.post(ENTRY, 'liked'), 'liked', { hidden: true });
    await signIn();
    expect(told.map(({ text, edited }) => ({ text, edited }))).toEqual([
      { text: 'other words', edited: true },
      { text: 'liked', edited: false },
    ]);
  });

  test('a deletion is not told', async () => {
    const { telegram, signIn, told } = await scened();
    await signIn();
    const id = telegram.post(ENTRY, 'soon gone');
    await until(() => told.length === 1);
    telegram.remove(ENTRY, id);
    const polls = telegram.asked('messages.GetHistory');
    await until(() => telegram.asked('messages.GetHistory') >= polls + 2);
    expect(told).toHaveLength(1);
  });
});

describe('what ails one channel or all', () => {
  test('a channel that cannot be read is named, and the others are read on', async () => {
    const { telegram, signIn, health, texts, healthy } = await scened();
    await signIn();
    telegram.refuseNext('messages.GetHistory', 400, 'CHANNEL_PRIVATE', 1);
    await until(() => !healthy());
    expect(health.at(-1)?.why).toContain(`channel ${ENTRY} cannot be read`);
    telegram.post(RISK, 'still read', { pushed: 0 });
    await until(() => texts().length === 1);
    await until(healthy);
  });

  test('a channel that the account has not joined is named', async () => {
    const { openMessages, account, session, health } = await scened({ channels: { [ENTRY]: 'only one' } });
    openMessages();
    await account.resume(session);
    await until(() => health.at(-1)?.why.includes(`has not joined channel ${RISK}`) === true);
    expect(health.at(-1)?.healthy).toBe(false);
  });

  test('a wait that Telegram asks for stops all channels until its end, a push is told all the same', async () => {
    const { telegram, signIn, health, texts, account, healthy } = await scened();
    await signIn();
    telegram.refuseNext('messages.GetHistory', 420, 'FLOOD_WAIT_2');
    await until(() => account.state().kind === 'waiting');
    const state = account.state();
    expect(state).toEqual({ kind: 'waiting', during: 'reading', until: expect.any(Number) });
    expect(health.at(-1)).toMatchObject({ healthy: false, why: expect.stringMatching(/^Telegram asks to wait until \d\d:\d\d:\d\d KST/) });
    const polls = telegram.asked('messages.GetHistory');
    telegram.post(ENTRY, 'missed', { pushed: 0 });
    telegram.post(ENTRY, 'pushed');
    await until(() => texts().length === 1);
    await pause(1200);
    expect([texts(), telegram.asked('messages.GetHistory') - polls]).toEqual([['pushed'], 0]);
    await until(() => texts().length === 2 && healthy());
    // The engine takes no id below the last; it is told so that the trader sees what was missed.
    expect(texts()).toEqual(['pushed', 'missed']);
    expect(Date.now()).toBeGreaterThanOrEqual(state.kind === 'waiting' ? state.until : 0);
  });

  test('a long wait is shown with its end and nothing is asked meanwhile', async () => {
    const { telegram, signIn, account } = await scened();
    await signIn();
    telegram.refuseNext('messages.GetHistory', 420, 'FLOOD_WAIT_400');
    await until(() => account.state().kind === 'waiting');
    const asked = telegram.asked('messages.GetHistory') + telegram.asked('updates.GetState');
    const answer = await account.lastMessages(ENTRY);
    expect(answer).toMatchObject({ ok: false, error: { code: 'FLOOD_WAIT', numbers: { seconds: '400' } } });
    await pause(1000);
    expect(telegram.asked('messages.GetHistory') + telegram.asked('updates.GetState')).toBe(asked);
    expect(telegram.connections()).toBe(1);
  });

  test('after it is closed nothing is told', async () => {
    const { telegram, signIn, told, health, end } = await scened();
    await signIn();
    await end();
    const before = [told.length, health.length];
    telegram.post(ENTRY, 'too late');
    await pause(100);
    expect([told.length, health.length]).toEqual(before);
  });
});
