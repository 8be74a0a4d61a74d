import { describe, expect, test } from 'vitest';
import { dec, type Price } from '../../../shared/domain/decimal.ts';
import { defaultSettings } from '../../../shared/domain/settings.ts';
import { fills, fillsWhole } from '../../testkit/scenario/exchange.ts';
import { entryOrder, monitoring, phase1, phase1SecondOrdered, phase2 } from '../../testkit/scenario/given.ts';
import { mark } from '../../testkit/scenario/prices.ts';
import { standardMarkets } from '../../testkit/scenario/symbols.ts';
import { type Given, type Happening, openStage } from '../../testkit/scenario.ts';
import { breakEvenAim, mddStopTrigger, phaseOf, roiOf, secondEntryAim, shownAverage, takeProfitAim } from './ladder.ts';

const price = (text: string): Price => dec(text);
const rules = standardMarkets.find(({ symbol }) => symbol === 'SOLUSDT');
if (!rules) throw new Error('SOL is listed');

describe('aims of the position (W17-2, W29, W32)', () => {
  test('are rounded half-up to the tick; the trigger follows the rounded target and is not rounded', () => {
    const average = price('100.105');
    expect(takeProfitAim(average, defaultSettings, rules)).toEqual({ target: '95.1', trigger: '95.1951' });
    expect(breakEvenAim(average, rules)).toEqual({ target: '100.11', trigger: '100.21011' });
    expect(secondEntryAim(average, defaultSettings, rules)).toEqual({ target: '115.12', trigger: '115.00488' });
    expect(mddStopTrigger(average, defaultSettings, rules)).toBe('115.12');
  });
  test('do not exist when nothing positive is left on the tick', () => {
    expect(breakEvenAim(price('0.004'), rules)).toBeUndefined();
  });
});

describe('ROI of a short, fees not counted (section 0)', () => {
  test.each([
    ['100', '95', '5'],
    ['100', '100', '0'],
    ['100', '100.0001', '-0.0001'],
    ['100', '99.9999', '0.0001'],
    ['106.939', '106.939', '0'],
  ])('average %s, mark %s: %s %%', (average, at, roi) => {
    expect(roiOf(price(average), price(at))).toBe(roi);
  });
  test('the smallest distance is not zero', () => {
    expect(roiOf(price('100000'), price('100000.00000001'))).toBe('-0.00000000001');
  });
});

test('an average of many digits is shown with twelve', () => {
  expect(shownAverage(price('106.939084264832330180567'))).toBe('106.939084264832');
  expect(shownAverage(undefined)).toBe('—');
});

describe('the state of the symbol (section 2.2)', () => {
  const cases: readonly (readonly [string, Given, readonly Happening[], string])[] = [
    ['an entry order without a fill', entryOrder, [], 'ENTRY_ORDER'],
    ['a partial first fill', entryOrder, [fills('entry1', '10')], 'ENTRY_ORDER'],
    ['a partial first fill with its TP standing', entryOrder, [fills('entry1', '10'), mark('95')], 'ENTRY_ORDER'],
    ['the first entry filled', entryOrder, [fillsWhole('entry1')], 'PHASE1'],
    ['a second order without a fill', phase1SecondOrdered, [], 'PHASE1'],
    ['the first fill of the second', phase1SecondOrdered, [fills('entry2', '0.01')], 'PHASE2'],
    ['the second filled, only the stop standing', phase2, [], 'PHASE2'],
    ['a TP standing', phase1, [mark('95')], 'EXITING'],
  ];
  test.each(cases)('%s', (_, given, happenings, phase) => {
    const stage = openStage({ given });
    for (const { play } of happenings) play(stage);
    const { durable } = stage.state;
    expect(durable.ladder && phaseOf(durable, durable.ladder)).toBe(phase);
  });
  test('no ladder while monitoring', () => {
    expect(openStage({ given: monitoring }).state.durable.ladder).toBeUndefined();
  });
});
