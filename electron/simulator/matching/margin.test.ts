import { describe, expect, test } from 'vitest';
import { dec, type Quote } from '../../../shared/domain/decimal.ts';
import { btc, codeOf, granted, me, startTime, testWorld } from './test-world.ts';

const eightHours = 8 * 3_600_000;

describe('balances', () => {
  test('an open order holds margin of the available balance and leaves the wallet alone', () => {
    const w = testWorld();
    w.sellLimit('2', '110');
    expect(w.venue.account(me)).toMatchObject({ wallet: '1000', available: '780', openOrderMargin: '220' });
  });

  test('an isolated short sets its margin aside; its loss does not touch what is available', () => {
    const w = testWorld();
    w.market.setDepth('BTCUSDT', { bids: [['100', '9']], asks: [] });
    w.sellMarket('4');
    w.market.setMark('BTCUSDT', '110');
    expect(w.venue.account(me)).toMatchObject({ wallet: '999.8', crossWallet: '599.8', available: '599.8', unrealized: '-40' });
    expect(w.venue.positions(me, btc)[0]).toMatchObject({ isolatedWallet: '400', notional: '-440', maintenanceMargin: '4.4' });
  });

  test('a reduce-only exit needs no margin, a second entry needs its own', () => {
    const w = testWorld();
    w.sellMarket('4');
    const before = w.venue.account(me).available;
    w.exitLimit('4', '90');
    expect(w.venue.account(me).available).toBe(before);
    w.sellLimit('1', '115');
    expect(Number(before) - Number(w.venue.account(me).available)).toBe(115);
  });

  test('closing returns the margin with the result', () => {
    const w = testWorld();
    w.market.setDepth('BTCUSDT', { bids: [['100', '9']], asks: [['90', '9']] });
    w.sellMarket('4');
    w.market.setMark('BTCUSDT', '90');
    w.buyMarket('4', { reduceOnly: true });
    expect(w.venue.account(me)).toMatchObject({ wallet: '1039.62', crossWallet: '1039.62', available: '1039.62', unrealized: '0' });
  });

  test('in cross margin a loss lowers the available balance', () => {
    const w = testWorld();
    w.venue.setMarginType(me, btc, 'CROSSED');
    w.market.setDepth('BTCUSDT', { bids: [['100', '9']], asks: [] });
    w.sellMarket('4');
    w.market.setMark('BTCUSDT', '110');
    expect(w.venue.account(me)).toMatchObject({ crossWallet: '999.8', crossUnrealized: '-40', available: '519.8' });
  });
});

describe('funding', () => {
  test('a short receives a positive rate once at its moment, into the isolated margin', () => {
    const w = testWorld();
    w.sellMarket('4');
    const wallet = w.wallet();
    const due = (Math.floor(startTime / eightHours) + 1) * eightHours;
    w.market.advance(due - startTime - 1);
    expect(w.wallet()).toBe(wallet);
    w.heard();
    w.market.advance(1);
    w.venue.passTime(w.market.now);
    w.market.advance(1000);
    expect(Number(w.wallet()) - Number(wallet)).toBeCloseTo(0.04, 8);
    expect(w.heard()).toEqual(['ACCOUNT FUNDING_FEE']);
    w.market.advance(eightHours);
    expect(w.venue.incomes(me).filter((row) => row.type === 'FUNDING_FEE')).toHaveLength(2);
  });
});

