import { describe, expect, test } from 'vitest';
import { clockTone, engineWord, heldByOperator, lockTone, messageHealth, signedMs, weightTone } from './rows.ts';

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
  test('one lost message source is told although another one is well, and no source is no health', () => {
    const source = { source: 'a', why: '', since: 0, healthy: true, lastMessageAt: 5 };
    expect(messageHealth([source, { ...source, healthy: false, lastMessageAt: 9 }])).toEqual({ healthy: false, lastMessageAt: 9 });
    expect(messageHealth([])).toEqual({ healthy: false, lastMessageAt: null });
  });
  test('entries held by hand or after an emergency are what the switch resumes', () => {
    expect([heldByOperator([{ kind: 'emergency' }]), heldByOperator([{ kind: 'operator' }]), heldByOperator([{ kind: 'safety' }])]).toEqual(
      [true, true, false],
    );
  });
});
