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
  const head = headOf(row, row?.clientOrderId, row?.orderId, row?.type);
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
  const head = headOf(row, row?.clientAlgoId, row?.algoId, row?.orderType ?? row?.type);
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

function headOf(row: Row | undefined, clientId: unknown, venueId: unknown, typeWord: unknown): Head | undefined {
  if (row === undefined) return undefined;
  const symbol = textOf(row.symbol);
  const orderId = textOf(clientId);
  const venueOrderId = idOf(venueId);
  const side = sideOf(row.side);
  const type = textOf(typeWord);
  const positionSide = positionSideOf(row.positionSide);
  if (
    symbol === undefined ||
    orderId === undefined ||
    venueOrderId === undefined ||
    side === undefined ||
    type === undefined ||
    positionSide === undefined
  ) {
    return undefined;
  }
  return {
    symbol: symbolOf(symbol),
    orderId: orderIdOf(orderId),
    venueOrderId: venueOrderIdOf(venueOrderId),
    side,
    type,
    positionSide,
    reduceOnly: flagOf(row.reduceOnly),
    closePosition: flagOf(row.closePosition),
    price: decUnlessZero<'quote per base'>(row.price),
  };
}

/** Cancel answers of some servers leave avgPrice at 0 although a part was filled; then the executed sum tells it. */
function averageOf(told: unknown, sum: unknown, qty: Qty): Price | undefined {
  const average = decUnlessZero<'quote per base'>(told);
  const executed = decUnlessZero<'quote'>(sum);
  return average ?? (executed === undefined ? undefined : averagePrice(executed, qty));
}
