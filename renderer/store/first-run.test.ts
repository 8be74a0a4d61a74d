import { describe, expect, test } from 'vitest';
import { firstRunSteps, freshFirstRun, goTo, hide, needsTick, pass, readFirstRun, stepBeside, stripOf, tickRisk } from './first-run.ts';

const atRisk = goTo(freshFirstRun, 'risk');
const through = (how: 'done' | 'skipped') => firstRunSteps.reduce((run) => pass(run, how), tickRisk(freshFirstRun, how === 'done'));

describe('the first run', () => {
  test('goes through its eight steps in order and ends after the last', () => {
    const ended = through('done');
    expect(ended).toEqual({ at: 'paper', passed: Object.fromEntries(firstRunSteps.map((step) => [step, 'done'])), state: 'finished' });
    expect([stepBeside('looks', -1), stepBeside('looks', 1), stepBeside('paper', 1)]).toEqual([undefined, 'risk', undefined]);
  });
  test('does not take the risk page for read because somebody pressed on', () => {
    expect(pass(atRisk, 'done')).toBe(atRisk);
    expect([needsTick(atRisk), needsTick(tickRisk(atRisk, true)), needsTick(freshFirstRun)]).toEqual([true, false, false]);
    expect(pass(tickRisk(atRisk, true), 'done')).toMatchObject({ at: 'demo', passed: { risk: 'done' } });
    expect(tickRisk(tickRisk(atRisk, true), false)).toEqual(atRisk);
  });
  test('skips one step and no other, and what was done stays done', () => {
    expect(pass(atRisk, 'skipped')).toMatchObject({ at: 'demo', passed: { risk: 'skipped' }, state: 'open' });
    expect(pass(goTo(pass(freshFirstRun, 'done'), 'looks'), 'skipped').passed).toEqual({ looks: 'done' });
  });
  test('decides nothing about a step that was only looked at', () => {
    expect(goTo(freshFirstRun, 'paper')).toEqual({ ...freshFirstRun, at: 'paper' });
    expect(goTo(hide(freshFirstRun), 'keys').state).toBe('hidden');
  });
});

describe('the strip', () => {
  test('offers to go on until it is hidden or gone through', () => {
    expect([stripOf(freshFirstRun), stripOf(hide(freshFirstRun)), stripOf(through('done'))]).toEqual(['continue', undefined, undefined]);
  });
  test('comes back when the trader goes on after all, but not after the end', () => {
    expect(stripOf(pass(hide(freshFirstRun), 'done'))).toBe('continue');
    expect(pass(goTo(through('done'), 'looks'), 'done').state).toBe('finished');
  });
  test('says after the end that the risk page was not read, until it is read or hidden', () => {
    const ended = through('skipped');
    expect([stripOf(ended), stripOf(tickRisk(ended, true)), stripOf(hide(ended))]).toEqual(['riskUnread', undefined, undefined]);
  });
});

describe('what was kept', () => {
  test('is read back whole', () => {
    const run = pass(pass(freshFirstRun, 'done'), 'skipped');
    expect(readFirstRun(JSON.parse(JSON.stringify(run)))).toEqual(run);
    expect(readFirstRun(JSON.parse(JSON.stringify(through('done')))).state).toBe('finished');
  });
  test.each([undefined, null, 'x', 3, []])('starts afresh from %j', (saved) => {
    expect(readFirstRun(saved)).toEqual(freshFirstRun);
  });
  test('loses only the fields that are broken', () => {
    expect(readFirstRun({ at: 'nowhere', passed: { risk: 'yes', demo: 'done', other: 'done' }, state: 'hidden' })).toEqual({
      at: 'looks',
      passed: { demo: 'done' },
      state: 'hidden',
    });
  });
});
