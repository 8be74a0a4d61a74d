import { describe, expect, test } from 'vitest';
import type { Percent } from '../../../shared/domain/decimal.ts';
import { dec } from '../../../shared/domain/decimal.ts';
import { categoryFilter, fundingFilter, type ReadableFields, rankFilter } from './filters.ts';
import { firstStop } from './rule.ts';

/** In the order of the law. */
function applyCommonFilters(fields: ReadableFields) {
  const stop = firstStop([categoryFilter, rankFilter, fundingFilter], fields);
  return stop === undefined ? { passed: true } : { passed: false, ...stop.said };
}

const good = {
  ok: true as const,
  funding: dec<'percent'>('-0.025'),
  change: dec<'percent'>('12.34'),
  direction: 'up' as 'up' | 'down',
  rank: 11,
  category: 'AI',
};

test('a good message passes (W14)', () => {
  expect(applyCommonFilters(good)).toEqual({ passed: true });
});

describe('W09: a category with an excluded word is refused, in any case, anywhere in the text', () => {
  test.each([
    ['Meme', 'Meme'],
    ['AI, meme, L1', 'Meme'],
    ['MEMES', 'Meme'],
    ['Decentralized Finance (DeFi)', 'Defi'],
    ['defi', 'Defi'],
    ['Pump.fun Ecosystem', 'Pump.fun'],
    ['pump.FUN', 'Pump.fun'],
    ['DEX', 'DEX'],
    ['Perp dex', 'DEX'],
    ['Index', 'DEX'],
    ['탈중앙화 거래소', '탈중앙화 거래소'],
    ['탈중앙화거래소 토큰', '탈중앙화 거래소'],
    ['Binance Alpha Spotlight', 'Binance Alpha Spotlight'],
    ['binance  alpha spotlight', 'Binance Alpha Spotlight'],
    ['ＤＥＸ', 'DEX'],
    ['탈중앙화 거래소'.normalize('NFD'), '탈중앙화 거래소'],
  ])('%j contains %j', (category, keyword) => {
    expect(applyCommonFilters({ ...good, category })).toEqual({
      passed: false,
      rule: 'W09',
      code: 'categoryExcluded',
      numbers: { keyword, category },
    });
  });

  test.each(['AI', 'Binance Alpha', 'Pump fun', 'Trade Xchange', 'De Fi', 'CEX', '중앙화 거래소', '탈중앙화', 'Layer 1'])(
    '%j is not excluded',
    (category) => {
      expect(applyCommonFilters({ ...good, category })).toEqual({ passed: true });
    },
  );
});

describe('W11, W12: rising ranks 1 to 10 are refused, falling ranks never', () => {
  test.each([1, 2, 9, 10])('rising rank %i is refused', (rank) => {
    expect(applyCommonFilters({ ...good, rank })).toEqual({
      passed: false,
      rule: 'W11',
      code: 'rankTooHigh',
      numbers: { rank: String(rank), limit: '10' },
    });
  });
  test.each([11, 12, 100])('rising rank %i passes', (rank) => {
    expect(applyCommonFilters({ ...good, rank })).toEqual({ passed: true });
  });
  test.each([1, 10, 11])('falling rank %i passes', (rank) => {
    expect(applyCommonFilters({ ...good, direction: 'down', rank })).toEqual({ passed: true });
  });
});

describe('W13: funding at or below -0.1 % is refused', () => {
  test.each(['-0.1', '-0.1001', '-0.7214', '-2', '-10'])('%s is refused', (funding) => {
    expect(applyCommonFilters({ ...good, funding: dec<'percent'>(funding) })).toEqual({
      passed: false,
      rule: 'W13',
      code: 'fundingTooLow',
      numbers: { funding, limit: '-0.1' },
    });
  });
  test.each(['-0.0999', '-0.09', '0', '0.1', '3'])('%s passes', (funding) => {
    expect(applyCommonFilters({ ...good, funding: funding as Percent })).toEqual({ passed: true });
  });
});

test('the filters are asked in the order W09, W11, W13', () => {
  const bad = { ...good, category: 'DEX', rank: 1, funding: dec<'percent'>('-1') };
  expect(applyCommonFilters(bad)).toMatchObject({ rule: 'W09' });
  expect(applyCommonFilters({ ...bad, category: 'AI' })).toMatchObject({ rule: 'W11' });
  expect(applyCommonFilters({ ...bad, category: 'AI', direction: 'down' })).toMatchObject({ rule: 'W13' });
});
