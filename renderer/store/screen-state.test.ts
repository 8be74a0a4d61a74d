import { describe, expect, test } from 'vitest';
import type { Push, View } from '../../shared/contract/view.ts';
import { freshFirstRun } from './first-run.ts';
import { readPreferences } from './preferences.ts';
import { applyPush, applySnapshot, markStale, type ScreenState } from './screen-state.ts';
import { shareUnchanged } from './share-unchanged.ts';
import { readSounds } from './sounds.ts';

const view = (speed: number): View => ({ demo: { speed }, orders: [], locks: [{ kind: 'operator' }] }) as unknown as View;
const live: ScreenState = { at: 'live', seq: 5, view: view(1) };
const push = (since: number, seq: number, speed = 2): Push => ({ since, seq, changed: { demo: { speed } } });

describe('a push', () => {
  test('before the first snapshot is dropped', () => {
    expect(applyPush({ at: 'waiting' }, push(0, 1), 9)).toEqual({ at: 'waiting' });
  });
  test('that joins on is applied, also when it overlaps', () => {
    expect(applyPush(live, push(5, 6), 9)).toMatchObject({ at: 'live', seq: 6, view: { demo: { speed: 2 } } });
    expect(applyPush(live, push(3, 7), 9)).toMatchObject({ at: 'live', seq: 7 });
  });
  test('that was seen already changes nothing', () => {
    expect(applyPush(live, push(4, 5), 9)).toBe(live);
  });
  test('after a gap makes the screen stale and leaves the old values', () => {
    expect(applyPush(live, push(6, 7), 9)).toEqual({ ...live, at: 'stale', since: 9, why: 'gap' });
  });
  test('that joins on brings a stale screen back to life', () => {
    expect(applyPush(markStale(live, 'lost', 3), push(5, 6), 9).at).toBe('live');
  });
  test('does not let a second gap move the moment since when the screen is stale', () => {
    expect(applyPush(markStale(live, 'lost', 3), push(8, 9), 9)).toMatchObject({ at: 'stale', why: 'lost', since: 3 });
  });
});

describe('a snapshot', () => {
  test('that is older than a live screen is ignored', () => {
    expect(applySnapshot(live, { seq: 4, view: view(9) })).toBe(live);
  });
  test('of any number is taken by a stale screen, because the engine may have started anew', () => {
    expect(applySnapshot(markStale(live, 'lost', 3), { seq: 1, view: view(9) })).toMatchObject({ at: 'live', seq: 1 });
  });
});

describe('what did not change', () => {
  test('keeps its identity, so that nothing renders for it', () => {
    const prev = { a: { x: 1 }, list: [{ id: 1 }, { id: 2 }] };
    const next = shareUnchanged(prev, { a: { x: 1 }, list: [{ id: 1 }, { id: 3 }] });
    expect(next.a).toBe(prev.a);
    expect(next.list[0]).toBe(prev.list[0]);
    expect(next.list[1]).toEqual({ id: 3 });
    expect(shareUnchanged(prev, structuredClone(prev))).toBe(prev);
  });
  test('does not hide a key that went away, an item that left, or a null', () => {
    expect(shareUnchanged({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
    expect(shareUnchanged([1, 2], [1])).toEqual([1]);
    expect(shareUnchanged({ a: undefined }, { b: undefined })).toEqual({ b: undefined });
    expect(shareUnchanged({ p: { q: 1 } }, { p: null })).toEqual({ p: null });
  });
});

describe('preferences', () => {
  const untouched = { chartFit: 'auto', firstRun: freshFirstRun, sounds: readSounds(undefined) };
  test('start Korean, dark, with red for rising', () => {
    expect(readPreferences(null)).toEqual({ lang: 'ko', theme: 'dark', palette: 'korea', ...untouched });
  });
  test('that are broken fall back field by field', () => {
    expect(readPreferences('{')).toEqual({ lang: 'ko', theme: 'dark', palette: 'korea', ...untouched });
    expect(readPreferences('[]')).toMatchObject({ lang: 'ko' });
    expect(readPreferences('{"lang":"en","theme":"pink"}')).toEqual({
      lang: 'en',
      theme: 'dark',
      palette: 'international',
      ...untouched,
    });
  });
});
