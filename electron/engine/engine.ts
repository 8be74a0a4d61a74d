import type { Price } from '../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../shared/domain/ids.ts';
import type { Said } from '../../shared/domain/record.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { Stage } from '../../shared/domain/stage.ts';
import type { Effect } from '../core/effect.ts';
import type { EngineEvent, Fact } from '../core/event.ts';
import type { LogEntry } from '../core/log.ts';
import { type EngineState, initialState } from '../core/state.ts';
import { step } from '../core/step.ts';
import { wakeAt } from '../core/wake.ts';
import type { ClockPort } from '../ports/clock.ts';
import type { ExchangePort } from '../ports/exchange.ts';
import type { JournalPort } from '../ports/journal.ts';
import type { MessagesPort } from '../ports/messages.ts';
import type { SettingsPort } from '../ports/settings.ts';
import { Inbox, stamp } from './inbox.ts';
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
  readonly installationTag: string;
  readonly venue: string;
  readonly troubles: readonly string[];
}

/** What those who watch the engine are told after each event; `event` is absent when only the display marks moved. */
export interface Happened {
  readonly state: EngineState;
  readonly event: EngineEvent | undefined;
  readonly log: readonly LogEntry[];
}

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
  #halted: string | undefined;
  #stopped = false;
  #inFlight = new Set<Promise<void>>();

  constructor(ports: EnginePorts, report: (what: string) => void) {
    this.#ports = ports;
    this.#report = report;
    const { lastSeq, state } = ports.journal.load();
    const stored = readState(state);
    this.#seq = lastSeq;
    this.#state = initialState(stored.ok ? stored.value : undefined);
    if (!stored.ok) this.#halted = stored.error;
    this.#timers = new Timers(ports.clock, (lostMs) => this.receive({ type: 'ClockTicked', ...(lostMs === undefined ? {} : { lostMs }) }));
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
    return this.#halted;
  }

  watch(watcher: (happened: Happened) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** First event, then the streams and the message sources. */
  start(given: EngineStart): void {
    if (this.#halted !== undefined) return;
    this.receive({ type: 'EngineStarted', ...given });
    this.#ports.exchange.open((fact) => this.receive(fact));
    for (const source of this.#ports.messages) source.open((fact) => this.receive(fact));
    this.#timers.start();
  }

  /** Stops taking facts, waits for what is under way, leaves the journal whole. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#timers.stop();
    for (const source of this.#ports.messages) await source.close();
    await Promise.race([
      Promise.allSettled([...this.#inFlight]),
      new Promise((done) => this.#ports.clock.after(2000, () => done(undefined))),
    ]);
    this.#stopped = true;
    await this.#ports.exchange.close();
    this.#ports.journal.close();
  }

  receive(fact: Fact): void {
    if (this.#stopped || this.#halted !== undefined) return;
    this.#inbox.receive(fact, (next) => this.#handle(next));
  }

  /** An operator's request, answered: undefined when it was done, else the reason why nothing was. */
  request(fact: Fact): { readonly seq: number; readonly refusal: Said | undefined } | { readonly halted: string } {
    let refusal: Said | undefined;
    if (this.#halted !== undefined) return { halted: this.#halted };
    this.#inbox.receive(fact, (next) => {
      const said = this.#handle(next);
      if (next === fact) refusal = said;
    });
    return this.#halted === undefined ? { seq: this.#seq, refusal } : { halted: this.#halted };
  }

  #handle(fact: Fact): Said | undefined {
    if (this.#halted !== undefined || this.#stopped) return undefined;
    const at = this.#ports.clock.now();
    if (fact.type === 'MarkPricesArrived') this.#showMarks(fact.prices, at);
    const event = stamp(fact, this.#seq + 1, at, this.#state);
    try {
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
      this.#halt(bug);
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

  #show(happened: Happened): void {
    for (const watcher of this.#watchers) watcher(happened);
  }

  #showMarks(prices: Readonly<Record<MarketSymbol, Price>>, at: number): void {
    for (const symbol in prices) {
      const price = prices[symbol as MarketSymbol];
      if (price !== undefined) this.displayMarks.set(symbol as MarketSymbol, { price, at });
    }
  }

  /** A journal that cannot be written or a broken invariant: nothing more is sent, and the screen says why (R4, R9). */
  #halt(bug: unknown): void {
    this.#halted = bug instanceof Error ? bug.message : String(bug);
    this.#inbox.clear();
    this.#timers.stop();
    this.#report(bug instanceof Error ? (bug.stack ?? bug.message) : this.#halted);
    this.#show({ state: this.#state, event: undefined, log: [] });
  }
}

/** What one event asks for is asked at once; on the wire an exit goes ahead of entries and reads, above all when a ban has just ended (D10). */
function exitsFirst(effects: readonly Effect[]): readonly Effect[] {
  if (effects.length < 2) return effects;
  const isExit = (effect: Effect): boolean => effect.type === 'PlaceOrder' && effect.terms.closes;
  return [...effects.filter(isExit), ...effects.filter((effect) => !isExit(effect))];
}
