import { expect, test } from 'vitest';
import { type Migration, migrated, migrations, versionAfter } from './migrations.ts';

/** Two planted steps: the real table is empty until a second version exists. */
const steps: readonly Migration[] = [
  ({ maxDrawdown, ...rest }) => ({ ...rest, mdd: maxDrawdown }),
  (settings) => ({ ...settings, mdd: `${settings.mdd}.0` }),
];

test('stored settings take every step from their version on, in order', () => {
  expect(migrated({ version: 1, settings: { maxDrawdown: '9' } }, steps)).toEqual({ version: 3, settings: { mdd: '9.0' } });
  expect(migrated({ version: 2, settings: { mdd: '9' } }, steps)).toEqual({ version: 3, settings: { mdd: '9.0' } });
  expect(migrated({ version: 3, settings: { mdd: '9' } }, steps)).toEqual({ version: 3, settings: { mdd: '9' } });
});

test('settings of a newer version are not touched', () => {
  expect(migrated({ version: 5, settings: { mdd: '9' } }, steps)).toEqual({ version: 5, settings: { mdd: '9' } });
});

test('the present version is one more than the number of steps', () => {
  expect(versionAfter(migrations)).toBe(migrations.length + 1);
});
