import type { OrderId } from '../../../../shared/domain/ids.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import type { StreamFact } from '../../../ports/exchange.ts';
import { decodePositions } from './decode-account.ts';
import type { StreamPace } from './stream-pace.ts';
import type { VenueLine } from './venue-line.ts';

/** Signed amounts by symbol and side; what is not in it is not held. */
type Holdings = ReadonlyMap<string, string>;

/**
 * Asks whether an account stream that looks open still tells what happens: a line that answers pings can be deaf (a key that died
 * without a word, a path that carries nothing). Two proofs of deafness: an accepted order that is never told, and positions that
 * differ, twice, from what the stream has told. Runs only while the stream is open.
 */
export class AccountProbe {
  readonly #line: VenueLine;
  readonly #clock: ClockPort;
  readonly #pace: StreamPace;
  readonly #deaf: (why: string) => void;
  /** Orders under way that the stream has not told yet, with what ends the waiting for each. */
  readonly #untold = new Map<OrderId, () => void>();
  /** As told since the first quiet reading; absent until there was one. */
  #told: Holdings | undefined;
  #doubted = false;
  /** Grows with each opening, closing and event: a reading that spans one of them proves nothing. */
  #turn = 0;
  #open = false;
  #cancelTimer = (): void => {};

  constructor(line: VenueLine, clock: ClockPort, pace: StreamPace, deaf: (why: string) => void) {
    this.#line = line;
    this.#clock = clock;
    this.#pace = pace;
    this.#deaf = deaf;
  }

  opened(): void {
    this.closed();
    this.#open = true;
    void this.#compare();
  }

  closed(): void {
    this.#open = false;
    this.#turn += 1;
    this.#told = undefined;
    this.#doubted = false;
    this.#cancelTimer();
    for (const cancel of this.#untold.values()) cancel();
    this.#untold.clear();
  }

  heard(facts: readonly StreamFact[]): void {
    this.#turn += 1;
    this.#doubted = false;
    const told = this.#told && new Map(this.#told);
    for (const fact of facts) {
      if (fact.type === 'OrderReported' || fact.type === 'OrderFilled') this.#forget(fact.order.orderId);
      if (fact.type === 'PositionReported') told?.set(`${fact.position.symbol} ${fact.position.positionSide}`, fact.position.amount);
    }
    this.#told = told;
    this.#compareIn(told === undefined ? this.#pace.probeAgainMs : this.#pace.probeEveryMs);
  }

  /** To be called before the request leaves: the stream is often faster than the answer. */
  sending(orderId: OrderId): void {
    if (this.#open) this.#untold.set(orderId, () => {});
  }

  answered(orderId: OrderId, accepted: boolean): void {
    if (!accepted) this.#forget(orderId);
    if (!this.#untold.has(orderId)) return;
    const { orderToldWithinMs } = this.#pace;
    const cancel = this.#clock.after(orderToldWithinMs, () => this.#deaf(`an accepted order was not told within ${orderToldWithinMs} ms`));
    this.#untold.set(orderId, cancel);
  }

  #forget(orderId: OrderId): void {
    this.#untold.get(orderId)?.();
    this.#untold.delete(orderId);
  }

  async #compare(): Promise<void> {
    const silentUntil = this.#line.budget.use().bannedUntil;
    // After a ban the exits go first (D10); this can wait for another turn.
    if (silentUntil !== undefined) return this.#compareIn(silentUntil - this.#clock.now() + this.#pace.probeEveryMs);
    const turn = this.#turn;
    const answer = await this.#line.ask({
      weight: 5,
      priority: 'open',
      signed: true,
      send: (client) => client.fapiPrivateV3GetPositionRisk(),
    });
    // An event set the next turn already, and a new connection begins anew.
    if (turn !== this.#turn) return;
    const positions = answer.kind === 'answered' ? decodePositions(answer.body) : undefined;
    if (positions === undefined) return this.#compareIn(this.#pace.probeEveryMs);
    const held: Holdings = new Map(positions.map(({ symbol, positionSide, amount }) => [`${symbol} ${positionSide}`, amount]));
    this.#told ??= held;
    if (sameHoldings(this.#told, held)) {
      this.#doubted = false;
      return this.#compareIn(this.#pace.probeEveryMs);
    }
    // Its event may be on the way.
    if (this.#doubted) return this.#deaf('positions changed and the stream did not tell');
    this.#doubted = true;
    this.#compareIn(this.#pace.probeAgainMs);
  }

  #compareIn(delayMs: number): void {
    this.#cancelTimer();
    if (this.#open) this.#cancelTimer = this.#clock.after(delayMs, () => void this.#compare());
  }
}

const sameHoldings = (one: Holdings, other: Holdings): boolean =>
  [...new Set([...one.keys(), ...other.keys()])].every((key) => (one.get(key) ?? '0') === (other.get(key) ?? '0'));
