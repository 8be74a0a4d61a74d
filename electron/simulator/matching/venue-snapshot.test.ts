import { expect, test } from 'vitest';
import { btc, granted, me, testWorld } from './test-world.ts';
import { Venue } from './venue.ts';
import { kept } from './venue-snapshot.ts';

test('numbers go on where they stood, so that no order, trade or booking gets one twice', () => {
  const w = testWorld();
  const before = granted(w.sellMarket('1'));
  w.restart();
  const after = granted(w.sellMarket('1'));
  expect(after.orderId).toBe(before.orderId + 1);
  const numbers = [...w.venue.trades(me).map((trade) => trade.id), ...w.venue.incomes(me).map((row) => row.tranId)];
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('a stop that waited fires after the restart and closes the position', () => {
  const w = testWorld();
  w.sellMarket('2');
  const { algoId } = granted(w.closeStop('110'));
  w.restart();
  w.market.setMark('BTCUSDT', '111');
  expect([w.amount(), w.algo(algoId)?.status]).toEqual(['0', 'FINISHED']);
});

test('funding that fell due while the venue was off is paid once', () => {
  const w = testWorld();
  w.sellMarket('1');
  w.market.setFunding('BTCUSDT', '0.001', w.market.now + 60_000);
  w.venue.passTime(w.market.now);
  const snapshot = JSON.stringify(w.venue.save());
  w.venue.close();
  w.market.advance(3_600_000);
  const venue = Venue.restore(w.market, JSON.parse(snapshot));
  venue.passTime(w.market.now);
  venue.passTime(w.market.now + 1_000);
  expect(venue.incomes(me).filter((row) => row.type === 'FUNDING_FEE')).toHaveLength(1);
});

test('a long past is cut, but what still stands is never among what is cut', () => {
  const w = testWorld({ wallet: '100000' });
  const order = granted(w.sellLimit('0.5', '110'));
  const algo = granted(w.placeAlgo({ triggerPrice: '150', qty: '0.5' }));
  for (let round = 0; round < kept.trades; round += 1) {
    w.sellMarket('0.1');
    w.buyMarket('0.1');
    w.venue.cancelAlgo(me, { algoId: granted(w.placeAlgo({ qty: '0.1' })).algoId }, w.market.now);
  }
  const wallet = w.wallet();
  w.restart();
  expect([w.venue.orders(me).length, w.venue.algos(me).length]).toEqual([kept.orders + 1, kept.orders + 1]);
  expect([w.venue.trades(me).length, w.venue.incomes(me).length]).toEqual([kept.trades, kept.incomes]);
  expect([w.venue.openOrders(me), w.venue.waitingAlgos(me)]).toEqual([[order], [algo]]);
  expect(w.wallet()).toBe(wallet);
});

test('an order that ended before the restart still answers to its client id', () => {
  const w = testWorld();
  w.sellMarket('1', { clientOrderId: 'mine' });
  w.restart();
  expect(w.venue.findOrder(me, btc, { clientOrderId: 'mine' })?.status).toBe('FILLED');
});
