import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { AuditView } from '../../shared/contract/view.ts';
import { startHeadless } from '../fixture/headless.ts';

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-alarms-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a folder that never had an alarm channel gets no key, no queue and no set-up', async () => {
  const host = await startHeadless(folder);
  expect(await host.stop()).toBe(0);
  expect(['secrets.key', 'secrets.json', 'alarms.json', 'alarms.sqlite'].filter((name) => existsSync(join(folder, name)))).toEqual([]);
});

test('a set-up that makes no sense is set aside and told, and Vigil starts', async () => {
  writeFileSync(join(folder, 'alarms.json'), '{"telegram":');
  const host = await startHeadless(folder);
  const asked = await fetch(`${host.url}/api/audit`, { headers: { authorization: `Bearer ${host.token}` } });
  const { value } = (await asked.json()) as { value: readonly AuditView[] };
  expect(value.filter(({ code }) => code === 'startTrouble').map(({ numbers }) => JSON.stringify(numbers))).toEqual([
    expect.stringContaining('alarms.json.damaged'),
  ]);
  expect(await host.stop()).toBe(0);
  expect(readFileSync(join(folder, 'alarms.json.damaged'), 'utf8')).toBe('{"telegram":');
});
