import { beforeAll, describe, expect, test } from 'vitest';
import { dec } from '../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../shared/domain/ids.ts';
import type { ClosedTrade } from '../../shared/domain/record.ts';
import { defaultSettings } from '../../shared/domain/settings.ts';
import { createVirtualClock } from '../adapters/clock/virtual-clock.ts';
import { createSimulatedExchange } from '../adapters/exchange/simulated/simulated-exchange.ts';
import { MemoryJournal } from '../adapters/journal/memory/memory-journal.ts';
import { Engine } from '../engine/engine.ts';
import { exportPage } from '../engine/lab.ts';
import type { MessageRow } from '../ports/journal.ts';
import type { MessagesPort } from '../ports/messages.ts';
import { sightOf } from '../simulator/market/account-sight.ts';
import { createDemoWorld } from '../simulator/market/demo-world.ts';
import type { MarketFeed } from '../simulator/matching/market-feed.ts';
import { Venue } from '../simulator/matching/venue.ts';
import { leadingMarket } from '../testkit/flows/channel.ts';
import { CandleCollector } from './candle-files.ts';
import { FundingHistory } from './funding-history.ts';
import { readMessages, symbolsSpokenOf } from './read-messages.ts';
import { type ReplayOutcome, runReplay } from './run-replay.ts';
import { type Bar, DAWN, listed, messageAt, NOON, PAST, termsOf } from './test-history.ts';

const SECOND_MS = 1_000;

/** What a live engine wrote, and what became of its export in a replay with the candles of the same market. */
interface Both {
  readonly live: { readonly messages: readonly MessageRow[]; readonly trades: readonly ClosedTrade[] };
  readonly replayed: ReplayOutcome;
}

async function replayOf(journal: MemoryJournal, feed: MarketFeed, csvOf: (symbol: MarketSymbol) => string): Promise<Both> {
  const { lines } = exportPage(journal, 0, 100_000);
  const { messages, bad } = readMessages('export', new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join('\n')), 0);
  const spokenOf = symbolsSpokenOf(messages) as readonly MarketSymbol[];
  const collector = new CandleCollector(new Set(spokenOf));
  for (const symbol of spokenOf) collector.file(symbol, csvOf(symbol), symbol);
  const candles = collector.end();
  expect([bad, candles.bad, candles.unusable]).toEqual([[], [], []]);
  const symbols = candles.series.flatMap((series) => {
    const rules = feed.rules(series.symbol);
    return rules === undefined ? [] : [{ series, rules }];
  });
  const replayed = await runReplay({
    ...{ messages, settings: { ...defaultSettings, mode: 'aggressive' }, wallet: dec('10000'), makerFee: '0.0002', takerFee: '0.0005' },
    market: { symbols, path: 'pessimistic', spreadPercent: 0, funding: new FundingHistory([]) },
  });
  return { live: { messages: journal.messages(1_000).toReversed(), trades: journal.trades(1_000).toReversed() }, replayed };
}

const verdictsOf = (messages: readonly MessageRow[]) =>
  messages.map(({ messageId, verdict }) => [messageId, verdict?.symbol, verdict?.verdict, verdict?.rule, verdict?.code].join(' '));

const toldOf = ({ symbol, step, exit }: ClosedTrade): string => `${symbol} ${step} ${exit}`;

