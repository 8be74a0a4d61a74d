import { describe, expect, test } from 'vitest';
import type { AlarmsConfig, AlarmsView } from '../../../shared/contract/alarms.ts';
import { alarmCommands } from '../../../shared/contract/alarms.ts';
import type { Reply } from '../../../shared/contract/link.ts';
import { createVirtualClock } from '../../adapters/clock/virtual-clock.ts';
import type { Fact } from '../../core/event.ts';
import { initialState } from '../../core/state.ts';
import type { AlarmChannel, AlarmOutbox, AlarmOutcome, AlarmPort, Notice } from '../../ports/alarm.ts';
import type { AlarmChoices, AlarmSpec } from '../../ports/alarm-set-up.ts';
import type { SecretName, SecretsPort } from '../../ports/secrets.ts';
import type { Happened } from '../engine.ts';
import { AlarmDesk } from './alarm-desk.ts';
import { AlarmSetUp } from './alarm-set-up.ts';

const TOKEN = '424242:CANARY-token-0123456789';
const telegram = { channel: 'telegram', enabled: true, level: 'info', lang: 'en', chatId: '-1001' } as const;
const stored: AlarmChoices = {
  telegram: { enabled: true, level: 'info', lang: 'en', chatId: '-1001', apiUrl: 'https://api.telegram.org' },
};
type Fault = 'secrets' | 'choices' | 'reading';

function given({
  choices = {} as AlarmChoices,
  kept = new Map<SecretName, string>(),
  unreadable = false,
  answers = [] as AlarmOutcome[],
  profile = undefined as AlarmsConfig | undefined,
  opened = [] as { port: AlarmPort; level: 'info' }[],
  hasDesktop = false,
  faults = new Set<Fault>(),
} = {}) {
  const clock = createVirtualClock(1_790_000_000_000);
  const facts: Fact[] = [];
  const specs: AlarmSpec[] = [];
  const sent: string[] = [];
  let reads = 0;
  let written: AlarmChoices = choices;
  let rows: { readonly row: number; readonly channel: AlarmChannel; readonly notice: Notice }[] = [];
  let next = 1;
  const of = (channel: AlarmChannel) => rows.filter((each) => each.channel === channel);
  const outbox: AlarmOutbox = {
    add: (channel, notices) => notices.forEach((notice) => void rows.push({ row: next++, channel, notice })),
    waiting: (channel, limit) => of(channel).slice(0, limit),
    count: (channel) => of(channel).length,
    remove: (gone) => {
      rows = rows.filter(({ row }) => !gone.includes(row));
    },
    dropOlder: () => 0,
    dropOldest: (channel, count) =>
      outbox.remove(
        of(channel)
          .slice(0, count)
          .map(({ row }) => row),
      ),
    summaryDay: () => '2026-09-21',
    setSummaryDay: () => {},
    close: () => {},
  };
  let happened: (what: Happened) => void = () => {};
  const engine = {
    state: initialState(),
    halt: undefined,
    receive: (fact: Fact) => void facts.push(fact),
    watch: (heard: (what: Happened) => void) => {
      happened = heard;
      return () => {};
    },
  };
  const desk = new AlarmDesk({ engine, clock, outbox, tag: 'unit01', trades: () => [], report: () => {} });
  const secrets: SecretsPort = {
    kept: 'keyFile',
    why: '',
    async read(name) {
      reads += 1;
      if (faults.has('reading')) throw new Error('CANARY in a keychain');
      const text = kept.get(name);
      if (unreadable) return { kind: 'unreadable', why: 'sealed with another key' };
      return text === undefined ? { kind: 'absent' } : { kind: 'present', text };
    },
    async write(name, text) {
      if (faults.has('secrets')) throw new Error('secrets.json cannot be written: ENOSPC');
      kept.set(name, text);
    },
    forget: async (name) => void kept.delete(name),
  };
  const open = (spec: AlarmSpec): AlarmPort => {
    specs.push(spec);
    return {
      channel: spec.channel,
      limits: { gapMs: 0, windows: [], length: 400, merge: 10 },
      async send({ notices }) {
        const to = spec.channel === 'telegram' ? spec.chatId : spec.channel;
        sent.push(...notices.map(({ event, id }) => `${to} ${event} ${id}`));
        return answers.shift() ?? { kind: 'delivered' };
      },
    };
  };
  const write = (next: AlarmChoices): void => {
    if (faults.has('choices')) throw new Error('alarms.json cannot be written: ENOSPC');
    written = next;
  };
  const setUp = new AlarmSetUp({ desk, profile, opened, choices: { stored: choices, write }, secrets, open, hasDesktop });
  const send = (command: keyof typeof alarmCommands, args: object): Promise<Reply> =>
    setUp.send({ command, args: alarmCommands[command].parse(args) } as never, 7);
  const fills = (): void => {
    const log = [{ kind: 'note', level: 'attention', rule: 'W37', code: 'firstFill', numbers: {} }] as const;
    happened({ state: engine.state, event: { type: 'ClockTicked', seq: next, at: clock.now() }, log });
  };
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 100) {
      clock.advance(100);
      for (let n = 0; n < 12; n += 1) await Promise.resolve();
    }
  };
  const channel = (name: string) => (setUp.view() as AlarmsView).channels.find((each) => each.channel === name);
  return { setUp, send, fills, pass, channel, facts, specs, sent, kept, reads: () => reads, written: () => written };
}

