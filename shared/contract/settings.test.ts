import { expect, test } from 'vitest';
import { defaultSettings } from '../domain/settings.ts';
import { settingKeys, settingsPatchSchema, settingsSchema } from './settings.ts';

const refuses = (patch: Record<string, unknown>): boolean => !settingsPatchSchema.safeParse(patch).success;

test('the defaults of the law pass their own schema unchanged', () => {
  expect(settingsSchema.parse(defaultSettings)).toEqual(defaultSettings);
  expect([...settingKeys].sort()).toEqual(Object.keys(defaultSettings).sort());
});

test('percent values are decimal text, trimmed and canonical; numbers and exponents are refused', () => {
  expect(settingsPatchSchema.parse({ mdd: ' 7.50 ' })).toEqual({ mdd: '7.5' });
  for (const mdd of [7.5, '7,5', '1e1', '', ' ', '+5', '05', '5%', 'NaN', null]) expect([mdd, refuses({ mdd })]).toEqual([mdd, true]);
});

test.each([
  ['mdd', ['0.0001', '100'], ['0', '-1', '100.0001']],
  ['tpRatio', ['0.0001', '99'], ['0', '-0', '99.1']],
  ['firstEntryPercent', ['0.01', '100'], ['0', '101']],
  ['secondEntryPercent', ['0.01', '1000'], ['0', '1000.01']],
  ['marginBufferPercent', ['0', '99'], ['-0.1', '99.1']],
  ['cooldownMinutes', [0, 1440], [-1, 1441, Number.NaN, '10']],
  ['messageMaxAgeSeconds', [1, 86_400], [0, 86_401, Number.POSITIVE_INFINITY]],
  ['wsFallbackSeconds', [1, 300], [0, 301]],
  ['staleMarkPriceSeconds', [2, 600], [1, 601]],
  ['mode', ['aggressive', 'conservative'], ['Aggressive', '', 1]],
  ['breakEvenTrigger', ['atOrAbove', 'atOrBelow'], ['above']],
  ['entryChannelId', [-1002171239233, 5], [0, 1.5, 2 ** 60, '-1002171239233']],
  ['riskChannelId', [-1003096527269], [0]],
] as const)('%s holds its limits', (key, good, bad) => {
  expect(good.filter((value) => refuses({ [key]: value }))).toEqual([]);
  expect(bad.filter((value) => !refuses({ [key]: value }))).toEqual([]);
});

test('a patch with one bad or unknown setting is refused whole', () => {
  expect(refuses({ mdd: '5', tpRatio: 'x' })).toBe(true);
  expect(refuses({ mdd: '5', leverage: 20 })).toBe(true);
  expect(settingsPatchSchema.parse({})).toEqual({});
});

test('the refusal names the setting and says what would be right', () => {
  const issues = settingsPatchSchema.safeParse({ mdd: '101' }).error?.issues;
  expect(issues?.map((issue) => issue.path)).toEqual([['mdd']]);
  expect(issues?.[0]?.message).toBe('must be decimal text above 0 up to 100 (percent), got "101"');
});
