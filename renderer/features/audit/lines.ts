import type { AuditView } from '../../../shared/contract/view.ts';
import type { Level } from '../../../shared/domain/record.ts';
import type { Lang } from '../../../shared/domain/say.ts';
import { ruleText } from '../../format/rule.ts';
import { sentenceOf } from '../../format/sentence.ts';

/** Oldest first, as the log is read. */
export type AuditLines = readonly AuditView[];
const KEEP = 5_000;

/**
 * Adds what the newest-first slice tells beyond the lines. One event may say several things under one number, and a step's
 * lines arrive together, so only whole numbers above the last known one are taken.
 */
export function withSlice(lines: AuditLines, newestFirst: readonly AuditView[]): AuditLines {
  const last = lines.at(-1)?.seq ?? -1;
  const fresh = newestFirst.filter((line) => line.seq > last).reverse();
  return fresh.length === 0 ? lines : [...lines, ...fresh].slice(-KEEP);
}

/** True when the slice no longer reaches back to what is known: lines between the two were never seen here. */
export function hasHole(lines: AuditLines, newestFirst: readonly AuditView[], sliceLimit: number): boolean {
  const last = lines.at(-1)?.seq;
  const oldest = newestFirst.at(-1)?.seq;
  return last !== undefined && oldest !== undefined && newestFirst.length >= sliceLimit && oldest > last;
}

export interface AuditFilter {
  readonly text: string;
  readonly level: Level | 'all';
}

/** Every word must occur in the symbol, the rule, or the sentence, be it as printed or with every digit. */
export function matching(lines: AuditLines, filter: AuditFilter, lang: Lang): AuditLines {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && filter.level === 'all') return lines;
  return lines.filter((line) => {
    if (filter.level !== 'all' && line.level !== filter.level) return false;
    if (words.length === 0) return true;
    const { text: printed, full } = sentenceOf(line, lang, null);
    const text = `${line.symbol ?? ''} ${line.rule} ${ruleText(line.rule)} ${printed} ${full}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
