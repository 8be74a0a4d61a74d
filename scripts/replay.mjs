import { inRoot, run } from './build.mjs';
import { demandNode } from './node-version.mjs';

/** Plays a channel's history through the same engine and the exchange in a box (`docs/replay.md`). Paths are relative to where npm was called. */
demandNode();
const words = ['--disable-warning=ExperimentalWarning', inRoot('electron/replay/main.ts'), ...process.argv.slice(2)];
const { status } = run(process.execPath, words, { cwd: process.env.INIT_CWD ?? process.cwd(), shell: false });
process.exitCode = status ?? 1;