describe('a channel that is set up on the screen', () => {
  test('sends from then on, without a restart, and is there at the next start', async () => {
    const first = given();
    first.fills();
    expect(await first.send('alarms.configure', { ...telegram, secret: TOKEN })).toEqual({ ok: true, seq: 7 });
    first.fills();
    await first.pass(1000);
    expect(first.sent).toEqual(['-1001 fill unit01-1-0']);
    expect(first.channel('telegram')).toMatchObject({ configured: true, enabled: true, secret: 'present', delivered: 1, waiting: 0 });

    const second = given({ choices: first.written(), kept: first.kept });
    await second.setUp.resume();
    second.fills();
    await second.pass(1000);
    expect(second.sent).toHaveLength(1);
    expect(second.specs).toEqual([{ channel: 'telegram', botToken: TOKEN, chatId: '-1001', apiUrl: 'https://api.telegram.org' }]);
  });

  test('keeps for itself what happens before its secret is read', async () => {
    const { setUp, fills, pass, sent, channel } = given({ choices: stored, kept: new Map([['alarm.telegram.botToken', TOKEN]]) });
    fills();
    await pass(5000);
    expect([sent.length, channel('telegram')?.waiting, channel('telegram')?.secret]).toEqual([0, 1, 'reading']);
    await setUp.resume();
    await pass(1000);
    expect(sent).toHaveLength(1);
  });

  test('sends what waits to the new place when the old one refused', async () => {
    const { send, fills, pass, sent, channel, facts } = given({ answers: [{ kind: 'refused', why: 'HTTP 403' }] });
    await send('alarms.configure', { ...telegram, secret: TOKEN });
    fills();
    await pass(1000);
    expect(channel('telegram')).toMatchObject({ waiting: 1, last: { kind: 'stopped', why: 'HTTP 403' } });
    expect(facts).toMatchObject([{ type: 'AlarmTroubled', channel: 'telegram', trouble: 'stopped', why: 'HTTP 403' }]);
    await send('alarms.configure', { ...telegram, chatId: '-2002' });
    await pass(1000);
    expect(sent.map((each) => each.split(' ')[0])).toEqual(['-1001', '-2002']);
    expect(channel('telegram')).toMatchObject({ waiting: 0, last: { kind: 'delivered' } });
  });

  test('that is switched off takes nothing, may still be tested, and starts again with the switch', async () => {
    const { send, fills, pass, sent, channel } = given();
    await send('alarms.configure', { ...telegram, enabled: false, secret: TOKEN });
    fills();
    await pass(1000);
    expect([sent, channel('telegram')?.waiting]).toEqual([[], 0]);
    expect(await send('alarms.test', { channel: 'telegram' })).toMatchObject({ ok: true });
    await send('alarms.configure', telegram);
    fills();
    await pass(1000);
    expect(sent.map((each) => each.split(' ')[1])).toEqual(['test', 'fill']);
  });

  test('hears by its new level at once, over the same link', async () => {
    const { send, fills, pass, sent, specs } = given();
    await send('alarms.configure', { ...telegram, secret: TOKEN });
    await send('alarms.configure', { ...telegram, level: 'critical' });
    fills();
    await pass(1000);
    expect([sent, specs.length]).toEqual([[], 1]);
  });

  test('that is removed leaves no secret and no set-up, and what waited is written down as missed', async () => {
    const { send, fills, pass, facts, kept, written, channel } = given({ answers: [{ kind: 'refused', why: 'HTTP 403' }] });
    await send('alarms.configure', { ...telegram, secret: TOKEN });
    fills();
    await pass(1000);
    expect(await send('alarms.remove', { channel: 'telegram' })).toMatchObject({ ok: true });
    expect([[...kept], written()]).toEqual([[], {}]);
    expect(facts.at(-1)).toMatchObject({ trouble: 'missed', count: 1, why: 'the channel was removed' });
    expect(channel('telegram')).toMatchObject({ configured: false, secret: 'absent', waiting: 0, missed: 1 });
    expect(await send('alarms.test', { channel: 'telegram' })).toMatchObject({ ok: false, refusal: { code: 'alarmOff' } });
  });

  test('says at the start that its secret is gone or cannot be read, keeps what waits, and is mended by a new one', async () => {
    for (const unreadable of [false, true]) {
      const { setUp, send, fills, pass, sent, facts, channel } = given({ choices: stored, unreadable });
      fills();
      await setUp.resume();
      expect(facts).toMatchObject([{ trouble: 'stopped', count: 1, why: expect.stringMatching(/^its secret/) }]);
      expect(channel('telegram')).toMatchObject({ waiting: 1, secret: unreadable ? 'unreadable' : 'absent', last: { kind: 'stopped' } });
      expect(await send('alarms.test', { channel: 'telegram' })).toMatchObject({ ok: false, refusal: { code: 'alarmTestFailed' } });
      if (unreadable) continue;
      await send('alarms.configure', { ...telegram, secret: TOKEN });
      await pass(1000);
      expect(sent).toHaveLength(1);
    }
  });
});

