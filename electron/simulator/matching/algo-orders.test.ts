import { describe, expect, test } from 'vitest';
import { btc, granted, me, testWorld } from './test-world.ts';

describe('the second book', () => {
  test('a closePosition stop lives NEW → TRIGGERING → TRIGGERED → FINISHED around the order it becomes', () => {
    const w = testWorld();
    w.sellMarket('2');
    const stop = granted(w.closeStop('120', { clientAlgoId: 'sl' }));
    expect(stop).toMatchObject({ status: 'NEW', closePosition: true, reduceOnly: true, qty: '0' });
    expect(String(stop.algoId)).toHaveLength(16);
    w.heard();
    w.market.setMark('BTCUSDT', '119.99');
    expect(w.heard()).toEqual([]);
    w.market.setMark('BTCUSDT', '120');
    expect(w.heard()).toEqual(['ALGO TRIGGERING', 'ALGO TRIGGERED', 'NEW NEW', 'TRADE FILLED', 'ACCOUNT ORDER', 'ALGO FINISHED']);
    const done = w.algo(stop.algoId);
    expect(done).toMatchObject({ status: 'FINISHED', filledQty: '2', averagePrice: '120.01' });
    expect(w.order(done?.orderId ?? 0)).toMatchObject({
      clientOrderId: 'sl',
      type: 'MARKET',
      origType: 'STOP_MARKET',
      status: 'FILLED',
      closePosition: true,
      reduceOnly: true,
      qty: '2',
    });
    expect(w.amount()).toBe('0');
  });

  test('it closes what the position is at the trigger, not what it was when placed', () => {
    const w = testWorld();
    w.sellMarket('1');
    w.closeStop('120');
    w.sellMarket('2');
    w.market.setMark('BTCUSDT', '121');
    expect(w.amount()).toBe('0');
    expect(w.venue.trades(me).at(-1)?.qty).toBe('3');
  });

  test('it expires when the position disappears', () => {
    const w = testWorld();
    w.sellMarket('1');
    const stop = granted(w.closeStop('120'));
    w.buyMarket('1', { reduceOnly: true });
    expect(w.algo(stop.algoId)?.status).toBe('EXPIRED');
  });

  test('it stays when the position only shrinks', () => {
    const w = testWorld();
    w.sellMarket('2');
    const stop = granted(w.closeStop('120'));
    w.buyMarket('1', { reduceOnly: true });
    expect(w.algo(stop.algoId)?.status).toBe('NEW');
  });

  test('it is not among the open orders and not cancelled with them', () => {
    const w = testWorld();
    w.sellMarket('1');
    const stop = granted(w.closeStop('120'));
    expect(w.venue.openOrders(me)).toEqual([]);
    w.venue.cancelAllOrders(me, btc, w.market.now);
    expect(w.algo(stop.algoId)?.status).toBe('NEW');
    w.venue.cancelAllAlgos(me, btc, w.market.now);
    expect(w.algo(stop.algoId)?.status).toBe('CANCELED');
  });

  test('a cancelled stop cannot be cancelled again (-2011) and does not fire', () => {
    const w = testWorld();
    w.sellMarket('1');
    const stop = granted(w.closeStop('120', { clientAlgoId: 'sl' }));
    granted(w.venue.cancelAlgo(me, { clientAlgoId: 'sl' }, w.market.now));
    expect(w.venue.cancelAlgo(me, { algoId: stop.algoId }, w.market.now)).toMatchObject({ ok: false, error: { code: -2011 } });
    w.market.setMark('BTCUSDT', '130');
    expect(w.amount()).toBe('-1');
  });

  test('a take-profit buy fires at or below its price', () => {
    const w = testWorld();
    w.sellMarket('1');
    w.closeStop('90', { type: 'TAKE_PROFIT_MARKET' });
    w.market.setMark('BTCUSDT', '90.01');
    expect(w.amount()).toBe('-1');
    w.market.setMark('BTCUSDT', '90');
    expect(w.amount()).toBe('0');
  });

  test('a reduce-only stop without a position is rejected at its trigger, with the reason', () => {
    const w = testWorld();
    const stop = granted(w.placeAlgo({ qty: '1', reduceOnly: true, triggerPrice: '120' }));
    w.market.setMark('BTCUSDT', '120');
    expect(w.algo(stop.algoId)).toMatchObject({ status: 'REJECTED', rejection: 'ReduceOnly Order is rejected.', orderId: undefined });
  });

  test('an opening stop that the margin cannot carry is rejected at its trigger', () => {
    const w = testWorld();
    const stop = granted(w.placeAlgo({ qty: '100', triggerPrice: '120' }));
    w.market.setMark('BTCUSDT', '120');
    expect(w.algo(stop.algoId)).toMatchObject({ status: 'REJECTED', rejection: 'Margin is insufficient.' });
  });

  test('a stop that finds no market finishes with nothing filled: FINISHED does not mean closed', () => {
    const w = testWorld();
    w.sellMarket('1');
    const stop = granted(w.closeStop('120'));
    w.market.setDepth('BTCUSDT', { bids: [], asks: [] });
    w.market.setMark('BTCUSDT', '120');
    expect(w.algo(stop.algoId)).toMatchObject({ status: 'FINISHED', filledQty: '0' });
    expect(w.amount()).toBe('-1');
  });

  test('a STOP becomes a limit order and finishes with it, also when that is cancelled', () => {
    const w = testWorld();
    w.sellMarket('1');
    const stop = granted(w.placeAlgo({ type: 'STOP', qty: '1', reduceOnly: true, triggerPrice: '120', price: '110' }));
    w.market.setMark('BTCUSDT', '120');
    const orderId = w.algo(stop.algoId)?.orderId ?? 0;
    expect([w.algo(stop.algoId)?.status, w.order(orderId)?.status]).toEqual(['TRIGGERED', 'NEW']);
    w.venue.cancelOrder(me, btc, { orderId }, w.market.now);
    expect(w.algo(stop.algoId)).toMatchObject({ status: 'FINISHED', filledQty: '0' });
  });

  test('of two stops that fire together the second finds its position gone', () => {
    const w = testWorld();
    w.sellMarket('1');
    const first = granted(w.closeStop('120', { workingType: 'CONTRACT_PRICE' }));
    const second = granted(w.placeAlgo({ qty: '1', reduceOnly: true, triggerPrice: '120' }));
    w.market.setMark('BTCUSDT', '120');
    expect([w.algo(first.algoId)?.status, w.algo(second.algoId)?.status]).toEqual(['FINISHED', 'REJECTED']);
    expect(w.amount()).toBe('0');
  });

  test('in hedge mode a stop closes its own side only', () => {
    const w = testWorld({ mode: 'HEDGE' });
    w.sellMarket('1', { positionSide: 'SHORT' });
    w.buyMarket('1', { positionSide: 'LONG' });
    w.closeStop('120', { positionSide: 'SHORT' });
    w.market.setMark('BTCUSDT', '120');
    expect([w.amount('SHORT'), w.amount('LONG')]).toEqual(['0', '1']);
  });
});
