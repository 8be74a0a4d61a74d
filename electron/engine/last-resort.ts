import type { EmergencyView } from '../../shared/contract/view.ts';
import { abs, isZero } from '../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../shared/domain/ids.ts';
import { bearsOurPrefix, ORDER_ID_PREFIX, type OrderId } from '../../shared/domain/ids.ts';
import { isEntryOrder, type VenueOrder, type VenuePosition } from '../../shared/domain/order.ts';
import type { Said } from '../../shared/domain/record.ts';
import type { SayCode } from '../../shared/domain/say.ts';
import { marketQty } from '../core/exit/close.ts';
import { exposuresOf, exposureText, reducedOf, type Seen, verdictOf, withPicture } from '../core/exit/emergency-verdict.ts';
import { isAboveDust } from '../core/gate/locks.ts';
import { isLive } from '../core/order/life.ts';
import type { EngineState } from '../core/state.ts';
import type { ClockPort } from '../ports/clock.ts';
import type { AccountPicture, ExchangePort, Reading } from '../ports/exchange.ts';
import { reasonOf } from './halt.ts';

export interface LastResortParts {
  readonly exchange: ExchangePort;
  readonly clock: ClockPort;
  /** The state the engine halted with. */
  readonly state: () => EngineState;
  /** False when the stored state could not be read: then nobody here knows which positions are ours. */
  readonly knowsOurs: () => boolean;
  /** Resolves when nothing that the engine sent before its halt is under way any more. */
  readonly settled: () => Promise<void>;
  readonly changed: () => void;
}

type Scope = 'bot' | 'account';
type Running = Exclude<EmergencyView, { state: 'idle' }>;
interface Left {
  readonly orders: readonly VenueOrder[];
  readonly positions: readonly VenuePosition[];
}

const VERIFY_WITHIN_MS = 30_000;
const READ_EVERY_MS = 500;
/** After "NOT CONFIRMED" it goes on, at a pace that leaves room under the request limits. */
const SLOW_READ_EVERY_MS = 3_000;
const CLEAN_READS = 2;
const STEPS = 200;

/**
 * The emergency close of a halted engine (D22): without journal and core it cannot remember, so it trusts only what the account shows,
 * and every order it sends can only reduce. Cancels and closes until two reads in a row show nothing left, and says each step.
 */
export class LastResort {
  readonly #o: LastResortParts;
  readonly #touched = new Set<MarketSymbol>();
  /** Symbols on which an order of ours stood that only a position of ours explains. */
  readonly #proved = new Set<MarketSymbol>();
  #seen: Seen = {};
  #view: Running | undefined;
  #stopped = false;
  #orders = 0;

  constructor(parts: LastResortParts) {
    this.#o = parts;
  }

  get view(): EmergencyView | undefined {
    return this.#view;
  }

  /** Pressed again it never narrows, and never runs twice. */
  begin(asked: Scope): void {
    const view = this.#view;
    const busy = view !== undefined && view.endedAt === null;
    const scope = busy && view.scope === 'account' ? 'account' : asked;
    if (busy) this.#put({ scope });
    else this.#view = { state: 'running', scope, startedAt: this.#o.clock.now(), endedAt: null, steps: [] };
    if (!busy) this.#seen = {};
    this.#step('lastResortBegun', { scope });
    if (scope === 'bot' && !this.#o.knowsOurs()) this.#step('lastResortUnknown', { prefix: ORDER_ID_PREFIX });
    if (!busy) void this.#run();
  }

  stop(): void {
    this.#stopped = true;
  }

  async #run(): Promise<void> {
    await this.#o.settled();
    let clean = 0;
    while (!this.#stopped) {
      const read = await this.#read();
      const left = read.kind === 'read' ? this.#leftOf(read.value) : undefined;
      clean = left && left.orders.length + left.positions.length === 0 ? clean + 1 : 0;
      if (clean === 1) this.#step('emergencyLooksFlat');
      if (clean >= CLEAN_READS && read.kind === 'read') return this.#end(read.value);
      if (left && clean === 0) await this.#close(left, read.kind === 'read' ? read.value : undefined);
      if (left) this.#seen = withPicture(this.#seen, exposuresOf(left.positions, left.orders), this.#o.clock.now());
      this.#sayWhenLate(left);
      // During a ban the port answers by itself and sends nothing, so asking on costs nothing.
      await this.#pause(this.#view?.state === 'running' ? READ_EVERY_MS : SLOW_READ_EVERY_MS);
    }
  }

