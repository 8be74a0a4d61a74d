import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, cmp, negate, type Quote, sub } from '../../../shared/domain/decimal.ts';
import type { PositionMode } from '../../../shared/domain/order.ts';
import { btc, me, testWorld } from './test-world.ts';

type World = ReturnType<typeof testWorld>;
type Step = (w: World) => void;

const nothing = '0' as Quote;
const sumOf = (amounts: readonly Quote[]): Quote => amounts.reduce((total, amount) => add(total, amount), nothing);
const qty = fc.integer({ min: 50, max: 6000 }).map((n) => String(n / 1000));
const price = fc
  .oneof({ weight: 9, arbitrary: fc.integer({ min: 9000, max: 12_500 }) }, { weight: 1, arbitrary: fc.integer({ min: 4000, max: 26_000 }) })
  .map((n) => String(n / 100));
const side = fc.constantFrom('BUY' as const, 'SELL' as const);
const flag = fc.boolean();

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ qty, price, side, reduceOnly: flag, short: flag }).map(
    (it): Step =>
      (w) =>
        void w.place({ side: it.side, qty: it.qty, price: it.price, ...terms(w, it.reduceOnly, it.short) }),
  ),
  fc.record({ qty, side, reduceOnly: flag, short: flag }).map(
    (it): Step =>
      (w) =>
        void w.place({ side: it.side, type: 'MARKET', qty: it.qty, ...terms(w, it.reduceOnly, it.short) }),
  ),
  fc.record({ price, side, short: flag }).map(
    (it): Step =>
      (w) =>
        void w.closeStop(it.price, { side: it.side, ...terms(w, undefined, it.short) }),
  ),
  price.map(
    (mark): Step =>
      (w) =>
        w.market.setMark('BTCUSDT', mark),
  ),
  fc.record({ price, qty }).map(
    (it): Step =>
      (w) =>
        w.market.setDepth('BTCUSDT', { bids: [[it.price, it.qty]], asks: [[String(Number(it.price) + 1), it.qty]] }),
  ),
  fc.constant<Step>((w) => w.market.freeDepth('BTCUSDT')),
  fc.constant<Step>((w) => w.market.advance(8 * 3_600_000)),
  fc.constant<Step>((w) => w.venue.cancelAllOrders(me, btc, w.market.now)),
  fc.constantFrom('ISOLATED' as const, 'CROSSED' as const).map(
    (type): Step =>
      (w) =>
        void w.venue.setMarginType(me, btc, type),
  ),
  fc.integer({ min: 1, max: 50 }).map(
    (leverage): Step =>
      (w) =>
        void w.venue.setLeverage(me, btc, leverage, w.market.now),
  ),
);

const terms = (w: World, reduceOnly: boolean | undefined, short: boolean) =>
  w.venue.mode(me) === 'HEDGE' ? { positionSide: short ? ('SHORT' as const) : ('LONG' as const) } : reduceOnly ? { reduceOnly } : {};

/** What must hold after every step, whatever happened. */
function expectSound(w: World): void {
  const view = w.venue.account(me);
  const trades = w.venue.trades(me);
  const incomes = w.venue.incomes(me);
  expect(view.wallet).toBe(add('1000' as Quote, sumOf(incomes.map((row) => row.amount))));
  const told = (...types: readonly string[]): Quote => sumOf(incomes.filter((row) => types.includes(row.type)).map((row) => row.amount));
  expect(told('REALIZED_PNL')).toBe(sumOf(trades.map((trade) => trade.realizedPnl)));
  const traded = incomes.filter((row) => row.tradeId !== 0 && row.type !== 'REALIZED_PNL');
  expect(sumOf(traded.map((row) => row.amount))).toBe(negate(sumOf(trades.map((trade) => trade.commission))));
  expect(add(view.crossWallet, sumOf(view.positions.map((position) => position.isolatedWallet)))).toBe(view.wallet);
  expect(cmp(view.available, nothing)).toBeGreaterThanOrEqual(0);
  for (const positionSide of ['BOTH', 'LONG', 'SHORT'] as const) {
    const net = trades
      .filter((trade) => trade.positionSide === positionSide)
      .reduce((sum, trade) => (trade.side === 'BUY' ? add(sum, trade.qty) : sub(sum, trade.qty)), '0' as (typeof trades)[number]['qty']);
    expect(w.amount(positionSide) ?? '0').toBe(net);
  }
  for (const order of w.venue.orders(me)) {
    const own = trades.filter((trade) => trade.orderId === order.orderId);
    expect(own.reduce((sum, trade) => add(sum, trade.qty), '0' as typeof order.qty)).toBe(order.filledQty);
    expect(cmp(order.filledQty, order.qty)).toBeLessThanOrEqual(0);
  }
  for (const algo of w.venue.waitingAlgos(me)) if (algo.closePosition) expect(w.amount(algo.positionSide)).not.toBe('0');
  expect(new Set(trades.map((trade) => trade.id)).size).toBe(trades.length);
}

test.each<PositionMode>(['ONE-WAY', 'HEDGE'])('in %s mode the books balance after every step of any day', (mode) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const w = testWorld({ mode });
      for (const play of steps) {
        play(w);
        expectSound(w);
      }
    }),
    { numRuns: 150 },
  );
});

test('the same steps tell the same events, to the byte', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const play = (): string => {
        const w = testWorld();
        for (const run of steps) run(w);
        return JSON.stringify(w.told);
      };
      expect(play()).toBe(play());
    }),
    { numRuns: 40 },
  );
});

/** All that the venue answers about the account. */
const answers = ({ venue }: World) => ({
  view: venue.account(me),
  config: venue.config(me, btc),
  orders: venue.orders(me),
  open: venue.openOrders(me),
  algos: venue.algos(me),
  waiting: venue.waitingAlgos(me),
  trades: venue.trades(me),
  incomes: venue.incomes(me),
});

test.each<PositionMode>(['ONE-WAY', 'HEDGE'])(
  'in %s mode a venue restored from its snapshot goes on as if it had never stopped',
  (mode) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), fc.array(step, { maxLength: 15 }), (before, after) => {
        const [stopped, unbroken] = [testWorld({ mode }), testWorld({ mode })];
        for (const w of [stopped, unbroken]) {
          for (const play of before) play(w);
          // What was taken from a book is forgotten, so that both go on with a fresh one.
          w.market.freeDepth('BTCUSDT');
        }
        stopped.restart();
        expect(answers(stopped)).toEqual(answers(unbroken));
        for (const play of after) {
          play(stopped);
          play(unbroken);
          expectSound(stopped);
        }
        expect(stopped.told).toEqual(unbroken.told);
        expect(answers(stopped)).toEqual(answers(unbroken));
      }),
      { numRuns: 100 },
    );
  },
);
