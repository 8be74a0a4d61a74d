import type { Happening } from '../scenario.ts';
import { both } from './both.ts';

/** Nothing runs for so long; the beat at waking up tells it. */
export const sleeps = (seconds: number): Happening => ({
  words: both(`컴퓨터가 ${seconds}초 잠들었다 깨어남`, `the computer sleeps for ${seconds} s and wakes up`),
  play: (stage) => {
    stage.jump(seconds * 1000);
    stage.beatAfterJump(seconds * 1000);
  },
});

/** Our clock is set; a frame comes before the beat that tells it. */
export const ownClockSet = (seconds: number): Happening => ({
  words: both(`컴퓨터 시계 ${signed(seconds)}초`, `our clock is set by ${signed(seconds)} s`),
  play: (stage) => {
    stage.jump(seconds * 1000);
    stage.world.aheadMs -= seconds * 1000;
    stage.tell(stage.world.frame('stream'));
    stage.beatAfterJump(seconds * 1000);
  },
});

export const venueClockSet = (seconds: number): Happening => ({
  words: both(`거래소 시계 ${signed(seconds)}초`, `the exchange's clock is set by ${signed(seconds)} s`),
  play: ({ world }) => {
    world.aheadMs += seconds * 1000;
  },
});

/** Every frame is so long under way. */
export const framesLag = (seconds: number): Happening => ({
  words: both(`시세가 늘 ${seconds}초 늦음`, `frames are always ${seconds} s late`),
  play: ({ world }) => {
    world.frameLagMs = () => seconds * 1000;
  },
});

/** From now on each second of the exchange takes two to arrive. */
export const framesFallBehind = (): Happening => ({
  words: both('시세가 1초에 0.5초씩 더 늦어짐', 'frames fall behind by half a second each second'),
  play: ({ world, now }) => {
    world.frameLagMs = (at) => (at - now) / 2;
  },
});

/** REST goes on answering with the prices of this moment. */
export const restFreezes = (): Happening => ({
  words: both('REST 가격이 이 시각에 멈춤', 'REST prices freeze at this moment'),
  play: ({ world, now }) => {
    world.rest = 'frozen';
    world.frozenAt = now;
  },
});

const signed = (seconds: number): string => (seconds < 0 ? `−${-seconds}` : `+${seconds}`);
