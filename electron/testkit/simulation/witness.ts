import { abs, add, gt, isNegative, lt, minOf, type Qty, sub } from '../../../shared/domain/decimal.ts';
import { bearsOurPrefix, type MarketSymbol, type OrderId, orderIdOf } from '../../../shared/domain/ids.ts';
import type { ExitReason } from '../../../shared/domain/record.ts';
import type { Journal } from '../../adapters/journal/journal.ts';
import type { JournalRow } from '../../ports/journal.ts';
import type { AlgoOrder, Order } from '../../simulator/matching/order-record.ts';
import type { Venue } from '../../simulator/matching/venue.ts';
import type { VenueEvent } from '../../simulator/matching/venue-event.ts';
import type { FaultKind } from './weather.ts';

/** A sentence that should always hold and did not; `rule` is the number of the invariant or the id of the law. */
export interface Broken {
  readonly rule: string;
  readonly at: number;
  readonly what: string;
}

/** What is known of the sending of one id, over all processes. */
export interface Sending {
  count: number;
  firstAt: number;
  lastAt: number;
  /** Requests that may still arrive. */
  underWay: number;
  /** Last thing a living process was told of the last request. */
  told: 'nothing' | 'accepted' | 'refused' | 'unknown';
  notFounds: number;
  /** When a look at books, history and trades last showed nothing of it. */
  untracedAt: number | undefined;
}

export const ME = 'me';

/** Sees the venue from inside and everything that is sent: the truth that the engine's picture is measured against. */
export class Witness {
  readonly broken: Broken[] = [];
  readonly sendings = new Map<OrderId, Sending>();
  readonly counts = { events: 0, fills: 0, orders: 0, crashes: 0, calls: 0, closed: 0 };
  readonly faults: Partial<Record<FaultKind, number>> = {};
  /** Closed trades by what ended them. */
  readonly exits: Partial<Record<ExitReason, number>> = {};
  readonly #venue: Venue;
  readonly #now: () => number;
  readonly #journal: Journal;
  /** Ids whose placing was found in the journal, read up to this event. */
  readonly #written = new Set<OrderId>();
  #readTo = 0;
  /** Own entry orders that stand, and the part of each short that our own entries made and nobody closed yet. */
  readonly #entries = new Map<number, MarketSymbol>();
  readonly #held = new Map<MarketSymbol, Qty>();
  /** World time of the last emergency close whose word still holds. */
  #pressedAt: number | undefined;
  /** Asked after every event, and changed only by what the venue tells. */
  #exposed: ReadonlySet<MarketSymbol> | undefined;
  /** What the exchange traded of each order of ours. */
  readonly filled = new Map<OrderId, Qty>();