test('a keychain that breaks is trouble of the channel, not of the program', async () => {
  const { setUp, facts, channel } = given({ choices: stored, faults: new Set<Fault>(['reading']) });
  await setUp.resume();
  expect(facts).toMatchObject([{ trouble: 'stopped', why: 'its secret cannot be read' }]);
  expect(channel('telegram')?.secret).toBe('unreadable');
});

test('a channel that is off is no trouble when its secret is gone', async () => {
  const { setUp, facts, channel } = given({ choices: { discord: { enabled: false, level: 'info', lang: 'ko' } } });
  await setUp.resume();
  expect([facts, channel('discord')?.secret]).toEqual([[], 'absent']);
});

test('what Vigil itself says about a failure is in the language of the reader', async () => {
  const { send } = given({ answers: [{ kind: 'retry', why: 'no connection' }] });
  await send('alarms.configure', { ...telegram, secret: TOKEN });
  expect(await send('alarms.test', { channel: 'telegram' })).toMatchObject({
    refusal: { message: { ko: '텔레그램 알림 시험 실패: 연결할 수 없습니다', en: 'The test alarm by Telegram failed: no connection' } },
  });
});

test('two channels that are set up at once are both kept', async () => {
  const { send, written } = given();
  const discord = { channel: 'discord', enabled: true, level: 'info', lang: 'ko', secret: 'https://a.example/x' };
  await Promise.all([send('alarms.configure', { ...telegram, secret: TOKEN }), send('alarms.configure', discord)]);
  expect(Object.keys(written()).sort()).toEqual(['discord', 'telegram']);
});

