import { describe, expect, test } from 'vitest';
import { dec } from '../../../shared/domain/decimal.ts';
import { symbolOf } from '../../../shared/domain/ids.ts';
import { Venue } from '../matching/venue.ts';
import { sightOf } from './account-sight.ts';
import { type ChannelPost, createDemoWorld } from './demo-world.ts';
import { type BotTerms, createReferenceBot } from './reference-bot.ts';

const START = 1_790_000_000_000;
const ACCOUNT = 'demo';
const CHANNELS = { entry: -1002171239233, risk: -1003096527269 };

interface PlayTerms extends Partial<Pick<BotTerms, 'mode' | 'paused'>> {
  readonly minutes: number;
  readonly seed?: number;
  readonly speed?: number;
  readonly startAt?: number;
  /** Hears no message at all. */
  readonly deaf?: boolean;
  /** Once, after so many seconds: the trader does something by hand. */
  readonly byHand?: { readonly afterSeconds: number; readonly act: (venue: Venue, at: number) => void };
}

function playDemo({
  minutes,
  seed = 1,
  speed = 1,
  startAt = START,
  mode = 'conservative',
  paused = false,
  deaf = false,
  byHand,
}: PlayTerms) {
  let now = startAt;
  const clock = { now: () => now, monotonic: () => now - startAt, after: () => () => {} };
  const world = createDemoWorld({ seed, clock, speed, channels: () => CHANNELS });
  const venue = new Venue(world.feed);
  venue.openAccount({ id: ACCOUNT, wallet: dec('10000') }, now);
  world.observe(() => sightOf(venue, ACCOUNT));
  const bot = createReferenceBot({ venue, accountId: ACCOUNT, mode, paused });
  // After the venue, which has listened since it was made.
  world.feed.onMove((_, at) => bot.look(at));
  const posts: ChannelPost[] = [];
  const titles: string[] = [];
  world.messages.subscribe((post) => {
    posts.push(post);
    if (!deaf) bot.hear(post);
  });
  for (let second = 1; second <= minutes * 60; second += 1) {
    now += 1_000;
    if (second === byHand?.afterSeconds) byHand.act(venue, now);
    world.tick();
    const { title } = world.where();
    if (title !== '' && titles.at(-1) !== title) titles.push(title);
  }
  const secondOf = (what: string): number => ((bot.diary.find((line) => line.what.startsWith(what))?.at ?? Number.NaN) - startAt) / 1_000;
  return { diary: bot.diary, did: bot.diary.map((line) => line.what), posts, titles, venue, secondOf };
}

const shortByHand = (venue: Venue, at: number): void => {
  const symbol = symbolOf('LINKUSDT');
  expect(venue.placeOrder(ACCOUNT, { symbol, side: 'SELL', type: 'MARKET', qty: dec('100') }, at)).toMatchObject({ ok: true });
};
const restingOrderByHand = (venue: Venue, at: number): void => {
  const symbol = symbolOf('LINKUSDT');
  const request = { symbol, side: 'SELL', type: 'LIMIT', qty: dec<'base'>('100'), price: dec<'quote per base'>('14.5') } as const;
  expect(venue.placeOrder(ACCOUNT, { ...request, timeInForce: 'GTC' }, at)).toMatchObject({ ok: true });
};

describe('the opening', () => {
  test.each([1, 2, 3, 4, 5, 6])('shows what a newcomer must see within three minutes (seed %i)', (seed) => {
    for (const mode of ['conservative', 'aggressive'] as const) {
      const { did, secondOf, venue } = playDemo({ minutes: 3, seed, mode });
      const order = ['entry signal', 'rejected', 'monitoring', 'entry order', 'filled in part', 'take-profit order', 'flat'];
      const seconds = order.map(secondOf);
      expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
      expect(did.slice(0, did.indexOf('entry order')).filter((what) => what === 'monitoring')).toHaveLength(2);
      expect(secondOf('monitoring')).toBeGreaterThan(19);
      expect(secondOf('monitoring')).toBeLessThan(41);
      expect(secondOf('flat')).toBeLessThan(170);
      expect(Number(venue.account(ACCOUNT).wallet)).toBeGreaterThan(10_000);
    }
  });
});

