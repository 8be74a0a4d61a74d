import { expect, test } from 'vitest';
import { dec } from '../../shared/domain/decimal.ts';
import { exchangeInfoJson } from '../simulator/binance/market-json.ts';
import { demoSymbols } from '../simulator/market/demo-symbols.ts';
import { assumedRules, readExchangeInfo } from './symbol-rules.ts';
import { seriesOf } from './test-history.ts';

test('an exchangeInfo answer gives the rules that the exchange has', () => {
  const limits = { weightPerMinute: 2400, ordersPer10Seconds: 300, ordersPerMinute: 1200 };
  const given = demoSymbols.map(({ rules }) => rules);
  const read = readExchangeInfo(JSON.stringify(exchangeInfoJson(given, limits, 0)));
  if (typeof read === 'string') throw new Error(read);
  expect(read.unreadable).toEqual([]);
  for (const rules of given) {
    // Brackets are another answer of the exchange; the day of listing is not looked at.
    const { brackets: _, onboardDate: __, liquidationFee: ___, maxOrders: ____, ...wanted } = rules;
    expect(read.rules.get(rules.symbol)).toMatchObject(wanted);
  }
});

test('a row that cannot be read is left out by name, the others stay', () => {
  const good = { symbol: 'AUSDT', filters: [{ filterType: 'PRICE_FILTER', tickSize: '0.1', minPrice: '0.1', maxPrice: '9' }] };
  const lot = { filterType: 'LOT_SIZE', stepSize: '1', minQty: '1', maxQty: '10' };
  const body = { symbols: [{ ...good, filters: [...good.filters, lot] }, { ...good, symbol: 'BUSDT' }, 7] };
  const read = readExchangeInfo(JSON.stringify(body));
  expect(typeof read !== 'string' && [[...read.rules.keys()], read.unreadable]).toEqual([['AUSDT'], ['BUSDT', '?']]);
});

test.each([
  ['{', 'not JSON'],
  ['[]', 'no list "symbols": this is not an exchangeInfo answer'],
])('something else is refused: %s', (text, why) => {
  expect(readExchangeInfo(text)).toBe(why);
});

test('without one the tick is the finest price of the candles, and the step worth about a dollar at most', () => {
  const at = (price: number) =>
    assumedRules(
      seriesOf('SOLUSDT', [
        [price, price, price, price],
        [price, price + 0.25, price, price],
      ]),
    );
  expect(at(100)).toMatchObject({ tickSize: '0.01', stepSize: '0.001', minQty: '0.001', minNotional: '5', status: 'TRADING' });
  expect(at(60_000)).toMatchObject({ stepSize: '0.00001' });
  expect(at(0.5)).toMatchObject({ stepSize: dec('1') });
});