  constructor(venue: Venue, journal: Journal, now: () => number) {
    this.#venue = venue;
    this.#now = now;
    this.#journal = journal;
    venue.listen((event) => this.#happened(event));
  }

  breaks(rule: string, what: string): void {
    this.broken.push({ rule, at: this.#now(), what });
  }

  suffered(fault: FaultKind): void {
    this.faults[fault] = (this.faults[fault] ?? 0) + 1;
  }

  wrote({ event, log }: JournalRow): void {
    if (event.type === 'EmergencyCloseRequested') this.#pressedAt = this.#now();
    if (event.type === 'EntriesResumeRequested' && log.some((entry) => entry.kind === 'note' && entry.code === 'entriesResumed'))
      this.#pressedAt = undefined;
    for (const entry of log) {
      if (entry.kind !== 'trade') continue;
      this.counts.closed += 1;
      this.exits[entry.trade.exit] = (this.exits[entry.trade.exit] ?? 0) + 1;
    }
  }

  sending(orderId: OrderId): Sending {
    const known = this.sendings.get(orderId);
    if (known) return known;
    const fresh: Sending = { count: 0, firstAt: this.#now(), lastAt: 0, underWay: 0, told: 'nothing', notFounds: 0, untracedAt: undefined };
    this.sendings.set(orderId, fresh);
    return fresh;
  }

  /** Every life the exchange ever gave to an id: none means that it never arrived. */
  livesOf(orderId: OrderId): number {
    return (
      this.#venue.orders(ME).filter((order) => order.clientOrderId === orderId && order.algoId === undefined).length +
      this.#venue.algos(ME).filter((algo) => algo.clientAlgoId === orderId).length
    );
  }

  ownOpenOrders(): readonly Order[] {
    return this.#venue.openOrders(ME).filter((order) => bearsOurPrefix(order.clientOrderId));
  }
  ownWaitingStops(symbol?: MarketSymbol): readonly AlgoOrder[] {
    return this.#venue.waitingAlgos(ME, symbol).filter((algo) => bearsOurPrefix(algo.clientAlgoId));
  }

  /** The short of a symbol as the exchange has it; "0" when there is none. */
  shortOf(symbol: MarketSymbol): Qty {
    const row = this.#venue.positions(ME, symbol).find(({ amount, positionSide }) => positionSide !== 'LONG' && isNegative(amount));
    return row ? abs(row.amount) : ('0' as Qty);
  }
  isDust(symbol: MarketSymbol, qty: Qty): boolean {
    const rules = this.#venue.feed.rules(symbol);
    return rules === undefined || lt(qty, rules.minQty);
  }

  /** Symbols where we are exposed or could become so. */
  exposedSymbols(): ReadonlySet<MarketSymbol> {
    this.#exposed ??= this.#findExposed();
    return this.#exposed;
  }

  #findExposed(): ReadonlySet<MarketSymbol> {
    for (const [symbol, qty] of this.#held) {
      const ours = minOf(qty, this.shortOf(symbol));
      if (this.isDust(symbol, ours)) this.#held.delete(symbol);
      else this.#held.set(symbol, ours);
    }
    return new Set([...this.#held.keys(), ...this.#entries.values()]);
  }

  #happened(event: VenueEvent): void {
    if (event.accountId !== ME) return;
    this.#exposed = undefined;
    if (event.type === 'AlgoChanged' && event.algo.status === 'NEW') this.#mustBeWritten(orderIdOf(event.algo.clientAlgoId));
    if (event.type !== 'OrderChanged') return;
    const { order, change, trade } = event;
    if (trade) this.counts.fills += 1;
    if (!bearsOurPrefix(order.clientOrderId)) return;
    const id = orderIdOf(order.clientOrderId);
    if (change === 'NEW') {
      this.counts.orders += 1;
      this.#mustBeWritten(id);
      this.#mustNotOpen(id, order);
    }
    const entry = order.side === 'SELL' && !order.reduceOnly && !(order.positionSide === 'LONG');
    if (entry && (order.status === 'NEW' || order.status === 'PARTIALLY_FILLED')) this.#entries.set(order.orderId, order.symbol);
    else this.#entries.delete(order.orderId);
    if (!trade) return;
    this.filled.set(id, add(this.filled.get(id) ?? ('0' as Qty), trade.qty));
    const held = this.#held.get(order.symbol) ?? ('0' as Qty);
    if (entry) this.#held.set(order.symbol, add(held, trade.qty));
    else if (order.side === 'BUY') this.#held.set(order.symbol, gt(held, trade.qty) ? sub(held, trade.qty) : ('0' as Qty));
    const long = this.#venue
      .positions(ME, order.symbol)
      .some(({ amount, positionSide }) => positionSide === 'BOTH' && gt(amount, '0' as Qty));
    if (order.side === 'BUY' && long && !order.reduceOnly && order.positionSide === 'BOTH')
      this.breaks('3', `exit ${id} turned the short of ${order.symbol} into a long`);
  }

  /** D22: what left after the button was pressed only makes positions smaller. */
  #mustNotOpen(orderId: OrderId, order: Order): void {
    const closes = order.reduceOnly || order.positionSide === (order.side === 'BUY' ? 'SHORT' : 'LONG');
    if (this.#pressedAt === undefined || closes || this.sending(orderId).lastAt <= this.#pressedAt) return;
    this.breaks('D22', `order ${orderId} (${order.side} ${order.qty} ${order.symbol}) could open a position after the emergency close`);
  }

  #mustBeWritten(orderId: OrderId): void {
    if (!bearsOurPrefix(orderId) || this.#written.has(orderId)) return;
    for (const { event, effects } of this.#journal.rows(this.#readTo)) {
      this.#readTo = event.seq;
      for (const effect of effects) if (effect.type === 'PlaceOrder') this.#written.add(effect.orderId);
    }
    if (!this.#written.has(orderId)) this.breaks('6', `order ${orderId} is at the exchange, not in the journal`);
  }
}
