import { describe, expect, test, vi } from 'vitest';
import { add, dec, roundTo, sub } from '../../shared/domain/decimal.ts';
import { symbolOf } from '../../shared/domain/ids.ts';
import { MemoryJournal } from '../adapters/journal/memory/memory-journal.ts';
import { leadingMarket, riskFor } from '../testkit/flows/channel.ts';
import { FundingHistory } from './funding-history.ts';
import { runReplay } from './run-replay.ts';
import { type Bar, listed, messageAt, NOON, past, termsOf } from './test-history.ts';

vi.setConfig({ testTimeout: 30_000 });

const still = (price: number, minutes: number): readonly Bar[] => Array.from({ length: minutes }, () => [price, price, price, price]);
/** Up through the target of 101, then slowly down to 94. */
const rise: Bar = [100, 101.2, 100, 101];
const fall: readonly Bar[] = Array.from({ length: 8 }, (_, n) => [101 - n, 101 - n, 100 - n, 100 - n]);
const sol = leadingMarket('SOL');
const heard = [messageAt(NOON + 200, 1, sol)];
const lateRise = (quiet: number): readonly Bar[] => [...past, ...still(100, quiet), rise, ...fall, ...still(93, 30)];

describe('a message of the past', () => {
  test('becomes a trade at the prices of its candles', async () => {
    const { trades, messages, ended, open, watched } = await runReplay(termsOf([listed('SOLUSDT', lateRise(5))], heard));
    expect(messages.map(({ verdict }) => verdict)).toMatchObject([{ verdict: 'monitoring', rule: 'W14' }]);
    expect(trades).toMatchObject([{ symbol: 'SOLUSDT', step: 1, entryAverage: '101', exitAverage: '95.95', exit: 'takeProfit' }]);
    expect({ ended, open, watched }).toEqual({ ended: 'allDone', open: [], watched: [] });
  });

  test('ends in a wallet that is the start, the results, the fees and the funding', async () => {
    const funding = new FundingHistory([{ symbol: symbolOf('SOLUSDT'), at: NOON + 8 * 60_000, rate: dec('0.0001') }]);
    const terms = termsOf([listed('SOLUSDT', lateRise(5))], heard, { makerFee: '0.0002', takerFee: '0.0005', funding });
    const { trades, equity, funding: paid } = await runReplay(terms);
    const [trade] = trades;
    expect(trade?.fees).not.toBe('0');
    // Longs pay shorts when the rate is positive.
    expect(paid).toMatch(/^0\.4/);
    const result = add(sub(trade?.grossPnl ?? dec<'quote'>('0'), trade?.fees ?? dec('0')), paid);
    expect(equity.at(-1)?.wallet).toBe(roundTo(add(dec<'quote'>('10000'), result), 8));
    expect(equity.at(-1)?.equity).toBe(equity.at(-1)?.wallet);
  });

  test('of a symbol without candles is rejected as the law says of one that is not listed', async () => {
    const { messages } = await runReplay(termsOf([listed('SOLUSDT', lateRise(5))], [messageAt(NOON + 200, 1, leadingMarket('NOPE'))]));
    expect(messages[0]?.verdict).toMatchObject({ verdict: 'rejected', rule: 'W04', numbers: { status: 'notListed' } });
  });

  test('that the channel closed by a risk message leaves at the market', async () => {
    const bars = [...past, ...still(100, 5), rise, ...still(101.5, 60)];
    const { trades } = await runReplay(termsOf([listed('SOLUSDT', bars)], [...heard, messageAt(NOON + 12 * 60_000, 1, riskFor('SOL'))]));
    expect(trades).toMatchObject([{ exit: 'risk', entryAverage: '101' }]);
  });
});

test('every message is heard in the millisecond in which it arrived', async () => {
  const times = [NOON, NOON + 999, NOON + 1000, NOON + 1000, NOON + 90_000];
  const messages = times.map((at, n) => messageAt(at, n + 1, leadingMarket(`COIN${n}`)));
  const { messages: rows } = await runReplay(termsOf([listed('SOLUSDT', lateRise(5))], messages));
  expect(rows.map(({ receivedAt, messageId }) => [receivedAt, messageId])).toEqual(times.map((at, n) => [at, n + 1]));
});

describe('hours in which nothing can happen', () => {
  const peak: Bar = [100, 101, 100, 100];
  const symbols = [listed('SOLUSDT', lateRise(700)), listed('LINKUSDT', [...past, ...still(100, 599), peak, ...still(100, 200)])];
  const link = leadingMarket('LINK');
  const messages = [...heard, messageAt(NOON + 600 * 60_000 + 77, 2, link), messageAt(NOON + 600 * 60_000 + 200_077, 3, link)];

  test('are leapt over, and the result is the same as with every second played', async () => {
    const [quick, slow] = [await runReplay(termsOf(symbols, messages)), await runReplay(termsOf(symbols, messages, { leaps: false }))];
    expect(slow.seconds.leapt).toBe(0);
    expect(quick.seconds.leapt).toBeGreaterThan(slow.seconds.played * 0.9);
    // Order ids and numbers of events differ; nothing that a trader sees does.
    const told = ({ trades, messages: rows, equity, until, open, monitoring }: typeof quick) => ({
      ...{ trades, equity, until, open, monitoring },
      verdicts: rows.map(({ receivedAt, verdict }) => ({ receivedAt, verdict })),
    });
    expect(told(quick)).toEqual(told(slow));
    expect(quick.trades).toHaveLength(1);
    expect(quick.monitoring.map(({ symbol }) => symbol)).toEqual(['SOLUSDT', 'LINKUSDT']);
    expect(quick.messages.map(({ verdict }) => verdict?.rule)).toEqual(['W14', 'W14', 'W02']);
  }, 60_000);
});