describe('a set-up is refused', () => {
  test('without its secret, with the field that is missing, and again when the token would go to another server', async () => {
    const { send, written } = given();
    expect(await send('alarms.configure', telegram)).toMatchObject({ ok: false, refusal: { code: 'alarmSecretNeeded', field: 'secret' } });
    const webhook = { channel: 'webhook', enabled: true, level: 'info', lang: 'ko', secret: '0123456789abcdef' };
    expect(await send('alarms.configure', webhook)).toMatchObject({ ok: false, refusal: { code: 'alarmSecretNeeded', field: 'url' } });
    await send('alarms.configure', { ...telegram, secret: TOKEN });
    const elsewhere = { ...telegram, apiUrl: 'https://stranger.example' };
    expect(await send('alarms.configure', elsewhere)).toMatchObject({ ok: false, refusal: { code: 'alarmSecretNeeded' } });
    expect(written()).toEqual(stored);
  });

  test('when it cannot be stored, and the channel stays as it was', async () => {
    for (const fault of ['secrets', 'choices'] as const) {
      const { send, channel, specs } = given({ faults: new Set([fault]) });
      const reply = await send('alarms.configure', { ...telegram, secret: TOKEN });
      expect(reply).toMatchObject({ ok: false, refusal: { code: 'alarmNotStored', numbers: { why: expect.stringContaining('ENOSPC') } } });
      expect([channel('telegram')?.configured, specs]).toEqual([false, []]);
    }
  });

  test('for a channel of the profile, which the screen only shows', async () => {
    const port: AlarmPort = {
      channel: 'discord',
      limits: { gapMs: 0, windows: [], length: 9, merge: 1 },
      send: async () => ({ kind: 'delivered' }),
    };
    const profile: AlarmsConfig = { lang: 'ko', discord: { level: 'info', url: { file: '/nowhere' } } };
    const { send, channel } = given({ profile, opened: [{ port, level: 'info' }] });
    expect(channel('discord')).toMatchObject({ setUpIn: 'profile', configured: true, enabled: true, secret: 'present' });
    const discord = { channel: 'discord', enabled: false, level: 'info', lang: 'ko' };
    expect(await send('alarms.configure', discord)).toMatchObject({ ok: false, refusal: { code: 'alarmByProfile' } });
    expect(await send('alarms.remove', { channel: 'discord' })).toMatchObject({ ok: false, refusal: { code: 'alarmByProfile' } });
    expect(await send('alarms.test', { channel: 'discord' })).toMatchObject({ ok: true });
  });

  test('for the desktop where there is none', async () => {
    const desktop = { channel: 'desktop', enabled: true, level: 'critical', lang: 'ko' };
    const headless = given();
    expect(await headless.send('alarms.configure', desktop)).toMatchObject({ ok: false, refusal: { code: 'alarmNoDesktop' } });
    expect(headless.channel('desktop')).toBeUndefined();
    const { send, specs, channel, reads } = given({ hasDesktop: true });
    expect(await send('alarms.configure', desktop)).toMatchObject({ ok: true });
    expect([specs, channel('desktop')?.secret, reads()]).toEqual([[{ channel: 'desktop' }], 'notNeeded', 0]);
  });
});

test('no view, reply or fact carries a secret, not even its tail', async () => {
  const address = 'https://CANARY.example/api/webhooks/1/CANARY-tail';
  const { setUp, send, fills, pass, facts, written } = given({ answers: [{ kind: 'refused', why: 'HTTP 401' }] });
  const replies = [
    await send('alarms.configure', { ...telegram, secret: TOKEN }),
    await send('alarms.configure', { channel: 'discord', enabled: true, level: 'info', lang: 'ko', secret: address }),
    await send('alarms.configure', {
      channel: 'webhook',
      enabled: true,
      level: 'info',
      lang: 'ko',
      url: 'https://hook.example:8443/CANARY?key=CANARY',
      secret: 'CANARY0123456789',
    }),
  ];
  fills();
  await pass(1000);
  replies.push(await send('alarms.test', { channel: 'telegram' }), await send('alarms.remove', { channel: 'discord' }));
  expect(JSON.stringify([setUp.view(), replies, facts, written()])).not.toMatch(/CANARY|6789|tail/);
  expect(setUp.view().channels.find(({ channel }) => channel === 'webhook')?.host).toBe('hook.example:8443');
});

test('nothing is asked of the secrets where no channel is set up', async () => {
  const { setUp, reads } = given();
  await setUp.resume();
  setUp.view();
  expect(reads()).toBe(0);
});
