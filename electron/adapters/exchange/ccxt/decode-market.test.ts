import { expect, test } from 'vitest';
import { decodeCandles, decodeMarkets, decodePremiumIndex } from './decode-market.ts';
import { parseExactJson } from './exact-json.ts';

const filters = [
  { filterType: 'PRICE_FILTER', minPrice: '556.80', maxPrice: '4529764', tickSize: '0.10' },
  { filterType: 'LOT_SIZE', minQty: '0.001', maxQty: '1000', stepSize: '0.001' },
  { filterType: 'MARKET_LOT_SIZE', minQty: '0.001', maxQty: '120', stepSize: '0.001' },
  { filterType: 'MIN_NOTIONAL', notional: '50' },
];
const row = { symbol: 'BTCUSDT', contractType: 'PERPETUAL', status: 'TRADING', quoteAsset: 'USDT', filters };
const read = (...symbols: readonly unknown[]) => decodeMarkets({ symbols });

test('the rules of a symbol come from its filters, never from its precisions', () => {
  expect(read({ ...row, pricePrecision: 2 })?.markets).toEqual([
    {
      ...{ symbol: 'BTCUSDT', tradable: true, status: 'TRADING PERPETUAL USDT', tickSize: '0.1', minPrice: '556.8', maxPrice: '4529764' },
      ...{ stepSize: '0.001', minQty: '0.001', maxQty: '1000', marketStepSize: '0.001', marketMaxQty: '120', minNotional: '50' },
    },
  ]);
});

test.each([{ contractType: 'TRADIFI_PERPETUAL' }, { contractType: '' }, { quoteAsset: 'USDC' }, { status: 'SETTLING' }])(
  '%j is not tradable, but known',
  (odd) => {
    expect(read({ ...row, ...odd })?.markets).toMatchObject([{ tradable: false }]);
  },
);

test('without MARKET_LOT_SIZE the lot size holds for market orders too', () => {
  const few = filters.filter(({ filterType }) => filterType !== 'MARKET_LOT_SIZE');
  expect(read({ ...row, filters: few })?.markets).toMatchObject([{ marketMaxQty: '1000', marketStepSize: '0.001' }]);
});

test('unreadable rows are left out and counted; the others stay', () => {
  const odd = [null, 7, {}, { ...row, filters: 'none' }, { ...row, filters: [null] }, { ...row, filters: [] }];
  expect(read(...odd, row)).toMatchObject({ leftOut: 6, markets: [{ symbol: 'BTCUSDT' }] });
  expect(decodeMarkets({ symbols: 'x' })).toBeUndefined();
});

test('the limits of the exchange replace ours', () => {
  const rateLimits = [
    { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000 },
    { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 300 },
  ];
  expect(decodeMarkets({ symbols: [], rateLimits })?.limits).toEqual({ weight: 6000, orders10s: 300 });
});

test('candles keep their exact text; one odd row makes the whole unreadable', () => {
  const candle = [1789478160000, '76936.20', '76965.50', '76936.10', '76965.40', '9.1', 1789478219999];
  expect(decodeCandles([candle])).toEqual([
    { openTime: 1789478160000, open: '76936.2', high: '76965.5', low: '76936.1', close: '76965.4' },
  ]);
  expect(decodeCandles([candle, [1, 'x']])).toBeUndefined();
  expect(decodeCandles('ok')).toBeUndefined();
});

test('a mark that is no positive number says nothing: a zero or less would fire every exit below it', () => {
  const marked = (markPrice: unknown, symbol = 'ETHUSDT') => ({ symbol, markPrice, time: 7 });
  for (const odd of ['0', '0.00000000', '-1', '-0.5', 'NaN', '', '1.0.0', '1e400', null, undefined, {}, -2, 0])
    expect(decodePremiumIndex([marked(odd), marked('5', 'BTCUSDT')])).toEqual({ venueAt: 7, prices: { BTCUSDT: '5' } });
});

test('long integers stay text, all other numbers stay numbers', () => {
  expect(parseExactJson('{"a": 8389765739703625592, "b": 1000000202490585, "c": [-9007199254740993, 1.5]}')).toEqual({
    a: '8389765739703625592',
    b: 1000000202490585,
    c: ['-9007199254740993', 1.5],
  });
});
