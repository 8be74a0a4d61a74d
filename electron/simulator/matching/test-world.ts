import { dec, type Quote } from '../../../shared/domain/decimal.ts';
import { symbolOf } from '../../../shared/domain/ids.ts';
import type { PositionMode } from '../../../shared/domain/order.ts';
import type { SymbolRules } from './market-feed.ts';
import type { AlgoOrder, AlgoRequest, Order, OrderRequest } from './order-record.ts';
import { ScriptedMarket, scriptedRules } from './scripted-market.ts';
import { Venue } from './venue.ts';
import type { VenueReply } from './venue-error.ts';
import type { VenueEvent } from './venue-event.ts';
import type { VenueSnapshot } from './venue-snapshot.ts';

export const btc = symbolOf('BTCUSDT');
export const startTime = 1_790_000_000_000;
export const me = 'me';

type Loose<T> = { readonly [K in keyof T]?: T[K] | string };

/** A venue with one scripted coin at 100, one account of 1000 USDT at isolated 1×, and short verbs. For tests. */
export function testWorld(options: { readonly mode?: PositionMode; readonly rules?: Partial<SymbolRules>; readonly wallet?: string } = {}) {
  const market = new ScriptedMarket(startTime).list(scriptedRules('BTCUSDT', options.rules), '100');
  let venue = new Venue(market);
  const told: VenueEvent[] = [];
  venue.openAccount({ id: me, wallet: dec(options.wallet ?? '1000'), mode: options.mode ?? 'ONE-WAY' }, startTime);
  venue.setMarginType(me, btc, 'ISOLATED');
  venue.setLeverage(me, btc, 1, startTime);
  venue.listen((event) => told.push(event));

  const place = (request: Loose<OrderRequest>): VenueReply<Order> =>
    venue.placeOrder(me, { symbol: btc, side: 'SELL', type: 'LIMIT', qty: dec('1'), ...(request as Partial<OrderRequest>) }, market.now);
  const placeAlgo = (request: Loose<AlgoRequest>): VenueReply<AlgoOrder> =>
    venue.placeAlgo(
      me,
      {
        symbol: btc,
        side: 'BUY',
        type: 'STOP_MARKET',
        triggerPrice: dec('120'),
        workingType: 'MARK_PRICE',
        ...(request as Partial<AlgoRequest>),
      },
      market.now,
    );

  return {
    market,
    get venue() {
      return venue;
    },
    told,
    /** The venue's process dies; the next one reads what was stored. */
    restart(): void {
      const stored = JSON.stringify(venue.save());
      venue.close();
      venue = Venue.restore(market, JSON.parse(stored) as VenueSnapshot);
      venue.listen((event) => told.push(event));
    },
    place,
    placeAlgo,
    sellLimit: (qty: string, price: string, more: Loose<OrderRequest> = {}) => place({ qty, price, ...more }),
    sellMarket: (qty: string, more: Loose<OrderRequest> = {}) => place({ type: 'MARKET', qty, ...more }),
    buyMarket: (qty: string, more: Loose<OrderRequest> = {}) => place({ side: 'BUY', type: 'MARKET', qty, ...more }),
    exitLimit: (qty: string, price: string, more: Loose<OrderRequest> = {}) =>
      place({ side: 'BUY', qty, price, reduceOnly: true, ...more }),
    closeStop: (trigger: string, more: Loose<AlgoRequest> = {}) => placeAlgo({ triggerPrice: trigger, closePosition: true, ...more }),
    order: (orderId: number): Order | undefined => venue.findOrder(me, btc, { orderId }),
    algo: (algoId: number): AlgoOrder | undefined => venue.findAlgo(me, { algoId }),
    /** Signed amount of the one-way position or of a hedge side. */
    amount: (side: 'BOTH' | 'LONG' | 'SHORT' = 'BOTH'): string | undefined =>
      venue.positions(me, btc).find((position) => position.positionSide === side)?.amount,
    wallet: (): Quote => venue.account(me).wallet,
    /** What was told since the last call, short: "TRADE PARTIALLY_FILLED", "ALGO TRIGGERED", "ACCOUNT ORDER". */
    heard: (): readonly string[] => told.splice(0).map(inShort),
  };
}

function inShort(event: VenueEvent): string {
  switch (event.type) {
    case 'OrderChanged':
      return `${event.change} ${event.order.status}`;
    case 'AlgoChanged':
      return `ALGO ${event.algo.status}`;
    case 'AccountChanged':
      return `ACCOUNT ${event.reason}`;
    case 'LeverageChanged':
      return `LEVERAGE ${event.leverage}`;
  }
}

/** The value of a reply that must have been granted. */
export function granted<T>(reply: VenueReply<T>): T {
  if (reply.ok) return reply.value;
  throw new Error(`refused: ${reply.error.code} ${reply.error.message}`);
}
export const codeOf = (reply: VenueReply<unknown>): number => (reply.ok ? 0 : reply.error.code);
