import type { ClockPort } from '../../ports/clock.ts';
import type { MarketFeed } from '../matching/market-feed.ts';
import { type AccountSight, emptySight } from './account-sight.ts';
import type { Resting } from './casting.ts';
import { createDemoMarket, type MarketSnapshot } from './demo-market.ts';
import { demoSymbols } from './demo-symbols.ts';
import { createStory, type Story } from './story.ts';

/** A channel post as a message source tells it. */
export interface ChannelPost {
  readonly channelId: number;
  readonly messageId: number;
  /** ms */
  readonly sentAt: number;
  readonly text: string;
  readonly caption: boolean;
}

export interface DemoWorldTerms {
  readonly seed: number;
  readonly clock: ClockPort;
  /** Story seconds per second, 1 to 20. Clocks, candles and frames stay real. */
  readonly speed?: number;
  /** Asked at every post, so that changed settings count. */
  readonly channels: () => { readonly entry: number; readonly risk: number };
  /** The engine's cooldown; default 10. */
  readonly cooldownMinutes?: number;
  /** What the last run saved. */
  readonly saved?: WorldSnapshot | undefined;
}

/** What the world must know to go on after a restart, as plain JSON. The story itself begins anew, around whatever stands open. */
export interface WorldSnapshot {
  readonly lastMessageId: number;
  readonly resting: Resting;
  readonly market: MarketSnapshot;
}

export interface DemoWorld {
  readonly feed: MarketFeed;
  /** Posts of both channels, live only. */
  readonly messages: { subscribe(listener: (post: ChannelPost) => void): () => void };
  /** How the story sees what Vigil did; asked once a frame. Without it every chapter times out in turn. */
  observe(look: () => AccountSight): void;
  /** Clamped to 1–20. */
  setSpeed(speed: number): void;
  /** One frame now: story, prices, posts. `start` does it once a second. */
  tick(): void;
  start(): void;
  stop(): void;
  save(): WorldSnapshot;
  readonly where: Story['where'];
}

const FRAME_MS = 1_000;
/** Ids follow the clock, so that they go on rising after a restart even when nothing was stored. */
const FIRST_ID_AT_SECONDS = 1_700_000_000;
const CAPTION_SHARE = 4;

const clampSpeed = (speed: number): number => (Number.isFinite(speed) ? Math.min(20, Math.max(1, speed)) : 1);

export function createDemoWorld(terms: DemoWorldTerms): DemoWorld {
  const { clock, seed, saved } = terms;
  const startAt = clock.now();
  const market = createDemoMarket(demoSymbols, seed, startAt, saved?.market);
  // Half a minute more than the cooldown: the engine counts from the arrival of the message, not from when we drew the market.
  const restMs = ((terms.cooldownMinutes ?? 10) + 0.5) * 60_000;
  const story = createStory(market, demoSymbols, {
    ...{ seed, startAt, restMs, speed: clampSpeed(terms.speed ?? 1) },
    ...(saved && { resting: saved.resting }),
  });
  const listeners = new Set<(post: ChannelPost) => void>();
  let look = (): AccountSight => emptySight;
  let lastId = saved?.lastMessageId ?? 0;
  let stopTimer: (() => void) | undefined;

  const tick = (): void => {
    const now = clock.now();
    const posts = story.play(now, look());
    market.move(now);
    const { entry, risk } = terms.channels();
    for (const { channel, text } of posts) {
      lastId = Math.max(lastId + 1, Math.floor(now / 1000) - FIRST_ID_AT_SECONDS);
      const channelId = channel === 'entry' ? entry : risk;
      const post = { channelId, messageId: lastId, sentAt: now, text, caption: lastId % CAPTION_SHARE === 0 };
      for (const listener of listeners) listener(post);
    }
  };

  const beat = (): void => {
    // On whole seconds, as the exchange sends its mark prices.
    stopTimer = clock.after(FRAME_MS - (clock.now() % FRAME_MS), () => {
      beat();
      tick();
    });
  };

  return {
    feed: market,
    messages: {
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    observe(given) {
      look = given;
    },
    setSpeed: (speed) => story.setSpeed(clampSpeed(speed)),
    tick,
    start() {
      if (stopTimer === undefined) beat();
    },
    stop() {
      stopTimer?.();
      stopTimer = undefined;
    },
    save: () => ({ lastMessageId: lastId, resting: story.resting(), market: market.save() }),
    where: story.where,
  };
}
