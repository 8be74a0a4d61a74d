import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, env, run } from './build.mjs';
import { ensureBrowser } from './ensure-browser.mjs';

/** Everything: types, lint, unit and architecture tests, the build, and e2e on what was built. The last line is the sum. */
const reports = mkdtempSync(join(tmpdir(), 'vigil-test-'));
const total = { passed: 0, failed: 0 };
const wellFormed = run(process.execPath, [join(import.meta.dirname, 'check.mjs'), '--static']).status === 0;
let sound = wellFormed;

const unitReport = join(reports, 'unit.json');
sound = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]).status === 0 && sound;
const unit = read(unitReport);
count(unit?.numPassedTests, (unit?.numFailedTests ?? 0) + (unit?.testResults ?? []).filter(brokenSuite).length);

build();
const browser = ensureBrowser();
if (browser === undefined) {
  process.stderr.write('e2e needs Chromium, which is not here and cannot be fetched.\n');
  sound = false;
} else {
  const e2eReport = join(reports, 'e2e.json');
  const e2e = run('playwright', ['test', '--reporter=list,json'], {
    env: { ...env, VIGIL_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport },
  });
  sound = e2e.status === 0 && sound;
  const { stats } = read(e2eReport) ?? {};
  count((stats?.expected ?? 0) + (stats?.flaky ?? 0), stats?.unexpected);
}

// A red step that counted no test (types, lint, a crash) must not read as a pass.
if (!sound && total.failed === 0) total.failed = 1;
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
if (!wellFormed) process.stdout.write('types or lint failed; the first lines say where\n');
process.exitCode = sound ? 0 : 1;

/** A file that fails to load has no tests to count. */
function brokenSuite(suite) {
  return suite.status === 'failed' && suite.assertionResults.length === 0;
}

function count(passed = 0, failed = 0) {
  total.passed += passed;
  total.failed += failed;
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