test('the same input gives the same outcome, to the byte', async () => {
  const once = async () => JSON.stringify(await runReplay(termsOf([listed('SOLUSDT', lateRise(90))], heard)));
  expect(await once()).toBe(await once());
});

test('what comes after a moment changes nothing that was decided before it', async () => {
  const cut = 8;
  const futures: readonly (readonly Bar[])[] = [fall, [...still(101, 1), ...still(150, 7)]];
  const played = await Promise.all(
    futures.map(async (future) => {
      const journal = new MemoryJournal('replay');
      const bars = [...past, ...still(100, 5), rise, ...still(101, cut - 6), ...future];
      await runReplay(termsOf([listed('SOLUSDT', bars)], heard, { journal, leaps: false }));
      return [...journal.rows()].filter(({ event }) => event.at < NOON + cut * 60_000);
    }),
  );
  expect(played[0]?.some(({ effects }) => effects.some(({ type }) => type === 'PlaceOrder'))).toBe(true);
  expect(played[0]).toEqual(played[1]);
});

describe('inside one candle that reaches the profit and the stop', () => {
  const wild: Bar = [101, 125, 90, 100];
  const bars = [...past, ...still(100, 5), rise, wild, ...still(100, 60)];
  test('the pessimistic path goes to the high first while the short is open: the second entry comes before the profit', async () => {
    const steps = async (path: 'pessimistic' | 'lowFirst') =>
      (await runReplay(termsOf([listed('SOLUSDT', bars)], heard, { path }))).trades.map(({ step }) => step);
    expect(await steps('pessimistic')).toEqual([2]);
    expect(await steps('lowFirst')).toEqual([1]);
  });

  test('the pessimistic path goes to the low first before there is a short: a profit from before the entry is none', async () => {
    const both: Bar = [100, 101.2, 90, 100.8];
    const opened = async (path: 'pessimistic' | 'highFirst') =>
      (await runReplay(termsOf([listed('SOLUSDT', [...past, ...still(100, 5), both, ...still(100.8, 5)])], heard, { path }))).trades.length;
    expect(await opened('pessimistic')).toBe(0);
    expect(await opened('highFirst')).toBe(1);
  });
});

describe('when the candles do not tell all', () => {
  test('a position that is open at their end is no trade, and is valued at the last price', async () => {
    const { ended, trades, open, notReplayed } = await runReplay(
      termsOf(
        [listed('SOLUSDT', [...past, ...still(100, 5), rise, ...still(100, 10)]), listed('LINKUSDT', [...past, ...still(100, 90)])],
        [...heard, messageAt(NOON + 60 * 60_000, 2, leadingMarket('LINK'))],
      ),
    );
    expect(ended).toBe('endOfCandlesWhileOpen');
    expect({ trades, notReplayed }).toEqual({ trades: [], notReplayed: 1 });
    expect(open).toMatchObject([{ symbol: 'SOLUSDT', entryPrice: '101', lastPrice: '100' }]);
    expect(Number(open[0]?.unrealized)).toBeCloseTo(Number(open[0]?.amount) * -1, 6);
  });

  test('nothing is decided in a hole: the target is reached only where a candle says so', async () => {
    const hole = [undefined, undefined, undefined];
    const bars = [...past, ...still(100, 2), ...hole, ...still(101.5, 3), ...fall, ...still(93, 30)];
    const { trades } = await runReplay(termsOf([listed('SOLUSDT', bars)], heard));
    expect(trades).toMatchObject([{ symbol: 'SOLUSDT' }]);
    expect(trades[0]?.openedAt).toBeGreaterThanOrEqual(NOON + 5 * 60_000);
  });

  test('a target needs its reference candle: in a hole the message is refused', async () => {
    const bars = [...past, ...still(100, 2), ...Array.from({ length: 6 }, () => undefined), ...still(100, 60)];
    const { messages } = await runReplay(termsOf([listed('SOLUSDT', bars)], [messageAt(NOON + 6 * 60_000 + 500, 1, sol)]));
    expect(messages[0]?.verdict).toMatchObject({ verdict: 'rejected', rule: 'D3' });
  });

  test('a target of few candles is named', async () => {
    const { monitoring } = await runReplay(termsOf([listed('SOLUSDT', lateRise(5))], heard));
    expect(monitoring).toMatchObject([{ symbol: 'SOLUSDT', candles: 201 }]);
    const young = await runReplay(
      termsOf([listed('SOLUSDT', [...past.map((bar, n) => (n < 540 ? undefined : bar)), ...still(100, 9)])], heard),
    );
    expect(young.monitoring).toMatchObject([{ candles: 40 }]);
  });
});
