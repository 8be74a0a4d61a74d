import type { Price } from '../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../shared/domain/ids.ts';
import type { Said } from '../../shared/domain/record.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { Stage } from '../../shared/domain/stage.ts';
import type { Effect } from '../core/effect.ts';
import type { EngineEvent, Fact } from '../core/event.ts';
import { isChased } from '../core/exit/emergency-verdict.ts';
import type { LogEntry } from '../core/log.ts';
import { type EngineState, initialState } from '../core/state.ts';
import { step } from '../core/step.ts';
import { wakeAt } from '../core/wake.ts';
import type { ClockPort } from '../ports/clock.ts';
import type { ExchangePort } from '../ports/exchange.ts';
import type { JournalPort } from '../ports/journal.ts';
import type { MessagesPort } from '../ports/messages.ts';
import type { SettingsPort } from '../ports/settings.ts';
import { type Halt, haltOf, reasonOf } from './halt.ts';
import { Inbox, stamp } from './inbox.ts';
import { LastResort } from './last-resort.ts';
import { perform } from './perform.ts';
import { readState, writeState } from './stored-state.ts';
import { Timers } from './timers.ts';

export interface EnginePorts {
  readonly clock: ClockPort;
  readonly exchange: ExchangePort;
  readonly messages: readonly MessagesPort[];
  readonly journal: JournalPort;
  readonly settings: SettingsPort;
}
export interface EngineStart {
  readonly stage: Stage;
  readonly settings: Settings;
  readonly orderTag: string;
  readonly venue: string;
  readonly troubles: readonly string[];
  /** Why entries stay off until the operator resumes; absent at an ordinary start. */
  readonly entriesOff?: readonly Said[];
}

/** What those who watch the engine are told after each event; `event` is absent when only the display marks moved. */
export interface Happened {
  readonly state: EngineState;
  readonly event: EngineEvent | undefined;
  readonly log: readonly LogEntry[];
}

const FAULTS_ALLOWED = 3;
const FAULTS_WITHIN_MS = 5 * 60_000;
/** Longer than the adapter ever waits for an answer. */
const UNDER_WAY_MS = 8_000;

/** The shell: one fact at a time is decided, written down, shown, then acted on (R1, R4). */
export class Engine {
  readonly #ports: EnginePorts;
  readonly #inbox = new Inbox();
  readonly #timers: Timers;
  readonly #watchers = new Set<(happened: Happened) => void>();
  /** Last mark of every symbol the exchange tells, for the screen only; the core sees the watched ones. */
  readonly displayMarks = new Map<MarketSymbol, { readonly price: Price; readonly at: number }>();
  readonly counts = { events: 0, idle: 0, effects: 0, placed: 0 };
  #state: EngineState;
  #seq: number;
  #halt: Halt | undefined;
  /** The emergency close once the engine has halted. */
  readonly lastResort: LastResort;
  readonly #faults: number[] = [];
  #stopped = false;
  #inFlight = new Set<Promise<void>>();

  /** `broken`: why it must not run at all (the journal could not be opened); it then only shows and closes. */
  constructor(ports: EnginePorts, report: (what: string) => void, broken?: unknown) {
    this.#ports = ports;
    this.#report = report;
    const { lastSeq, state } = ports.journal.load();
    const stored = readState(state);
    this.#seq = lastSeq;
    this.#state = initialState(stored.ok ? stored.value : undefined);
    if (broken !== undefined) this.#halt = haltOf(broken);
    else if (!stored.ok) this.#halt = haltOf(stored.error);
    this.#timers = new Timers(ports.clock, (lostMs) => this.receive({ type: 'ClockTicked', ...(lostMs === undefined ? {} : { lostMs }) }));
    this.lastResort = new LastResort({
      exchange: ports.exchange,
      clock: ports.clock,
      state: () => this.#state,
      knowsOurs: () => broken === undefined && stored.ok,
      settled: () => this.#settled(UNDER_WAY_MS),
      changed: () => this.#show({ state: this.#state, event: undefined, log: [] }),
    });
  }
  readonly #report: (what: string) => void;

  get state(): EngineState {
    return this.#state;
  }
  get seq(): number {
    return this.#seq;
  }
  /** Why it stands still; undefined while it runs. */
  get halted(): string | undefined {
    return this.#halt?.why;
  }
  get halt(): Halt | undefined {
    return this.#halt;
  }

