import { expect, test } from 'vitest';
import { dec } from '../../shared/domain/decimal.ts';
import { orderIdOf, symbolOf } from '../../shared/domain/ids.ts';
import { defaultSettings } from '../../shared/domain/settings.ts';
import type { Effect } from '../core/effect.ts';
import type { Fact } from '../core/event.ts';
import type { ExchangePort } from '../ports/exchange.ts';
import { fakeExchange } from '../testkit/flows/fake-exchange.ts';
import { perform } from './perform.ts';

const symbol = symbolOf('BTCUSDT');
const orderId = orderIdOf('vgl-unit01-1-0');
const terms = { kind: 'market', symbol, side: 'BUY', closes: true, qty: dec<'base'>('1'), positionMode: 'HEDGE' } as const;

/** One of every kind, and the fact that a broken adapter has to end as: an unknown outcome or a failed read, never a refusal. */
const effects: Readonly<Record<Effect['type'], readonly [Effect, Partial<Fact> | undefined]>> = {
  ReadMarkets: [{ type: 'ReadMarkets' }, { type: 'ReadFailed', what: 'markets' }],
  ReadClock: [{ type: 'ReadClock' }, { type: 'ReadFailed', what: 'clock' }],
  ReadAccount: [{ type: 'ReadAccount' }, { type: 'ReadFailed', what: 'account' }],
  ReadCandles: [
    { type: 'ReadCandles', symbol, limit: 10 },
    { type: 'ReadFailed', what: 'candles', symbol },
  ],
  ReadEntryConditions: [
    { type: 'ReadEntryConditions', symbol },
    { type: 'ReadFailed', what: 'entryConditions', symbol },
  ],
  ReadBalances: [
    { type: 'ReadBalances', symbol },
    { type: 'ReadFailed', what: 'balances', symbol },
  ],
  ReadMarkPrices: [{ type: 'ReadMarkPrices', symbols: [] }, { type: 'MarkPricesUnavailable' }],
  PrepareSymbol: [
    { type: 'PrepareSymbol', symbol, leverage: true, marginType: true },
    { type: 'SymbolPreparationFailed', symbol, reason: 'unknown' },
  ],
  PlaceOrder: [
    { type: 'PlaceOrder', orderId, terms },
    { type: 'OrderOutcomeUnknown', orderId, symbol },
  ],
  CancelOrder: [
    { type: 'CancelOrder', orderId, venueOrderId: undefined, symbol, book: 'plain' },
    { type: 'CancelOutcomeUnknown', orderId, symbol },
  ],
  QueryOrder: [
    { type: 'QueryOrder', orderId, symbol, book: 'conditional' },
    { type: 'OrderQueryFailed', orderId, symbol },
  ],
  TraceOrder: [
    { type: 'TraceOrder', orderId, symbol, book: 'plain', since: 0 },
    { type: 'OrderQueryFailed', orderId, symbol },
  ],
  CancelSymbolOrders: [
    { type: 'CancelSymbolOrders', symbol },
    { type: 'SymbolOrdersCancelled', symbol, ok: false },
  ],
  StoreSettings: [{ type: 'StoreSettings', settings: defaultSettings }, undefined],
};

const throwing = (how: 'at once' | 'later'): ExchangePort =>
  new Proxy(fakeExchange().port, {
    get: () => () => {
      if (how === 'at once') throw new Error('broken adapter');
      return Promise.reject(new Error('broken adapter'));
    },
  });

test.each(
  Object.values(effects).flatMap(([effect, fact]) =>
    (['at once', 'later'] as const).map((how) => [effect.type, how, effect, fact] as const),
  ),
)('%s by an adapter that throws %s ends as a fact, and is reported', async (type, how, effect, fact) => {
  const told: Fact[] = [];
  const reports: string[] = [];
  const settings = {
    read: () => ({ settings: defaultSettings, complaints: [] }),
    write: () => {
      throw new Error('broken adapter');
    },
  };
  await perform(effect, { exchange: throwing(how), settings, now: () => 0, report: (what) => reports.push(what) }, (each) =>
    told.push(each),
  );
  expect(reports).toEqual([`${type}: broken adapter`]);
  expect(told).toHaveLength(fact === undefined ? 0 : 1);
  if (fact !== undefined) expect(told[0]).toMatchObject(fact);
});

test('leverage is not touched when the margin type could not be set (W24)', async () => {
  const { port, calls } = fakeExchange({
    setMarginType: async () => ({ kind: 'refused', reason: 'openOrdersBlock', code: -4047, message: 'open orders' }),
  });
  const told: Fact[] = [];
  const settings = { read: () => ({ settings: defaultSettings, complaints: [] }), write: () => {} };
  await perform(effects.PrepareSymbol[0], { exchange: port, settings, now: () => 0, report: () => {} }, (each) => told.push(each));
  expect(calls).toEqual(['setMarginType']);
  expect(told).toMatchObject([{ type: 'SymbolPreparationFailed', step: 'marginType', reason: 'openOrdersBlock' }]);
});

test('a cancel of a whole symbol tells each book by itself', async () => {
  const { port } = fakeExchange({
    cancelSymbolOrders: async (_symbol, book) => (book === 'plain' ? { kind: 'accepted' } : { kind: 'unknown', why: 'lost' }),
  });
  const told: Fact[] = [];
  const settings = { read: () => ({ settings: defaultSettings, complaints: [] }), write: () => {} };
  await perform(effects.CancelSymbolOrders[0], { exchange: port, settings, now: () => 0, report: () => {} }, (each) => told.push(each));
  expect(told).toMatchObject([
    { book: 'plain', ok: true },
    { book: 'conditional', ok: false, why: 'lost' },
  ]);
});
