import { add, cmp, floorTo, gt, isZero, lt, type Qty, sub } from '../../../shared/domain/decimal.ts';
import type { OrderId } from '../../../shared/domain/ids.ts';
import { isEntryOrder } from '../../../shared/domain/order.ts';
import type { Effect } from '../../core/effect.ts';
import { isLive } from '../../core/order/life.ts';
import type { EngineState, OrderRecord } from '../../core/state.ts';
import type { JournalRow } from '../../ports/journal.ts';
import { CANCEL_PATIENCE_MS, type Circumstances, checkLaw } from './law.ts';
import type { Sending } from './witness.ts';

type Placed = Extract<Effect, { type: 'PlaceOrder' }>;

const isEntry = (order: OrderRecord): boolean => order.role === 'entry1' || order.role === 'entry2';
/** "Never placed" needs so many answers, and the time in which a request may still be accepted (recvWindow); the core adds a margin (D17). */
const PROOF_MS = 5_000;
const PROOF_ANSWERS = 2;
/** More calls in ten seconds than any plan of ours needs: somebody asks at the speed of the wire. */
const STORM = 150;
const CALLS_IN_A_BAN = 40;

/** The invariants of the core, checked after each event and at each placing, against the venue's own books. */
export class Invariants {
  readonly #c: Circumstances;
  /** What the operator last ordered and was granted, from the journal alone. */
  #entriesOff = false;
  /** The exchange's time: a clock of ours that is set does not move the end of a ban. */
  #bannedUntil = 0;
  #callsInBan = 0;
  #calls = { bucket: 0, count: 0 };

  constructor(circumstances: Circumstances) {
    this.#c = circumstances;
  }

  /** Also for rows whose effects a crash swallowed. */
  wrote({ event, log }: JournalRow): void {
    if (event.type === 'EntriesPauseRequested' || event.type === 'EmergencyCloseRequested') this.#entriesOff = true;
    if (log.some((entry) => entry.kind === 'note' && entry.code === 'entriesResumed')) this.#entriesOff = false;
  }

