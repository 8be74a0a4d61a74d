import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openKeyFileSecrets } from './adapters/secrets/key-file.ts';
import { trapOtherSockets } from './adapters/telegram/user/testing/scene.ts';
import { compose } from './compose.ts';
import { TelegramDesk } from './engine/telegram-desk.ts';

// The whole product starts here; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const elsewhere = trapOtherSockets();
let dataDir: string;
let running: Awaited<ReturnType<typeof compose>>;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'vigil-compose-'));
  const openSecrets = async (folder: string) => openKeyFileSecrets(folder);
  running = await compose({ dataDir, profile: { stage: 'demo', messages: [{ kind: 'story' }] }, version: '0', openSecrets });
});
afterEach(async () => {
  await running.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('the demo offers the Telegram account, calls nobody, and makes no key', async () => {
  const { view } = await running.link.snapshot();
  expect(view.telegram).toEqual({ account: { kind: 'signedOut' }, sessionKept: null, sessionWhy: null, postsGoTo: 'demo' });
  expect([elsewhere, readdirSync(dataDir).filter((name) => name.startsWith('secrets'))]).toEqual([[], []]);
});

test('when the machine wakes up, the Telegram link is tried as well as the engine', () => {
  const tried = vi.spyOn(TelegramDesk.prototype, 'woke');
  running.woke();
  expect(tried).toHaveBeenCalledOnce();
});
