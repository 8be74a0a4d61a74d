import type { MarketSymbol, OrderId } from '../../../../shared/domain/ids.ts';
import { orderIdOf, venueOrderIdOf } from '../../../../shared/domain/ids.ts';
import { type Book, bookOf, type OrderTerms, type Unknown, type VenueOrder } from '../../../../shared/domain/order.ts';
import type { CancelOutcome, PlaceOutcome, QueryOutcome, SetOutcome } from '../../../ports/exchange.ts';
import { decodeAlgoOrder, decodeOrder } from './decode-order.ts';
import { orderRequestOf } from './order-request.ts';
import type { Answer, VenueLine } from './venue-line.ts';
import { idOf, type Row, rowOf, textOf } from './wire-value.ts';

const fields = {
  plain: { venueId: 'orderId', clientId: 'clientOrderId', decode: decodeOrder },
  conditional: { venueId: 'algoId', clientId: 'clientAlgoId', decode: decodeAlgoOrder },
} as const;

/** Orders: placing, cancelling, asking after. Each call sends one request (a query sometimes two) and never repeats it. */
export class OrderDesk {
  readonly #line: VenueLine;

  constructor(line: VenueLine) {
    this.#line = line;
  }

  async place(orderId: OrderId, terms: OrderTerms): Promise<PlaceOutcome> {
    const book = bookOf(terms);
    const params = orderRequestOf(orderId, terms);
    const answer = await this.#line.ask({
      weight: 0,
      order: true,
      priority: terms.closes ? 'close' : 'open',
      signed: true,
      send: (client) => (book === 'plain' ? client.fapiPrivatePostOrder(params) : client.fapiPrivatePostAlgoOrder(params)),
    });
    if (answer.kind !== 'answered') return answer;
    const row = rowOf(answer.body);
    const venueOrderId = idOf(row?.[fields[book].venueId]);
    // A proxy's page with status 200, or the answer to another request, proves nothing of this order.
    if (venueOrderId === undefined || textOf(row?.[fields[book].clientId]) !== orderId) return unclear('place');
    return { kind: 'accepted', venueOrderId: venueOrderIdOf(venueOrderId) };
  }

  async cancel(symbol: MarketSymbol, orderId: OrderId, book: Book): Promise<CancelOutcome> {
    const answer = await this.#line.ask({
      weight: 1,
      priority: 'close',
      signed: true,
      send: (client) =>
        book === 'plain'
          ? client.fapiPrivateDeleteOrder({ symbol, origClientOrderId: orderId })
          : client.fapiPrivateDeleteAlgoOrder({ symbol, clientAlgoId: orderId }),
    });
    if (answer.kind !== 'answered') return answer;
    const row = rowOf(answer.body);
    const named = textOf(row?.[fields[book].clientId]);
    if (idOf(row?.[fields[book].venueId]) === undefined || (named !== undefined && named !== orderId)) return unclear('cancel');
    // The conditional book confirms with ids only, so there is no order to tell.
    return { kind: 'accepted', order: fields[book].decode(row) };
  }

  async cancelSymbol(symbol: MarketSymbol, book: Book): Promise<SetOutcome> {
    const answer = await this.#line.ask({
      weight: 1,
      priority: 'close',
      signed: true,
      send: (client) =>
        book === 'plain' ? client.fapiPrivateDeleteAllOpenOrders({ symbol }) : client.fapiPrivateDeleteAlgoOpenOrders({ symbol }),
    });
    return setOutcomeOf(answer, 'cancel all');
  }

  /** Leverage 1×: the law trades without borrowed money (W24). */
  async setLeverage(symbol: MarketSymbol): Promise<SetOutcome> {
    const answer = await this.#line.ask({
      weight: 1,
      priority: 'open',
      signed: true,
      send: (client) => client.fapiPrivatePostLeverage({ symbol, leverage: '1' }),
    });
    return setOutcomeOf(answer, 'leverage');
  }

  async setMarginType(symbol: MarketSymbol): Promise<SetOutcome> {
    const answer = await this.#line.ask({
      weight: 1,
      priority: 'open',
      signed: true,
      send: (client) => client.fapiPrivatePostMarginType({ symbol, marginType: 'ISOLATED' }),
    });
    return setOutcomeOf(answer, 'margin type');
  }

  async query(symbol: MarketSymbol, orderId: OrderId, book: Book): Promise<QueryOutcome> {
    const answer = await this.#ask(book, { symbol, ...(book === 'plain' ? { origClientOrderId: orderId } : { clientAlgoId: orderId }) });
    const found = foundIn(answer, book, orderId);
    if (found.kind !== 'found' || book === 'plain' || !needsSpawnedOrder(found.order)) return found;
    return this.#withSpawnedFill(symbol, found.order);
  }

  /** A triggered stop tells its fill only through the plain order it became, when it does not tell it itself. */
  async #withSpawnedFill(symbol: MarketSymbol, stop: VenueOrder): Promise<QueryOutcome> {
    const answer = await this.#ask('plain', { symbol, orderId: String(stop.spawnedVenueOrderId) });
    if (answer.kind !== 'answered') return { kind: 'failed', ...whyFailed(answer) };
    const spawned = decodeOrder(rowOf(answer.body));
    if (spawned === undefined) return { kind: 'failed', why: 'the answer could not be read' };
    const status = spawned.status === 'open' ? 'triggered' : spawned.status;
    return { kind: 'found', order: { ...stop, status, filledQty: spawned.filledQty, averagePrice: spawned.averagePrice } };
  }

  #ask(book: Book, params: Readonly<Record<string, string>>): Promise<Answer> {
    return this.#line.ask({
      weight: 1,
      priority: 'close',
      signed: true,
      send: (client) => (book === 'plain' ? client.fapiPrivateGetOrder(params) : client.fapiPrivateGetAlgoOrder(params)),
    });
  }
}

const needsSpawnedOrder = (stop: VenueOrder): boolean => stop.status === 'triggered' && stop.spawnedVenueOrderId !== undefined;

function foundIn(answer: Answer, book: Book, orderId: OrderId): QueryOutcome {
  if (answer.kind === 'refused' && answer.reason === 'orderNotFound') return { kind: 'notFound' };
  if (answer.kind !== 'answered') return { kind: 'failed', ...whyFailed(answer) };
  const row: Row | undefined = rowOf(answer.body);
  const order = fields[book].decode(row);
  return order === undefined || order.orderId !== orderIdOf(orderId)
    ? { kind: 'failed', why: 'the answer does not describe this order' }
    : { kind: 'found', order };
}

export type Failed = Extract<QueryOutcome, { kind: 'failed' }>;

export function whyFailed(answer: Exclude<Answer, { kind: 'answered' }>): Omit<Failed, 'kind'> {
  if (answer.kind === 'unknown') return { why: answer.why };
  const why = answer.code === 0 ? answer.message : `${answer.code} ${answer.message}`;
  return answer.until === undefined ? { why } : { why, until: answer.until };
}

function setOutcomeOf(answer: Answer, what: string): SetOutcome {
  if (answer.kind === 'answered') return rowOf(answer.body) === undefined ? unclear(what) : { kind: 'accepted' };
  return answer.kind === 'refused' && answer.reason === 'alreadySo' ? { kind: 'accepted' } : answer;
}

const unclear = (what: string): Unknown => ({ kind: 'unknown', why: `${what}: the answer does not name this order or request` });
