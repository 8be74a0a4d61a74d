import { assertNever } from '../../../shared/domain/result.ts';
import type { Order, Trade } from '../matching/order-record.ts';
import type { VenueEvent } from '../matching/venue-event.ts';
import { padded, sum } from './fixed-text.ts';
import { averageOf } from './order-json.ts';

type OrderChanged = Extract<VenueEvent, { type: 'OrderChanged' }>;
type AlgoChanged = Extract<VenueEvent, { type: 'AlgoChanged' }>;
type AccountChanged = Extract<VenueEvent, { type: 'AccountChanged' }>;

/** The stream's frames for one event, in the order in which the exchange sends them. `sentAt` is the event time E. */
export function userDataFrames(event: VenueEvent, sentAt: number): readonly Record<string, unknown>[] {
  switch (event.type) {
    case 'OrderChanged':
      return event.change === 'TRADE' && event.trade !== undefined
        ? [tradeLite(event.order, event.trade, sentAt), orderUpdate(event, sentAt)]
        : [orderUpdate(event, sentAt)];
    case 'AlgoChanged':
      return [algoUpdate(event, sentAt)];
    case 'AccountChanged':
      return [accountUpdate(event, sentAt)];
    case 'LeverageChanged':
      return [{ e: 'ACCOUNT_CONFIG_UPDATE', E: sentAt, T: event.at, ac: { s: event.symbol, l: event.leverage } }];
    default:
      return assertNever(event);
  }
}

const tradeLite = (order: Order, trade: Trade, sentAt: number): Record<string, unknown> => ({
  e: 'TRADE_LITE',
  E: sentAt,
  T: trade.time,
  s: order.symbol,
  q: order.qty,
  p: order.price,
  m: trade.maker,
  c: order.clientOrderId,
  S: order.side,
  L: trade.price,
  l: trade.qty,
  t: trade.id,
  i: order.orderId,
});

function orderUpdate(event: OrderChanged, sentAt: number): Record<string, unknown> {
  const { order, trade } = event;
  // Commission is absent, not zero, when there was none.
  const commission = trade === undefined ? {} : { n: sum(trade.commission), N: 'USDT' };
  return {
    e: 'ORDER_TRADE_UPDATE',
    E: sentAt,
    T: event.at,
    o: {
      s: order.symbol,
      c: order.clientOrderId,
      S: order.side,
      o: order.type,
      f: order.timeInForce,
      q: order.qty,
      p: order.price,
      ap: order.filledQty === '0' ? '0' : padded(averageOf(order), 5),
      sp: order.stopPrice,
      x: event.change,
      X: order.status,
      i: order.orderId,
      l: trade?.qty ?? '0',
      z: order.filledQty,
      L: trade?.price ?? '0',
      ...commission,
      T: event.at,
      t: trade?.id ?? 0,
      b: event.bidNotional,
      a: event.askNotional,
      m: trade?.maker ?? false,
      R: order.reduceOnly,
      wt: order.workingType,
      ot: order.origType,
      ps: order.positionSide,
      cp: order.closePosition,
      rp: trade === undefined || trade.realizedPnl === '0' ? '0' : sum(trade.realizedPnl),
      pP: false,
      si: 0,
      ss: 0,
      V: 'EXPIRE_MAKER',
      pm: 'NONE',
      gtd: 0,
      er: String(order.expiryReason),
    },
  };
}

function algoUpdate(event: AlgoChanged, sentAt: number): Record<string, unknown> {
  const { algo } = event;
  const born = algo.orderId !== undefined;
  const outcome = born ? { ap: algo.averagePrice, aq: algo.filledQty, act: algo.type.endsWith('_MARKET') ? 'MARKET' : 'LIMIT' } : {};
  return {
    e: 'ALGO_UPDATE',
    T: event.at,
    E: sentAt,
    o: {
      caid: algo.clientAlgoId,
      aid: algo.algoId,
      at: 'CONDITIONAL',
      o: algo.type,
      s: algo.symbol,
      S: algo.side,
      ps: algo.positionSide,
      f: algo.closePosition ? 'GTE_GTC' : 'GTC',
      q: algo.qty,
      X: algo.status,
      ai: born ? String(algo.orderId) : '',
      ...outcome,
      tp: algo.triggerPrice,
      p: algo.price,
      V: 'EXPIRE_MAKER',
      wt: algo.workingType,
      pm: 'NONE',
      cp: algo.closePosition,
      pP: false,
      R: algo.reduceOnly,
      tt: algo.triggerTime,
      gtd: 0,
      ...(algo.rejection === '' ? {} : { rm: algo.rejection }),
    },
  };
}

const accountUpdate = (event: AccountChanged, sentAt: number): Record<string, unknown> => ({
  e: 'ACCOUNT_UPDATE',
  T: event.at,
  E: sentAt,
  a: {
    B: [{ a: 'USDT', wb: sum(event.wallet), cw: sum(event.crossWallet), bc: event.balanceChange }],
    P: event.positions.map((position) => ({
      s: position.symbol,
      pa: position.amount,
      ep: position.entryPrice,
      bep: position.breakEven,
      cr: position.realized,
      up: position.unrealized,
      mt: position.marginType === 'ISOLATED' ? 'isolated' : 'cross',
      iw: position.isolatedWallet,
      ps: position.positionSide,
      ma: 'USDT',
    })),
    m: event.reason,
  },
});
