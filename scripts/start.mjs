import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { build, env, HOST, isStale, root } from './build.mjs';
import { demandNode } from './node-version.mjs';
import { stopWhenNpmIsGone } from './parent.mjs';
import { fetchRuntime, findRuntime } from './runtime.mjs';

/** Opens the desktop app; where Electron cannot be had, the same engine with its page in the browser. `--web` asks for the latter. */
demandNode();
const args = process.argv.slice(2).filter((arg) => arg !== '--web');
if (isStale()) build();

const executable = process.argv.includes('--web') ? undefined : findRuntime();
const runtime = process.argv.includes('--web')
  ? { reason: '--web was given' }
  : executable === undefined
    ? await fetchRuntime()
    : { executable };

if (runtime.executable !== undefined) follow(spawn(runtime.executable, [root, ...args], { stdio: 'inherit', env, cwd: root }));
else {
  process.stderr.write(`Starting in the browser: ${runtime.reason}.\n`);
  const named = args.some((arg) => arg === '--data-dir' || arg.startsWith('--data-dir='));
  const folder = join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'vigil');
  follow(
    spawn(process.execPath, [HOST, ...(named ? [] : ['--data-dir', folder]), ...args], { stdio: ['inherit', 'ignore', 'inherit'], env }),
  );
}

function follow(child) {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  stopWhenNpmIsGone(() => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}
