import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './build.mjs';

/** Electron's runtime: is it there, can it be had? Never `require("electron")`: that would start a download without a limit. */

const packageDir = inRoot('node_modules/electron');
const ASK_LIMIT_MS = 4_000;
const FETCH_LIMIT_MS = 240_000;

export function findRuntime() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = join(packageDir, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const executable = override ? join(override, name) : join(packageDir, 'dist', name);
  return existsSync(executable) ? executable : undefined;
}

/** Fetches the runtime if its server answers at all; gives the reason when it cannot be had. */
export async function fetchRuntime() {
  if (!existsSync(packageDir)) return { reason: 'Electron is not installed (npm ci)' };
  if (process.env.CI) return { reason: 'Electron is not downloaded in CI' };
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return { reason: 'ELECTRON_SKIP_BINARY_DOWNLOAD is set' };
  const mirror =
    process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com/electron/electron/releases/download/';
  if (!(await answers(mirror))) return { reason: `Electron's runtime is not installed and ${new URL(mirror).host} does not answer` };
  process.stderr.write('Fetching Electron…\n');
  const code = await install();
  const executable = findRuntime();
  return code === 0 && executable !== undefined ? { executable } : { reason: 'Electron could not be fetched' };
}

async function answers(url) {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(ASK_LIMIT_MS) });
    return true;
  } catch {
    return false;
  }
}

function install() {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(packageDir, 'install.js')], { stdio: ['ignore', 2, 2] });
    const limit = setTimeout(() => child.kill('SIGKILL'), FETCH_LIMIT_MS);
    child.on('exit', (code) => {
      clearTimeout(limit);
      resolve(code);
    });
  });
}
