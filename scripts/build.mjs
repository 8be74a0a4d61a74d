import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the scripts share: where things are, whether `out/` is there and fresh, how it is built. */

export const root = join(import.meta.dirname, '..');
export const HOST = join(root, 'out/server/headless.js');
const outputs = [HOST, 'out/main/main.js', 'out/preload/preload.cjs', 'out/client/index.html'];
const sources = ['electron', 'renderer', 'shared', 'assets', 'vite.config.ts', 'package.json'];

export const inRoot = (path) => join(root, path);

/** Node in the project's own version comes first, whatever `node` is on the machine. */
export const env = {
  ...process.env,
  PATH: `${join(root, 'node_modules/.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
};

export const isBuilt = () => outputs.every((path) => existsSync(path === HOST ? HOST : inRoot(path)));

export function isStale() {
  if (!isBuilt()) return true;
  const built = Math.min(...outputs.map((path) => statSync(path === HOST ? HOST : inRoot(path)).mtimeMs));
  return sources.some((path) => newestIn(inRoot(path)) > built);
}

function newestIn(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const entries = readdirSync(path).filter((name) => !/\.test\.tsx?$/.test(name));
  return Math.max(0, ...entries.map((name) => newestIn(join(path, name))));
}

/** Everything the build says goes to standard error: standard output may belong to a program that is started next. */
export function build() {
  const { status } = run('vite', ['build', '--app', '--logLevel', 'warn'], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs a tool of the project and waits. */
export function run(tool, args, options = {}) {
  return spawnSync(tool, args, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32', ...options });
}
