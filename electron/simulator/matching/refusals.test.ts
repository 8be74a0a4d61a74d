import { describe, expect, test } from 'vitest';
import { symbolOf } from '../../../shared/domain/ids.ts';
import { codeOf, granted, testWorld } from './test-world.ts';
import type { VenueReply } from './venue-error.ts';

type World = ReturnType<typeof testWorld>;
type Case = readonly [code: number, rule: string, attempt: (w: World) => VenueReply<unknown>];

const plain: readonly Case[] = [
  [0, 'a proper limit order rests', (w) => w.sellLimit('1', '110')],
  [-1121, 'an unknown symbol is refused', (w) => w.place({ symbol: symbolOf('NOPEUSDT'), price: '110' })],
  [-1102, 'a limit order needs a price', (w) => w.place({ qty: '1' })],
  [-1111, 'more decimals than the price precision', (w) => w.sellLimit('1', '110.001')],
  [-1111, 'more decimals than the quantity precision', (w) => w.sellLimit('1.0001', '110')],
  [-4013, 'a price below the minimum', (w) => w.sellLimit('1', '0')],
  [-4002, 'a price above the maximum', (w) => w.sellLimit('1', '1000001')],
  [-4003, 'a quantity of zero', (w) => w.sellLimit('0', '110')],
  [-4005, 'a quantity above the maximum', (w) => w.sellLimit('10001', '110')],
  [-4005, 'a market quantity above its own, smaller maximum', (w) => w.sellMarket('2001')],
  [-4016, 'a buy above the percent band', (w) => w.place({ side: 'BUY', qty: '1', price: '115.01' })],
  [0, 'a buy at the edge of the percent band', (w) => w.place({ side: 'BUY', qty: '1', price: '115' })],
  [-4024, 'a sell below the percent band', (w) => w.sellLimit('1', '84.99')],
  [-4164, 'a limit order below the minimum notional', (w) => w.sellLimit('0.045', '110')],
  [-4164, 'a market order below the minimum notional at the mark', (w) => w.sellMarket('0.049')],
  [-4015, 'a client id of 37 characters', (w) => w.sellLimit('1', '110', { clientOrderId: 'x'.repeat(37) })],
  [0, 'a client id of 36 characters', (w) => w.sellLimit('1', '110', { clientOrderId: 'x'.repeat(36) })],
  [-4015, 'a client id with a space', (w) => w.sellLimit('1', '110', { clientOrderId: 'a b' })],
  [-4061, 'a position side in one-way mode', (w) => w.sellLimit('1', '110', { positionSide: 'SHORT' })],
  [0, 'position side BOTH in one-way mode', (w) => w.sellLimit('1', '110', { positionSide: 'BOTH' })],
  [-2022, 'a reduce-only order without a position', (w) => w.exitLimit('1', '90')],
  [-2019, 'more than the wallet can carry at 1×', (w) => w.sellLimit('10.001', '100.01')],
  [0, 'as much as the wallet can carry at 1×', (w) => w.sellLimit('9.999', '100.01')],
  [-5022, 'a post-only order that would take', (w) => w.sellLimit('1', '99.5', { timeInForce: 'GTX' })],
  [-5021, 'a fill-or-kill order that cannot fill', (w) => w.sellLimit('1', '101', { timeInForce: 'FOK' })],
];

describe('an order that breaks a rule is refused with the exchange’s own code', () => {
  test.each(plain)('%i: %s', (code, _rule, attempt) => {
    expect(codeOf(attempt(testWorld()))).toBe(code);
  });

  test('-4014: a price between two ticks', () => {
    const coarse = testWorld({ rules: { tickSize: '0.1' as never, minPrice: '0.1' as never } });
    expect(codeOf(coarse.sellLimit('1', '110.05'))).toBe(-4014);
    expect(codeOf(coarse.sellLimit('1', '110.1'))).toBe(0);
  });

  test('-4014 counts ticks from the minimum price, not from zero', () => {
    const odd = testWorld({ rules: { tickSize: '0.1' as never, minPrice: '0.05' as never } });
    expect(codeOf(odd.sellLimit('1', '110.05'))).toBe(0);
  });

  test('-4023: a quantity between two steps', () => {
    const coarse = testWorld({ rules: { stepSize: '0.01' as never, minQty: '0.01' as never } });
    expect(codeOf(coarse.sellLimit('1.005', '110'))).toBe(-4023);
    expect(codeOf(coarse.sellLimit('0.005', '110'))).toBe(-4004);
  });

  test('-4140 opening and -4141 reducing on a symbol that no longer trades', () => {
    const w = testWorld();
    w.sellMarket('1');
    w.market.setRules('BTCUSDT', { status: 'SETTLING' });
    expect(codeOf(w.sellLimit('1', '110'))).toBe(-4140);
    expect(codeOf(w.exitLimit('1', '90'))).toBe(-4141);
  });

  test('-4116: a client id is taken while its order is open, and free again afterwards', () => {
    const w = testWorld();
    const first = granted(w.sellLimit('1', '110', { clientOrderId: 'twin' }));
    expect(codeOf(w.sellLimit('1', '111', { clientOrderId: 'twin' }))).toBe(-4116);
    granted(w.venue.cancelOrder('me', first.symbol, { orderId: first.orderId }, w.market.now));
    expect(codeOf(w.sellLimit('1', '111', { clientOrderId: 'twin' }))).toBe(0);
  });

  test('two market orders with one client id both fill', () => {
    const w = testWorld();
    w.sellMarket('1', { clientOrderId: 'twin' });
    w.sellMarket('1', { clientOrderId: 'twin' });
    expect(w.amount()).toBe('-2');
  });

  test('-2025: the symbol’s limit of open orders', () => {
    const w = testWorld({ rules: { maxOrders: 2 } });
    w.sellLimit('1', '110');
    w.sellLimit('1', '111');
    expect(codeOf(w.sellLimit('1', '112'))).toBe(-2025);
  });

  test('-2027: the position’s cap at the leverage', () => {
    const w = testWorld({ wallet: '100000' });
    w.venue.setLeverage('me', symbolOf('BTCUSDT'), 50, w.market.now);
    expect(codeOf(w.sellLimit('501', '100.01'))).toBe(-2027);
    expect(codeOf(w.sellLimit('499', '100.01'))).toBe(0);
  });

  test('hedge mode demands a position side (-4061) and knows no reduceOnly (-1106)', () => {
    const w = testWorld({ mode: 'HEDGE' });
    expect(codeOf(w.sellLimit('1', '110'))).toBe(-4061);
    expect(codeOf(w.sellLimit('1', '110', { positionSide: 'BOTH' }))).toBe(-4061);
    expect(codeOf(w.sellLimit('1', '110', { positionSide: 'SHORT', reduceOnly: true }))).toBe(-1106);
    expect(codeOf(w.sellLimit('1', '110', { positionSide: 'SHORT' }))).toBe(0);
    expect(codeOf(w.place({ side: 'BUY', price: '90', positionSide: 'SHORT' }))).toBe(-2022);
  });

  test('-2011: an order that is not open cannot be cancelled', () => {
    const w = testWorld();
    const filled = granted(w.sellMarket('1'));
    expect(codeOf(w.venue.cancelOrder('me', filled.symbol, { orderId: filled.orderId }, w.market.now))).toBe(-2011);
    expect(codeOf(w.venue.cancelOrder('me', filled.symbol, { clientOrderId: 'never' }, w.market.now))).toBe(-2011);
  });
});

