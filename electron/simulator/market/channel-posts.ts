import type { DemoSymbol } from './demo-symbols.ts';
import type { Prng } from './prng.ts';
import type { Flaw } from './story-script.ts';

export const entrySignalText = (symbol: string): string => `💥 Binance : ${symbol}.P 에서 숏 진입 신호 발생!`;
export const riskText = (symbol: string): string => `🥈 Binance : ${symbol}.P 에서 숏 리스크관리 권장`;

export interface LeadingMarket {
  readonly text: string;
  /** Funding as the text states it, in millionths (-2500 is -0.2500 %), so that the market can agree with it. */
  readonly funding: number;
}

/** A leading-market message that passes every filter, or fails exactly one. Both generations of the layout occur in the wild. */
export function leadingMarketPost({ ticker, category }: DemoSymbol, flaw: Flaw | undefined, dice: Prng): LeadingMarket {
  const funding = flaw === 'funding' ? dice.whole(-9_800, -1_000) : dice.whole(-720, 260);
  const falling = flaw === undefined && dice.next() < 0.25;
  const rank = flaw === 'rank' ? dice.whole(1, 10) : falling ? dice.whole(1, 40) : dice.whole(11, 48);
  // Numbers a trader believes: the higher the rank, the larger the move.
  const change = (falling ? -1 : 1) * (60 / (rank + 4) + dice.between(4, 9));
  const fields = {
    ticker,
    funding: signedFixed(funding / 10_000, 4, false),
    change: signedFixed(change, 2, true),
    direction: falling ? '하락' : '상승',
    rank,
    category: flaw === 'noInfo' ? '정보없음' : category,
  };
  const classic = dice.next() < 0.5;
  const passes = { funding: flaw !== 'funding', rank: flaw !== 'rank', category: flaw !== 'category' && flaw !== 'noInfo' };
  return { text: classic ? classicLayout(fields, dice) : newLayout(fields, passes, dice), funding };
}

interface Fields {
  readonly ticker: string;
  readonly funding: string;
  readonly change: string;
  readonly direction: string;
  readonly rank: number;
  readonly category: string;
}

function classicLayout(fields: Fields, dice: Prng): string {
  const countdown = [dice.whole(0, 3), dice.whole(0, 59), dice.whole(0, 59)].map((part) => String(part).padStart(2, '0')).join(':');
  return [
    `🔥 실시간 주도 마켓 분석 (${fields.ticker})`,
    `📈 주도 마켓: ${dice.pick(['바이낸스 , 바이비트', '바이낸스', '바이낸스 , 업비트 , 바이비트'])}`,
    `⏱️Binance 펀딩비 및 카운트다운 : ${fields.funding}% / ${countdown} (${dice.pick(['4h', '8h'])})`,
    `🥇지난 24H 등락률 및 순위 : ${fields.change}% / (${fields.direction}) 상위 ${fields.rank}위`,
    `🏷️카테고리 : ${fields.category}`,
    `🔗Liq HeatMap : https://heatmap.example/${fields.ticker}`,
  ].join('\n\n');
}

function newLayout(fields: Fields, passes: Readonly<Record<'funding' | 'rank' | 'category', boolean>>, dice: Prng): string {
  const mark = (passed: boolean): string => (passed ? '✅' : '❌');
  const long = dice.whole(28, 71);
  return [
    `🔥 실시간 주도 마켓 분석 (${fields.ticker})`,
    `🌐글로벌 거래소 통합 펀딩비 : ${fields.funding}% ${mark(passes.funding)}`,
    `🥇지난 24H 등락률 및 순위 : ${fields.change}% / (${fields.direction}) 상위 ${fields.rank}위 ${mark(passes.rank)}`,
    `🏷️카테고리 : (${fields.category}) ${mark(passes.category)}`,
    `🐜 개미 롱/숏 비율 : ${long}% / ${100 - long}%`,
    `🦈 고래 동향 : ${dice.pick(['매도 우위', '매수 우위', '중립'])}`,
    `⚖️ 스마트머니 : ${dice.pick(['숏', '롱', '관망'])}`,
  ].join('\n\n');
}

const signedFixed = (value: number, digits: number, plus: boolean): string => `${plus && value > 0 ? '+' : ''}${value.toFixed(digits)}`;