describe('ten minutes of the demo story, replayed with one candle a second', () => {
  let both: Both;
  beforeAll(async () => {
    const clock = createVirtualClock(DAWN);
    const channels = { entry: defaultSettings.entryChannelId, risk: defaultSettings.riskChannelId };
    const world = createDemoWorld({ seed: 42, clock, channels: () => channels });
    const venue = new Venue(world.feed);
    venue.openAccount({ id: 'demo', wallet: dec('10000') }, clock.now());
    world.observe(() => sightOf(venue, 'demo'));
    const { exchange } = createSimulatedExchange({ venue, accountId: 'demo', clock, latencyMs: 100 });
    const journal = new MemoryJournal('parity');
    const story: MessagesPort = {
      source: 'story',
      open: (tell) =>
        void world.messages.subscribe((post) => tell({ type: 'MessageReceived', ...post, edited: false, backlog: false, source: 'story' })),
      close: async () => {},
    };
    const settings = { ...defaultSettings, mode: 'aggressive' } as const;
    const engine = new Engine(
      { clock, exchange, journal, messages: [story], settings: { read: () => ({ settings, complaints: [] }), write: () => {} } },
      () => {},
    );

    const recorded = new Map<MarketSymbol, string[]>();
    for (const { symbol } of world.feed.symbols()) recorded.set(symbol, pastSeconds(world.feed, symbol, clock.now()));
    const record = (symbols: readonly MarketSymbol[], at: number): void => {
      for (const symbol of symbols) {
        const price = world.feed.quote(symbol)?.last;
        if (price !== undefined) recorded.get(symbol)?.push([at, price, price, price, price, 1].join(','));
      }
    };
    record(
      world.feed.symbols().map(({ symbol }) => symbol),
      clock.now(),
    );
    world.feed.onMove(record);
    world.start();
    engine.start({ stage: 'demo', settings, orderTag: 'parity', venue: 'demo', troubles: [] });
    for (let due = clock.nextDue(); due !== undefined && due <= 600_000; due = clock.nextDue()) {
      clock.advance(due - clock.monotonic());
      await new Promise((resolve) => setImmediate(resolve));
    }
    world.stop();
    both = await replayOf(journal, world.feed, (symbol) => recorded.get(symbol)?.join('\n') ?? '');
  }, 60_000);

  test('every message gets the verdict that the live engine gave it, by the same rule', () => {
    const { live, replayed } = both;
    expect(live.messages.length).toBeGreaterThan(25);
    expect(new Set(live.messages.map(({ verdict }) => verdict?.rule)).size).toBeGreaterThan(8);
    expect(verdictsOf(replayed.messages)).toEqual(verdictsOf(live.messages));
  });

  test('the trades are the same, as far as candles can tell: not what stood in the book', () => {
    const { live, replayed } = both;
    expect(live.trades.length).toBeGreaterThan(3);
    expect(replayed.trades.map(toldOf)).toEqual(live.trades.map(toldOf));
    for (const [n, trade] of replayed.trades.entries()) {
      const other = live.trades[n] as ClosedTrade;
      // A resting order fills when the other side reaches it: in the demo's deeper book a little earlier.
      expect(Math.abs(trade.closedAt - other.closedAt)).toBeLessThan(20_000);
      expect(Number(trade.entryAverage) / Number(other.entryAverage)).toBeCloseTo(1, 3);
      expect(Number(trade.exitAverage) / Number(other.exitAverage)).toBeCloseTo(1, 3);
    }
  });
});

test('hours of a calm market give the same verdicts and trades with one candle a minute as with one a second', async () => {
  const hours = 5;
  const coins = ['AUSDT', 'BUSDT', 'CUSDT'];
  const seconds = coins.map((coin, n) => listed(coin, calmSeconds(hours, n), SECOND_MS));
  const minutes = coins.map((coin, n) => listed(coin, joined(calmSeconds(hours, n), 60)));
  const messages = Array.from({ length: 20 }, (_, n) =>
    messageAt(NOON + n * 19 * 60_000 + 500, n + 1, leadingMarket(coins[n % 3]?.[0] ?? '')),
  );
  const [fine, coarse] = [await runReplay(termsOf(seconds, messages)), await runReplay(termsOf(minutes, messages))];
  expect(verdictsOf(coarse.messages)).toEqual(verdictsOf(fine.messages));
  expect(fine.trades.length).toBeGreaterThan(1);
  expect(coarse.trades.map(toldOf)).toEqual(fine.trades.map(toldOf));
  for (const [n, trade] of coarse.trades.entries())
    expect(Math.abs(trade.closedAt - (fine.trades[n]?.closedAt ?? 0))).toBeLessThan(3 * 60_000);
}, 60_000);

/** Waves of three hours with ripples, one price a second. */
function calmSeconds(hours: number, phase: number): readonly Bar[] {
  return Array.from({ length: PAST * 60 + hours * 3600 }, (_, second) => {
    const wave = Math.sin((2 * Math.PI * second) / 10_800 + phase * 2) * 9;
    const ripple = Math.sin(second / 97 + phase) * 0.2;
    const price = Math.round((100 + wave + ripple) * 100) / 100;
    return [price, price, price, price];
  });
}

function joined(bars: readonly Bar[], count: number): readonly Bar[] {
  return Array.from({ length: bars.length / count }, (_, n) => {
    const part = bars.slice(n * count, (n + 1) * count);
    const prices = part.flat();
    return [part[0]?.[0] ?? 0, Math.max(...prices), Math.min(...prices), part.at(-1)?.[3] ?? 0];
  });
}

/** Minutes of before the recording as seconds: each reaches its ends in the second and third one. */
function pastSeconds(feed: MarketFeed, symbol: MarketSymbol, now: number): string[] {
  return feed
    .candles(symbol, '1m', 30, now)
    .filter(({ openTime }) => openTime < now)
    .flatMap(({ openTime, open, high, low, close }) =>
      Array.from({ length: 60 }, (_, second) => {
        const price = [open, high, low][second] ?? close;
        return [openTime + second * 1000, price, price, price, price, 1].join(',');
      }),
    );
}
