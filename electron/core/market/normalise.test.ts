import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Price, Qty } from '../../../shared/domain/decimal.ts';
import { add, cost, dec, gt, gte, lt, lte, sub, times } from '../../../shared/domain/decimal.ts';
import { symbolOf } from '../../../shared/domain/ids.ts';
import type { MarketRules } from '../../../shared/domain/market.ts';
import { checkOrder, normalisePrice, normaliseQty } from './normalise.ts';

const rules: MarketRules = {
  symbol: symbolOf('BTCUSDT'),
  tradable: true,
  status: 'TRADING PERPETUAL USDT',
  tickSize: dec('0.1'),
  minPrice: dec('556.8'),
  maxPrice: dec('4529764'),
  stepSize: dec('0.001'),
  minQty: dec('0.001'),
  maxQty: dec('1000'),
  marketStepSize: dec('0.001'),
  marketMaxQty: dec('120'),
  minNotional: dec('50'),
};

describe('price: half-up to the tick (W29)', () => {
  test.each([
    ['60000.04', '0.1', '60000'],
    ['60000.05', '0.1', '60000.1'],
    ['60000.0499999999999999999999999', '0.1', '60000'],
    ['0.12045000000000002', '0.00001', '0.12045'],
    ['0.120455', '0.00001', '0.12046'],
    ['0.00000015', '0.0000001', '0.0000002'],
    ['7.4', '5', '5'],
    ['7.5', '5', '10'],
    ['1.0374', '0.025', '1.025'],
    ['1.0375', '0.025', '1.05'],
    ['1.000149999', '0.0003', '1.0002'],
    ['123', '0', '123'],
  ])('%s on the tick %s is %s', (price, tickSize, adjusted) => {
    expect(normalisePrice(dec(price), { tickSize: dec(tickSize) })).toBe(adjusted);
  });

  test.each([
    ['0.04', '0.1'],
    ['0', '0.1'],
    ['-3', '0.1'],
    ['0', '0'],
  ])('%s on the tick %s is no price', (price, tickSize) => {
    expect(normalisePrice(dec(price), { tickSize: dec(tickSize) })).toBeUndefined();
  });
});

describe('quantity: down to the step (W30)', () => {
  test.each([
    ['0.0019999', '0.001'],
    ['0.001', '0.001'],
    ['12.3456', '12.345'],
    ['1000', '1000'],
  ])('%s is %s', (qty, adjusted) => {
    expect(normaliseQty(dec(qty), rules)).toEqual({ ok: true, qty: adjusted, capped: false });
  });

  test.each([
    ['0.0009', '0'],
    ['0', '0'],
    ['-1', '-1'],
  ])('%s is below the minimum', (qty, adjusted) => {
    expect(normaliseQty(dec(qty), rules)).toEqual({
      ok: false,
      rule: 'W30',
      code: 'qtyBelowMinimum',
      numbers: { qty: adjusted, minQty: '0.001' },
    });
  });

  test('the minimum may be several steps', () => {
    const coarse = { stepSize: dec<'base'>('1'), minQty: dec<'base'>('5'), maxQty: dec<'base'>('0') };
    expect(normaliseQty(dec('4.9'), coarse)).toMatchObject({ ok: false });
    expect(normaliseQty(dec('5.9'), coarse)).toMatchObject({ ok: true, qty: '5' });
  });

  test('nothing is never a quantity, even where the exchange names no minimum', () => {
    expect(normaliseQty(dec('0.4'), { stepSize: dec('1'), minQty: dec('0'), maxQty: dec('0') })).toMatchObject({ ok: false });
  });

  test('more than one order may carry is capped, on the step; a maximum of 0 is none', () => {
    expect(normaliseQty(dec('1000.001'), rules)).toEqual({ ok: true, qty: '1000', capped: true });
    expect(normaliseQty(dec('2000'), { ...rules, maxQty: dec('999.9995') })).toEqual({ ok: true, qty: '999.999', capped: true });
    expect(normaliseQty(dec('2000'), { ...rules, maxQty: dec('0') })).toEqual({ ok: true, qty: '2000', capped: false });
  });
});

