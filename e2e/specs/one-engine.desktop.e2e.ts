import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '../fixture/app.ts';
import { runHeadless, startHeadless } from '../fixture/headless.ts';

// Several starts each, beside other work.
test.describe.configure({ timeout: 150_000 });

const refusal = (folder: string): string => `data folder: ${folder} is in use by another Vigil\n`;

test('a headless host on the data folder of the desktop app is refused; a killed app leaves it free, with its journal', async ({ app }) => {
  const args = ['--data-dir', app.dataDir];
  expect(await runHeadless(args)).toEqual({ code: 2, stdout: '', stderr: refusal(app.dataDir) });
  expect(await app.send('entries.pause')).toMatchObject({ ok: true });
  await app.kill();
  const host = await startHeadless(app.dataDir);
  const answer = await fetch(`${host.url}/api/snapshot`, { headers: { Authorization: `Bearer ${host.token}` } });
  const { locks } = (await answer.json()) as { locks: readonly { readonly said: { readonly code: string } }[] };
  expect(locks.map(({ said }) => said.code)).toContain('lockOperator');
  expect(await host.stop()).toBe(0);
});

test('the desktop app on the data folder of a headless host says why it does not start', async ({ launch }) => {
  const app = await launch();
  await app.stop();
  const host = await startHeadless(app.dataDir);
  const electron = createRequire(import.meta.url)('electron') as string;
  const desktop = spawn(electron, ['.', `--user-data-dir=${app.dataDir}`], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, STANDIN_PROFILE: join(app.dataDir, 'chromium-second') },
  });
  try {
    let said = '';
    // It waits for a hand to close its message, so its end is not waited for.
    for await (const chunk of desktop.stderr) {
      said += String(chunk);
      if (said.includes('in use')) break;
    }
    expect(said).toContain(refusal(app.dataDir));
    expect((await fetch(`${host.url}/healthz`)).status).toBe(200);
  } finally {
    if (desktop.exitCode === null && desktop.signalCode === null) {
      desktop.kill('SIGKILL');
      await once(desktop, 'exit');
    }
    expect(await host.stop()).toBe(0);
  }
});
