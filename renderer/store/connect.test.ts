import { describe, expect, test } from 'vitest';
import type { Push, View } from '../../shared/contract/view.ts';
import { type Connection, connectScreen, type ScreenLink, SILENCE_MS } from './connect.ts';
import type { ScreenState, Snapshot } from './screen-state.ts';

const view = { demo: null } as unknown as View;

/** A link and surroundings that a test moves by hand. */
function stage() {
  let state: ScreenState = { at: 'waiting' };
  let now = 0;
  let paint: (() => void) | undefined;
  let second: () => void = () => undefined;
  const asked: ((snapshot: Snapshot) => void)[] = [];
  const tell = { push: (_: Push): void => undefined, connection: (_: Connection): void => undefined };
  let writes = 0;
  const link: ScreenLink = {
    send: () => Promise.reject(new Error('not used')),
    ask: () => Promise.reject(new Error('not used')),
    snapshot: () => new Promise((resolve) => asked.push(resolve)),
    onPush: (listener) => {
      tell.push = listener;
      return () => undefined;
    },
    onSnapshot: () => () => undefined,
    onConnection: (listener) => {
      tell.connection = listener;
      return () => undefined;
    },
  };
  connectScreen(link, {
    read: () => state,
    write: (next) => {
      writes += 1;
      state = next;
    },
    now: () => now,
    beforePaint: (run) => {
      paint = run;
    },
    every: (_, run) => {
      second = run;
      return () => undefined;
    },
  });
  return {
    tell,
    asked,
    state: () => state,
    writes: () => writes,
    paint: () => paint?.(),
    answer: async (seq: number) => {
      asked.shift()?.({ seq, view });
      await Promise.resolve();
      await Promise.resolve();
      paint?.();
      await Promise.resolve();
    },
    after: (ms: number) => {
      now += ms;
      second();
    },
  };
}
const push = (since: number, seq: number): Push => ({ since, seq, changed: {} });

describe('the screen follows the engine', () => {
  test('all pushes between two paints are one write', async () => {
    const s = stage();
    await s.answer(1);
    const before = s.writes();
    s.tell.push(push(1, 2));
    s.tell.push(push(2, 3));
    s.tell.push(push(3, 4));
    expect(s.writes()).toBe(before);
    s.paint();
    expect(s.writes()).toBe(before + 1);
    expect(s.state()).toMatchObject({ at: 'live', seq: 4 });
  });
  test('a gap asks for a snapshot at once', async () => {
    const s = stage();
    await s.answer(1);
    s.tell.push(push(5, 6));
    s.paint();
    expect(s.state()).toMatchObject({ at: 'stale', why: 'gap' });
    expect(s.asked).toHaveLength(1);
    await s.answer(6);
    expect(s.state()).toMatchObject({ at: 'live', seq: 6 });
  });
  test('a broken connection is told with the moment it broke', async () => {
    const s = stage();
    await s.answer(1);
    s.tell.connection({ open: false, since: 77, why: 'lost' });
    expect(s.state()).toMatchObject({ at: 'stale', why: 'lost', since: 77 });
  });
  test('a refused token becomes the reason, the moment of the break stays, and a snapshot makes the screen live', async () => {
    const s = stage();
    await s.answer(1);
    s.tell.connection({ open: false, since: 77, why: 'lost' });
    s.tell.connection({ open: false, since: 99, why: 'token' });
    expect(s.state()).toMatchObject({ at: 'stale', why: 'token', since: 77 });
    s.tell.connection({ open: false, since: 111, why: 'lost' });
    expect(s.state()).toMatchObject({ why: 'token', since: 77 });
    s.after(1_000);
    await s.answer(1);
    expect(s.state().at).toBe('live');
  });
  test('silence is first asked about, and only called stale when nothing answers', async () => {
    const s = stage();
    await s.answer(1);
    s.after(SILENCE_MS + 1);
    expect(s.state().at).toBe('live');
    expect(s.asked).toHaveLength(1);
    s.after(4_000);
    expect(s.state()).toMatchObject({ at: 'stale', why: 'silent', since: 0 });
  });
  test('a quiet engine that answers stays live', async () => {
    const s = stage();
    await s.answer(1);
    s.after(SILENCE_MS + 1);
    await s.answer(1);
    s.after(4_000);
    expect(s.state().at).toBe('live');
  });
});
