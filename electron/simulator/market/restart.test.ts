import { describe, expect, test } from 'vitest';
import { dec } from '../../../shared/domain/decimal.ts';
import { Venue } from '../matching/venue.ts';
import { sightOf } from './account-sight.ts';
import { createDemoWorld } from './demo-world.ts';
import { createReferenceBot } from './reference-bot.ts';
import type { DemoSnapshot } from './snapshot-file.ts';

const START = 1_790_000_000_000;
const ACCOUNT = 'demo';
const SECOND = 1_000;
/** Long before the cooldown of ten minutes is over. */
const DOWN_FOR = 3 * SECOND;

/** One life of the demo exchange with its trader; `saved` is what the life before left behind. */
function openDemo(startAt: number, saved?: DemoSnapshot) {
  let now = startAt;
  const clock = { now: () => now, monotonic: () => now - startAt, after: () => () => {} };
  const channels = () => ({ entry: -1, risk: -2 });
  const world = createDemoWorld({ seed: 3, clock, channels, saved: saved?.world });
  const venue = saved === undefined ? new Venue(world.feed) : Venue.restore(world.feed, saved.venue);
  if (saved === undefined) venue.openAccount({ id: ACCOUNT, wallet: dec('10000') }, now);
  world.observe(() => sightOf(venue, ACCOUNT));
  const posts: { readonly id: number; readonly symbol: string; readonly leading: boolean }[] = [];
  world.messages.subscribe(({ messageId, text }) => {
    posts.push({ id: messageId, leading: text.startsWith('🔥'), symbol: /([A-Z0-9]+?)(USDT)?(\.P|\))/.exec(text)?.[1] ?? '' });
  });
  const bot = createReferenceBot({ venue, accountId: ACCOUNT, mode: 'conservative' });
  if (saved === undefined) {
    world.messages.subscribe((post) => bot.hear(post));
    world.feed.onMove((_, at) => bot.look(at));
  }
  const stateOf = () => ({
    held: venue.account(ACCOUNT).positions.filter((position) => position.amount !== '0'),
    orders: venue.openOrders(ACCOUNT),
  });
  return {
    world,
    venue,
    posts,
    stateOf,
    now: () => now,
    /** Frames until the condition holds. */
    playUntil(reached: () => boolean, each: () => void = () => {}): void {
      for (let frame = 0; !reached(); frame += 1) {
        if (frame > 400) throw new Error(`not reached: ${world.where().title}`);
        now += SECOND;
        world.tick();
        each();
      }
    },
    die: (): DemoSnapshot => JSON.parse(JSON.stringify({ world: world.save(), venue: venue.save() })),
  };
}

/** A trader who only remembers what stands open: takes the profit at five percent. */
function takeProfitOf({ venue, stateOf, now }: ReturnType<typeof openDemo>): void {
  const [held] = stateOf().held;
  if (held === undefined || Number(held.markPrice) > Number(held.entryPrice) * 0.95) return;
  const qty = dec<'base'>(held.amount.replace('-', ''));
  venue.placeOrder(ACCOUNT, { symbol: held.symbol, side: 'BUY', type: 'MARKET', qty, reduceOnly: true }, now());
}

describe('after a kill', () => {
  test('prices and the candles just seen go on where they stood', () => {
    const first = openDemo(START);
    first.playUntil(() => first.now() === START + 400 * SECOND);
    const second = openDemo(first.now() + DOWN_FOR, first.die());
    for (const { symbol, status } of first.world.feed.symbols()) {
      if (status !== 'TRADING') continue;
      expect(second.world.feed.quote(symbol)).toEqual(first.world.feed.quote(symbol));
      const seen = first.world.feed.candles(symbol, '1m', 7, first.now());
      const past = second.world.feed.candles(symbol, '1m', 60, second.now());
      expect(past.slice(-7)).toEqual(seen);
      for (const [n, candle] of past.entries()) if (n > 0) expect(candle.open).toBe(past[n - 1]?.close);
    }
  });

  test('a position goes on to its take-profit, without a risk message', () => {
    const first = openDemo(START);
    first.playUntil(() => first.stateOf().held.length > 0 && first.stateOf().orders.length === 0);
    const second = openDemo(first.now() + DOWN_FOR, first.die());
    expect(second.stateOf()).toEqual(first.stateOf());
    const wallet = second.venue.account(ACCOUNT).wallet;
    second.playUntil(
      () => second.stateOf().held.length === 0,
      () => takeProfitOf(second),
    );
    expect(Number(second.venue.account(ACCOUNT).wallet)).toBeGreaterThan(Number(wallet));
    expect(second.posts).toEqual([]);
  });

  test.each([
    ['an entry order that nobody filled', (held: number) => held === 0],
    ['an entry order that was filled in part', (held: number) => held > 0],
  ])('%s is filled, and the trade goes on', (_, when) => {
    const first = openDemo(START);
    first.playUntil(() => first.stateOf().orders.length > 0 && when(first.stateOf().held.length));
    const [order] = first.stateOf().orders;
    const second = openDemo(first.now() + DOWN_FOR, first.die());
    expect(second.stateOf()).toEqual(first.stateOf());
    second.playUntil(() => second.stateOf().orders.length === 0);
    expect(second.stateOf().held[0]?.amount).toBe(`-${order?.qty}`);
    second.playUntil(
      () => second.stateOf().held.length === 0,
      () => takeProfitOf(second),
    );
  });

  test('what the trader does not close gets a risk message, and the story goes on', () => {
    const first = openDemo(START);
    first.playUntil(() => first.stateOf().held.length > 0 && first.stateOf().orders.length === 0);
    const second = openDemo(first.now() + DOWN_FOR, first.die());
    second.playUntil(() => second.posts.length > 0);
    expect(second.world.where().title).toBe('What was left open is closed by a risk message');
  });

  test('message ids go on rising, also when the clock was set back', () => {
    const first = openDemo(START);
    first.playUntil(() => first.posts.length > 3);
    const second = openDemo(START - 3_600_000, first.die());
    second.playUntil(() => second.posts.length > 0);
    expect(second.posts[0]?.id).toBeGreaterThan(first.posts.at(-1)?.id ?? Number.NaN);
  });

  test('a market that still cools down in the engine gets no leading-market message', () => {
    let life = openDemo(START);
    const seen: string[] = [];
    // Killed again and again at the third message: without a memory the last market would be the next life's first.
    for (let lives = 0; lives < 4; lives += 1) {
      const leading = () => life.posts.filter((post) => post.leading).map((post) => post.symbol);
      life.playUntil(() => leading().length === 3);
      seen.push(...leading());
      life = openDemo(life.now() + DOWN_FOR, life.die());
    }
    expect(new Set(seen).size).toBe(12);
  });
});