  async #read(): Promise<Reading<AccountPicture>> {
    try {
      const read = await this.#o.exchange.readAccount();
      if (read.kind === 'unread') this.#step('readFailed', { what: 'account', part: read.part, why: read.message });
      return read;
    } catch (fault) {
      this.#step('readFailed', { what: 'account', part: 'adapter', why: reasonOf(fault) });
      return { kind: 'unread', part: 'adapter', reason: 'other', code: 0, message: reasonOf(fault) };
    }
  }

  #leftOf({ orders, positions }: AccountPicture): Left {
    const whole = this.#view?.scope === 'account';
    const state = this.#o.state();
    const mine = orders.filter((order) => order.status === 'open' && (whole || bearsOurPrefix(order.orderId)));
    for (const order of mine) this.#touched.add(order.symbol);
    for (const order of mine) if (bearsOurPrefix(order.orderId) && provesPosition(order)) this.#proved.add(order.symbol);
    if (state.durable.ladder) this.#touched.add(state.durable.ladder.symbol);
    for (const order of Object.values(state.durable.orders)) if (isLive(order.status)) this.#touched.add(order.terms.symbol);
    // Without the journal an unfilled entry of ours says nothing about whose the short on its symbol is.
    const ours = this.#o.knowsOurs() ? this.#touched : this.#proved;
    const open = positions.filter((position) => isAboveDust(state.live, position));
    return {
      orders: mine,
      // The bot is short only: a long is never its own, whatever the symbol.
      positions: whole ? open : open.filter(({ symbol, amount }) => ours.has(symbol) && amount.startsWith('-')),
    };
  }

  /** Entries go first; stops stay until the position is gone, so that it is never without protection because a close failed. */
  async #close({ orders, positions }: Left, picture: AccountPicture | undefined): Promise<void> {
    const held = new Set(positions.map(({ symbol }) => symbol));
    this.#step('emergencyLeft', { positions: String(positions.length), orders: String(orders.length) });
    for (const order of orders.filter(({ book, symbol }) => book === 'plain' || !held.has(symbol))) {
      await this.#ask('cancel', order.symbol, () =>
        this.#o.exchange.cancelOrder(order.symbol, order.orderId, order.venueOrderId, order.book),
      );
    }
    for (const position of positions) {
      const qty = marketQty(abs(position.amount), this.#o.state().live.markets?.[position.symbol]);
      if (qty === undefined || isZero(qty)) continue;
      const side = position.amount.startsWith('-') ? 'BUY' : 'SELL';
      const positionMode = picture?.positionMode ?? (position.positionSide === 'BOTH' ? 'ONE-WAY' : 'HEDGE');
      const orderId = this.#nextId();
      await this.#ask('close', position.symbol, () =>
        this.#o.exchange.placeOrder(orderId, { kind: 'market', symbol: position.symbol, side, closes: true, qty, positionMode }),
      );
    }
  }

  async #ask(
    what: 'cancel' | 'close',
    symbol: MarketSymbol,
    send: () => Promise<{ readonly kind: string; readonly message?: string; readonly why?: string }>,
  ): Promise<void> {
    let outcome: string;
    try {
      const answer = await send();
      outcome = [answer.kind, answer.message ?? answer.why].filter((part) => part !== undefined).join(': ');
    } catch (fault) {
      outcome = `unknown: ${reasonOf(fault)}`;
    }
    this.#step('lastResortAsked', { what, symbol, outcome });
  }

  /** Made of the moment of the press and a counter: nothing here can be written down, and no id of the journal may repeat. */
  #nextId(): OrderId {
    const { orderTag } = this.#o.state().durable;
    this.#orders += 1;
    const began = (this.#view?.startedAt ?? 0).toString(36);
    return `${ORDER_ID_PREFIX}${orderTag || 'halted'}-x${began}-${this.#orders.toString(36)}` as OrderId;
  }

  #end({ positions }: AccountPicture): void {
    const others = positions.filter((position) => !isZero(position.amount)).map(({ symbol }) => symbol);
    if (others.length > 0 && !this.#o.knowsOurs()) {
      this.#step('lastResortForeign', { symbols: others.join(', ') });
      return this.#put({ state: 'notConfirmed', endedAt: this.#o.clock.now() });
    }
    this.#step('emergencyFlat');
    this.#put({ state: 'flat', endedAt: this.#o.clock.now() });
  }

  #sayWhenLate(left: Left | undefined): void {
    const view = this.#view;
    const now = this.#o.clock.now();
    if (!view || now - view.startedAt < VERIFY_WITHIN_MS) return;
    const state = verdictOf({ ...this.#seen, state: view.state }, [], now);
    if (state === view.state) return;
    const stands = left && [
      ...left.positions.map(({ symbol, amount }) => `${symbol} ${amount}`),
      ...left.orders.map(({ orderId, symbol }) => `${orderId} (${symbol})`),
    ];
    const numbers = { left: stands?.join(', ') || '—' };
    if (state === 'notConfirmed') this.#step('emergencyNotConfirmed', numbers);
    else this.#step('emergencyPartly', { ...numbers, gone: reducedOf(this.#seen).map(exposureText).join(', ') });
    this.#put({ state });
  }

  /** The same sentence twice in a row says nothing new: a long outage must not grow the view without end. */
  #step(code: SayCode, numbers: Said['numbers'] = {}): void {
    const said: Said = { rule: 'D22', code, numbers };
    const steps = this.#view?.steps ?? [];
    if (JSON.stringify(steps.at(-1)?.said) === JSON.stringify(said)) return;
    this.#put({ steps: [...steps, { at: this.#o.clock.now(), said }].slice(-STEPS) });
  }

  #put(change: Partial<Running>): void {
    if (this.#view) this.#view = { ...this.#view, ...change };
    this.#o.changed();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.#o.clock.after(ms, () => resolve()));
  }
}

/** An exit or a stop exists only beside a position, and an entry that filled in part has made one. */
const provesPosition = (order: VenueOrder): boolean => !isEntryOrder(order) || !isZero(order.filledQty);