describe('order (W29, W30, W31)', () => {
  test('price and quantity come out adjusted, with their product', () => {
    expect(checkOrder(dec('60000.05'), dec('0.0019'), rules)).toEqual({ ok: true, price: '60000.1', qty: '0.001', notional: '60.0001' });
  });

  test('no positive price: W29', () => {
    expect(checkOrder(dec('0.01'), dec('1'), rules)).toEqual({
      ok: false,
      rule: 'W29',
      code: 'priceNotPositive',
      numbers: { price: '0.01' },
    });
  });

  test.each(['556.7', '4529764.1'])('%s is outside what the exchange takes: W29', (price) => {
    const numbers = { price, minPrice: '556.8', maxPrice: '4529764' };
    expect(checkOrder(dec(price), dec('1'), rules)).toEqual({ ok: false, rule: 'W29', code: 'priceOutOfRange', numbers });
  });

  test.each(['556.8', '4529764'])('%s is just inside', (price) => {
    expect(checkOrder(dec(price), dec('1'), rules).ok).toBe(true);
  });

  test('limits of 0 are none', () => {
    expect(checkOrder(dec('5000000'), dec('1'), { ...rules, minPrice: dec('0'), maxPrice: dec('0') }).ok).toBe(true);
  });

  test('too little: W30 before W31', () => {
    expect(checkOrder(dec('60000'), dec('0.0009'), rules)).toMatchObject({ rule: 'W30' });
  });

  test('the minimum notional is met exactly or missed (W31)', () => {
    expect(checkOrder(dec('50000'), dec('0.001'), rules)).toMatchObject({ ok: true, notional: '50' });
    expect(checkOrder(dec('49999.9'), dec('0.001'), rules)).toEqual({
      ok: false,
      rule: 'W31',
      code: 'notionalBelowMinimum',
      numbers: { notional: '49.9999', minNotional: '50' },
    });
  });
});

const decimals = (most: number) =>
  fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 0, max: 12 })).map(([n, d]) => (n / 10 ** d).toFixed(d));
const steps = fc.constantFrom('0.0000001', '0.00001', '0.001', '0.003', '0.025', '0.1', '0.7', '1', '5', '1000');

describe('for any price, quantity and grid', () => {
  test('the price moves by at most half a tick and then stays', () => {
    fc.assert(
      fc.property(decimals(10 ** 9), steps, (text, tick) => {
        const price = dec<'quote per base'>(text);
        const tickSize = dec<'quote per base'>(tick);
        const adjusted: Price = normalisePrice(price, { tickSize }) ?? dec('0');
        const half = times(tickSize, '0.5');
        expect(lte(adjusted, add(price, half)) && gt(adjusted, sub(price, half))).toBe(true);
        if (adjusted !== '0') expect(normalisePrice(adjusted, { tickSize })).toBe(adjusted);
      }),
    );
  });

  test('the quantity loses less than a step and never grows', () => {
    fc.assert(
      fc.property(decimals(10 ** 9), steps, (text, step) => {
        const qty = dec<'base'>(text);
        const stepSize = dec<'base'>(step);
        const outcome = normaliseQty(qty, { stepSize, minQty: dec('0'), maxQty: dec('0') });
        expect(outcome.ok).toBe(gte(qty, stepSize));
        if (!outcome.ok) return;
        const lost: Qty = sub(qty, outcome.qty);
        expect(gte(lost, dec('0')) && lt(lost, stepSize)).toBe(true);
        expect(normaliseQty(outcome.qty, { stepSize, minQty: dec('0'), maxQty: dec('0') })).toMatchObject({ qty: outcome.qty });
      }),
    );
  });

  test('an accepted order keeps every filter', () => {
    fc.assert(
      fc.property(decimals(10 ** 9), decimals(10 ** 7), steps, steps, (priceText, qtyText, tick, step) => {
        const all = { ...rules, tickSize: dec<'quote per base'>(tick), stepSize: dec<'base'>(step) };
        const order = checkOrder(dec(priceText), dec(qtyText), all);
        if (!order.ok) return;
        expect(gte(order.price, all.minPrice) && lte(order.price, all.maxPrice)).toBe(true);
        expect(gte(order.qty, all.minQty) && lte(order.qty, all.maxQty) && lte(order.qty, dec(qtyText))).toBe(true);
        expect(order.notional).toBe(cost(order.price, order.qty));
        expect(gte(order.notional, all.minNotional)).toBe(true);
      }),
    );
  });
});
