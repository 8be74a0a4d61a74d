import type { Percent } from '../../../shared/domain/decimal.ts';
import { readDec } from '../../../shared/domain/decimal.ts';
import { collapseSpaces, colonIn, dropInvisible, excerpt, hasWord } from './visible-text.ts';

export type FieldName = 'funding' | 'changeAndRank' | 'category';

/** The mandatory fields of a leading-market message (W05). The ✅/❌ marks and all other lines are shown only. */
export type FieldsReading =
  | {
      readonly ok: true;
      readonly funding: Percent;
      readonly change: Percent;
      readonly direction: 'up' | 'down';
      readonly rank: number;
      readonly category: string;
    }
  | UnreadableField;

export interface UnreadableField {
  readonly ok: false;
  /** The first one that fails, in this order: funding, change and rank, category. */
  readonly field: FieldName;
  /** What stood there; empty when nothing did. */
  readonly raw: string;
  /** `noInformation` ("정보없음") in the category is W10; everything else is W05. */
  readonly why: 'missing' | 'unreadable' | 'noInformation';
}

export interface FieldLine {
  readonly field: FieldName;
  /** Text after the colon; `undefined` for a line that bears the marker but has no colon. */
  readonly value: string | undefined;
  readonly line: string;
  readonly byLabel: boolean;
  /** A second line claims the same field with another value: nobody can say which one counts. */
  readonly contradicted: boolean;
}
type FoundLines = Partial<Record<FieldName, FieldLine>>;
type Read<T> = (value: string) => T | undefined;

/** Reads the fields from the lines below the title, which is `lines[titleIndex]`. */
export function readFields(lines: readonly string[], titleIndex: number): FieldsReading {
  const found = findLines(lines, titleIndex + 1);
  const funding = readField(found, 'funding', readFunding);
  if (!funding.ok) return funding;
  const changeAndRank = readField(found, 'changeAndRank', readChangeAndRank);
  if (!changeAndRank.ok) return changeAndRank;
  const category = readField(found, 'category', readCategory);
  if (!category.ok) return category;
  const { change, direction, rank } = changeAndRank.value;
  return { ok: true, funding: funding.value, change, direction, rank, category: category.value };
}

/** No label or value is longer; the patterns below never see more than this. */
const LONGEST_LABEL = 200;
const LONGEST_VALUE = 1000;

function findLines(lines: readonly string[], from: number): FoundLines {
  const found: FoundLines = {};
  for (let i = from; i < lines.length; i += 1) {
    const next = fieldLineOf(lines[i] ?? '');
    if (next !== undefined) found[next.field] = merge(found[next.field], next);
  }
  return found;
}

/** The field that a line claims to be; `undefined` for all other lines. */
export function fieldLineOf(line: string): FieldLine | undefined {
  if (line === '') return undefined;
  const colon = colonIn(line);
  const label = dropInvisible(line.slice(0, colon === -1 || colon > LONGEST_LABEL ? LONGEST_LABEL : colon)).trim();
  const byLabel = colon === -1 ? undefined : fieldOfLabel(label);
  const field = byLabel ?? fieldOfMarker(label);
  if (field === undefined) return undefined;
  const value = colon === -1 ? undefined : collapseSpaces(dropInvisible(line.slice(colon + 1)));
  return { field, value, line, byLabel: byLabel !== undefined, contradicted: false };
}

/** The Korean words outrank the emoji: "🌐" may also stand before a link. */
function merge(known: FieldLine | undefined, next: FieldLine): FieldLine {
  if (known === undefined || (next.byLabel && !known.byLabel)) return next;
  if (known.byLabel && !next.byLabel) return known;
  return known.value === next.value ? known : { ...known, contradicted: true };
}

/** The end decides, so that prose which mentions a word is no field. */
function fieldOfLabel(label: string): FieldName | undefined {
  if (label.endsWith('펀딩비') || (label.endsWith('카운트다운') && label.includes('펀딩비'))) return 'funding';
  if (label.endsWith('등락률') || (label.endsWith('순위') && label.includes('등락률'))) return 'changeAndRank';
  if (label.endsWith('카테고리')) return 'category';
  return undefined;
}

