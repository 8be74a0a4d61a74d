import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, cost, dec, gt, lte } from '../../../shared/domain/decimal.ts';
import { symbolOf } from '../../../shared/domain/ids.ts';
import type { MarketRules } from '../../../shared/domain/market.ts';
import { defaultSettings } from '../../../shared/domain/settings.ts';
import { sizeFirstEntry, sizeSecondEntry } from './size.ts';

const rules: MarketRules = {
  symbol: symbolOf('XRPUSDT'),
  tradable: true,
  status: 'TRADING PERPETUAL USDT',
  tickSize: dec('0.0001'),
  minPrice: dec('0.0143'),
  maxPrice: dec('100000'),
  stepSize: dec('0.1'),
  minQty: dec('0.1'),
  maxQty: dec('10000000'),
  marketStepSize: dec('0.1'),
  marketMaxQty: dec('2000000'),
  minNotional: dec('5'),
};
const basis = { settings: defaultSettings, capPercent: dec<'percent'>('100'), target: dec<'quote per base'>('2.1234'), rules };

describe('first entry: half of the wallet balance at the target (W32-1, W32-2)', () => {
  test('sum, quantity and all numbers it came from', () => {
    // 500 / 2.1234 = 235.47141377036827729113685598…, cut after 24 decimals
    expect(sizeFirstEntry({ ...basis, wallet: dec('1000') })).toEqual({
      ok: true,
      qty: '235.4',
      sum: '500',
      numbers: {
        wallet: '1000',
        share: '50',
        capPercent: '100',
        sum: '500',
        price: '2.1234',
        rawQty: '235.471413770368277291136855',
        qty: '235.4',
        notional: '499.84836',
      },
    });
  });

  test('the share is a setting and the stage caps it', () => {
    const settings = { ...defaultSettings, firstEntryPercent: dec<'percent'>('30') };
    expect(sizeFirstEntry({ ...basis, settings, wallet: dec('1000') })).toMatchObject({ sum: '300' });
    expect(sizeFirstEntry({ ...basis, capPercent: dec('10'), wallet: dec('1000') })).toMatchObject({ sum: '50', qty: '23.5' });
    expect(sizeFirstEntry({ ...basis, wallet: dec('1000.00000001') })).toMatchObject({ sum: '500.000000005' });
  });

  test('a quotient that ends exactly on the step keeps its last step', () => {
    expect(sizeFirstEntry({ ...basis, wallet: dec('200'), target: dec('2.5') })).toMatchObject({ qty: '40' });
    expect(sizeFirstEntry({ ...basis, wallet: dec('200'), target: dec('0.3') })).toMatchObject({ qty: '333.3' });
  });

  test('awkward grids: a coarse step, a step of three', () => {
    const withStep = (stepSize: string) => ({ ...rules, stepSize: dec<'base'>(stepSize), minQty: dec<'base'>(stepSize) });
    expect(sizeFirstEntry({ ...basis, rules: withStep('10'), wallet: dec('1000') })).toMatchObject({ qty: '230' });
    expect(sizeFirstEntry({ ...basis, rules: withStep('3'), wallet: dec('1000') })).toMatchObject({ qty: '234' });
    expect(sizeFirstEntry({ ...basis, rules: withStep('1000'), wallet: dec('1000') })).toMatchObject({ ok: false, rule: 'W30' });
  });

  test('the most one order may carry is kept', () => {
    const small = { ...rules, maxQty: dec<'base'>('100') };
    expect(sizeFirstEntry({ ...basis, rules: small, wallet: dec('1000') })).toMatchObject({ qty: '100', sum: '500' });
  });

  test.each(['0', '-12.5'])('a wallet of %s buys nothing (W32-5)', (wallet) => {
    expect(sizeFirstEntry({ ...basis, wallet: dec(wallet) })).toEqual({
      ok: false,
      rule: 'W32-5',
      code: 'noFunds',
      numbers: { available: wallet, buffer: '0' },
    });
  });

  test('below the smallest quantity (W30) and below the smallest notional (W31) nothing is sent', () => {
    expect(sizeFirstEntry({ ...basis, wallet: dec('0.4') })).toMatchObject({
      ok: false,
      rule: 'W30',
      code: 'qtyBelowMinimum',
      numbers: { wallet: '0.4', sum: '0.2', price: '2.1234', qty: '0', minQty: '0.1' },
    });
    expect(sizeFirstEntry({ ...basis, wallet: dec('10') })).toMatchObject({
      ok: false,
      rule: 'W31',
      code: 'notionalBelowMinimum',
      numbers: { notional: '4.88382', minNotional: '5' },
    });
  });

  test.each(['0', '-1'])('a target of %s is no price (W29)', (target) => {
    expect(sizeFirstEntry({ ...basis, target: dec(target), wallet: dec('1000') })).toMatchObject({ ok: false, rule: 'W29' });
  });
});

describe('second entry: all that is available less the buffer (W32-3, W32-4)', () => {
  test('the default buffer is one percent', () => {
    expect(sizeSecondEntry({ ...basis, available: dec('500') })).toMatchObject({
      ok: true,
      sum: '495',
      qty: '233.1',
      numbers: { available: '500', buffer: '1', capPercent: '100', sum: '495' },
    });
  });

  test('the buffer is a setting and the stage caps the rest', () => {
    const settings = { ...defaultSettings, marginBufferPercent: dec<'percent'>('0.5') };
    expect(sizeSecondEntry({ ...basis, settings, available: dec('500') })).toMatchObject({ sum: '497.5' });
    expect(sizeSecondEntry({ ...basis, capPercent: dec('50'), available: dec('500') })).toMatchObject({ sum: '247.5' });
  });

  test.each([
    ['0', '1'],
    ['-3', '1'],
    ['500', '100'],
    ['500', '120'],
  ])('%s available with a buffer of %s %% is skipped (W32-6)', (available, buffer) => {
    const settings = { ...defaultSettings, marginBufferPercent: dec<'percent'>(buffer) };
    expect(sizeSecondEntry({ ...basis, settings, available: dec(available) })).toEqual({
      ok: false,
      rule: 'W32-6',
      code: 'noFunds',
      numbers: { available, buffer },
    });
  });

  test('too little left for one order is refused by W30 or W31', () => {
    expect(sizeSecondEntry({ ...basis, available: dec('0.2') })).toMatchObject({ ok: false, rule: 'W30' });
    expect(sizeSecondEntry({ ...basis, available: dec('5') })).toMatchObject({ ok: false, rule: 'W31' });
  });
});

test('an entry never costs more than was decided, and one step more would', () => {
  const amounts = fc.tuple(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 0, max: 8 })).map(([n, d]) => (n / 10 ** d).toFixed(d));
  const targets = fc.integer({ min: 143, max: 10 ** 8 }).map((n) => (n / 10_000).toFixed(4));
  const steps = fc.constantFrom('0.001', '0.1', '0.3', '1', '7', '100');
  fc.assert(
    fc.property(amounts, targets, steps, (wallet, target, step) => {
      const fine = { ...rules, stepSize: dec<'base'>(step), maxQty: dec<'base'>('0') };
      const size = sizeFirstEntry({ ...basis, wallet: dec(wallet), target: dec(target), rules: fine });
      if (!size.ok) return;
      expect(lte(cost(dec(target), size.qty), size.sum)).toBe(true);
      expect(gt(cost(dec(target), add(size.qty, dec<'base'>(step))), size.sum)).toBe(true);
    }),
  );
});
