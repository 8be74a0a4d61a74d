import { readMessage } from '../../core/signal/read-message.ts';
import { type Bench, microsecondLine, microsecondsOf } from './measure.ts';

const post = (ticker: string): string => `🔥 실시간 주도 마켓 분석 (${ticker})

📈 주도 마켓: 바이낸스 , 바이비트

⏱️Binance 펀딩비 및 카운트다운 : -0.0250% / 01:23:45 (4h)

🥇지난 24H 등락률 및 순위 : +12.34% / (상승) 상위 11위

🏷️카테고리 : AI

🔗Liq HeatMap : https://example.invalid/${ticker}`;

export const parseMessage: Bench = {
  name: 'parse',
  run: () => {
    // Many texts, as the same string object again and again would flatter the engine's caches.
    const posts = Array.from({ length: 64 }, (_, n) => post(`COIN${n}`));
    const spread = microsecondsOf((n) => readMessage(posts[n & 63] ?? ''));
    return [microsecondLine('message parse (leading market, 8 lines)', 3, spread)];
  },
};
