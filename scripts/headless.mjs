import { pathToFileURL } from 'node:url';
import { build, HOST, isBuilt } from './build.mjs';
import { demandNode } from './node-version.mjs';
import { stopWhenNpmIsGone } from './parent.mjs';

/** Runs the built headless host in this process, with the given arguments; builds only when nothing is built. */
demandNode();
if (!isBuilt()) build();
stopWhenNpmIsGone(() => process.kill(process.pid, 'SIGTERM'));
await import(pathToFileURL(HOST).href);