describe('liquidation', () => {
  test('a 1× short survives just below its liquidation price and is taken over just above it', () => {
    const w = testWorld();
    w.market.setDepth('BTCUSDT', { bids: [['100', '9']], asks: [] });
    w.sellMarket('4');
    const price = Number(w.venue.positions(me, btc)[0]?.liquidationPrice);
    expect(price).toBeCloseTo(200 / 1.01, 5);
    w.market.setMark('BTCUSDT', '198.01');
    expect(w.amount()).toBe('-4');
    w.heard();
    w.market.setMark('BTCUSDT', '198.03');
    expect(w.amount()).toBe('0');
    expect(w.heard()).toEqual(['NEW NEW', 'CALCULATED FILLED', 'ACCOUNT ORDER']);
    expect(w.venue.orders(me).at(-1)?.clientOrderId).toMatch(/^autoclose-/);
    // The whole isolated margin is gone, nothing else.
    expect(w.venue.account(me)).toMatchObject({ wallet: '599.8', crossWallet: '599.8' });
  });

  test('a gap beyond the margin is paid by the insurance fund', () => {
    const w = testWorld();
    w.market.setDepth('BTCUSDT', { bids: [['100', '9']], asks: [] });
    w.sellMarket('4');
    w.market.setMark('BTCUSDT', '300');
    expect(w.venue.account(me).wallet).toBe('599.8');
    expect(w.venue.incomes(me).at(-1)).toMatchObject({ type: 'INSURANCE_CLEAR', amount: '400' });
  });

  test('a stop fires before the liquidation of the same price', () => {
    const w = testWorld();
    w.sellMarket('4');
    const stop = granted(w.closeStop('190'));
    w.market.setMark('BTCUSDT', '198.5');
    expect(w.algo(stop.algoId)).toMatchObject({ status: 'FINISHED', filledQty: '4' });
  });

  test('cross positions are taken over when the whole purse no longer covers them', () => {
    const w = testWorld();
    w.venue.setMarginType(me, btc, 'CROSSED');
    w.venue.setLeverage(me, btc, 10, w.market.now);
    w.sellMarket('50');
    w.market.setMark('BTCUSDT', '118');
    expect(w.amount()).toBe('-50');
    w.market.setMark('BTCUSDT', '125');
    expect(w.amount()).toBe('0');
    expect(w.wallet()).toBe('0');
  });
});

describe('leverage, margin type and position mode', () => {
  test('the exchange’s codes for what cannot be changed now', () => {
    const w = testWorld();
    expect(codeOf(w.venue.setMarginType(me, btc, 'ISOLATED'))).toBe(-4046);
    expect(codeOf(w.venue.setPositionMode(me, 'ONE-WAY'))).toBe(-4059);
    expect([0, 51, 1.5].map((leverage) => codeOf(w.venue.setLeverage(me, btc, leverage, startTime)))).toEqual([-4028, -4028, -4028]);
    const order = granted(w.sellLimit('1', '110'));
    expect(codeOf(w.venue.setMarginType(me, btc, 'CROSSED'))).toBe(-4047);
    expect(codeOf(w.venue.setPositionMode(me, 'HEDGE'))).toBe(-4067);
    w.venue.cancelOrder(me, btc, { orderId: order.orderId }, startTime);
    w.venue.setLeverage(me, btc, 2, startTime);
    w.sellMarket('1');
    expect(codeOf(w.venue.setMarginType(me, btc, 'CROSSED'))).toBe(-4048);
    expect(codeOf(w.venue.setPositionMode(me, 'HEDGE'))).toBe(-4068);
    expect(codeOf(w.venue.setLeverage(me, btc, 1, startTime))).toBe(-4161);
    expect(codeOf(w.venue.setLeverage(me, btc, 3, startTime))).toBe(0);
  });

  test('a waiting conditional order blocks the mode like a plain one', () => {
    const w = testWorld();
    granted(w.placeAlgo({ qty: '1', triggerPrice: '120' }));
    expect(codeOf(w.venue.setPositionMode(me, 'HEDGE'))).toBe(-4067);
  });

  test('-2028: cross leverage cannot fall below what the purse can carry', () => {
    const w = testWorld();
    w.venue.setMarginType(me, btc, 'CROSSED');
    w.venue.setLeverage(me, btc, 10, startTime);
    w.sellMarket('50');
    expect(codeOf(w.venue.setLeverage(me, btc, 2, startTime))).toBe(-2028);
  });
});

test('a deposit is an income row, so the wallet is always deposits plus the sum of incomes', () => {
  const w = testWorld();
  w.venue.deposit(me, dec<'quote'>('50') as Quote, startTime);
  expect([w.wallet(), w.venue.incomes(me)[0]?.amount]).toEqual(['1050', '50']);
});
