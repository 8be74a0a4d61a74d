import { createHmac } from 'node:crypto';
import { dec } from '../../../shared/domain/decimal.ts';
import { symbolOf } from '../../../shared/domain/ids.ts';
import type { PositionMode } from '../../../shared/domain/order.ts';
import type { ClockPort } from '../../ports/clock.ts';
import { ScriptedMarket, scriptedRules } from '../matching/scripted-market.ts';
import { Venue } from '../matching/venue.ts';
import type { BinanceServer, BinanceServerOptions } from './api.ts';
import { startBinanceServer } from './server.ts';

export const trader = { accountId: 'trader', apiKey: 'test-key', apiSecret: 'test-secret' };

export interface ApiReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface TestExchange {
  readonly server: BinanceServer;
  readonly venue: Venue;
  readonly market: ScriptedMarket;
  /** Moves the mark at the clock's present moment. */
  setMark(symbol: string, mark: string): void;
  setDepth(symbol: string, bids: readonly (readonly [string, string])[], asks: readonly (readonly [string, string])[]): void;
  /** A signed call, as a client makes it. `now` is the client's clock. */
  call(method: string, path: string, params?: Readonly<Record<string, string>>, now?: number): Promise<ApiReply>;
  close(): Promise<void>;
}

/** The whole exchange with BTCUSDT at 100, ETHUSDT at 50 and one account of 1000 USDT. For tests. */
export async function startTestExchange(
  clock: ClockPort,
  options: Partial<BinanceServerOptions> & { readonly mode?: PositionMode } = {},
): Promise<TestExchange> {
  const market = new ScriptedMarket(clock.now()).list(scriptedRules('BTCUSDT'), '100').list(scriptedRules('ETHUSDT'), '50');
  const venue = new Venue(market);
  venue.openAccount({ id: trader.accountId, wallet: dec('1000'), mode: options.mode ?? 'ONE-WAY' }, clock.now());
  for (const symbol of ['BTCUSDT', 'ETHUSDT']) venue.setMarginType(trader.accountId, symbolOf(symbol), 'ISOLATED');
  const server = await startBinanceServer({ venue, feed: market, clock, accounts: [trader], ...options });
  const catchUp = (): void => market.advance(clock.now() - market.now);

  return {
    server,
    venue,
    market,
    setMark(symbol, mark) {
      catchUp();
      market.setMark(symbol, mark);
    },
    setDepth(symbol, bids, asks) {
      catchUp();
      market.setDepth(symbol, { bids, asks });
    },
    async call(method, path, params = {}, now = clock.now()) {
      const text = new URLSearchParams({ timestamp: String(now), ...params, recvWindow: '10000' }).toString();
      const signed = `${text}&signature=${createHmac('sha256', trader.apiSecret).update(text).digest('hex')}`;
      return send(server, method, path, signed, { 'X-MBX-APIKEY': trader.apiKey });
    },
    async close() {
      await server.close();
      venue.close();
    },
  };
}

/** A bare request; `text` is the query of a GET or DELETE and the body of a POST or PUT. */
export async function send(
  server: BinanceServer,
  method: string,
  path: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<ApiReply> {
  const inBody = method === 'POST' || method === 'PUT';
  const response = await fetch(`${server.restUrl}${path}${inBody || text === '' ? '' : `?${text}`}`, {
    method,
    headers: { ...headers, ...(inBody ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}) },
    ...(inBody ? { body: text } : {}),
  });
  const body = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json';
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(body) : body };
}
