import { describe, expect, test } from 'vitest';
import type { View } from '../../../shared/contract/view.ts';
import { endsHold, heldShare, startsHold } from '../../ui/hold.ts';
import { forecast, isWord, needsWord } from './forecast.ts';

const order = (over: object) => ({ live: true, ours: true, status: 'working', book: 'plain', ...over });
const view = {
  position: { symbol: 'NEARUSDT', qty: '10', mark: '6', notional: '60', unrealizedPnl: '1' },
  foreignPositions: [{ symbol: 'ETHUSDT', positionSide: 'LONG', amount: '-2', entryPrice: '3000' }],
  orders: [order({}), order({ book: 'conditional' }), order({ ours: false }), order({ live: false }), order({ status: 'notSent' })],
  marks: { ETHUSDT: { price: '3000', at: 0 } },
} as unknown as View;

describe('the forecast of an emergency close', () => {
  test('for the bot names its own position and orders, and counts what stays', () => {
    const what = forecast(view, 'bot');
    expect(what.positions.map((position) => position.symbol)).toEqual(['NEARUSDT']);
    expect(what).toMatchObject({ plainOrders: 1, conditionalOrders: 1, untouchedPositions: 1, untouchedOrders: 1, fee: '0.03' });
  });
  test('for the account leaves nothing out', () => {
    const what = forecast(view, 'account');
    expect(what.positions.map(({ symbol, qty, notional }) => [symbol, qty, notional])).toEqual([
      ['NEARUSDT', '10', '60'],
      ['ETHUSDT', '2', '6000'],
    ]);
    expect(what).toMatchObject({ plainOrders: 2, untouchedPositions: 0, untouchedOrders: 0, fee: '3.03' });
  });
  test('does not call an unknown cost zero', () => {
    expect(forecast({ ...view, marks: {} }, 'account').fee).toBeNull();
  });
});

describe('the deliberate act', () => {
  test('the whole account asks for a word in LIVE only, in either language', () => {
    expect([needsWord('account', 'live'), needsWord('bot', 'live'), needsWord('account', 'pilot-50')]).toEqual([true, false, false]);
    expect(['청산', ' close ', 'CLOSE'].every(isWord)).toBe(true);
    expect(['', '청', 'CLOS', 'yes'].some(isWord)).toBe(false);
  });
  test('a held key neither restarts the hold nor does another key start it', () => {
    expect(startsHold({ key: ' ', repeat: false }) && startsHold({ key: 'Enter', repeat: false })).toBe(true);
    expect(startsHold({ key: ' ', repeat: true }) || startsHold({ key: 'a', repeat: false })).toBe(false);
    expect(endsHold({ key: 'Enter' })).toBe(true);
    expect([heldShare(0, 750), heldShare(0, 9_000), heldShare(10, 0)]).toEqual([0.5, 1, 0]);
  });
});
