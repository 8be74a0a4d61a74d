import { inRoot, run } from './build.mjs';
import { demandNode } from './node-version.mjs';

/** Prints what the budgets measure on this machine; arguments choose some of the benches. */
demandNode();
const { status } = run(process.execPath, [
  '--expose-gc',
  '--disable-warning=ExperimentalWarning',
  inRoot('electron/testkit/bench/bench.ts'),
  ...process.argv.slice(2),
]);
process.exitCode = status ?? 1;
