import { describe, expect, test } from 'vitest';
import {
  clockTone,
  differencesTone,
  engineWord,
  heldByOperator,
  lastMessageAt,
  lastReadAt,
  lockTone,
  messageHealth,
  signedMs,
  weightTone,
} from './rows.ts';

describe('the mode bar', () => {
  test('a halted engine hides behind no phase', () => {
    expect(engineWord({ state: 'halted', phase: 'PHASE1' })).toEqual({ word: 'engineHalted', tone: 'danger' });
    expect(engineWord({ state: 'running', phase: 'PHASE1' })).toEqual({ word: 'phasePHASE1', tone: 'plain' });
  });
  test('an ordinary lock is amber, one of trouble is danger, even among ordinary ones', () => {
    expect([lockTone([]), lockTone([{ kind: 'position' }]), lockTone([{ kind: 'position' }, { kind: 'ban' }])]).toEqual([
      'good',
      'attention',
      'danger',
    ]);
  });
  test('the clock warns on both sides, before orders fail', () => {
    expect([250, 251, -751, null].map(clockTone)).toEqual(['plain', 'attention', 'danger', 'plain']);
    expect([signedMs(12.4), signedMs(-812), signedMs(0), signedMs(null)]).toEqual(['+12 ms', '−812 ms', '0 ms', '—']);
  });
  test('a ban outweighs any count', () => {
    const weight = { used: 0, limit: 2400, orders10s: 0, orders1m: 0, bannedUntil: null };
    expect([weightTone(weight), weightTone({ ...weight, used: 1680 }), weightTone({ ...weight, bannedUntil: 1 })]).toEqual([
      'plain',
      'attention',
      'danger',
    ]);
  });
  test('the account warns while it differs from the exchange, and cries when that stays', () => {
    const open = (alarmed: boolean) => ({
      said: { rule: 'R20', code: 'differenceFound', numbers: {} } as const,
      symbol: null,
      since: 0,
      alarmed,
    });
    expect([{ open: [] }, { open: [open(false)] }, { open: [open(false), open(true)] }].map(differencesTone)).toEqual([
      'plain',
      'attention',
      'danger',
    ]);
  });
  test('one lost message source is told although another one is well, and no source is no health', () => {
    const source = { healthy: true, readAt: null, lateAfterMs: null };
    expect(messageHealth([source], 9)).toBe('well');
    expect([messageHealth([source, { ...source, healthy: false }], 9), messageHealth([], 9)]).toEqual(['lost', 'lost']);
  });
  test('a source whose last proof is too old is late, though it calls itself well', () => {
    const source = { healthy: true, readAt: 1000, lateAfterMs: 20_000 };
    expect([21_000, 21_001].map((now) => messageHealth([source, { ...source, readAt: 20_000 }], now))).toEqual(['well', 'late']);
  });
  test('the newest message and the oldest proof are told', () => {
    const times = [5, null, 9].map((at) => ({ lastMessageAt: at, readAt: at }));
    expect([lastMessageAt(times), lastReadAt(times), lastMessageAt([]), lastReadAt([])]).toEqual([9, 5, null, null]);
  });
  test('entries held by hand or after an emergency are what the switch resumes', () => {
    expect([heldByOperator([{ kind: 'emergency' }]), heldByOperator([{ kind: 'operator' }]), heldByOperator([{ kind: 'safety' }])]).toEqual(
      [true, true, false],
    );
  });
});
