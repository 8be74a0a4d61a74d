import { expect, test } from 'vitest';
import type { Push, View } from '../../shared/contract/view.ts';
import type { Percent, Price } from '../../shared/domain/decimal.ts';
import { symbolOf } from '../../shared/domain/ids.ts';
import { defaultSettings } from '../../shared/domain/settings.ts';
import { createVirtualClock } from '../adapters/clock/virtual-clock.ts';
import { MemoryJournal } from '../adapters/journal/memory/memory-journal.ts';
import { fakeExchange } from '../testkit/flows/fake-exchange.ts';
import { Engine } from './engine.ts';
import { EngineLink } from './link.ts';

const BEGIN = 1_790_000_000_000;
/** Longer than changes are gathered. */
const GATHERED_MS = 100;

function given() {
  const clock = createVirtualClock(BEGIN);
  const exchange = fakeExchange();
  const journal = new MemoryJournal('unit01');
  const settings = { read: () => ({ settings: defaultSettings, complaints: [] }), write: () => {} };
  const engine = new Engine({ clock, exchange: exchange.port, messages: [], journal, settings }, () => {});
  const link = new EngineLink({
    engine,
    journal,
    exchange: exchange.port,
    clock,
    version: '0',
    loopback: true,
    accountTail: undefined,
    demo: undefined,
  });
  engine.start({ stage: 'live', settings: defaultSettings, orderTag: 'unit01', venue: 'http://127.0.0.1:1', troubles: [] });
  clock.advance(GATHERED_MS);
  const frame = (mark: string, n: number) =>
    exchange.tells({ type: 'MarkPricesArrived', source: 'stream', venueAt: BEGIN + n, prices: { [symbolOf('BTCUSDT')]: mark as Price } });
  return { clock, engine, link, exchange, frame };
}
const listens = (link: EngineLink): Push[] => {
  const pushes: Push[] = [];
  link.onPush((push) => pushes.push(push));
  return pushes;
};

test('pushes join on to the snapshot and to each other without a gap, and lead to the same view', async () => {
  const { clock, engine, link, frame } = given();
  const { seq, view } = await link.snapshot();
  const pushes = listens(link);
  let built: View = view;
  for (let n = 1; n <= 50; n += 1) {
    frame(String(100 + (n % 7)), n);
    if (n % 10 === 0) engine.receive({ type: n % 20 === 0 ? 'EntriesResumeRequested' : 'EntriesPauseRequested' });
    clock.advance(GATHERED_MS);
  }
  expect(pushes.length).toBeGreaterThan(10);
  let at = seq;
  for (const push of pushes) {
    expect(push.since).toBe(at);
    expect(push.seq).toBe(at + 1);
    at = push.seq;
    built = { ...built, ...push.changed };
  }
  const after = await link.snapshot();
  expect(after.seq).toBe(at);
  expect(built).toEqual(after.view);
});

test('only slices that changed are sent, and nothing when nothing changed', async () => {
  const { clock, engine, link, frame } = given();
  await link.snapshot();
  const pushes = listens(link);
  engine.receive({ type: 'EntriesPauseRequested' });
  clock.advance(GATHERED_MS);
  expect(pushes.map(({ changed }) => Object.keys(changed).sort())).toEqual([['audit', 'locks']]);
  pushes.length = 0;
  frame('100', 1);
  clock.advance(GATHERED_MS);
  const first = pushes.flatMap(({ changed }) => Object.keys(changed));
  expect(first).toContain('marks');
  expect(first).not.toContain('audit');
  pushes.length = 0;
  await link.snapshot();
  await link.snapshot();
  expect(pushes).toEqual([]);
});

test('a slice that went and came back between two pushes is not sent', async () => {
  const { clock, engine, link } = given();
  await link.snapshot();
  const pushes = listens(link);
  engine.receive({ type: 'EntriesPauseRequested' });
  engine.receive({ type: 'EntriesResumeRequested' });
  clock.advance(GATHERED_MS);
  expect(pushes.map(({ changed }) => Object.keys(changed))).toEqual([['audit']]);
});

test('a burst of events is one push, and no push stands between an event and its effects', () => {
  const { clock, engine, link } = given();
  const pushes = listens(link);
  for (let n = 0; n < 100; n += 1) engine.receive({ type: 'EntriesPauseRequested' });
  expect(pushes).toEqual([]);
  clock.advance(GATHERED_MS);
  expect(pushes).toHaveLength(1);
});

test('the answer to a command comes after the push that shows what it did', async () => {
  const { link } = given();
  const pushes = listens(link);
  const reply = await link.send('settings.update', { settings: { mdd: '12' as Percent } });
  expect(reply.ok).toBe(true);
  expect(pushes.at(-1)?.changed.settings).toMatchObject({ mdd: '12' });
});

test('a listener that was slow to come back finds the gap and mends it with a snapshot', async () => {
  const { clock, engine, link } = given();
  const { seq } = await link.snapshot();
  engine.receive({ type: 'EntriesPauseRequested' });
  clock.advance(GATHERED_MS);
  const late = listens(link);
  engine.receive({ type: 'EntriesResumeRequested' });
  clock.advance(GATHERED_MS);
  expect(late[0]?.since).toBeGreaterThan(seq);
  const again = await link.snapshot();
  expect(again.seq).toBe(late.at(-1)?.seq);
});

test('a listener that throws harms neither the others nor the engine, and is told the next push all the same', () => {
  const { clock, engine, link } = given();
  let thrown = 0;
  link.onPush(() => {
    thrown += 1;
    throw new Error('a screen broke');
  });
  const pushes = listens(link);
  engine.receive({ type: 'EntriesPauseRequested' });
  clock.advance(GATHERED_MS);
  engine.receive({ type: 'EntriesResumeRequested' });
  clock.advance(GATHERED_MS);
  expect(pushes).toHaveLength(2);
  expect(thrown).toBe(2);
  expect(engine.halted).toBeUndefined();
});

test('a refused command names its code and reason in both languages, and nothing of it was done', async () => {
  const { engine, link } = given();
  const before = engine.state.durable;
  const reply = await link.send('settings.update', { settings: { wsFallbackSeconds: 20 } });
  expect(reply).toMatchObject({ ok: false, refusal: { code: 'staleNotAboveFallback', field: 'settings.staleMarkPriceSeconds' } });
  expect(reply.ok ? undefined : reply.refusal.message.ko).toBeTruthy();
  expect(engine.state.durable).toEqual(before);
});
