import { describe, expect, test } from 'vitest';
import { settingKeys, settingsPatchSchema } from '../../../shared/contract/settings.ts';
import { defaultSettings } from '../../../shared/domain/settings.ts';
import { fields, groups } from './fields.ts';
import { edited, fieldOf, patchOf, shownText, untouched, withError } from './form.ts';
import { isHigher, namesStage } from './ladder.ts';

describe('the settings form', () => {
  test('shows every setting of the contract exactly once', () => {
    expect(groups.flatMap((group) => group.keys).sort()).toEqual([...settingKeys].sort());
  });
  test('prints the ranges that the door enforces', () => {
    const accepts = (key: string, text: string): boolean =>
      settingsPatchSchema.safeParse({ [key]: fields[key as keyof typeof fields].kind === 'percent' ? text : Number(text) }).success;
    for (const key of settingKeys) {
      const field = fields[key];
      if (field.kind === 'choice') {
        expect(field.choices.every(({ value }) => settingsPatchSchema.safeParse({ [key]: value }).success)).toBe(true);
      } else if (field.kind !== 'channel') {
        const below = String(Number(field.min) - 1);
        const above = String(Number(field.max) + 1);
        const atMin = !(field.kind === 'percent' && field.above);
        expect([key, accepts(key, field.min), accepts(key, field.max), accepts(key, below), accepts(key, above)]).toEqual([
          key,
          atMin,
          true,
          false,
          false,
        ]);
      }
    }
  });
  test('sends only what was changed: percents as text, counts as numbers', () => {
    let form = edited(untouched, defaultSettings, 'mdd', ' 12.50 ');
    form = edited(form, defaultSettings, 'cooldownMinutes', '7');
    form = edited(form, defaultSettings, 'breakEvenTrigger', 'atOrBelow');
    form = edited(form, defaultSettings, 'tpRatio', '5');
    expect(patchOf(form.draft)).toEqual({ patch: { mdd: '12.50', cooldownMinutes: 7, breakEvenTrigger: 'atOrBelow' } });
  });
  test('keeps words and exponents away from the door', () => {
    const form = edited(edited(untouched, defaultSettings, 'mdd', '1e3'), defaultSettings, 'cooldownMinutes', '');
    expect(patchOf(form.draft)).toEqual({ notNumbers: ['mdd', 'cooldownMinutes'] });
  });
  test('typing back the stored value is no change, and an edit takes the error away', () => {
    const wrong = withError(edited(untouched, defaultSettings, 'mdd', '200'), ['mdd'], 'too much');
    expect(edited(wrong, defaultSettings, 'mdd', '15')).toEqual(untouched);
    expect(shownText(defaultSettings, wrong.draft, 'mdd')).toBe('200');
  });
  test('puts a refusal at the field that it names', () => {
    expect([fieldOf({ field: 'settings.mdd' }), fieldOf({ field: 'mdd' }), fieldOf({ field: 'nonsense' }), fieldOf({})]).toEqual([
      'mdd',
      'mdd',
      undefined,
      undefined,
    ]);
  });
});

describe('the stage ladder', () => {
  test('asks for the name on the way up only', () => {
    expect([isHigher('live', 'pilot-50'), isHigher('paper', 'paper'), isHigher('demo', 'paper')]).toEqual([true, false, false]);
    expect([namesStage(' LIVE ', 'live'), namesStage('liv', 'live')]).toEqual([true, false]);
  });
});
