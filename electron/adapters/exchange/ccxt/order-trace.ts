import type { MarketSymbol, OrderId } from '../../../../shared/domain/ids.ts';
import { tradeIdOf, type VenueOrderId, venueOrderIdOf } from '../../../../shared/domain/ids.ts';
import type { Book, Fill, VenueOrder } from '../../../../shared/domain/order.ts';
import type { TraceOutcome } from '../../../ports/exchange.ts';
import { isPathUnknown } from './account-reader.ts';
import { decodeAlgoOrder, decodeOrder, decodeOrders } from './decode-order.ts';
import { type Failed, whyFailed } from './order-desk.ts';
import type { VenueClient } from './venue-client.ts';
import type { Answer, VenueLine } from './venue-line.ts';
import { decOf, decUnlessZero, idOf, millisOf, type Row, rowOf, rowsOf, textOf } from './wire-value.ts';

/** The longest list the exchange gives at once: one of this length may have been cut, and what is cut proves nothing. */
const LONGEST = 1000;
/** Trades name their order by the exchange's id only; so many orders that the history does not show are asked for one by one. */
const MOST_LOOKED_UP = 8;

interface Trade {
  readonly venueOrderId: VenueOrderId;
  readonly fill: Fill;
}
type Listed<T> = { readonly kind: 'listed'; readonly rows: readonly T[] } | Failed;

/**
 * Looks for anything that an order of ours has left (D17): open orders of both books, the order history and the trades of its symbol,
 * all from different tables of the exchange. 12 weight. "Not found" is only said when all of them were read whole; a venue that has no
 * order history or no trades to ask for is judged by the rest.
 */
export async function traceOrder(
  line: VenueLine,
  symbol: MarketSymbol,
  orderId: OrderId,
  book: Book,
  since: number,
): Promise<TraceOutcome> {
  const page = { symbol, startTime: String(line.venueTimeOf(since)), limit: String(LONGEST) };
  const orders = (weight: number, send: (client: VenueClient) => Promise<unknown>, decode: (row: Row) => VenueOrder | undefined) =>
    list(line, weight, send, (body) => decodeOrders(body, decode));
  const [open, stops, past, trades] = await Promise.all([
    orders(1, (client) => client.fapiPrivateGetOpenOrders({ symbol }), decodeOrder),
    orders(1, (client) => client.fapiPrivateGetOpenAlgoOrders({ symbol }), decodeAlgoOrder),
    ifServed(
      isHistoryUnknown,
      line,
      5,
      (client) => client.fapiPrivateGetAllOrders(page),
      (body) => decodeOrders(body, decodeOrder),
    ),
    ifServed(isPathUnknown, line, 5, (client) => client.fapiPrivateGetUserTrades(page), decodeTrades),
  ]);
  for (const read of [open, stops, past, trades]) if (read.kind === 'failed') return read;
  if (open.kind === 'failed' || stops.kind === 'failed' || past.kind === 'failed' || trades.kind === 'failed') return unreadable;
  const known = [...past.rows, ...open.rows];
  const unnamed = await traded(line, symbol, known, trades.rows);
  if (unnamed.kind === 'failed') return unnamed;
  const all = book === 'conditional' ? [...stops.rows, ...known, ...unnamed.rows] : [...known, ...unnamed.rows];
  const order = all.find((each) => each.orderId === orderId);
  if (!order) return { kind: 'notFound' };
  const fills = trades.rows.filter(({ venueOrderId }) => venueOrderId === order.venueOrderId).map(({ fill }) => fill);
  return { kind: 'found', order, fills };
}

/** The orders behind trades that the history does not show yet, or that were placed before its first row. */
async function traded(
  line: VenueLine,
  symbol: MarketSymbol,
  known: readonly VenueOrder[],
  trades: readonly Trade[],
): Promise<Listed<VenueOrder>> {
  const named = new Set(known.map(({ venueOrderId }) => venueOrderId));
  const unnamed = [...new Set(trades.map(({ venueOrderId }) => venueOrderId))].filter((id) => !named.has(id));
  if (unnamed.length > MOST_LOOKED_UP) return failed(`${unnamed.length} traded orders are not in the order history`);
  const rows: VenueOrder[] = [];
  for (const id of unnamed) {
    const answer = await ask(line, 1, (client) => client.fapiPrivateGetOrder({ symbol, orderId: id }));
    if (answer.kind !== 'answered') return { kind: 'failed', ...whyFailed(answer) };
    const order = decodeOrder(rowOf(answer.body));
    if (order === undefined) return unreadable;
    rows.push(order);
  }
  return { kind: 'listed', rows };
}

async function list<T>(
  line: VenueLine,
  weight: number,
  send: (client: VenueClient) => Promise<unknown>,
  decode: (body: unknown) => readonly T[] | undefined,
): Promise<Listed<T>> {
  return listedIn(await ask(line, weight, send), decode);
}

function listedIn<T>(answer: Answer, decode: (body: unknown) => readonly T[] | undefined): Listed<T> {
  if (answer.kind !== 'answered') return { kind: 'failed', ...whyFailed(answer) };
  const rows = decode(answer.body);
  if (rows === undefined) return unreadable;
  return rows.length < LONGEST ? { kind: 'listed', rows } : failed(`a list of ${rows.length} rows may have been cut`);
}

/** Not every venue of this dialect keeps it. */
async function ifServed<T>(notServed: (answer: Answer) => boolean, ...asked: Parameters<typeof list<T>>): Promise<Listed<T>> {
  const [line, weight, send, decode] = asked;
  const answer = await ask(line, weight, send);
  return notServed(answer) ? { kind: 'listed', rows: [] } : listedIn(answer, decode);
}

/** The order history is asked for nowhere else, so a venue may lack it unnoticed and say so in words of its own. */
const isHistoryUnknown = (answer: Answer): boolean =>
  isPathUnknown(answer) || (answer.kind === 'unknown' && /^HTTP (4(?!08|29)\d\d|501) /.test(answer.why));

const ask = (line: VenueLine, weight: number, send: (client: VenueClient) => Promise<unknown>): Promise<Answer> =>
  line.ask({ weight, priority: 'close', signed: true, send });

const failed = (why: string): Failed => ({ kind: 'failed', why });
const unreadable = failed('the answer could not be read');

/** All or nothing, oldest first. */
function decodeTrades(body: unknown): readonly Trade[] | undefined {
  const trades = rowsOf(body)?.map(decodeTrade);
  return trades?.every((trade) => trade !== undefined) ? trades.toSorted((a, b) => a.fill.at - b.fill.at) : undefined;
}

function decodeTrade(row: Row): Trade | undefined {
  const tradeId = idOf(row.id);
  const venueOrderId = idOf(row.orderId);
  const qty = decUnlessZero<'base'>(row.qty);
  const price = decUnlessZero<'quote per base'>(row.price);
  const at = millisOf(row.time);
  if (tradeId === undefined || venueOrderId === undefined || qty === undefined || price === undefined || at === undefined) return undefined;
  const fill: Fill = {
    ...{ tradeId: tradeIdOf(tradeId), qty, price, at },
    ...{ fee: decOf<'quote'>(row.commission), feeAsset: textOf(row.commissionAsset), realizedPnl: decOf<'quote'>(row.realizedPnl) },
    maker: typeof row.maker === 'boolean' ? row.maker : undefined,
  };
  return { venueOrderId: venueOrderIdOf(venueOrderId), fill };
}
