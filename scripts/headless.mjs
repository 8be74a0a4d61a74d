import { spawn } from 'node:child_process';
import { build, env, HOST, isBuilt } from './build.mjs';
import { demandNode } from './node-version.mjs';

/** Runs the built headless host with the given arguments; builds only when nothing is built. */
demandNode();
if (!isBuilt()) build();
const host = spawn(process.execPath, [HOST, ...process.argv.slice(2)], { stdio: 'inherit', env });
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => host.kill(signal));
host.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