function fieldOfMarker(label: string): FieldName | undefined {
  if (label.startsWith('⏱') || label.startsWith('🌐')) return 'funding';
  if (label.startsWith('🥇')) return 'changeAndRank';
  if (label.startsWith('🏷')) return 'category';
  return undefined;
}

function readField<T>(found: FoundLines, field: FieldName, read: Read<T>): { readonly ok: true; readonly value: T } | UnreadableField {
  const line = found[field];
  if (line === undefined) return { ok: false, field, raw: '', why: 'missing' };
  const raw = excerpt(line.value ?? line.line);
  if (line.value === undefined || line.contradicted || line.value.length > LONGEST_VALUE)
    return { ok: false, field, raw, why: 'unreadable' };
  if (/정보 ?없음/.test(line.value)) return { ok: false, field, raw, why: 'noInformation' };
  const value = read(line.value);
  return value === undefined ? { ok: false, field, raw, why: 'unreadable' } : { ok: true, value };
}

/** Every dash reads as a minus: that is the side on which W13 excludes. */
const percentAtStart = /^(?:([-−－﹣‐‑–—])|[+＋])? ?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)? ?[%％]/;

function splitPercent(value: string): { readonly percent: Percent; readonly rest: string } | undefined {
  const match = percentAtStart.exec(value);
  if (match === null) return undefined;
  const [head, minus, whole = '', fraction = ''] = match;
  const percent = readDec<'percent'>(`${minus === undefined ? '' : '-'}${whole.replaceAll(',', '')}${fraction}`);
  return percent === undefined ? undefined : { percent, rest: value.slice(head.length) };
}

/** `-0.0250% / 01:23:45 (4h)` or `-0.7214% ❌`: the countdown is optional; a second rate would be ambiguous. */
const readFunding: Read<Percent> = (value) => {
  const split = splitPercent(value);
  return split === undefined || /^[\p{L}\p{N}]|[%％]|\d[.,]\d/u.test(split.rest) ? undefined : split.percent;
};

const directionAndRank = /^ ?[/／|]? ?[(（]? ?(상승|하락) ?[)）]? ?상위 ?([1-9]\d{0,5}) ?위(.*)$/;

/** `+12.34% / (상승) 상위 11위`. The word decides the direction, not the sign: W11 and W12 speak of the word. */
const readChangeAndRank: Read<Pick<Extract<FieldsReading, { ok: true }>, 'change' | 'direction' | 'rank'>> = (value) => {
  const split = splitPercent(value);
  const match = split === undefined ? null : directionAndRank.exec(split.rest);
  if (split === undefined || match === null || hasWord(match[3] ?? '')) return undefined;
  return { change: split.percent, direction: match[1] === '상승' ? 'up' : 'down', rank: Number(match[2]) };
};

/** `AI` or `(Decentralized Finance (DeFi)) ✅`, without the mark and the outer parentheses. */
const readCategory: Read<string> = (value) => {
  if (!hasWord(value)) return undefined;
  const unmarked = withoutMarks(value);
  return unmarked.startsWith('(') && unmarked.endsWith(')') && isOnePair(unmarked) ? unmarked.slice(1, -1).trim() : unmarked;
};

const marks = new Set('✅❌☑✔✖❎ ');

/** A loop, because a pattern anchored at the end is quadratic on a long run of marks. */
function withoutMarks(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && marks.has(value.charAt(start))) start += 1;
  while (end > start && marks.has(value.charAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

/** False for "(AI) and (L1)", whose first parenthesis closes before the end. */
function isOnePair(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length - 1; i += 1) {
    if (text[i] === '(') depth += 1;
    else if (text[i] === ')') depth -= 1;
    if (depth === 0) return false;
  }
  return true;
}