const algo: readonly Case[] = [
  [-4509, 'closePosition needs a position', (w) => w.closeStop('120')],
  [-2021, 'a stop whose price has passed', (w) => w.closeStop('99')],
  [-2021, 'a stop exactly at the mark', (w) => w.closeStop('100')],
  [-2021, 'a take-profit whose price has passed', (w) => w.closeStop('101', { type: 'TAKE_PROFIT_MARKET' })],
  [-4137, 'closePosition with a quantity', (w) => w.closeStop('120', { qty: '1' })],
  [-1106, 'closePosition with reduceOnly', (w) => w.closeStop('120', { reduceOnly: true })],
  [-4138, 'closePosition with reduceOnly=false', (w) => w.closeStop('120', { reduceOnly: false })],
  [-1102, 'neither closePosition nor quantity', (w) => w.placeAlgo({ triggerPrice: '120' })],
  [-1111, 'a quantity with too many decimals', (w) => w.placeAlgo({ qty: '1.0005', triggerPrice: '120' })],
  [-1111, 'a limit price with too many decimals', (w) => w.placeAlgo({ type: 'STOP', qty: '1', price: '121.001' })],
  [-4061, 'a position side in one-way mode', (w) => w.closeStop('120', { positionSide: 'SHORT' })],
  [-4015, 'a client id that is too long', (w) => w.closeStop('120', { clientAlgoId: 'x'.repeat(37) })],
  [-1116, 'closePosition on a limit type', (w) => w.closeStop('120', { type: 'STOP', price: '121' })],
];

describe('a conditional order that breaks a rule is refused', () => {
  test.each(algo)('%i: %s', (code, _rule, attempt) => {
    expect(codeOf(attempt(testWorld()))).toBe(code);
  });

  test('-4130: one closePosition stop per kind and direction, a take-profit beside it is free', () => {
    const w = testWorld();
    w.sellMarket('1');
    expect(codeOf(w.closeStop('120'))).toBe(0);
    expect(codeOf(w.closeStop('121'))).toBe(-4130);
    expect(codeOf(w.closeStop('90', { type: 'TAKE_PROFIT_MARKET' }))).toBe(0);
  });

  test('-4116 guards its own name space: a plain order may bear the same id', () => {
    const w = testWorld();
    w.sellMarket('1');
    w.closeStop('120', { clientAlgoId: 'same' });
    expect(codeOf(w.placeAlgo({ qty: '1', triggerPrice: '130', clientAlgoId: 'same' }))).toBe(-4116);
    expect(codeOf(w.sellLimit('1', '110', { clientOrderId: 'same' }))).toBe(0);
  });

  test('-4045: at most 200 wait, over all symbols', () => {
    const w = testWorld();
    for (let n = 0; n < 200; n += 1) granted(w.placeAlgo({ qty: '1', triggerPrice: '120' }));
    expect(codeOf(w.placeAlgo({ qty: '1', triggerPrice: '120' }))).toBe(-4045);
  });

  test('no margin is checked before the trigger, and the trigger price may lie between ticks', () => {
    const w = testWorld();
    expect(codeOf(w.placeAlgo({ qty: '100', triggerPrice: '120.0005' }))).toBe(0);
  });

  test('working type CONTRACT_PRICE looks at the last price instead of the mark', () => {
    const w = testWorld();
    w.sellMarket('1');
    w.market.setLast('BTCUSDT', '125');
    expect(codeOf(w.closeStop('120', { workingType: 'CONTRACT_PRICE' }))).toBe(-2021);
    expect(codeOf(w.closeStop('120'))).toBe(0);
  });
});
