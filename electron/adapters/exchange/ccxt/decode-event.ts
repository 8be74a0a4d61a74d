import { zero } from '../../../../shared/domain/decimal.ts';
import { symbolOf, tradeIdOf, venueOrderIdOf } from '../../../../shared/domain/ids.ts';
import type { Fill, VenueOrder } from '../../../../shared/domain/order.ts';
import type { StreamFact } from '../../../ports/exchange.ts';
import { algoStatusOf, plainStatusOf, readOrderHead } from './decode-order.ts';
import { decOf, decUnlessZero, idOf, millisOf, positionSideOf, type Row, rowOf, rowsOf, textOf } from './wire-value.ts';

/** What one user-data event says. 'unreadable' is a known event with missing parts: the stream can no longer be trusted. */
export type EventReading = readonly StreamFact[] | 'listenKeyExpired' | 'unreadable';

export function decodeEvent(event: Row): EventReading {
  switch (event.e) {
    case 'ORDER_TRADE_UPDATE':
      return decodeOrderUpdate(rowOf(event.o)) ?? 'unreadable';
    case 'ALGO_UPDATE':
      return decodeAlgoUpdate(rowOf(event.o), millisOf(event.T) ?? millisOf(event.E)) ?? 'unreadable';
    case 'ACCOUNT_UPDATE':
      return decodeAccountUpdate(rowOf(event.a), millisOf(event.T) ?? millisOf(event.E)) ?? 'unreadable';
    case 'ACCOUNT_CONFIG_UPDATE':
      return decodeConfigUpdate(rowOf(event.ac));
    case 'listenKeyExpired':
      return 'listenKeyExpired';
    default:
      // TRADE_LITE repeats what ORDER_TRADE_UPDATE says; MARGIN_CALL is guidance; new kinds must not stop the stream.
      return [];
  }
}

type Change = Extract<StreamFact, { type: 'OrderReported' }>['change'];
const changeOf: Readonly<Record<string, Change>> = {
  NEW: 'new',
  CANCELED: 'cancelled',
  EXPIRED: 'expired',
  REJECTED: 'rejected',
  AMENDMENT: 'amended',
};

function decodeOrderUpdate(o: Row | undefined): readonly StreamFact[] | undefined {
  const head = readOrderHead(o, 'event');
  const status = plainStatusOf(o?.X);
  const filledQty = decOf<'base'>(o?.z);
  if (o === undefined || head === undefined || status === undefined || filledQty === undefined) return undefined;
  const at = millisOf(o.T) ?? 0;
  const order: VenueOrder = {
    ...head,
    book: 'plain',
    status,
    trigger: decUnlessZero<'quote per base'>(o.sp),
    qty: decUnlessZero<'base'>(o.q),
    filledQty,
    averagePrice: filledQty === '0' ? undefined : decUnlessZero<'quote per base'>(o.ap),
    spawnedVenueOrderId: undefined,
    at,
  };
  const word = String(o.x);
  if (word === 'TRADE' || word === 'CALCULATED') {
    const fill = decodeFill(o, order);
    return fill === undefined ? undefined : [{ type: 'OrderFilled', order, fill, forced: word === 'CALCULATED' || isForced(head.orderId) }];
  }
  const change = changeOf[word];
  if (change === undefined) return undefined;
  const why = change === 'expired' ? expiryReasons[String(o.er)] : undefined;
  return [{ type: 'OrderReported', change, order, ...(why !== undefined && { why }) }];
}

function decodeFill(o: Row, order: VenueOrder): Fill | undefined {
  const qty = decUnlessZero<'base'>(o.l);
  const price = decUnlessZero<'quote per base'>(o.L);
  if (qty === undefined || price === undefined) return undefined;
  return {
    // A forced fill may come without a trade id; order and time then tell it apart from its neighbours.
    tradeId: tradeIdOf(idOf(o.t) ?? `${order.venueOrderId}@${order.at}`),
    qty,
    price,
    fee: decOf<'quote'>(o.n),
    feeAsset: textOf(o.N),
    realizedPnl: decOf<'quote'>(o.rp),
    maker: typeof o.m === 'boolean' ? o.m : undefined,
    at: order.at,
  };
}

/** Client ids that the exchange gives to liquidation, deleveraging and settlement. */
const isForced = (clientId: string): boolean => /^(?:autoclose-|adl_autoclose|settlement_autoclose-)/.test(clientId);

const expiryReasons: Readonly<Record<string, string>> = {
  '1': 'self-trade prevention',
  '2': 'the rest of an immediate order',
  '3': 'self-trade prevention of an immediate order',
  '4': 'knocked out by another reduce-only order, or would have reversed the position',
  '5': 'liquidation',
  '6': 'its position is gone',
  '7': 'symbol delisted',
  '8': 'replaced by its triggered order',
  '9': 'not enough on the other side of the book',
};

function decodeAlgoUpdate(o: Row | undefined, at: number | undefined): readonly StreamFact[] | undefined {
  const head = readOrderHead(o, 'algoEvent');
  const executed = decOf<'base'>(o?.aq);
  const status = algoStatusOf(o?.X, executed ?? zero());
  if (o === undefined || head === undefined || status === undefined || at === undefined) return undefined;
  const spawned = idOf(o.ai);
  const order: VenueOrder = {
    ...head,
    book: 'conditional',
    status,
    trigger: decUnlessZero<'quote per base'>(o.tp),
    qty: head.closePosition ? undefined : decUnlessZero<'base'>(o.q),
    filledQty: executed ?? zero(),
    averagePrice: executed === undefined || executed === '0' ? undefined : decUnlessZero<'quote per base'>(o.ap),
    spawnedVenueOrderId: spawned === undefined ? undefined : venueOrderIdOf(spawned),
    at,
  };
  const why = textOf(o.rm);
  // The spawned order's own fills come as ORDER_TRADE_UPDATE; this only closes the stop.
  const change: Change = status === 'open' ? 'new' : status === 'filled' ? 'triggered' : status;
  return [{ type: 'OrderReported', change, order, ...(why !== undefined && { why }) }];
}

function decodeAccountUpdate(a: Row | undefined, at: number | undefined): readonly StreamFact[] | undefined {
  if (a === undefined || at === undefined) return undefined;
  const facts: StreamFact[] = [];
  for (const row of rowsOf(a.P) ?? []) {
    const symbol = textOf(row.s);
    const amount = decOf<'base'>(row.pa);
    const entryPrice = decOf<'quote per base'>(row.ep);
    const positionSide = positionSideOf(row.ps);
    if (symbol === undefined || amount === undefined || entryPrice === undefined || positionSide === undefined) return undefined;
    const position = { symbol: symbolOf(symbol), positionSide, amount, entryPrice, at };
    facts.push({ type: 'PositionReported', position, reason: textOf(a.m) ?? '' });
  }
  const usdt = rowsOf(a.B)?.find((row) => row.a === 'USDT');
  if (usdt !== undefined) {
    const wallet = decOf<'quote'>(usdt.wb);
    if (wallet === undefined) return undefined;
    facts.push({ type: 'WalletReported', wallet });
  }
  return facts;
}

function decodeConfigUpdate(ac: Row | undefined): readonly StreamFact[] {
  const symbol = textOf(ac?.s);
  const leverage = millisOf(ac?.l);
  return symbol === undefined || leverage === undefined ? [] : [{ type: 'LeverageReported', symbol: symbolOf(symbol), leverage }];
}
