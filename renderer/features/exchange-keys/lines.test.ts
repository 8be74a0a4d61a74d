import { expect, test } from 'vitest';
import { type KeyPermissions, keyRights } from '../../../shared/domain/venue-keys.ts';
import { checkLines } from './lines.ts';

const allOff = Object.fromEntries(keyRights.map((right) => [right, false])) as KeyPermissions;
const good: KeyPermissions = { ...allOff, reading: true, futures: true, ipRestricted: true };
const linesOf = (changed: Partial<KeyPermissions>) => checkLines({ permissions: { ...good, ...changed }, positionMode: 'ONE-WAY' });
const lineOf = (changed: Partial<KeyPermissions>, name: string) => linesOf(changed).find((line) => line.name === name);

test('nothing told, no lines', () => {
  expect(checkLines({ permissions: null, positionMode: 'HEDGE' })).toEqual([]);
});

test('a good key asks for nothing, and rights of no use are not listed', () => {
  expect(linesOf({}).map(({ name, tone, hint }) => [name, tone, hint])).toEqual([
    ['keysRight_withdrawals', 'good', null],
    ['keysRight_futures', 'good', null],
    ['keysRight_reading', 'good', null],
    ['keysRight_ipRestricted', 'good', null],
    ['keysRight_universalTransfer', 'good', null],
    ['keysRight_internalTransfer', 'good', null],
    ['keysMode', 'plain', null],
  ]);
});

test.each([
  [{ withdrawals: true }, 'keysRight_withdrawals', 'danger', 'keysHintWithdrawals'],
  [{ futures: false }, 'keysRight_futures', 'danger', 'keysHintFutures'],
  [{ reading: false }, 'keysRight_reading', 'danger', 'keysHintReading'],
  [{ ipRestricted: false }, 'keysRight_ipRestricted', 'attention', 'keysHintIp'],
  [{ internalTransfer: true }, 'keysRight_internalTransfer', 'attention', 'keysHintTransfer'],
  [{ options: true }, 'keysRight_options', 'plain', 'keysHintUnused'],
  [{ withdrawals: null }, 'keysRight_withdrawals', 'danger', 'keysHintUntold'],
  [{ universalTransfer: null }, 'keysRight_universalTransfer', 'plain', null],
] as const)('%j says what it means and what to change', (changed, name, tone, hint) => {
  expect(lineOf(changed, name)).toMatchObject({ tone, hint });
});
