import { dirname, join } from 'node:path';
import { parseSync } from 'vite';

export interface Import {
  /** A path from the project's root ("electron/core/step.ts"), "node:fs", or "npm:zod". */
  readonly target: string;
  /** Gone after compilation. */
  readonly typeOnly: boolean;
}

export interface Source {
  /** Path from the project's root, with "/". */
  readonly file: string;
  readonly imports: readonly Import[];
  /** Lines that hold more than comment and blanks. */
  readonly codeLines: number;
  /** What the text does that pure code may not do: "await", "throw", "Date", … */
  readonly impurities: readonly string[];
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

export function readSource(file: string, text: string): Source {
  const parsed = parseSync(file, text);
  const first = parsed.errors[0];
  if (first !== undefined) throw new Error(`${file}: ${first.message}`);
  const found: Import[] = [];
  const impurities = new Set<string>();
  const add = (request: string, typeOnly: boolean): void => {
    found.push({ target: targetOf(file, request), typeOnly });
  };
  for (const { moduleRequest, entries } of parsed.module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType));
  }
  for (const { entries } of parsed.module.staticExports) {
    for (const { moduleRequest, isType } of entries) if (moduleRequest) add(moduleRequest.value, isType);
  }
  walk(parsed.program as unknown as Node, undefined, '', (node, parent, key) => {
    if (node.type === 'ImportExpression') add(literalIn(node.source), false);
    if (node.type === 'TSImportType') add(literalIn(node.source), true);
    const impurity = impurityOf(node, parent, key);
    if (impurity !== undefined) impurities.add(impurity);
  });
  return { file, imports: found, codeLines: countCodeLines(text, parsed.comments), impurities: [...impurities] };
}

/** A dynamic import of something computed cannot be judged: it is given a name that no row allows. */
const literalIn = (node: unknown): string => (isNode(node) && typeof node.value === 'string' ? node.value : '<computed>');

function targetOf(file: string, request: string): string {
  if (request.startsWith('.')) return join(dirname(file), request.replace(/\?.*$/, '')).replaceAll('\\', '/');
  return request.startsWith('node:') ? request : `npm:${request}`;
}

function walk(node: Node, parent: Node | undefined, key: string, visit: (node: Node, parent: Node | undefined, key: string) => void): void {
  visit(node, parent, key);
  for (const [childKey, child] of Object.entries(node)) {
    for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) walk(one, node, childKey, visit);
  }
}

/** Names through which time, chance, the machine or its language settings leak in. */
const leaks = new Set(
  'Date performance crypto process console globalThis window fetch require Intl Promise setTimeout setInterval setImmediate queueMicrotask'.split(
    ' ',
  ),
);
const leakingMembers = new Set(['random', 'toLocaleString', 'toLocaleLowerCase', 'toLocaleUpperCase', 'localeCompare']);

function impurityOf(node: Node, parent: Node | undefined, key: string): string | undefined {
  if (node.type === 'AwaitExpression' || node.await === true) return 'await';
  if (node.async === true) return 'async';
  if (node.type === 'ThrowStatement') return 'throw';
  // State outside `state` would survive from one run to the next: same events, other bytes.
  if (node.type === 'VariableDeclaration' && node.kind !== 'const' && isTopLevel(parent)) return 'module-level let';
  if (node.type === 'MemberExpression') {
    const name = memberNameOf(node);
    return leakingMembers.has(name) ? `.${name}` : undefined;
  }
  if (node.type === 'Identifier' && typeof node.name === 'string' && leaks.has(node.name) && !isMereName(parent, key)) return node.name;
  return undefined;
}

const isTopLevel = (parent: Node | undefined): boolean => parent?.type === 'Program' || parent?.type === 'ExportNamedDeclaration';

function memberNameOf(node: Node): string {
  const property = node.property;
  return isNode(property) ? String(property.name ?? property.value) : '';
}

/** `order.process` and `{ process: 1 }` use the word, not the global. */
const isMereName = (parent: Node | undefined, key: string): boolean =>
  parent !== undefined && parent.computed !== true && (key === 'key' || (parent.type === 'MemberExpression' && key === 'property'));

function countCodeLines(text: string, comments: readonly { readonly start: number; readonly end: number }[]): number {
  let code = '';
  let from = 0;
  for (const { start, end } of comments) {
    code += text.slice(from, start) + text.slice(start, end).replaceAll(/[^\n]/g, '');
    from = end;
  }
  return (code + text.slice(from)).split('\n').filter((line) => line.trim() !== '').length;
}
