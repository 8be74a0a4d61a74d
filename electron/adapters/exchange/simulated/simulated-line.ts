import type { Refused, Unknown } from '../../../../shared/domain/order.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import type { Reading } from '../../../ports/exchange.ts';
import type { VenueError } from '../../../simulator/matching/venue-error.ts';
import { codeTable } from '../error-table.ts';

/** Calls by what a fault can be aimed at. */
export type CallKind = 'place' | 'cancel' | 'query' | 'set' | 'read';

/** Breaks the way to the exchange on purpose; each `next` hits the next call of that kind, in the order given. */
export interface SimulatedFaults {
  /** Carried out, but the answer never comes. */
  loseAnswer(kind: CallKind): void;
  /** Never arrives, and the caller cannot know. */
  loseRequest(kind: CallKind): void;
  refuse(kind: CallKind, code: number, message?: string): void;
  /** 418 for so long. */
  ban(ms: number): void;
  /** The stream is lost and comes back after so long; what happens meanwhile is never told. */
  cutStream(stream: 'prices' | 'account', forMs: number): void;
  /** The next account facts are told twice. */
  tellTwice(facts: number): void;
}

export type Answer<T> = { readonly kind: 'answered'; readonly value: T } | Refused | Unknown;

type Fault = 'loseAnswer' | 'loseRequest' | VenueError;

/** The wire that is not there: delay, faults, bans. Each call is carried out at most once. */
export class SimulatedLine {
  readonly #clock: ClockPort;
  readonly #latencyMs: number;
  readonly #faults = new Map<CallKind, Fault[]>();
  readonly #pending = new Set<() => void>();
  #bannedUntil: number | undefined;
  #closed = false;

  constructor(clock: ClockPort, latencyMs: number) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
  }

  get bannedUntil(): number | undefined {
    if (this.#bannedUntil !== undefined && this.#bannedUntil <= this.#clock.now()) this.#bannedUntil = undefined;
    return this.#bannedUntil;
  }

  ban(ms: number): void {
    this.#bannedUntil = this.#clock.now() + ms;
  }

  fail(kind: CallKind, fault: Fault): void {
    this.#faults.set(kind, [...(this.#faults.get(kind) ?? []), fault]);
  }

  /** The call arrives and is carried out half the delay later, and its answer comes after the other half. */
  async ask<T>(kind: CallKind, carryOut: () => T): Promise<Answer<T>> {
    const until = this.bannedUntil;
    // Nothing holds a call back before this line, so it speaks for the exchange.
    if (until !== undefined) return { kind: 'refused', reason: 'banned', code: -1003, message: `IP banned until ${until}`, until };
    if (this.#closed) return { kind: 'refused', reason: 'notSent', code: 0, message: 'closed' };
    const fault = this.#faults.get(kind)?.shift();
    await this.#travel();
    if (fault !== undefined && typeof fault === 'object') return refusedBy(fault);
    const value = fault === 'loseRequest' || this.#closed ? undefined : { of: carryOut() };
    await this.#travel();
    if (fault !== undefined || value === undefined) return { kind: 'unknown', why: 'no answer' };
    return { kind: 'answered', value: value.of };
  }

  async read<T>(part: string, carryOut: () => T): Promise<Reading<T>> {
    const answer = await this.ask('read', carryOut);
    if (answer.kind === 'answered') return { kind: 'read', value: answer.value };
    if (answer.kind === 'unknown') return { kind: 'unread', part, reason: 'other', code: 0, message: answer.why };
    return { ...answer, kind: 'unread', part };
  }

  /** Ends all waiting: answers still out become unknown. */
  close(): void {
    this.#closed = true;
    for (const arrive of [...this.#pending]) arrive();
  }

  #travel(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((resolve) => {
      const arrive = (): void => {
        cancel();
        this.#pending.delete(arrive);
        resolve();
      };
      const cancel = this.#clock.after(this.#latencyMs / 2, arrive);
      this.#pending.add(arrive);
    });
  }
}

/** The venue is always definite; a code that proves nothing on the wire proves nothing here either. */
export function refusedBy({ code, message }: VenueError): Refused | Unknown {
  const reason = codeTable[code] ?? 'unknown';
  return reason === 'unknown' ? { kind: 'unknown', why: `${code} ${message}` } : { kind: 'refused', reason, code, message };
}
