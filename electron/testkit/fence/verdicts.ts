import { importTable, testFile, testsMayAlso } from './import-table.ts';
import type { Import, Source } from './read-source.ts';

/** Each verdict is one sentence naming the file and what is wrong with it; none means the fence holds. */
export type Verdicts = readonly string[];

export const MAX_CODE_LINES = 300;

export function importVerdicts(source: Source): Verdicts {
  const row = importTable.find(([file]) => file.test(source.file));
  if (row === undefined) return [`${source.file} has no row in the import table`];
  const [file, ...patterns] = row;
  const group = file.exec(source.file)?.[1] ?? '';
  const allowed = [...patterns.map((pattern) => pattern.replaceAll('$1', group)), ...(testFile.test(source.file) ? testsMayAlso : [])];
  return source.imports.filter((one) => !isAllowed(one, allowed)).map((one) => `${source.file} may not import ${spell(one)}`);
}

const spell = ({ target, typeOnly }: Import): string => (typeOnly ? `type:${target}` : target);

const isAllowed = ({ target, typeOnly }: Import, allowed: readonly string[]): boolean =>
  allowed.some((pattern) => {
    const forTypes = pattern.startsWith('type:');
    if (forTypes && !typeOnly) return false;
    return new RegExp(`^${forTypes ? pattern.slice('type:'.length) : pattern}`).test(target);
  });

/**
 * Files that decide or match: no clock, no dice, no waiting. The core throws nothing either; the matching engine may, for a bug of
 * the test or dialect that calls it. Tests may do all that.
 */
const pure = /^electron\/(core|simulator\/matching)\//;
export const mustBePure = ({ file }: Source): boolean => pure.test(file) && !testFile.test(file);

export const purityVerdicts = (source: Source): Verdicts =>
  !mustBePure(source)
    ? []
    : source.impurities
        .filter((impurity) => impurity !== 'throw' || source.file.startsWith('electron/core/'))
        .map((impurity) => `${source.file} is pure and may not use ${impurity}`);

export const sizeVerdicts = ({ file, codeLines }: Source): Verdicts =>
  codeLines > MAX_CODE_LINES ? [`${file} has ${codeLines} lines of code, the limit is ${MAX_CODE_LINES}`] : [];

/** Names that say nothing of what is inside; `index` would also be mistaken for the npm package when the folder is `electron`. */
const emptyNames = /(^|[/-])(utils?|helpers?|managers?|types|common|misc|index)(\.test)?\.(tsx?|mjs)$/;
export const nameVerdicts = ({ file }: Source): Verdicts => (emptyNames.test(file) ? [`${file}: name it after the one thing in it`] : []);

/** Imports of files that are not there, which a type-only import of a moved file would hide until the build. */
export function danglingVerdicts(sources: readonly Source[], exists: (file: string) => boolean): Verdicts {
  return sources.flatMap(({ file, imports }) =>
    imports
      .filter(({ target }) => !target.startsWith('npm:') && !target.startsWith('node:') && !exists(target))
      .map(({ target }) => `${file} imports ${target}, which does not exist`),
  );
}

/** Every cycle once, written as the path around it. Type imports count: a cycle of types is a cycle of ideas. */
export function cycleVerdicts(sources: readonly Source[]): Verdicts {
  const importsOf = new Map(sources.map(({ file, imports }) => [file, imports.map(({ target }) => target)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start !== -1) found.push(`cycle: ${[...path.slice(start), file].join(' → ')}`);
    if (start !== -1 || done.has(file)) return;
    for (const target of importsOf.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const { file } of sources) visit(file, []);
  return found;
}

/** The way from a file to a forbidden import, types left out: what would really be loaded. */
export function pathTo(forbidden: RegExp, from: string, sources: readonly Source[]): readonly string[] | undefined {
  const importsOf = new Map(sources.map(({ file, imports }) => [file, imports.filter((one) => !one.typeOnly).map(({ target }) => target)]));
  const seen = new Set<string>([from]);
  const paths: string[][] = [[from]];
  for (const path of paths) {
    for (const target of importsOf.get(path.at(-1) ?? '') ?? []) {
      if (forbidden.test(target)) return [...path, target];
      if (!seen.has(target)) paths.push([...path, target]);
      seen.add(target);
    }
  }
  return undefined;
}

/** Paths of the machine it was written on, and addresses of package registries: neither means anything elsewhere. */
const machineWords = [/\/work\//, /\/root\//, /\/tmp\/[\w-]+\//, /registry\.[\w-]+\.\w+/, /"resolved":\s"http/, /\b[A-Z]:\\Users\\/];
export const machineVerdicts = (file: string, text: string): Verdicts =>
  machineWords.flatMap((word) => {
    const found = word.exec(text);
    return found === null ? [] : [`${file}:${text.slice(0, found.index).split('\n').length} mentions ${found[0]}`];
  });

/** Files that a README names in backticks: paths from the root or from its own folder, bare names anywhere below it. */
export const filesNamedIn = (readme: string): readonly string[] =>
  [...readme.matchAll(/`([\w@./-]+\/[\w.-]+\.(?:tsx?|mjs|md|json|yml)|[\w.-]+\.(?:tsx?|mjs|md))`/g)].map(([, name]) => name ?? '');

/** The numbered sentences under the heading "Invariants". */
export function invariantsIn(readme: string): readonly string[] {
  const [, section = ''] = /^#+ Invariants.*?\n([\s\S]*?)(?=^#|(?![\s\S]))/m.exec(readme) ?? [];
  return [...section.matchAll(/^\d+\. ([^\n]+(?:\n {2,}[^\n]+)*)/gm)].map(([, sentence = '']) => sentence.replaceAll(/\s+/g, ' ').trim());
}
