import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { importTable, testFile } from './fence/import-table.ts';
import { readSource } from './fence/read-source.ts';
import {
  cycleVerdicts,
  danglingVerdicts,
  filesNamedIn,
  importVerdicts,
  invariantsIn,
  MAX_CODE_LINES,
  machineVerdicts,
  mustBePure,
  nameVerdicts,
  pathTo,
  purityVerdicts,
  sizeVerdicts,
} from './fence/verdicts.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const notOurs = new Set(['node_modules', '.git', 'out', 'dist', 'coverage', 'test-results', 'playwright-report']);
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'))
  .filter((file) => !file.split('/').some((part) => notOurs.has(part)))
  .sort();
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const sources = files.filter((file) => /\.(tsx?|mjs)$/.test(file)).map((file) => readSource(file, read(file)));

describe('the tree', () => {
  test('a fence around nothing is not a fence', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.flatMap((source) => source.imports).length).toBeGreaterThan(300);
    expect(sources.filter(mustBePure).length).toBeGreaterThan(20);
    for (const region of ['shared/', 'electron/core/', 'electron/adapters/', 'electron/simulator/', 'electron/hosts/', 'renderer/']) {
      expect([region, sources.some(({ file }) => file.startsWith(region))]).toEqual([region, true]);
    }
  });

  test('imports go only where the table allows', () => {
    expect(sources.flatMap(importVerdicts)).toEqual([]);
  });

  test('every import leads to a file', () => {
    expect(danglingVerdicts(sources, (file) => existsSync(join(root, file)))).toEqual([]);
  });

  test('no file imports itself by a detour', () => {
    expect(cycleVerdicts(sources)).toEqual([]);
  });

  test('the core and the matching engine know no clock, no dice and no waiting, and the core throws nothing', () => {
    expect(sources.flatMap(purityVerdicts)).toEqual([]);
  });

  test('no file is longer than one sitting', () => {
    expect(sources.flatMap(sizeVerdicts)).toEqual([]);
  });

  test('a file is named after the one thing in it', () => {
    expect(sources.flatMap(nameVerdicts)).toEqual([]);
  });

  test('the plain host never loads electron, the screen never loads Node', () => {
    expect(pathTo(/^npm:electron$/, 'electron/headless.ts', sources)).toBeUndefined();
    expect(pathTo(/^(node:|electron\/|npm:(electron|ws|ccxt|conf)$)/, 'renderer/main.tsx', sources)).toBeUndefined();
  });

  test('nothing mentions the machine it was written on or a package registry', () => {
    const texts = files.filter((file) => !/\.(png|ico|icns|wav|mp3|ogg|woff2?|sqlite|gz)$/.test(file));
    expect(texts).toContain('package-lock.json');
    expect(texts.flatMap((file) => machineVerdicts(file, read(file)))).toEqual([]);
  });

  test('every file that a README names exists', () => {
    const readmes = files.filter((file) => file.endsWith('README.md'));
    expect(readmes).toContain('electron/adapters/journal/README.md');
    const missing = readmes.flatMap((readme) =>
      filesNamedIn(read(readme))
        .filter((name) => !['', dirname(readme)].some((folder) => existsSync(join(root, folder, name))))
        .filter((name) => name.includes('/') || !files.some((file) => file.startsWith(`${dirname(readme)}/`) && file.endsWith(`/${name}`)))
        .map((name) => `${readme} names ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test('every invariant of core/README.md is the sentence of a test', () => {
    const readme = 'electron/core/README.md';
    const tests = files.filter((file) => /^electron\/.*\.ts$/.test(file)).map(read);
    const stated = files.includes(readme) ? invariantsIn(read(readme)) : [];
    expect(stated.filter((sentence) => !tests.some((text) => text.includes(sentence)))).toEqual([]);
    expect(stated.length > 0).toBe(files.includes(readme));
  });
});

describe('the fence itself', () => {
  const planted = (file: string, ...lines: readonly string[]) => readSource(file, lines.join('\n'));

  test.each([
    ['electron/core/step.ts', `import { z } from 'zod';`, 'npm:zod'],
    ['electron/core/step.ts', `import type { JournalPort } from '../ports/journal.ts';`, 'type:electron/ports/journal.ts'],
    ['electron/core/gate/locks.ts', `export * from 'node:fs';`, 'node:fs'],
    ['electron/core/gate/locks.ts', `export const load = () => import('../../engine/engine.ts');`, 'electron/engine/engine.ts'],
    ['electron/core/gate/locks.ts', `type E = import('electron').App; export type { E };`, 'type:npm:electron'],
    ['electron/core/gate/locks.ts', `export const load = (name: string) => import(name);`, 'npm:<computed>'],
    ['electron/ports/journal.ts', `import { step } from '../core/event.ts';`, 'electron/core/event.ts'],
    ['electron/ports/journal.ts', `import type { State } from '../core/state.ts';`, 'type:electron/core/state.ts'],
    ['electron/adapters/journal/sqlite/a.ts', `import Conf from 'conf';`, 'npm:conf'],
    ['electron/adapters/journal/sqlite/a.ts', `import { x } from '../../settings/x.ts';`, 'electron/adapters/settings/x.ts'],
    ['electron/adapters/exchange/ccxt/a.ts', `import { x } from '../simulated/x.ts';`, 'electron/adapters/exchange/simulated/x.ts'],
    ['electron/adapters/exchange/ccxt/a.ts', `import { x } from '../../../simulator/matching/x.ts';`, 'electron/simulator/matching/x.ts'],
    ['electron/adapters/clock/a.ts', `import { app } from 'electron';`, 'npm:electron'],
    ['electron/simulator/matching/a.ts', `import 'node:timers';`, 'node:timers'],
    ['electron/simulator/matching/a.ts', `import { x } from '../binance/x.ts';`, 'electron/simulator/binance/x.ts'],
    ['electron/engine/engine.ts', `import { x } from '../adapters/clock/x.ts';`, 'electron/adapters/clock/x.ts'],
    ['electron/engine/engine.ts', `import { x } from '../testkit/x.ts';`, 'electron/testkit/x.ts'],
    ['electron/hosts/desktop/a.ts', `import { x } from '../headless/x.ts';`, 'electron/hosts/headless/x.ts'],
    ['electron/hosts/serve.ts', `import { x } from '../engine/x.ts';`, 'electron/engine/x.ts'],
    ['electron/compose.ts', `import { x } from './hosts/serve.ts';`, 'electron/hosts/serve.ts'],
    ['electron/headless.ts', `import { app } from 'electron';`, 'npm:electron'],
    ['electron/preload.ts', `import { x } from '../shared/domain/ids.ts';`, 'shared/domain/ids.ts'],
    ['shared/domain/ids.ts', `import { x } from '../contract/view.ts';`, 'shared/contract/view.ts'],
    ['shared/contract/view.ts', `import { x } from '../../electron/core/x.ts';`, 'electron/core/x.ts'],
    ['renderer/features/chart/a.ts', `import { x } from '../orders/x.ts';`, 'renderer/features/orders/x.ts'],
    ['renderer/features/chart/a.ts', `import { x } from '../../app/x.ts';`, 'renderer/app/x.ts'],
    ['renderer/ui/A.tsx', `import { x } from '../store/x.ts';`, 'renderer/store/x.ts'],
    ['renderer/link/a.ts', `import { ipcRenderer } from 'electron';`, 'npm:electron'],
    ['e2e/a.e2e.ts', `import { dec } from '../shared/domain/decimal.ts';`, 'shared/domain/decimal.ts'],
  ])('%s may not say %s', (file, line, what) => {
    expect(importVerdicts(planted(file, line))).toEqual([`${file} may not import ${what}`]);
  });

  test('what the table allows passes, in every way of writing it', () => {
    const allowed = [
      planted('electron/ports/journal.ts', `import { type Effect, type EffectType } from '../core/effect.ts';`),
      planted(
        'electron/core/step.ts',
        `import {`,
        `  dec,`,
        `} from '../../shared/domain/decimal.ts';`,
        `// import x from 'zod'`,
        '`',
        `import x from 'zod'`,
        '`;',
      ),
      planted('electron/core/step.test.ts', `import { test } from 'vitest';`, `import { x } from '../testkit/x.ts';`),
      planted('electron/adapters/exchange/simulated/a.ts', `import { x } from '../../../simulator/matching/x.ts';`),
      planted('renderer/features/chart/a.tsx', `import { x } from './x.ts';`, `import { useMemo } from 'react';`),
      planted('e2e/a.e2e.ts', `import type { View } from '../shared/contract/view.ts';`),
    ];
    expect(allowed.flatMap(importVerdicts)).toEqual([]);
    expect(allowed.map((source) => source.imports.length)).toEqual([1, 1, 2, 1, 2, 1]);
  });

  test('a file that no row knows is refused', () => {
    expect(importVerdicts(planted('electron/elsewhere/a.ts', ''))).toEqual(['electron/elsewhere/a.ts has no row in the import table']);
    expect(importTable.length).toBeGreaterThan(30);
  });

  test.each([
    ['Date.now()', 'Date'],
    ['new Date(0)', 'Date'],
    ['Math.random()', '.random'],
    [`Math['random']()`, '.random'],
    ['setTimeout(() => 1, 5)', 'setTimeout'],
    ['async () => 1', 'async'],
    ['() => { throw new RangeError(); }', 'throw'],
    ['globalThis.fetch', 'globalThis'],
    [`'b'.localeCompare('a')`, '.localeCompare'],
  ])('pure code may not use %s', (code, impurity) => {
    const text = `export const planted = ${code};`;
    expect(purityVerdicts(planted('electron/core/a.ts', text))).toEqual([`electron/core/a.ts is pure and may not use ${impurity}`]);
    expect(purityVerdicts(planted('electron/simulator/matching/a.ts', text))).toHaveLength(impurity === 'throw' ? 0 : 1);
    expect(purityVerdicts(planted('electron/core/a.test.ts', text))).toEqual([]);
  });

  test('pure code keeps nothing between runs and waits for nothing', () => {
    expect(planted('electron/core/a.ts', 'let kept = 0; export const next = () => (kept += 1);').impurities).toEqual(['module-level let']);
    expect(planted('electron/core/a.ts', 'export let kept = 0;').impurities).toEqual(['module-level let']);
    expect(planted('electron/core/a.ts', 'export const f = async () => { for await (const x of []) await x; };').impurities).toEqual([
      'async',
      'await',
    ]);
  });

  test('words in comments, texts, keys and members are no offence', () => {
    const lines = [
      '// await Date.now()',
      `export const a = { process: 'throw new Date()', Date: 1 };`,
      'export const f = (o: typeof a) => { let n = o.process; return n; };',
    ];
    expect(planted('electron/core/a.ts', ...lines).impurities).toEqual([]);
  });

  test('lines of code are counted without blank and comment lines', () => {
    expect(
      planted('a.ts', '/*', ' * long', ' */', '', 'export const a = 1; // here', '  // there', `export const b = '/* no comment';`)
        .codeLines,
    ).toBe(2);
    const long = Array.from({ length: MAX_CODE_LINES + 1 }, (_, n) => `export const n${n} = 1;`);
    expect(sizeVerdicts(planted('a.test.ts', ...long))).toEqual(['a.test.ts has 301 lines of code, the limit is 300']);
    expect(sizeVerdicts(planted('a.ts', ...long.slice(1), '', '// more'))).toEqual([]);
  });

  test('cycles are found, also through types and through a single file', () => {
    const a = planted('electron/core/a.ts', `import './b.ts';`);
    const b = planted('electron/core/b.ts', `import type { C } from './deep/c.ts';`);
    const c = planted('electron/core/deep/c.ts', `export { x } from '../a.ts';`);
    expect(cycleVerdicts([a, b])).toEqual([]);
    expect(cycleVerdicts([a, b, c])).toEqual([
      'cycle: electron/core/a.ts → electron/core/b.ts → electron/core/deep/c.ts → electron/core/a.ts',
    ]);
    expect(cycleVerdicts([planted('a.ts', `import './a.ts';`)])).toEqual(['cycle: a.ts → a.ts']);
  });

  test('what would be loaded is followed through files, but not through types', () => {
    const plain = planted('electron/headless.ts', `import './compose.ts';`);
    const compose = (line: string) => planted('electron/compose.ts', line);
    const machine = planted('electron/machine.ts', `import { app } from 'electron';`);
    const path = ['electron/headless.ts', 'electron/compose.ts', 'electron/machine.ts', 'npm:electron'];
    expect(pathTo(/^npm:electron$/, 'electron/headless.ts', [plain, compose(`import './machine.ts';`), machine])).toEqual(path);
    expect(
      pathTo(/^npm:electron$/, 'electron/headless.ts', [plain, compose(`import type { A } from './machine.ts';`), machine]),
    ).toBeUndefined();
  });

  test.each([
    'electron/core/utils.ts',
    'electron/core/order-helpers.ts',
    'shared/domain/types.ts',
    'renderer/ui/index.tsx',
    'a/manager.test.ts',
  ])('%s is no name for a file', (file) => {
    expect(nameVerdicts(planted(file, ''))).toHaveLength(1);
  });

  test('a name that only contains such a word is fine', () => {
    expect(['electron/core/order/reindex.ts', 'renderer/ui/Typesetting.tsx'].flatMap((file) => nameVerdicts(planted(file, '')))).toEqual(
      [],
    );
  });

  test('a missing file, a machine path and a registry are found', () => {
    expect(danglingVerdicts([planted('a.ts', `import './gone.ts';`, `import 'node:fs';`)], () => false)).toEqual([
      'a.ts imports gone.ts, which does not exist',
    ]);
    const paths = [
      ['', 'work', 'main'],
      ['', 'root', '.npmrc'],
      ['', 'tmp', 'brief', 'x'],
    ].map((parts) => parts.join('/'));
    for (const text of [...paths, ['https:', '', ['registry', 'example', 'com'].join('.')].join('/')]) {
      expect(machineVerdicts('a.md', `one\ntwo ${text}`)).toEqual([expect.stringMatching(/^a\.md:2 mentions /)]);
    }
    expect(machineVerdicts('a.md', 'network/rooted, the tmp folder, a registry')).toEqual([]);
  });

  test('files and invariants are read out of a README', () => {
    expect(filesNamedIn('see `step.ts`, `engine/inbox.ts`, `kill.test.ts`, `npm test`, `a.b`, `MarkPrice`')).toEqual([
      'step.ts',
      'engine/inbox.ts',
      'kill.test.ts',
    ]);
    expect(invariantsIn('# Core\n## Invariants of it\n1. One\n   goes on.\n2. Two.\n## Next\n3. Not one.')).toEqual([
      'One goes on.',
      'Two.',
    ]);
  });

  test('suites that adapters share count as tests', () => {
    expect(
      ['a/conformance.ts', 'a/b.test.tsx', 'a/b.scenario.ts', 'a/conform.ts', 'a/b.tests.ts'].map((file) => testFile.test(file)),
    ).toEqual([true, true, true, false, false]);
  });
});
