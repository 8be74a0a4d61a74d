import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../shared/domain/settings.ts';
import type { EngineEvent } from '../core/event.ts';
import { phaseOf } from '../core/position/ladder.ts';
import { type Durable, emptyDurable, initialState, STATE_VERSION } from '../core/state.ts';
import { step } from '../core/step.ts';
import { readState, writeState } from './stored-state.ts';

/** Rows as they were really written, one file each: `v<version>-<what it was doing>.json`. */
const folder = new URL('./samples/', import.meta.url);
const samples = readdirSync(folder).sort();
const text = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const loaded = (name: string): Durable => {
  const stored = readState(text(name));
  if (!stored.ok) throw new Error(stored.error);
  return stored.value;
};
const statuses = ({ orders }: Durable): string =>
  Object.values(orders)
    .map(({ role, status }) => `${role} ${status}`)
    .join(', ');

const started: EngineEvent = {
  seq: 9_000_000,
  at: 1_770_100_000_000,
  type: 'EngineStarted',
  stage: 'live',
  settings: defaultSettings,
  orderTag: 'row001',
  venue: 'binance-usdm',
  troubles: [],
};

describe.each(samples)('the stored row %s', (name) => {
  test('loads into the state of this version, and is written the same for good', () => {
    const state = loaded(name);
    expect(state.stateVersion).toBe(STATE_VERSION);
    expect(Object.keys(emptyDurable).filter((key) => !(key in state))).toEqual([]);
    expect(loaded(name)).toEqual(state);
    const again = readState(writeState(state));
    expect(again.ok && writeState(again.value)).toBe(writeState(state));
  });

  test('a process can begin with it: orders are asked after, the position keeps its step, monitoring is cleared', () => {
    const before = loaded(name);
    const { state } = step(initialState(before), started);
    expect(state.live.recovery).toBeDefined();
    expect(state.durable.monitors).toEqual([]);
    expect(state.durable.ladder?.step).toBe(before.ladder?.step);
    expect(state.durable.ladder?.position).toEqual(before.ladder?.position);
    expect(state.durable.ladder?.second.status).toBe(before.ladder?.second.status);
    expect(Object.keys(state.durable.orders)).toEqual(Object.keys(before.orders));
  });
});

describe('what version 1 held is not lost', () => {
  test.each([
    ['v1-idle.json', undefined, ''],
    ['v1-monitoring.json', undefined, ''],
    ['v1-entry-order.json', 'ENTRY_ORDER', 'entry1 working'],
    ['v1-phase1.json', 'EXITING', 'entry1 filled, takeProfit working'],
    ['v1-phase2.json', 'EXITING', 'entry1 filled, entry2 filled, mddStop working, breakEven working'],
    ['v1-exiting.json', 'EXITING', 'entry1 filled, marketClose working'],
    ['v1-unknown-order.json', 'ENTRY_ORDER', 'entry1 unconfirmed'],
    ['v1-exit-cancel-failed.json', 'EXITING', 'entry1 filled, takeProfit filled, breakEvenStop cancelling'],
  ])('%s', (name, phase, orders) => {
    const state = loaded(name);
    expect(state.ladder && phaseOf(state, state.ladder)).toBe(phase);
    expect(statuses(state)).toBe(orders);
  });
  test('the exit that could not be cancelled still locks', () => {
    const { exitCancelsFailed, orders } = loaded('v1-exit-cancel-failed.json');
    expect(exitCancelsFailed.map(({ orderId }) => orders[orderId]?.role)).toEqual(['breakEvenStop']);
    expect(loaded('v1-idle.json').exitCancelsFailed).toEqual([]);
  });
});

test('of what version 2 had handled everything up to the last id stays handled, whoever tells it', () => {
  expect(loaded('v2-late-short.json').handledMessages).toEqual({
    '-1002171239233': { upTo: 103, ids: [], bySource: {} },
    '-1003096527269': { upTo: 102, ids: [], bySource: {} },
  });
  expect(loaded('v3-two-sources.json').handledMessages['-1002171239233']?.ids).toEqual([500, 501, 503]);
});

describe('an order in question', () => {
  const probeOf = (name: string) => Object.values(loaded(name).orders).find(({ probe }) => probe)?.probe;
  test('of version 1 has had no look at the trades, and no person was called', () => {
    const probe = probeOf('v1-unknown-order.json');
    expect(probe).toMatchObject({ untraced: false, alarms: 0, unresolved: false });
    expect(probe?.alarmAt).toBe((probe?.since ?? 0) + 30_000);
    expect(probe).not.toHaveProperty('alarmed');
  });
  test('of version 4 keeps that a person was called', () => {
    expect(probeOf('v4-unresolved-order.json')).toMatchObject({ untraced: false, alarms: 2, unresolved: true });
  });
});

test('every version up to this one has samples', () => {
  for (let version = 1; version <= STATE_VERSION; version += 1)
    expect(samples.filter((name) => name.startsWith(`v${version}-`))).not.toEqual([]);
});

test('a field of the state cannot come or go without a new version, a migration and a sample', () => {
  expect([STATE_VERSION, ...Object.keys(emptyDurable).sort()]).toEqual([
    4,
    ...['authLock', 'bannedUntil', 'cooldowns', 'earlierOrders', 'emergency', 'entriesOff', 'exitCancelsFailed', 'handledMessages'],
    ...[
      'ladder',
      'lastMessageIds',
      'lateShorts',
      'monitors',
      'orderTag',
      'orders',
      'preparation',
      'settings',
      'stage',
      'stateVersion',
      'venue',
    ],
  ]);
});

describe('what this program cannot read is refused with the reason', () => {
  const refused = (row: string): string => {
    const stored = readState(row);
    return stored.ok ? '' : stored.error;
  };
  test('a row of a newer Vigil', () => {
    const newer = JSON.stringify({ ...JSON.parse(text('v2-late-short.json')), stateVersion: 99 });
    expect(refused(newer)).toBe(
      `the state has version 99, this program reads up to ${STATE_VERSION}: it was written by a newer Vigil, start that one`,
    );
  });
  test('a version before the first', () => {
    expect(refused('{"stateVersion":0}')).toBe('the state has version 0, which no migration of this program knows');
  });
  test.each(['[]', 'null', '7', '{}', '{"stateVersion":"2"}'])('something that is no state: %s', (row) => {
    expect(refused(row)).toBe('the state row has no version: it is not a state of this program');
  });
  test.each(['', '{"stateVersion":2', 'not json'])('torn or foreign text: %j', (row) => {
    expect(refused(row)).toBe('the state row is not readable JSON');
  });
});
