import type { Happening } from '../scenario.ts';
import { both } from './both.ts';
import { marketOf, price } from './symbols.ts';

/** Nothing but time. */
export const time = (): Happening => ({ words: both('시간 경과', 'time passes'), play: () => {} });

/** One frame of mark prices with these in it; they repeat each second from now on. */
export const marks = (prices: Readonly<Record<string, string>>): Happening => {
  const list = Object.entries(prices)
    .map(([coin, text]) => `${coin} ${text}`)
    .join(', ');
  return {
    words: both(`마크 ${list}`, `mark ${list}`),
    play: (stage) => {
      for (const [coin, text] of Object.entries(prices)) stage.world.marks.set(marketOf(coin), price(text));
      if (stage.world.streaming) stage.tell(stage.world.frame('stream'));
    },
  };
};
/** One frame for SOL. */
export const mark = (text: string): Happening => marks({ SOL: text });

/** The price between two evaluations: nobody is told. */
export const wick = (text: string): Happening => ({
  words: both(`1초 사이 ${text}까지 스침`, `touches ${text} between two seconds`),
  play: () => {},
});

export const streamStops = (): Happening => ({
  words: both('WebSocket 침묵', 'the price stream goes silent'),
  play: (stage) => {
    stage.world.streaming = false;
  },
});
export const streamResumes = (): Happening => ({
  words: both('WebSocket 재수신', 'the price stream speaks again'),
  play: (stage) => {
    stage.world.streaming = true;
    stage.tell(stage.world.frame('stream'));
  },
});
/** What REST says of mark prices while it is asked. */
export const restPrices = (state: 'fresh' | 'frozen' | 'fails'): Happening => ({
  words: {
    fresh: both('REST 가격 정상', 'REST prices are fresh'),
    frozen: both('REST 가격이 멈춰 있음', 'REST prices are frozen'),
    fails: both('REST 가격 실패', 'REST prices fail'),
  }[state],
  play: (stage) => {
    stage.world.rest = state;
  },
});
/** A stream frame whose exchange time does not move on. */
export const frozenFrame = (ageSeconds: number, prices: Readonly<Record<string, string>>): Happening => ({
  words: both(
    `${ageSeconds}초 전 시각의 프레임 ${JSON.stringify(prices)}`,
    `a frame stamped ${ageSeconds} s ago ${JSON.stringify(prices)}`,
  ),
  play: (stage) => {
    const told = Object.fromEntries(Object.entries(prices).map(([coin, text]) => [marketOf(coin), price(text)]));
    stage.tell({ type: 'MarkPricesArrived', source: 'stream', venueAt: stage.now - ageSeconds * 1000, prices: told });
  },
});

export const streamLost = (stream: 'prices' | 'account', why: string): Happening => ({
  words: both(`${stream} 스트림 끊김: ${why}`, `${stream} stream lost: ${why}`),
  play: (stage) => stage.tell({ type: 'StreamLost', stream, why }),
});
export const streamOpened = (stream: 'prices' | 'account'): Happening => ({
  words: both(`${stream} 스트림 연결`, `${stream} stream open`),
  play: (stage) => stage.tell({ type: 'StreamOpened', stream }),
});
