import { averagePrice, type Dec, type Price, type Qty, zero } from '../../../../shared/domain/decimal.ts';
import { orderIdOf, symbolOf, venueOrderIdOf } from '../../../../shared/domain/ids.ts';
import type { VenueOrder } from '../../../../shared/domain/order.ts';
import { decOf, decUnlessZero, flagOf, idOf, millisOf, positionSideOf, type Row, rowsOf, sideOf, textOf } from './wire-value.ts';

const plainStatus: Readonly<Record<string, VenueOrder['status']>> = {
  NEW: 'open',
  PARTIALLY_FILLED: 'open',
  FILLED: 'filled',
  CANCELED: 'cancelled',
  EXPIRED: 'expired',
  EXPIRED_IN_MATCH: 'expired',
  REJECTED: 'rejected',
  // First state of a liquidation order taken over by the insurance fund or by deleveraging.
  NEW_INSURANCE: 'open',
  NEW_ADL: 'open',
};

export const plainStatusOf = (word: unknown): VenueOrder['status'] | undefined => plainStatus[String(word)];

/**
 * FINISHED says only that the spawned order is over, filled or cancelled; the quantity executed there tells which.
 * TRIGGERING already belongs to the matching engine and cannot be cancelled (-4117), so it is no open order any more.
 */
export function algoStatusOf(word: unknown, executed: Dec<'base'> | undefined): VenueOrder['status'] | undefined {
  switch (word) {
    case 'NEW':
      return 'open';
    case 'TRIGGERING':
    case 'TRIGGERED':
      return 'triggered';
    case 'FINISHED':
      return executed === undefined ? 'triggered' : executed === '0' ? 'cancelled' : 'filled';
    case 'CANCELED':
      return 'cancelled';
    case 'EXPIRED':
      return 'expired';
    case 'REJECTED':
      return 'rejected';
    default:
      return undefined;
  }
}

/** An order of the plain endpoints (place, query, cancel, openOrders). */
export function decodeOrder(row: Row | undefined): VenueOrder | undefined {
  const head = readOrderHead(row, 'answer');
  const status = plainStatusOf(row?.status);
  const filledQty = decOf<'base'>(row?.executedQty);
  if (row === undefined || head === undefined || status === undefined || filledQty === undefined) return undefined;
  return {
    ...head,
    book: 'plain',
    status,
    trigger: decUnlessZero<'quote per base'>(row.stopPrice),
    qty: decUnlessZero<'base'>(row.origQty),
    filledQty,
    averagePrice: filledQty === '0' ? undefined : averageOf(row.avgPrice, row.cumQuote, filledQty),
    spawnedVenueOrderId: undefined,
    at: millisOf(row.updateTime) ?? millisOf(row.time) ?? 0,
  };
}

/** An order of the conditional book (place, query, openAlgoOrders); executed quantity is told by the single query only. */
export function decodeAlgoOrder(row: Row | undefined): VenueOrder | undefined {
  const head = readOrderHead(row, 'algoAnswer');
  const executed = decOf<'base'>(row?.actualQty);
  const status = algoStatusOf(row?.algoStatus, executed);
  if (row === undefined || head === undefined || status === undefined) return undefined;
  const spawned = idOf(row.actualOrderId);
  return {
    ...head,
    book: 'conditional',
    status,
    trigger: decUnlessZero<'quote per base'>(row.triggerPrice),
    qty: head.closePosition ? undefined : decUnlessZero<'base'>(row.quantity),
    filledQty: executed ?? zero(),
    averagePrice: executed === undefined || executed === '0' ? undefined : decUnlessZero<'quote per base'>(row.actualPrice),
    spawnedVenueOrderId: spawned === undefined ? undefined : venueOrderIdOf(spawned),
    at: millisOf(row.updateTime) ?? millisOf(row.createTime) ?? 0,
  };
}

/** All or nothing: a list with one unreadable order would look like an account without that order. */
export function decodeOrders(body: unknown, decode: (row: Row) => VenueOrder | undefined): readonly VenueOrder[] | undefined {
  const orders = rowsOf(body)?.map(decode);
  return orders?.every((order) => order !== undefined) ? orders : undefined;
}

type Head = Pick<
  VenueOrder,
  'symbol' | 'orderId' | 'venueOrderId' | 'side' | 'type' | 'positionSide' | 'reduceOnly' | 'closePosition' | 'price'
>;

/** The four spellings of what every order says of itself: answers write words, events letters, and each book has ids of its own. */
const inWords = {
  ...{ symbol: 'symbol', side: 'side', positionSide: 'positionSide' },
  ...{ reduceOnly: 'reduceOnly', closePosition: 'closePosition', price: 'price' },
} as const;
const inLetters = { symbol: 's', side: 'S', type: 'o', positionSide: 'ps', reduceOnly: 'R', closePosition: 'cp', price: 'p' } as const;
const headKeys = {
  answer: { ...inWords, type: 'type', orderId: 'clientOrderId', venueOrderId: 'orderId' },
  algoAnswer: { ...inWords, type: 'orderType', orderId: 'clientAlgoId', venueOrderId: 'algoId' },
  event: { ...inLetters, orderId: 'c', venueOrderId: 'i' },
  algoEvent: { ...inLetters, orderId: 'caid', venueOrderId: 'aid' },
} satisfies Record<string, Record<keyof Head, string>>;

export function readOrderHead(row: Row | undefined, spelling: keyof typeof headKeys): Head | undefined {
  if (row === undefined) return undefined;
  const keys = headKeys[spelling];
  const symbol = textOf(row[keys.symbol]);
  const orderId = textOf(row[keys.orderId]);
  const venueOrderId = idOf(row[keys.venueOrderId]);
  const side = sideOf(row[keys.side]);
  // Some servers of the second book say "type" where the exchange says "orderType".
  const type = textOf(row[keys.type] ?? row.type);
  const positionSide = positionSideOf(row[keys.positionSide]);
  if (symbol === undefined || orderId === undefined || venueOrderId === undefined) return undefined;
  if (side === undefined || type === undefined || positionSide === undefined) return undefined;
  return {
    symbol: symbolOf(symbol),
    orderId: orderIdOf(orderId),
    venueOrderId: venueOrderIdOf(venueOrderId),
    side,
    type,
    positionSide,
    reduceOnly: flagOf(row[keys.reduceOnly]),
    closePosition: flagOf(row[keys.closePosition]),
    price: decUnlessZero<'quote per base'>(row[keys.price]),
  };
}

/** Cancel answers of some servers leave avgPrice at 0 although a part was filled; then the executed sum tells it. */
function averageOf(told: unknown, sum: unknown, qty: Qty): Price | undefined {
  const average = decUnlessZero<'quote per base'>(told);
  const executed = decUnlessZero<'quote'>(sum);
  return average ?? (executed === undefined ? undefined : averagePrice(executed, qty));
}
