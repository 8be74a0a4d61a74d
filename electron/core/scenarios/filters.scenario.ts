import { leadingMarket } from '../../testkit/scenario/messages.ts';
import type { Chapter } from '../../testkit/scenario.ts';

const passed = 'passed W14; IDLE → MONITORING; target 100 trigger 99.9';

export const filters: Chapter = {
  name: 'filters',
  title: ['공통 필터 (W09–W14)', 'Common filters (W09–W14)'],
  scenarios: [
    {
      title: ['제외 카테고리', 'Excluded categories'],
      why: [
        '부분 일치, 대소문자 무시: 더 많이 제외하는 쪽이 안전하다.',
        'Substrings, case-insensitive: excluding more is the safe side (D18).',
      ],
      ids: ['W09', 'D18'],
      cases: [
        [leadingMarket('SOL', { category: 'Meme' }), 'rejected W09 Meme'],
        [leadingMarket('SOL', { category: 'AI, memecoin' }), 'rejected W09 Meme'],
        [leadingMarket('SOL', { category: 'Defi' }), 'rejected W09 Defi'],
        [leadingMarket('SOL', { category: '(Decentralized Finance (DeFi)) ✅' }), 'rejected W09 Defi'],
        [leadingMarket('SOL', { category: 'Pump.fun Ecosystem' }), 'rejected W09 Pump.fun'],
        [leadingMarket('SOL', { category: 'DEX' }), 'rejected W09 DEX'],
        [leadingMarket('SOL', { category: 'Index' }), 'rejected W09 DEX'],
        [leadingMarket('SOL', { category: '탈중앙화 거래소' }), 'rejected W09 탈중앙화 거래소'],
        [leadingMarket('SOL', { category: '탈중앙화거래소' }), 'rejected W09 탈중앙화 거래소'],
        [leadingMarket('SOL', { category: 'Binance Alpha Spotlight' }), 'rejected W09 Binance Alpha Spotlight'],
        [leadingMarket('SOL', { category: 'Binance Alpha' }), passed],
        [leadingMarket('SOL', { category: 'Memory' }), passed],
        [leadingMarket('SOL', { category: 'Pump' }), passed],
        [leadingMarket('SOL', { category: 'Layer 1 ❌' }), passed],
      ],
    },
    {
      title: ['카테고리 정보없음', 'Category "no information"'],
      ids: ['W10'],
      cases: [
        [leadingMarket('SOL', { category: '정보없음' }), 'rejected W10'],
        [leadingMarket('SOL', { category: '정보 없음' }), 'rejected W10'],
      ],
    },
    {
      title: ['상승 1–10위는 제외, 11위부터 통과', 'Gainers rank 1–10 are excluded, 11 passes'],
      ids: ['W11'],
      cases: [
        ...Array.from({ length: 10 }, (_, n) => [leadingMarket('SOL', { rank: n + 1 }), `rejected W11 ${n + 1}`] as const),
        [leadingMarket('SOL', { rank: 11 }), passed],
        [leadingMarket('SOL', { rank: 100 }), passed],
        [leadingMarket('SOL', { rank: 10, change: '-12.34%' }), 'rejected W11 10'],
      ],
    },
    {
      title: ['하락은 순위와 무관하게 통과', 'Losers pass at every rank'],
      ids: ['W12'],
      cases: [
        [leadingMarket('SOL', { direction: '하락', rank: 1, change: '-20%' }), passed],
        [leadingMarket('SOL', { direction: '하락', rank: 10 }), passed],
        [leadingMarket('SOL', { direction: '하락', rank: 11 }), passed],
      ],
    },
    {
      title: ['펀딩비 −0.1 % 이하는 제외', 'Funding at or below −0.1 % is excluded'],
      ids: ['W13'],
      cases: [
        [leadingMarket('SOL', { funding: '-0.1%' }), 'rejected W13 -0.1'],
        [leadingMarket('SOL', { funding: '-0.1000%' }), 'rejected W13 -0.1'],
        [leadingMarket('SOL', { funding: '-0.1001%' }), 'rejected W13 -0.1001'],
        [leadingMarket('SOL', { funding: '-2%' }), 'rejected W13 -2'],
        [leadingMarket('SOL', { funding: '−0.1%' }), 'rejected W13 -0.1'],
        [leadingMarket('SOL', { funding: '-0.0999%' }), passed],
        [leadingMarket('SOL', { funding: '-0.09999999%' }), passed],
        [leadingMarket('SOL', { funding: '0%' }), passed],
        [leadingMarket('SOL', { funding: '+0.1%' }), passed],
      ],
    },
    {
      title: ['필터에 걸린 종목은 초기 상태로 남고 쿨다운은 돈다', 'A filtered symbol stays idle, its cooldown runs'],
      ids: ['W09', 'W10', 'W11', 'W13', 'W02'],
      rows: [
        ['09:00:00', leadingMarket('SOL', { category: 'Meme', rank: 1, funding: '-1%' }), 'rejected W09 Meme'],
        ['09:00:01', leadingMarket('SOL'), 'ignored W02 599'],
        ['09:10:00', leadingMarket('SOL', { rank: 1, funding: '-1%' }), 'rejected W11 1'],
        ['09:20:00', leadingMarket('SOL', { funding: '-1%' }), 'rejected W13 -1'],
        ['09:30:00', leadingMarket('SOL'), passed],
      ],
    },
    {
      title: ['모두 통과하면 모드에 따라 타점을 잡는다', 'All filters passed: the mode decides the target'],
      ids: ['W14'],
      show: ['ReadCandles'],
      rows: [['09:00:00', leadingMarket('SOL'), 'passed W14; ReadCandles SOLUSDT; IDLE → MONITORING; target 100 trigger 99.9']],
    },
  ],
};
