import { build, env, isStale, run } from './build.mjs';
import { ensureBrowser } from './ensure-browser.mjs';
import { demandNode } from './node-version.mjs';

/** Takes the pictures in docs/screenshots from the demo as it comes out of the box: node scripts/screenshots.mjs */
demandNode();
if (isStale()) build();
const browser = ensureBrowser();
if (browser === undefined) {
  process.stderr.write('screenshots need Chromium, which is not here and cannot be fetched.\n');
  process.exit(1);
}
const { status } = run('node', ['e2e/screenshots.ts'], { env: { ...env, VIGIL_CHROMIUM: browser } });
process.exitCode = status ?? 1;
