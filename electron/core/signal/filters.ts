import type { Percent } from '../../../shared/domain/decimal.ts';
import { lte } from '../../../shared/domain/decimal.ts';
import type { FieldsReading } from './fields.ts';
import { passed, type Rule, stopped } from './rule.ts';
import { dropSpaces } from './visible-text.ts';

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

/** W09. */
export const categoryFilter: Rule<ReadableFields> = {
  id: 'W09',
  about: 'category',
  look: ({ category }) => {
    const keyword = excludedKeywordIn(category);
    return keyword === undefined ? passed({ category }) : stopped('rejected', 'W09', 'categoryExcluded', { keyword, category });
  },
};

/** W11; W12 lets every falling rank pass. */
export const rankFilter: Rule<ReadableFields> = {
  id: 'W11',
  about: 'rank',
  look: ({ direction, rank }) => {
    const numbers = { rank: String(rank), limit: String(LAST_EXCLUDED_RANK) };
    return direction === 'up' && rank <= LAST_EXCLUDED_RANK
      ? stopped('rejected', 'W11', 'rankTooHigh', numbers)
      : passed({ direction, ...numbers });
  },
};

/** W13. */
export const fundingFilter: Rule<ReadableFields> = {
  id: 'W13',
  about: 'funding',
  look: ({ funding }) => {
    const numbers = { funding, limit: LOWEST_FUNDING };
    return lte(funding, LOWEST_FUNDING) ? stopped('rejected', 'W13', 'fundingTooLow', numbers) : passed(numbers);
  },
};

/** Names of several words also match without their spaces. */
function excludedKeywordIn(category: string): string | undefined {
  const text = comparable(category);
  const joined = dropSpaces(text);
  return excludedKeywords.find(({ needle, spaced }) => text.includes(needle) || (spaced && joined.includes(dropSpaces(needle))))?.keyword;
}
