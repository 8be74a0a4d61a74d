import { dec } from '../../../shared/domain/decimal.ts';
import { orderIdOf, symbolOf } from '../../../shared/domain/ids.ts';
import type { OrderTerms } from '../../../shared/domain/order.ts';
import { createCcxtExchange } from '../../adapters/exchange/ccxt/ccxt-exchange.ts';
import type { ClockPort } from '../../ports/clock.ts';
import type { ExchangePort, StreamFact } from '../../ports/exchange.ts';
import { startTestExchange, type TestExchange, trader } from '../../simulator/binance/test-exchange.ts';
import { fastClock } from './fast-clock.ts';
import { until } from './until.ts';

export const PRICES_WITHIN_MS = 5_000;
export const ACCOUNT_WITHIN_MS = 30_000;

export interface Deafness {
  readonly what: string;
  readonly stream: 'prices' | 'account';
  /** Makes the stream fail; from its end on the time counts. */
  readonly happens: (venue: TestExchange, exchange: ExchangePort) => Promise<void> | void;
}

const symbol = symbolOf('BTCUSDT');
const sell = (price: string): OrderTerms => ({
  ...{ kind: 'limit', symbol, side: 'SELL', closes: false, positionMode: 'ONE-WAY' },
  ...{ qty: dec('1'), price: dec(price) },
});
const resting = orderIdOf('vgl-time01-1-0');
const later = orderIdOf('vgl-time01-2-0');

/** Every way in which a stream can be dead while its socket stays open. */
export const deafnesses: readonly Deafness[] = [
  { what: 'half-open socket', stream: 'prices', happens: ({ server }) => server.faults.silence('market') },
  { what: 'silent subscription, pings answered', stream: 'prices', happens: ({ server }) => server.faults.mute('market') },
  { what: 'half-open socket', stream: 'account', happens: ({ server }) => server.faults.silence('private') },
  {
    what: 'silent subscription, a resting order fills',
    stream: 'account',
    happens(venue) {
      venue.server.faults.mute('private');
      venue.setMark('BTCUSDT', '111');
    },
  },
  {
    what: 'silent subscription, an order is accepted',
    stream: 'account',
    async happens(venue, exchange) {
      venue.server.faults.mute('private');
      await exchange.placeOrder(later, sell('120'));
    },
  },
  {
    what: 'listenKey dead without a word',
    stream: 'account',
    happens: ({ server }) => server.faults.expireListenKey(trader.accountId, 'untold'),
  },
  { what: 'listenKeyExpired told', stream: 'account', happens: ({ server }) => server.faults.expireListenKey(trader.accountId) },
];

/** Own-clock ms from the failure to `StreamLost`, with the usual waiting times; `quietMs` have passed since the last event by then. */
export async function timeToNotice(
  deafness: Deafness,
  { speed, quietMs }: { readonly speed: number; readonly quietMs: number },
): Promise<number> {
  const clock: ClockPort = fastClock(speed);
  const venue = await startTestExchange(clock);
  const exchange = createCcxtExchange({ ...venue.server, ...trader, clock });
  const facts: StreamFact[] = [];
  let lostAt = Number.NaN;
  const isOpen = (stream: string): boolean => facts.some((fact) => fact.type === 'StreamOpened' && fact.stream === stream);
  const wait = (what: string, holds: () => boolean): Promise<void> => until(what, holds, () => facts.map(({ type }) => type).join(' '));
  exchange.open((fact) => {
    facts.push(fact);
    if (fact.type === 'StreamLost' && fact.stream === deafness.stream) lostAt = clock.monotonic();
  });
  try {
    await wait('both streams open', () => isOpen('prices') && isOpen('account'));
    await exchange.placeOrder(resting, sell('110'));
    await wait('the resting order is told', () => facts.some(({ type }) => type === 'OrderReported'));
    await new Promise<void>((resolve) => clock.after(quietMs, resolve));
    await deafness.happens(venue, exchange);
    const failedAt = clock.monotonic();
    const patienceMs = 2 * ACCOUNT_WITHIN_MS;
    while (Number.isNaN(lostAt) && clock.monotonic() - failedAt < patienceMs) await new Promise((resolve) => setTimeout(resolve, 5));
    return lostAt - failedAt;
  } finally {
    await exchange.close();
    await venue.close();
  }
}