describe('the whole story', () => {
  const everyOutcome = [
    'risk: break-even stop',
    'risk: market close',
    'risk: entry cancelled',
    'risk: released',
    'stalled: market close',
    'second order',
    'MDD stop',
    'break-even order',
    'rejected: category',
    'rejected: funding',
    'rejected: rank',
    'rejected: not tradable',
  ];

  test.each([
    [1, 'conservative', 1],
    [2, 'aggressive', 1],
    [3, 'conservative', 5],
    [4, 'aggressive', 20],
    [5, 'conservative', 20],
  ] as const)('plays every outcome, with no order refused and no market reused too early (seed %i, %s, speed %i)', (seed, mode, speed) => {
    const { did } = playDemo({ minutes: 45, seed, mode, speed });
    expect(everyOutcome.filter((outcome) => !did.includes(outcome))).toEqual([]);
    expect(did.filter((what) => what.includes('refused') || what === 'cooling down')).toEqual([]);
    expect(did.filter((what) => what === 'flat').length).toBeGreaterThan(15);
  });

  test('is quicker at a higher speed', () => {
    expect(playDemo({ minutes: 3, speed: 20 }).secondOf('flat')).toBeLessThan(70);
  });

  test('goes on for hours', () => {
    const { did } = playDemo({ minutes: 240, seed: 9 });
    const trades = did.filter((what) => what === 'flat').length;
    expect(trades).toBeGreaterThan(100);
    expect(did.filter((what) => what.includes('refused'))).toEqual([]);
  });

  test('is the same for the same seed and start, and another one for another seed', () => {
    const [one, same, other] = [7, 7, 8].map((seed) => playDemo({ minutes: 10, seed }).posts);
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
  });

  test('gives each channel its own posts and rising message ids, also after a restart', () => {
    const first = playDemo({ minutes: 10 }).posts;
    const second = playDemo({ minutes: 10, startAt: START + 600_000 }).posts;
    const ids = [...first, ...second].map((post) => post.messageId);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(first.filter((post) => post.text.startsWith('🥈')).every((post) => post.channelId === CHANNELS.risk)).toBe(true);
    expect(first.filter((post) => !post.text.startsWith('🥈')).every((post) => post.channelId === CHANNELS.entry)).toBe(true);
  });

  test('begins with other markets after a restart, because the engine still has them cooling down', () => {
    const tickers = (startAt: number) =>
      playDemo({ minutes: 4, startAt })
        .diary.filter((line) => line.what === 'monitoring')
        .map((line) => line.symbol);
    const before = tickers(START);
    expect(tickers(START + 240_000).filter((symbol) => before.includes(symbol))).toEqual([]);
  });
});

describe('a trader who does not play along', () => {
  test('chapters end by themselves while entries are paused', () => {
    const { titles, did } = playDemo({ minutes: 40, paused: true });
    expect(did).not.toContain('entry order');
    expect(new Set(titles).size).toBeGreaterThan(6);
  });

  test('a position closed by hand ends the chapter, and trades go on', () => {
    const { did } = playDemo({
      minutes: 20,
      byHand: {
        afterSeconds: 100,
        act: (venue, at) => {
          const held = venue.account(ACCOUNT).positions.find((position) => position.amount !== '0');
          if (held === undefined) throw new Error('the story should hold a position by now');
          const qty = dec<'base'>(held.amount.replace('-', ''));
          venue.placeOrder(ACCOUNT, { symbol: held.symbol, side: 'BUY', type: 'MARKET', qty, reduceOnly: true }, at);
        },
      },
    });
    expect(did.filter((what) => what === 'flat').length).toBeGreaterThan(5);
  });

  test.each([
    ['a position opened by hand is closed by a risk message, then the story goes on', shortByHand],
    ['an entry order placed by hand is cancelled by a risk message, then the story goes on', restingOrderByHand],
  ])('%s', (_, act) => {
    const { did } = playDemo({ minutes: 30, byHand: { afterSeconds: 130, act } });
    expect(did.filter((what) => what === 'flat').length).toBeGreaterThan(5);
  });

  test('what nobody closes does not stop the story either', () => {
    const { titles } = playDemo({ minutes: 60, deaf: true, byHand: { afterSeconds: 5, act: restingOrderByHand } });
    expect(new Set(titles).size).toBeGreaterThan(6);
  });
});
