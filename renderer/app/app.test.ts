import { describe, expect, test } from 'vitest';
import type { View } from '../../shared/contract/view.ts';
import { nextInterval } from '../store/screen-actions.ts';
import type { ScreenState } from '../store/screen-state.ts';
import { documentTitle } from './document-title.ts';
import { matchingItems, movedMark } from './palette-match.ts';
import { actionFor, type KeyPress, lookForMenu } from './shortcuts.ts';

const press = (over: Partial<KeyPress>): KeyPress => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  ...over,
});

describe('keys', () => {
  test('the emergency chord works in text fields, while composing, and on a Korean layout', () => {
    const chord = press({ key: 'ㅌ', code: 'KeyX', ctrlKey: true, shiftKey: true, isComposing: true });
    expect(actionFor(chord, true)).toEqual({ do: 'emergency' });
    expect(actionFor({ ...chord, ctrlKey: false, metaKey: true }, false)).toEqual({ do: 'emergency' });
  });
  test('everything else is text in a text field or during composition', () => {
    const keys = [
      press({ code: 'Digit3' }),
      press({ code: 'Slash', key: '/' }),
      press({ code: 'KeyJ' }),
      press({ key: '?', shiftKey: true }),
    ];
    expect(keys.map((key) => actionFor(key, true))).toEqual(keys.map(() => undefined));
    expect(keys.map((key) => actionFor({ ...key, isComposing: true }, false))).toEqual(keys.map(() => undefined));
  });
  test('the palette opens from text fields too, but not in the middle of a syllable', () => {
    const chord = press({ key: 'ㅏ', code: 'KeyK', metaKey: true });
    expect(actionFor(chord, true)).toEqual({ do: 'palette' });
    expect(actionFor({ ...chord, isComposing: true }, true)).toBeUndefined();
  });
  test('pages, rows, intervals, filter and map', () => {
    expect(actionFor(press({ code: 'Digit2' }), false)).toEqual({ do: 'page', page: 'journal' });
    expect(actionFor(press({ code: 'Digit4' }), false)).toEqual({ do: 'page', page: 'lab' });
    expect(actionFor(press({ code: 'Numpad5' }), false)).toEqual({ do: 'page', page: 'firstRun' });
    expect(actionFor(press({ code: 'Digit6' }), false)).toBeUndefined();
    expect(actionFor(press({ code: 'KeyJ', key: 'ㅓ' }), false)).toEqual({ do: 'row', step: 1 });
    expect(actionFor(press({ code: 'BracketLeft' }), false)).toEqual({ do: 'interval', step: -1 });
    expect(actionFor(press({ code: 'Slash', key: '/' }), false)).toEqual({ do: 'filter' });
    expect(actionFor(press({ code: 'Slash', key: '?', shiftKey: true }), false)).toEqual({ do: 'shortcuts' });
  });
  test('no single key asks for an order, and browser chords are left alone', () => {
    const codes = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`);
    const done = codes.map((code) => actionFor(press({ code }), false)?.do).filter(Boolean);
    expect(new Set(done)).toEqual(new Set(['row']));
    expect(actionFor(press({ code: 'KeyX', ctrlKey: true }), false)).toBeUndefined();
  });
  test('intervals stop at both ends, and unknown menu words do nothing', () => {
    expect([nextInterval('1m', -1), nextInterval('3m', 1), nextInterval('15m', 1)]).toEqual(['1m', '15m', '15m']);
    expect([lookForMenu('emergency'), lookForMenu('settings'), lookForMenu('quit')]).toEqual([
      { emergencyOpen: true },
      { page: 'settings' },
      undefined,
    ]);
  });
});

describe('the palette', () => {
  const item = (label: string, also: string) => ({ label, also });
  const items = [item('콘솔', 'Console'), item('NEARUSDT 차트 보기', 'Show NEARUSDT'), item('비상 청산', 'Emergency close')];
  const found = (text: string) => matchingItems(items, text).map(({ label }) => label);
  test('offers all until something is typed', () => {
    expect(found('  ')).toHaveLength(3);
  });
  test('finds by every word, in either language', () => {
    expect([found('near show'), found('emer'), found('청산'), found('near close')]).toEqual([
      ['NEARUSDT 차트 보기'],
      ['비상 청산'],
      ['비상 청산'],
      [],
    ]);
  });
  test('the marked row goes round, and stays inside when fewer rows are left', () => {
    expect([movedMark(0, -1, 3), movedMark(2, 1, 3), movedMark(7, 0, 3), movedMark(0, 1, 0)]).toEqual([2, 0, 2, 0]);
  });
});

describe('the window title', () => {
  const view = (position: object | null, state = 'running') =>
    ({ stage: { stage: 'live' }, engine: { state, activeSymbol: null }, position }) as unknown as View;
  test('tells stage, symbol and ROI', () => {
    const state: ScreenState = { at: 'live', seq: 1, view: view({ symbol: 'NEARUSDT', roi: '-0.001' }) };
    expect(documentTitle(state, 'en')).toBe('[LIVE] NEARUSDT >−0.01 % — Vigil');
  });
  test('never tells an ROI that may be old', () => {
    const stale: ScreenState = { at: 'stale', seq: 1, since: 0, why: 'lost', view: view({ symbol: 'NEARUSDT', roi: '5' }) };
    expect(documentTitle(stale, 'ko')).toBe('⚠ [실거래] Vigil');
    expect(documentTitle({ at: 'live', seq: 1, view: view({ symbol: 'NEARUSDT', roi: '5' }, 'halted') }, 'en')).toBe('⛔ [LIVE] Vigil');
  });
});
