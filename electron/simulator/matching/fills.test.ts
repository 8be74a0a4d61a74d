import { describe, expect, test } from 'vitest';
import { btc, granted, me, testWorld } from './test-world.ts';

describe('trading against the market’s depth', () => {
  test('a market order walks the levels, one trade each, until it is filled', () => {
    const w = testWorld();
    w.market.setDepth('BTCUSDT', {
      bids: [
        ['100', '1'],
        ['99', '1'],
        ['98', '5'],
      ],
      asks: [],
    });
    const order = granted(w.sellMarket('3'));
    expect(order).toMatchObject({ status: 'FILLED', filledQty: '3', filledQuote: '297' });
    expect(w.venue.trades(me).map((t) => [t.price, t.qty, t.maker])).toEqual([
      ['100', '1', false],
      ['99', '1', false],
      ['98', '1', false],
    ]);
    expect(new Set(w.venue.trades(me).map((t) => t.id)).size).toBe(3);
  });

  test('what a market order cannot fill within its bound of the mark expires (reason 9)', () => {
    const w = testWorld();
    w.market.setDepth('BTCUSDT', {
      bids: [
        ['99', '1'],
        ['94', '9'],
      ],
      asks: [],
    });
    expect(granted(w.sellMarket('3'))).toMatchObject({ status: 'EXPIRED', filledQty: '1', expiryReason: 9 });
    expect(w.amount()).toBe('-1');
  });

  test('a resting sell fills at its own price as the bids come up, first in part and then whole', () => {
    const w = testWorld();
    const order = granted(w.sellLimit('3', '110'));
    w.heard();
    w.market.setDepth('BTCUSDT', { bids: [['111', '1']], asks: [] });
    expect(w.order(order.orderId)).toMatchObject({ status: 'PARTIALLY_FILLED', filledQty: '1' });
    w.market.setDepth('BTCUSDT', { bids: [['110', '5']], asks: [] });
    expect(w.order(order.orderId)).toMatchObject({ status: 'FILLED', filledQty: '3', filledQuote: '330' });
    expect(w.venue.trades(me).map((t) => [t.price, t.qty, t.maker])).toEqual([
      ['110', '1', true],
      ['110', '2', true],
    ]);
    expect(w.heard()).toEqual(['TRADE PARTIALLY_FILLED', 'ACCOUNT ORDER', 'TRADE FILLED', 'ACCOUNT ORDER']);
  });

  test('the mark rising through a resting sell fills it', () => {
    const w = testWorld();
    const order = granted(w.sellLimit('1', '110'));
    w.market.setMark('BTCUSDT', '109.99');
    expect(w.order(order.orderId)?.status).toBe('NEW');
    w.market.setMark('BTCUSDT', '110.01');
    expect(w.order(order.orderId)?.status).toBe('FILLED');
  });

  test('what was taken from a book stays taken until a fresh book is served', () => {
    const w = testWorld();
    w.market.setDepth('BTCUSDT', { bids: [['100', '2']], asks: [] });
    granted(w.sellMarket('2'));
    expect(granted(w.sellMarket('1'))).toMatchObject({ status: 'EXPIRED', filledQty: '0' });
    w.market.setDepth('BTCUSDT', { bids: [['100', '2']], asks: [] });
    expect(granted(w.sellMarket('1')).status).toBe('FILLED');
  });

  test('the better price is served first, then the older order', () => {
    const w = testWorld();
    const late = granted(w.sellLimit('1', '109'));
    const cheap = granted(w.sellLimit('1', '108'));
    const later = granted(w.sellLimit('1', '109'));
    w.market.setDepth('BTCUSDT', { bids: [['110', '2']], asks: [] });
    expect([late, cheap, later].map((o) => w.order(o.orderId)?.status)).toEqual(['FILLED', 'FILLED', 'NEW']);
  });

  test('a crossing limit order takes at the book’s price and rests with the remainder', () => {
    const w = testWorld();
    w.market.setDepth('BTCUSDT', { bids: [['101', '1']], asks: [] });
    const order = granted(w.sellLimit('3', '100'));
    expect(order).toMatchObject({ status: 'PARTIALLY_FILLED', filledQuote: '101' });
    expect(w.venue.openOrders(me)).toHaveLength(1);
  });

  test('IOC leaves nothing behind (reason 2)', () => {
    const w = testWorld();
    w.market.setDepth('BTCUSDT', { bids: [['101', '1']], asks: [] });
    expect(granted(w.sellLimit('3', '100', { timeInForce: 'IOC' }))).toMatchObject({ status: 'EXPIRED', filledQty: '1', expiryReason: 2 });
  });

  test('makers and takers pay their own fee, and the result is told before commission', () => {
    const w = testWorld();
    granted(w.sellLimit('1', '110'));
    w.market.setDepth('BTCUSDT', { bids: [['110', '1']], asks: [['100', '1']] });
    granted(w.buyMarket('1', { reduceOnly: true }));
    expect(w.venue.trades(me).map((t) => [t.commission, t.realizedPnl])).toEqual([
      ['0.022', '0'],
      ['0.05', '10'],
    ]);
    expect(w.wallet()).toBe('1009.928');
  });

  test('a buy larger than the short turns it into a long unless it is reduce-only', () => {
    const w = testWorld();
    w.sellMarket('1');
    w.buyMarket('3');
    expect(w.amount()).toBe('2');
  });

  test('two entries average the price by quantity', () => {
    const w = testWorld();
    w.market.setDepth('BTCUSDT', { bids: [['100', '1']], asks: [] });
    w.sellMarket('1');
    w.market.setDepth('BTCUSDT', { bids: [['103', '2']], asks: [] });
    w.sellMarket('2');
    expect(w.venue.positions(me, btc)[0]).toMatchObject({ amount: '-3', entryPrice: '102' });
  });

  test('in hedge mode a long and a short live side by side', () => {
    const w = testWorld({ mode: 'HEDGE' });
    w.sellMarket('2', { positionSide: 'SHORT' });
    w.buyMarket('1', { positionSide: 'LONG' });
    w.buyMarket('2', { positionSide: 'SHORT' });
    expect([w.amount('SHORT'), w.amount('LONG')]).toEqual(['0', '1']);
  });

  test('the orders of the first book carry ids of eleven digits that grow', () => {
    const w = testWorld();
    const [a, b] = [granted(w.sellLimit('1', '110')), granted(w.sellLimit('1', '111'))];
    expect(String(a.orderId)).toHaveLength(11);
    expect(b.orderId).toBeGreaterThan(a.orderId);
  });

  test('a query by client id finds the open order before a finished twin', () => {
    const w = testWorld();
    const first = granted(w.sellLimit('1', '110', { clientOrderId: 'c' }));
    w.venue.cancelOrder(me, btc, { orderId: first.orderId }, w.market.now);
    const open = granted(w.sellLimit('1', '110', { clientOrderId: 'c' }));
    w.sellMarket('1', { clientOrderId: 'd' });
    expect(w.venue.findOrder(me, btc, { clientOrderId: 'c' })?.orderId).toBe(open.orderId);
  });
});

