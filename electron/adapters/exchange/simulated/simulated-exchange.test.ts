import { expect, test } from 'vitest';
import { dec } from '../../../../shared/domain/decimal.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import { ScriptedMarket, scriptedRules } from '../../../simulator/matching/scripted-market.ts';
import { Venue } from '../../../simulator/matching/venue.ts';
import { exchangeConformance } from '../conformance.ts';
import { createSimulatedExchange } from './simulated-exchange.ts';

const clock: ClockPort = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

exchangeConformance('the exchange in a box', async () => {
  const feed = new ScriptedMarket(Date.now()).list(scriptedRules('SOLUSDT'), '100');
  const venue = new Venue(feed);
  venue.openAccount({ id: 'a', wallet: dec('10000') }, Date.now());
  const { exchange, faults } = createSimulatedExchange({ venue, accountId: 'a', clock, latencyMs: 4 });
  return {
    exchange,
    setMark: (mark) => feed.setMark('SOLUSDT', mark),
    offer: (qty) => feed.setDepth('SOLUSDT', { bids: [['99.99', qty]], asks: [['100.01', qty]] }),
    useHedgeMode: () => void venue.setPositionMode('a', 'HEDGE'),
    loseAnswerOfOrder: () => faults.loseAnswer('place'),
    ban: (ms) => faults.ban(ms),
    repeatEvents: (count) => faults.tellTwice(count),
    cutAccountStream: () => faults.cutStream('account', 20),
    silencePrices: () => faults.cutStream('prices', 60_000),
    expireListenKey: () => faults.cutStream('account', 20),
    requests: () => 0,
    stop: async () => venue.close(),
  };
});

test('a ban is told with the code of the exchange', async () => {
  const venue = new Venue(new ScriptedMarket(Date.now()).list(scriptedRules('SOLUSDT'), '100'));
  venue.openAccount({ id: 'a', wallet: dec('10000') }, Date.now());
  const { exchange, faults } = createSimulatedExchange({ venue, accountId: 'a', clock, latencyMs: 4 });
  faults.ban(60_000);
  expect(await exchange.readAccount()).toMatchObject({ kind: 'unread', reason: 'banned', code: -1003, until: expect.any(Number) });
  await exchange.close();
  venue.close();
});