  /** Looks at the clock now instead of at the next beat. */
  wake(): void {
    if (!this.#stopped && !this.#halt) this.#timers.tickNow();
  }

  watch(watcher: (happened: Happened) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** First event, then the streams and the message sources. */
  start(given: EngineStart): void {
    if (this.#halt) return;
    this.receive({ type: 'EngineStarted', ...given });
    this.#guard('exchange', () => this.#ports.exchange.open((fact) => this.receive(fact)));
    for (const source of this.#ports.messages) this.#guard(source.source, () => source.open((fact) => this.receive(fact)));
    if (!this.halted) this.#timers.start();
  }

  /** Stops taking facts, waits for what is under way, leaves the journal whole. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#timers.stop();
    this.lastResort.stop();
    for (const source of this.#ports.messages) await source.close();
    await this.#settled(2000);
    this.#stopped = true;
    await this.#ports.exchange.close();
    this.#ports.journal.close();
  }

  receive(fact: Fact): void {
    if (this.#stopped || this.#halt) return;
    this.#inbox.receive(fact, (next) => this.#handle(next));
  }

  /** An operator's request, answered: undefined when it was done, else the reason why nothing was. */
  request(fact: Fact): { readonly seq: number; readonly refusal: Said | undefined } | { readonly halted: string } {
    let refusal: Said | undefined;
    if (this.#halt) {
      if (fact.type !== 'EmergencyCloseRequested') return { halted: this.#halt.why };
      this.lastResort.begin(fact.scope);
      return { seq: this.#seq, refusal: undefined };
    }
    this.#inbox.receive(fact, (next) => {
      const said = this.#handle(next);
      if (next === fact) refusal = said;
    });
    // Halted by this very request; an emergency close has gone over to the last resort.
    return this.halted === undefined || this.lastResort.view ? { seq: this.#seq, refusal } : { halted: this.halted };
  }

  /**
   * A port or the host threw where nobody catches. State and journal are whole, so the engine goes on and asks the exchange again;
   * the third time in five minutes it halts, because whatever throws that often cannot be trusted to tell the truth either.
   */
  fault(port: string, bug: unknown): void {
    if (this.#stopped || this.#halt) return this.#report(`${port}: ${stackOf(bug)}`);
    const at = this.#ports.clock.monotonic();
    this.#faults.push(at);
    while ((this.#faults[0] ?? at) <= at - FAULTS_WITHIN_MS) this.#faults.shift();
    if (this.#faults.length >= FAULTS_ALLOWED) return this.#haltFor(bug);
    this.#report(`${port}: ${stackOf(bug)}`);
    this.receive({ type: 'PortFaulted', port, why: reasonOf(bug) });
  }

  #handle(fact: Fact): Said | undefined {
    if (this.#halt || this.#stopped) return undefined;
    const at = this.#ports.clock.now();
    try {
      if (fact.type === 'MarkPricesArrived') this.#showMarks(fact.prices, at);
      const event = stamp(fact, this.#seq + 1, at, this.#state);
      const decided = step(this.#state, event);
      const changed = decided.state !== this.#state || decided.effects.length > 0 || decided.log.length > 0;
      if (changed) {
        const state = decided.state.durable === this.#state.durable ? undefined : writeState(decided.state.durable);
        this.#ports.journal.append({ event, effects: decided.effects, log: decided.log }, state);
        this.#seq = event.seq;
        this.#state = decided.state;
        this.counts.events += 1;
        for (const effect of exitsFirst(decided.effects)) this.#act(effect);
      } else this.counts.idle += 1;
      if (changed || fact.type === 'MarkPricesArrived')
        this.#show({ state: this.#state, event: changed ? event : undefined, log: decided.log });
      this.#timers.wakeAt(wakeAt(this.#state));
      return decided.refusal;
    } catch (bug) {
      this.#haltFor(bug);
      if (fact.type === 'EmergencyCloseRequested') this.lastResort.begin(fact.scope);
      return undefined;
    }
  }

  /** Effects start only after the journal has them; their facts come back through the inbox. */
  #act(effect: Effect): void {
    this.counts.effects += 1;
    if (effect.type === 'PlaceOrder') this.counts.placed += 1;
    const { exchange, settings, clock } = this.#ports;
    const running: Promise<void> = perform(effect, { exchange, settings, now: () => clock.now(), report: this.#report }, (fact) =>
      this.receive(fact),
    ).finally(() => this.#inFlight.delete(running));
    this.#inFlight.add(running);
  }

  #guard(port: string, open: () => void): void {
    try {
      open();
    } catch (bug) {
      this.fault(port, bug);
    }
  }

  /** Waits for what is under way, but not for ever. */
  async #settled(limitMs: number): Promise<void> {
    if (this.#inFlight.size === 0) return;
    await Promise.race([
      Promise.allSettled([...this.#inFlight]),
      new Promise<void>((done) => this.#ports.clock.after(limitMs, () => done())),
    ]);
  }

  #show(happened: Happened): void {
    for (const watcher of this.#watchers) {
      try {
        watcher(happened);
      } catch (bug) {
        // Whoever only looks must not stop what is being looked at.
        this.#report(`a watcher failed: ${stackOf(bug)}`);
      }
    }
  }

  #showMarks(prices: Readonly<Record<MarketSymbol, Price>>, at: number): void {
    for (const symbol in prices) {
      const price = prices[symbol as MarketSymbol];
      if (price !== undefined) this.displayMarks.set(symbol as MarketSymbol, { price, at });
    }
  }

  /** A journal that cannot be written or a broken invariant: nothing more is sent, and the screen says why (R4, R9). */
  #haltFor(bug: unknown): void {
    this.#halt = haltOf(bug);
    this.#inbox.clear();
    this.#timers.stop();
    this.#report(stackOf(bug));
    this.#show({ state: this.#state, event: undefined, log: [] });
    // What the operator asked for before goes on without the journal.
    const { emergency } = this.#state.durable;
    if (isChased(emergency)) this.lastResort.begin(emergency.scope);
  }
}

const stackOf = (bug: unknown): string => (bug instanceof Error ? (bug.stack ?? bug.message) : String(bug));

/** What one event asks for is asked at once; on the wire an exit goes ahead of entries and reads, above all when a ban has just ended (D10). */
function exitsFirst(effects: readonly Effect[]): readonly Effect[] {
  if (effects.length < 2) return effects;
  const isExit = (effect: Effect): boolean => effect.type === 'PlaceOrder' && effect.terms.closes;
  return [...effects.filter(isExit), ...effects.filter((effect) => !isExit(effect))];
}