describe('reduce-only', () => {
  test('a reduce-only market order larger than the position closes it and expires the rest (reason 4)', () => {
    const w = testWorld();
    w.sellMarket('1');
    expect(granted(w.buyMarket('3', { reduceOnly: true }))).toMatchObject({ status: 'EXPIRED', filledQty: '1', expiryReason: 4 });
    expect(w.amount()).toBe('0');
  });

  test('it never enlarges a position of its own direction (-2022)', () => {
    const w = testWorld();
    w.sellMarket('1');
    expect(w.sellLimit('1', '110', { reduceOnly: true })).toMatchObject({ ok: false, error: { code: -2022 } });
  });

  test('a resting exit is knocked out when the position is closed by another order', () => {
    const w = testWorld();
    w.sellMarket('1');
    const exit = granted(w.exitLimit('1', '90'));
    w.buyMarket('1', { reduceOnly: true });
    expect(w.order(exit.orderId)).toMatchObject({ status: 'EXPIRED', expiryReason: 4 });
  });

  test('an exit behind others that already close the whole position is refused, one ahead of them knocks them out', () => {
    const w = testWorld();
    w.sellMarket('1');
    const first = granted(w.exitLimit('1', '90'));
    expect(w.exitLimit('1', '89')).toMatchObject({ ok: false, error: { code: -2022 } });
    granted(w.exitLimit('1', '91'));
    expect(w.order(first.orderId)).toMatchObject({ status: 'EXPIRED', expiryReason: 4 });
  });

  test('a resting exit larger than what is left of the position fills only that much', () => {
    const w = testWorld();
    w.sellMarket('2');
    const exit = granted(w.exitLimit('2', '90'));
    w.buyMarket('1.5', { reduceOnly: true });
    w.market.setMark('BTCUSDT', '89');
    expect(w.order(exit.orderId)).toMatchObject({ status: 'EXPIRED', filledQty: '0.5', expiryReason: 4 });
    expect(w.amount()).toBe('0');
  });

  test('the closing side in hedge mode is reducing by itself', () => {
    const w = testWorld({ mode: 'HEDGE' });
    w.sellMarket('1', { positionSide: 'SHORT' });
    expect(granted(w.buyMarket('3', { positionSide: 'SHORT' }))).toMatchObject({ status: 'EXPIRED', filledQty: '1' });
    expect(w.amount('SHORT')).toBe('0');
  });
});