  told(until: number): void {
    if (until <= this.#bannedUntil) return;
    this.#bannedUntil = until;
    this.#callsInBan = 0;
  }

  /** Every request of any kind, before it leaves. */
  called(): void {
    const bucket = Math.floor(this.#c.now() / 10_000);
    if (this.#calls.bucket !== bucket) this.#calls = { bucket, count: 0 };
    this.#calls.count += 1;
    if (this.#calls.count === STORM) this.#broken('W50', `${STORM} requests within ten seconds`);
    if (this.#c.now() >= this.#bannedUntil) return;
    this.#callsInBan += 1;
    if (this.#callsInBan === CALLS_IN_A_BAN) this.#broken('D10', `${CALLS_IN_A_BAN} requests during one ban`);
  }

  /** 4, at the wire: an id leaves a second time only after a definite no, and never when it had arrived. */
  leaves(orderId: OrderId, sending: Sending): void {
    if (sending.count === 0) return;
    const { witness, now } = this.#c;
    const { untracedAt } = sending;
    const untraced = untracedAt !== undefined && untracedAt - sending.lastAt >= PROOF_MS;
    const proved = sending.told === 'refused' || (sending.notFounds >= PROOF_ANSWERS && untraced && now() - sending.lastAt >= PROOF_MS);
    if (!proved) this.#broken('4', `order id ${orderId} is sent again while its fate is unknown`);
    if (sending.underWay > 0) this.#broken('4', `order id ${orderId} is sent again while the first request is under way`);
    if (witness.livesOf(orderId) > 0) this.#broken('4', `order id ${orderId} is sent twice: the exchange had it already`);
  }

  check(row: JournalRow, before: EngineState, after: EngineState): void {
    const { witness } = this.#c;
    const exposed = witness.exposedSymbols();
    if (exposed.size > 1) this.#broken('1', `positions or entry orders of ours on ${[...exposed].join(' and ')}`);
    if (after.durable.orders !== before.durable.orders) this.#fillsAreTold(row, before, after);
    for (const effect of row.effects) if (effect.type === 'PlaceOrder') this.#placed(effect, row, before, after);
    this.#settingsStay(row, before, after);
    checkLaw(this.#c, row, before, after);
  }

  /** 2: nothing is counted that was not traded, and nothing told is left uncounted. */
  #fillsAreTold({ event }: JournalRow, before: EngineState, after: EngineState): void {
    const { witness } = this.#c;
    for (const order of Object.values(after.durable.orders)) {
      if (before.durable.orders[order.orderId] === order) continue;
      const traded = witness.filled.get(order.orderId) ?? ('0' as Qty);
      if (gt(order.filledQty, traded))
        this.#broken('2', `${order.orderId} counts ${order.filledQty} filled, the exchange traded ${traded}`);
    }
    if (event.type !== 'OrderFilled') return;
    const record = after.durable.orders[event.order.orderId];
    if (record && lt(record.filledQty, event.order.filledQty))
      this.#broken('2', `${record.orderId} counts ${record.filledQty} filled, but was told ${event.order.filledQty}`);
  }

  #placed({ orderId, terms }: Placed, { event }: JournalRow, before: EngineState, after: EngineState): void {
    const order = after.durable.orders[orderId];
    if (!order) return this.#broken('6', `${orderId} is sent without a record of it`);
    const rules = after.live.markets?.[terms.symbol];
    if (rules && terms.kind !== 'stop' && cmp(floorTo(terms.qty, rules.stepSize), terms.qty) !== 0)
      this.#broken('D5', `${orderId} has a quantity off the step: ${terms.qty}`);
    if (rules && terms.kind === 'limit' && cmp(floorTo(terms.price, rules.tickSize), terms.price) !== 0)
      this.#broken('D5', `${orderId} has a price off the tick: ${terms.price}`);
    const live = Object.values(after.durable.orders).filter((each) => each !== order && isLive(each.status));
    const twin = live.find((each) => each.role === order.role && each.terms.symbol === terms.symbol);
    if (twin) this.#broken('4', `${orderId} (${order.role}) is sent beside ${twin.orderId} (${twin.status}), which may stand`);
    if (isEntry(order)) this.#entryMayLeave(order, before, after, live);
    else if (terms.kind !== 'stop') this.#exitFits(order, terms.qty, event.at, after, live);
  }

  /** 5, with what the engine could know and what the operator said. */
  #entryMayLeave(order: OrderRecord, before: EngineState, after: EngineState, live: readonly OrderRecord[]): void {
    const no = (why: string): void => this.#broken('5', `entry ${order.orderId} leaves although ${why}`);
    if (this.#entriesOff) no('the operator has entries off');
    if (after.live.recovery) no('the start-up is not finished');
    if (after.live.prices.safetySince !== undefined) no('there is no fresh price');
    if (after.durable.authLock) no('the key is refused');
    if (this.#c.now() < this.#bannedUntil) no('the exchange has banned us');
    if (after.live.health.protectiveSince !== undefined) no('protective mode is on');
    if (after.durable.exitCancelsFailed.length > 0) no('an exit could not be cancelled');
    if (after.durable.stage === 'dry-run') no('the stage is dry-run');
    if (live.some((each) => each.status === 'unconfirmed')) no('the fate of another order is unknown');
    if (Object.values(before.live.account.foreignOrders).some(isEntryOrder)) no('another hand has an entry order');
    const { symbol } = order.terms;
    const foreign = before.live.account.positions.find(
      ({ symbol: other, amount, positionSide }) =>
        !(other === symbol && order.role === 'entry2' && positionSide !== 'LONG') &&
        !this.#c.witness.isDust(other, amount.replace('-', '') as Qty) &&
        // A partly filled entry of the same ladder may be sent again after a definite no.
        !(other === after.durable.ladder?.symbol && positionSide !== 'LONG'),
    );
    if (foreign) no(`there is a position on ${foreign.symbol}`);
  }

  /** 3: what this exit and the others that may still stand could close is no more than the position. */
  #exitFits(order: OrderRecord, qty: Qty, at: number, after: EngineState, live: readonly OrderRecord[]): void {
    if (order.role === 'accountClose') return;
    const { ladder } = after.durable;
    if (!ladder || ladder.symbol !== order.terms.symbol) return this.#broken('3', `exit ${order.orderId} without a position of ours`);
    const others = live
      .filter((each) => each.terms.symbol === ladder.symbol && each.terms.closes && each.terms.kind !== 'stop')
      .filter((each) => !(ladder.closing && each.cancel && at - ladder.closing.since >= CANCEL_PATIENCE_MS));
    const sum = others.reduce(
      (total, each) => add(total, each.terms.kind === 'stop' ? ('0' as Qty) : sub(each.terms.qty, each.filledQty)),
      qty,
    );
    if (gt(sum, ladder.position.qty))
      this.#broken(
        '3',
        `exits of ${sum} (with ${others.map(({ orderId }) => orderId).join(', ') || 'none'}) for a position of ${ladder.position.qty}`,
      );
  }

  /** 9 */
  #settingsStay({ event }: JournalRow, before: EngineState, after: EngineState): void {
    if (after.durable.settings === before.durable.settings) return;
    const { monitors, preparation, ladder } = before.durable;
    const exposed = ladder !== undefined && !isZero(ladder.position.qty);
    const locked =
      event.type === 'EngineStarted' ? ladder !== undefined : monitors.length > 0 || preparation !== undefined || ladder !== undefined;
    if (locked)
      this.#broken('9', `settings changed by ${event.type} while ${exposed ? 'a position is open' : 'something is monitored or ordered'}`);
  }

  #broken(rule: string, what: string): void {
    this.#c.witness.breaks(rule, what);
  }
}
