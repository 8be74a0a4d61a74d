import { inRoot, run } from './build.mjs';
import { demandNode } from './node-version.mjs';

/** Runs simulated hours with 600 symbols through the real engine and journal, and judges memory, journal and timers. */
demandNode();
const { status } = run(process.execPath, [
  '--expose-gc',
  '--disable-warning=ExperimentalWarning',
  inRoot('electron/testkit/soak/run-soak.ts'),
  ...process.argv.slice(2),
]);
process.exitCode = status ?? 1;
