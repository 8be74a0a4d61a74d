import { expect, test } from 'vitest';
import { decodeEvent } from './decode-event.ts';
import { parseExactJson } from './exact-json.ts';
import { type Row, rowOf } from './wire-value.ts';

const o = {
  ...{
    s: 'BTCUSDT',
    c: 'vgl-abc123-1-0',
    S: 'SELL',
    o: 'LIMIT',
    f: 'GTC',
    q: '0.010',
    p: '77000.20',
    ap: '0',
    sp: '0',
    x: 'NEW',
    X: 'NEW',
  },
  ...{
    i: 28581489001,
    l: '0',
    z: '0',
    L: '0',
    T: 1789200000000,
    t: 0,
    m: false,
    R: false,
    ot: 'LIMIT',
    ps: 'BOTH',
    cp: false,
    rp: '0',
    er: '0',
  },
};
const order = (changed: object) => decodeEvent({ e: 'ORDER_TRADE_UPDATE', E: 2, T: 1, o: { ...o, ...changed } });
const trade = { x: 'TRADE', X: 'PARTIALLY_FILLED', l: '0.004', z: '0.004', L: '77000.20', ap: '77000.20000', t: 536962701, m: true };

test('a new order', () => {
  expect(order({})).toEqual([
    {
      type: 'OrderReported',
      change: 'new',
      order: {
        ...{ symbol: 'BTCUSDT', book: 'plain', orderId: 'vgl-abc123-1-0', venueOrderId: '28581489001', side: 'SELL', type: 'LIMIT' },
        ...{ status: 'open', positionSide: 'BOTH', reduceOnly: false, closePosition: false, price: '77000.2', trigger: undefined },
        ...{ qty: '0.01', filledQty: '0', averagePrice: undefined, spawnedVenueOrderId: undefined, at: 1789200000000 },
      },
    },
  ]);
});

test('a fill tells its own trade and the state after it', () => {
  expect(order({ ...trade, n: '0.06160016', N: 'USDT' })).toMatchObject([
    {
      type: 'OrderFilled',
      forced: false,
      order: { status: 'open', filledQty: '0.004', averagePrice: '77000.2' },
      fill: { tradeId: '536962701', qty: '0.004', price: '77000.2', fee: '0.06160016', feeAsset: 'USDT', realizedPnl: '0', maker: true },
    },
  ]);
});

test('a fill without a told fee has none, which is not a fee of zero', () => {
  expect(order(trade)).toMatchObject([{ fill: { fee: undefined, feeAsset: undefined } }]);
});

test('liquidation, deleveraging and settlement are forced fills', () => {
  expect(order({ ...trade, x: 'CALCULATED' })).toMatchObject([{ type: 'OrderFilled', forced: true }]);
  expect(order({ ...trade, c: 'adl_autoclose' })).toMatchObject([{ forced: true }]);
  expect(order({ ...trade, c: 'settlement_autoclose-1' })).toMatchObject([{ forced: true }]);
});

test('an expiry says why', () => {
  expect(order({ x: 'EXPIRED', X: 'EXPIRED', er: '6' })).toMatchObject([{ change: 'expired', why: 'its position is gone' }]);
});

test.each([{ x: 'NOVEL' }, { X: 'NOVEL' }, { z: undefined }, { i: undefined }, { ...trade, l: '0' }])(
  'a report with an unreadable part is no report: %j',
  (changed) => {
    expect(order(changed)).toBe('unreadable');
  },
);

test('ids beyond 2^53 keep every digit, with or without a space', () => {
  const text = JSON.stringify({ e: 'ORDER_TRADE_UPDATE', o: { ...o, i: 'ID' } });
  for (const written of [text.replace('"ID"', '8389765739703625592'), text.replace('"ID"', ' 8389765739703625592')]) {
    expect(decodeEvent(rowOf(parseExactJson(written)) as Row)).toMatchObject([{ order: { venueOrderId: '8389765739703625592' } }]);
  }
});

const algo = (changed: object) =>
  decodeEvent({
    ...{ e: 'ALGO_UPDATE', T: 1789200000001, E: 1789200000004 },
    o: {
      ...{
        caid: 'vgl-abc123-2-0',
        aid: 1000000202490585,
        at: 'CONDITIONAL',
        o: 'STOP_MARKET',
        s: 'BTCUSDT',
        S: 'BUY',
        ps: 'BOTH',
        f: 'GTE_GTC',
      },
      ...{ q: '0', X: 'NEW', ai: '', tp: '80000.10', p: '0', wt: 'MARK_PRICE', cp: true, R: true },
      ...changed,
    },
  });

test('a stop lives in the second book and has no quantity', () => {
  expect(algo({})).toMatchObject([
    {
      type: 'OrderReported',
      change: 'new',
      order: {
        book: 'conditional',
        status: 'open',
        venueOrderId: '1000000202490585',
        trigger: '80000.1',
        qty: undefined,
        closePosition: true,
      },
    },
  ]);
});

test('a stop triggers, becomes a plain order, and is filled or not', () => {
  const steps = [
    algo({ X: 'TRIGGERING' }),
    algo({ X: 'TRIGGERED', ai: '88937381063', aq: '0' }),
    algo({ X: 'FINISHED', ai: '88937381063', aq: '0.010', ap: '80003.1' }),
    algo({ X: 'FINISHED', ai: '88937381063', aq: '0.000' }),
    algo({ X: 'CANCELED' }),
    algo({ X: 'REJECTED', rm: 'Margin is insufficient.' }),
  ].map((facts) => {
    const fact = typeof facts === 'string' ? undefined : facts[0];
    return fact?.type === 'OrderReported'
      ? [fact.change, fact.order.status, fact.order.spawnedVenueOrderId, fact.order.filledQty, fact.why]
      : facts;
  });
  expect(steps).toEqual([
    ['triggered', 'triggered', undefined, '0', undefined],
    ['triggered', 'triggered', '88937381063', '0', undefined],
    ['triggered', 'filled', '88937381063', '0.01', undefined],
    ['cancelled', 'cancelled', '88937381063', '0', undefined],
    ['cancelled', 'cancelled', undefined, '0', undefined],
    ['rejected', 'rejected', undefined, '0', 'Margin is insufficient.'],
  ]);
});

test('an account update tells each changed position, flat ones too, then the wallet', () => {
  const P = [
    { s: 'BTCUSDT', pa: '-0.010', ep: '77000.2', ps: 'BOTH' },
    { s: 'ETHUSDT', pa: '0', ep: '0', ps: 'SHORT' },
  ];
  const B = [
    { a: 'BNB', wb: '1' },
    { a: 'USDT', wb: '999.84599960', cw: '999.8', bc: '0' },
  ];
  expect(decodeEvent({ e: 'ACCOUNT_UPDATE', T: 5, E: 6, a: { m: 'ORDER', B, P } })).toEqual([
    {
      type: 'PositionReported',
      reason: 'ORDER',
      position: { symbol: 'BTCUSDT', positionSide: 'BOTH', amount: '-0.01', entryPrice: '77000.2', at: 5 },
    },
    {
      type: 'PositionReported',
      reason: 'ORDER',
      position: { symbol: 'ETHUSDT', positionSide: 'SHORT', amount: '0', entryPrice: '0', at: 5 },
    },
    { type: 'WalletReported', wallet: '999.8459996' },
  ]);
  expect(decodeEvent({ e: 'ACCOUNT_UPDATE', T: 5, E: 6, a: { m: 'ORDER', P: [{ s: 'BTCUSDT' }] } })).toBe('unreadable');
});
