import { type CandleInterval, intervalMs } from '../../matching/market-feed.ts';
import { bracketJson, exchangeInfoJson, klineRow, premiumJson } from '../market-json.ts';
import { limitOf, oneOf, optionalSymbol, optionalWhole, rulesOf } from '../params.ts';
import type { Route, RouteContext } from '../route.ts';

const intervals = Object.keys(intervalMs) as CandleInterval[];

function klineWeight(limit: number): number {
  if (limit < 100) return 1;
  if (limit < 500) return 2;
  return limit <= 1000 ? 5 : 10;
}

function klines({ params, feed, at }: RouteContext): unknown {
  const { symbol } = rulesOf(feed, params);
  const interval = oneOf(params, 'interval', intervals, -1120, 'Invalid interval.');
  const limit = limitOf(params, 500, 1500);
  const startTime = optionalWhole(params, 'startTime');
  const endTime = optionalWhole(params, 'endTime');
  // With a start the rows are counted forward from it, else backward from the end.
  const last = startTime === undefined ? endTime : Math.min(endTime ?? at, startTime + (limit - 1) * intervalMs[interval]);
  const candles = feed.candles(symbol, interval, limit, at, last);
  return candles.filter((candle) => candle.openTime >= (startTime ?? 0)).map((candle) => klineRow(candle, interval));
}

function premiumIndex({ params, feed, at }: RouteContext): unknown {
  const one = optionalSymbol(feed, params);
  const symbols = one === undefined ? feed.symbols().map((rules) => rules.symbol) : [one];
  const rows = symbols.flatMap((symbol) => {
    const quote = feed.quote(symbol);
    return quote === undefined ? [] : [premiumJson(symbol, quote, at)];
  });
  return one === undefined ? rows : rows[0];
}

export const marketRoutes: readonly Route[] = [
  { method: 'GET', path: '/fapi/v1/ping', security: 'public', weight: 1, run: () => ({}) },
  { method: 'GET', path: '/fapi/v1/time', security: 'public', weight: 1, run: ({ at }) => ({ serverTime: at }) },
  {
    method: 'GET',
    path: '/fapi/v1/exchangeInfo',
    security: 'public',
    weight: 1,
    run: ({ feed, limits, at }) => exchangeInfoJson(feed.symbols(), limits, at),
  },
  { method: 'GET', path: '/fapi/v1/premiumIndex', security: 'public', weight: (p) => (p.symbol === undefined ? 10 : 1), run: premiumIndex },
  { method: 'GET', path: '/fapi/v1/klines', security: 'public', weight: (p) => klineWeight(Number(p.limit ?? 500)), run: klines },
  {
    method: 'GET',
    path: '/fapi/v1/leverageBracket',
    security: 'signed',
    weight: 1,
    run: ({ params, feed }) => {
      const one = optionalSymbol(feed, params);
      return feed
        .symbols()
        .filter((rules) => one === undefined || rules.symbol === one)
        .map(bracketJson);
    },
  },
];
