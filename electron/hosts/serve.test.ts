import { describe, expect, test } from 'vitest';
import { commandNames, queryNames } from '../../shared/contract/commands.ts';
import type { Door } from './serve.ts';
import { REQUEST_LIMIT_BYTES, serve } from './serve.ts';
import type { FakeLink } from './testing/fake-link.ts';
import { fakeLink } from './testing/fake-link.ts';

function open(): { engine: FakeLink; door: Door; bugs: unknown[] } {
  const engine = fakeLink();
  const bugs: unknown[] = [];
  return { engine, bugs, door: serve(engine.link, (bug) => bugs.push(bug)) };
}

const codeOf = async (reply: Promise<{ ok: boolean; refusal?: { code: string; field?: string } }>) => {
  const { refusal } = await reply;
  return [refusal?.code, refusal?.field];
};

describe('the door', () => {
  test('a right command reaches the engine with defaults filled in, and its reply comes back', async () => {
    const { door, engine } = open();
    expect(await door.send('emergency.close', {})).toEqual({ ok: true, seq: 7 });
    expect(engine.heard).toEqual([['emergency.close', { scope: 'bot' }]]);
  });

  test('a refusal of the core comes back as it is', async () => {
    const { door, engine } = open();
    const refused = { ok: false, refusal: { code: 'settingsLocked', rule: 'W46', message: { ko: '가', en: 'a' } } } as const;
    engine.answersWith(refused);
    expect(await door.send('entries.pause', {})).toEqual(refused);
  });

  test.each(['constructor', '__proto__', 'toString', 'nope', '', 7, null, undefined, {}, ['entries.pause']])(
    'the name %j is an unknown command and reaches nobody',
    async (name) => {
      const { door, engine } = open();
      expect(await codeOf(door.send(name, {}))).toEqual(['unknownCommand', undefined]);
      expect(await codeOf(door.ask(name, {}))).toEqual(['unknownCommand', undefined]);
      expect(engine.heard).toEqual([]);
    },
  );

  test.each([
    ['settings.update', { settings: { mdd: '-1' } }, 'settings.mdd'],
    ['settings.update', { settings: { mdd: 15 } }, 'settings.mdd'],
    ['settings.update', { settings: { nope: '1' } }, 'settings.nope'],
    ['stage.request', { stage: 'LIVE' }, 'stage'],
    ['stage.request', {}, 'stage'],
    ['emergency.close', { scope: 'all' }, 'scope'],
    ['entries.pause', { extra: 1 }, 'extra'],
    ['demo.speed', { speed: Number.NaN }, 'speed'],
  ])('%s %j is a bad request that names the field', async (name, args, field) => {
    const { door, engine } = open();
    expect(await codeOf(door.send(name, args))).toEqual(['badRequest', field]);
    expect(engine.heard).toEqual([]);
  });

  test('no command and no query takes anything that is not an object, and none throws', async () => {
    const { door, engine } = open();
    for (const args of [null, undefined, 'text', 1, [], true])
      for (const name of [...commandNames, ...queryNames]) {
        const reply = await (commandNames.includes(name as never) ? door.send(name, args) : door.ask(name, args));
        expect(reply.ok).toBe(false);
      }
    expect(engine.heard).toEqual([]);
  });

  test('a request above the size limit, or one that is no JSON at all, is refused before it is read', async () => {
    const { door, engine } = open();
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    for (const args of [{ settings: { mode: 'x'.repeat(REQUEST_LIMIT_BYTES) } }, cycle, { big: 1n }])
      expect(await codeOf(door.send('settings.update', args))).toEqual(['tooLarge', undefined]);
    expect(engine.heard).toEqual([]);
  });

  test('a bug is answered as internal, without its text, and told to the log', async () => {
    const { door, engine, bugs } = open();
    engine.breaks();
    const reply = await door.send('entries.pause', {});
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'internal' } });
    expect(JSON.stringify(reply)).not.toContain('secret detail');
    expect(bugs).toHaveLength(1);
  });

  test('hostile input quoted in a reason cannot break the line', async () => {
    const { door } = open();
    const reply = await door.send('entries.pause', { 'a\nb\u001b[31m': 1 });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the absence of them is the rule
    expect(JSON.parse(JSON.stringify(reply)).refusal.message.en).not.toMatch(/[\u0000-\u001f]/);
  });
});
