import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'vite';
import { build, env, HOST, inRoot } from './build.mjs';

/** The page with hot reload on a freshly built headless host (demo). A change of the engine needs a restart. */
build();
const host = spawn(process.execPath, [HOST, '--data-dir', mkdtempSync(join(tmpdir(), 'vigil-dev-')), ...process.argv.slice(2)], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env,
});
host.on('exit', (code) => process.exit(code ?? 1));
host.stdout.once('data', async (line) => {
  const { url, token } = JSON.parse(String(line));
  // To the host the page's requests must look like its own: it refuses every other Host and Origin.
  const server = await createServer({
    configFile: inRoot('vite.config.ts'),
    server: { host: '127.0.0.1', proxy: { '/api': { target: url, changeOrigin: true, ws: true, headers: { origin: url } } } },
  });
  await server.listen();
  process.stderr.write(`Development page: ${server.resolvedUrls?.local[0]}#token=${token}\n`);
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => host.kill(signal));
