import type { Percent } from '../../../shared/domain/decimal.ts';
import { lte } from '../../../shared/domain/decimal.ts';
import type { SayCode } from '../../../shared/domain/say.ts';
import type { FieldsReading } from './fields.ts';
import { dropSpaces } from './visible-text.ts';

export type FilterVerdict =
  | { readonly passed: true }
  | {
      readonly passed: false;
      readonly rule: 'W09' | 'W10' | 'W11' | 'W13';
      readonly code: SayCode;
      readonly numbers: Readonly<Record<string, string>>;
    };

export type ReadableFields = Extract<FieldsReading, { ok: true }>;

const LAST_EXCLUDED_RANK = 10;
const LOWEST_FUNDING = '-0.1' as Percent;

/** The words of W09. "DEX" also excludes "Index": matching is by substring on purpose, because it excludes more (D18). */
const excludedKeywords = ['Meme', 'Defi', 'Pump.fun', 'DEX', '탈중앙화 거래소', 'Binance Alpha Spotlight'].map((keyword) => ({
  keyword,
  needle: comparable(keyword),
  spaced: keyword.includes(' '),
}));

function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** W09 → W10 → W11 (W12 lets every falling rank pass) → W13. W10 is found earlier, while reading the field. */
export function applyCommonFilters(fields: ReadableFields): FilterVerdict {
  const keyword = excludedKeywordIn(fields.category);
  if (keyword !== undefined) {
    return { passed: false, rule: 'W09', code: 'categoryExcluded', numbers: { keyword, category: fields.category } };
  }
  if (fields.direction === 'up' && fields.rank <= LAST_EXCLUDED_RANK) {
    const numbers = { rank: String(fields.rank), limit: String(LAST_EXCLUDED_RANK) };
    return { passed: false, rule: 'W11', code: 'rankTooHigh', numbers };
  }
  if (lte(fields.funding, LOWEST_FUNDING)) {
    return { passed: false, rule: 'W13', code: 'fundingTooLow', numbers: { funding: fields.funding, limit: LOWEST_FUNDING } };
  }
  return { passed: true };
}

/** Names of several words also match without their spaces. */
function excludedKeywordIn(category: string): string | undefined {
  const text = comparable(category);
  const joined = dropSpaces(text);
  return excludedKeywords.find(({ needle, spaced }) => text.includes(needle) || (spaced && joined.includes(dropSpaces(needle))))?.keyword;
}
