import { existsSync } from 'node:fs';
import { inRoot, run } from './build.mjs';

/** Types of every region, lint and format, unit and architecture tests: what must hold before a commit. `--static` leaves the tests out. */
const projects = ['tsconfig.node.json', 'tsconfig.web.json', 'electron/core/tsconfig.json', 'e2e/tsconfig.json'].filter((path) =>
  existsSync(inRoot(path)),
);
const steps = [
  ...projects.map((project) => ['tsc', ['-p', project]]),
  ['biome', ['check']],
  ...(process.argv.includes('--static') ? [] : [['vitest', ['run']]]),
];
for (const [tool, args] of steps) {
  process.stderr.write(`> ${tool} ${args.join(' ')}\n`);
  const { status } = run(tool, args);
  if (status !== 0) process.exit(status ?? 1);
}
