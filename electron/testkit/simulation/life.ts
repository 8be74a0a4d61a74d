import type { Settings } from '../../../shared/domain/settings.ts';
import type { Stage } from '../../../shared/domain/stage.ts';
import { createSimulatedExchange } from '../../adapters/exchange/simulated/simulated-exchange.ts';
import type { Journal } from '../../adapters/journal/journal.ts';
import type { EngineState } from '../../core/state.ts';
import { Engine } from '../../engine/engine.ts';
import type { ClockPort } from '../../ports/clock.ts';
import type { JournalPort, JournalRow } from '../../ports/journal.ts';
import type { MessagesPort } from '../../ports/messages.ts';
import type { Venue } from '../../simulator/matching/venue.ts';
import { RoughExchange, type RoughOptions } from './rough-exchange.ts';
import type { FaultKind } from './weather.ts';
import { ME } from './witness.ts';

/** Where in the handling of one event the process dies. */
export type Moment = 'beforeWrite' | 'afterWrite' | 'afterEffects';

export interface LifeOptions extends Pick<RoughOptions, 'dice' | 'witness' | 'story' | 'skewMs' | 'judge' | 'holes'> {
  readonly venue: Venue;
  /** The exchange's time, which is also the time of the wires. */
  readonly clock: ClockPort;
  readonly journal: Journal;
  readonly messages: MessagesPort;
  readonly settings: Settings;
  readonly stage: Stage;
  readonly store: (settings: Settings) => void;
  readonly mortality: (row: JournalRow) => Moment | undefined;
  /** Every row that is in the journal, also those whose effects a death swallows. */
  readonly wrote: (row: JournalRow, state: string | undefined) => void;
  readonly happened: (row: JournalRow, before: EngineState, after: EngineState) => void;
  readonly died: () => void;
}

/** How long what a dead process had sent may still be under way. */
const AFTERLIFE_MS = 5_000;
const crashes = {
  beforeWrite: 'crash before write',
  afterWrite: 'crash before effects',
  afterEffects: 'crash after effects',
} as const satisfies Record<Moment, FaultKind>;

/** One process: the real engine over the simulated exchange, which can die at any event as a killed process does. */
export class Life {
  readonly engine: Engine;
  readonly exchange: RoughExchange;
  readonly faults: ReturnType<typeof createSimulatedExchange>['faults'];
  readonly reports: string[] = [];
  alive = true;
  readonly #o: LifeOptions;
  readonly #timers = new Set<() => void>();

  constructor(options: LifeOptions) {
    this.#o = options;
    const { venue, clock, journal, messages, settings, skewMs } = options;
    const simulated = createSimulatedExchange({ venue, accountId: ME, clock, latencyMs: 20 });
    this.faults = simulated.faults;
    this.exchange = new RoughExchange({ ...options, inner: simulated.exchange, faults: simulated.faults, alive: () => this.alive });
    let before: EngineState | undefined;
    let row: JournalRow | undefined;
    let last = false;
    const mortalJournal: JournalPort = {
      append: (written, state) => {
        if (!this.alive) throw new Error('the process is dead');
        const moment = options.mortality(written);
        if (moment === 'beforeWrite') return this.#killed(moment, written);
        journal.append(written, state);
        options.wrote(written, state);
        options.story.wrote(clock.now(), written);
        before = this.engine.state;
        row = written;
        if (moment === 'afterWrite') return this.#killed(moment, written);
        last = moment === 'afterEffects';
      },
      load: () => journal.load(),
      audit: (after, limit) => journal.audit(after, limit),
      trades: (limit) => journal.trades(limit),
      messages: (limit) => journal.messages(limit),
      close: () => {},
    };
    this.engine = new Engine(
      {
        clock: this.#ownClock(clock, skewMs),
        exchange: this.exchange.port,
        messages: [
          { source: messages.source, open: (tell) => messages.open((fact) => this.alive && tell(fact)), close: () => messages.close() },
        ],
        journal: mortalJournal,
        settings: { read: () => ({ settings, complaints: [] }), write: (next) => this.alive && options.store(next) },
      },
      (what) => this.alive && this.reports.push(what),
    );
    this.engine.watch(({ event, state }) => {
      if (event === undefined || row === undefined || before === undefined || !this.alive) return;
      options.witness.counts.events += 1;
      options.happened(row, before, state);
      if (last) this.#dies('afterEffects', row);
    });
  }

  start(): void {
    const { settings, stage, journal } = this.#o;
    this.engine.start({ stage, settings, orderTag: journal.orderTag(), venue: 'box', troubles: [] });
  }

  /** Kills it between two events. */
  dies(): void {
    if (this.alive) this.#dies('afterEffects', undefined);
  }

  #killed(moment: Moment, row: JournalRow): never {
    this.#dies(moment, row);
    throw new Error('the process was killed');
  }

  #dies(moment: Moment, row: JournalRow | undefined): void {
    const { story, clock, witness, died } = this.#o;
    this.alive = false;
    witness.counts.crashes += 1;
    witness.suffered(crashes[moment]);
    story.tell(clock.now(), 'world', () => `*** the process dies${row ? ` at ${row.event.type} (${moment})` : ''}`);
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    clock.after(AFTERLIFE_MS, () => void this.exchange.port.close());
    died();
  }

  #ownClock(clock: ClockPort, skewMs: () => number): ClockPort {
    return {
      now: () => clock.now() + skewMs(),
      monotonic: () => clock.monotonic(),
      after: (delayMs, run) => {
        if (!this.alive) return () => {};
        const cancel = clock.after(delayMs, () => {
          this.#timers.delete(cancel);
          run();
        });
        this.#timers.add(cancel);
        return () => {
          this.#timers.delete(cancel);
          cancel();
        };
      },
    };
  }
}
