import { dec, type Qty } from '../../../shared/domain/decimal.ts';
import { bearsOurPrefix, type MarketSymbol } from '../../../shared/domain/ids.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { createVirtualClock } from '../../adapters/clock/virtual-clock.ts';
import type { Journal } from '../../adapters/journal/journal.ts';
import { MemoryJournal } from '../../adapters/journal/memory/memory-journal.ts';
import type { JournalRow } from '../../ports/journal.ts';
import { ScriptedMarket } from '../../simulator/matching/scripted-market.ts';
import { Venue } from '../../simulator/matching/venue.ts';
import { Channel } from './channel.ts';
import { Dice } from './dice.ts';
import { Invariants } from './invariants.ts';
import { Life, type Moment } from './life.ts';
import { People } from './people.ts';
import { listCoins, PriceWalk, symbols } from './price-walk.ts';
import { Story } from './story.ts';
import { type Trouble, type Weather, weatherOf } from './weather.ts';
import { ME, Witness } from './witness.ts';

export interface WorldOptions {
  /** Keep the story; a run without it is faster. */
  readonly tells?: boolean;
  readonly without?: readonly Trouble[];
  /** Stands between the engine and its journal, for planted bugs. */
  readonly journal?: (journal: Journal) => Journal;
}

/** 2026-09-21 14:13:20 UTC, on a whole second; candles begin at multiples of three minutes. */
const BEGINNING = 1_790_000_000_000;
const MAX_CRASHES = 8;
const HOUR_MS = 3_600_000;
const SLOWEST_RESTART_MS = 20_000;

/** Engine, exchange, channels, people and weather of one seed, in virtual time. */
export class World {
  readonly weather: Weather;
  readonly dice: Dice;
  readonly story: Story;
  readonly venue: Venue;
  readonly witness: Witness;
  readonly people: People;
  readonly walk: PriceWalk;
  readonly journal: Journal;
  life: Life;
  largestState = 0;
  readonly #clock = createVirtualClock(BEGINNING);
  readonly #market: ScriptedMarket;
  readonly #channel = new Channel();
  readonly #invariants: Invariants;
  #settings: Settings;
  #skewMs = 0;
  #bannedUntil = 0;
  #lives: Life[] = [];
  readonly #holes = { at: Number.NEGATIVE_INFINITY };

  constructor(seed: number, options: WorldOptions = {}) {
    this.weather = weatherOf(seed, options.without);
    this.dice = new Dice(seed, this.weather);
    this.story = new Story(options.tells === true, BEGINNING);
    this.#settings = this.weather.settings;
    const memory = new MemoryJournal('sim000');
    this.journal = options.journal?.(memory) ?? memory;
    this.#market = new ScriptedMarket(BEGINNING);
    listCoins(this.#market, this.dice);
    this.venue = new Venue(this.#market);
    this.venue.openAccount({ id: ME, wallet: dec(this.weather.wallet), mode: this.weather.mode }, BEGINNING);
    const now = (): number => this.#clock.now();
    this.witness = new Witness(this.venue, memory, now);
    this.people = new People({
      dice: this.dice,
      story: this.story,
      channel: this.#channel,
      venue: this.venue,
      now,
      ownNow: () => this.ownNow,
      later: (ms, run) => void this.#clock.after(ms, () => !this.dice.calm && run()),
      request: (fact) => this.#request(fact),
      witness: this.witness,
    });
    this.#invariants = new Invariants({
      witness: this.witness,
      now,
      riskPostedAt: (symbol) => this.people.riskPostedAt.get(symbol),
      handAt: () => this.people.handAt,
      left: (scope, ours) => this.left(scope, ours),
    });
    this.walk = new PriceWalk(this.#market, this.dice, (fault) => this.witness.suffered(fault));
    this.life = this.#born();
  }

  get now(): number {
    return this.#clock.now();
  }
  get ownNow(): number {
    return this.#clock.now() + this.#skewMs;
  }
  get broken(): boolean {
    return this.witness.broken.length > 0;
  }

  /** The day itself. */
  async day(): Promise<void> {
    for (let second = 0; second < this.weather.seconds && !this.broken; second += 1) await this.livesOn();
  }

  /** One second with everybody in it. */
  async livesOn(): Promise<void> {
    this.people.second();
    this.#troubles();
    await this.passes(1);
  }

  /** So many seconds go by; prices move unless the world is calm. */
  async passes(seconds: number): Promise<void> {
    for (let second = 0; second < seconds && !this.broken; second += 1) {
      this.life.exchange.remembers();
      await this.#pass(1000);
      if (this.dice.calm) this.#market.advance(1000);
      else this.walk.second(this.life.alive ? this.life.engine.state : undefined);
      this.#looksAlive();
    }
  }

  /** Weather, hands and crashes end; the prices stand. */
  calms(): void {
    this.story.tell(this.now, 'world', () => '=== the world calms down');
    this.dice.calm = true;
    this.walk.calms();
    this.people.leaves(this.life.engine.state.durable.ladder?.symbol);
  }

  /** A process that is stopped and begun again in calm. */
  restarts(): void {
    this.life.dies();
  }

  /** What stands at the exchange in the scope of an emergency close. */
  left(scope: 'bot' | 'account', ours: readonly MarketSymbol[]): readonly string[] {
    const mine = (id: string): boolean => scope === 'account' || bearsOurPrefix(id);
    return [
      ...this.venue
        .openOrders(ME)
        .filter(({ clientOrderId }) => mine(clientOrderId))
        .map(({ clientOrderId }) => `order ${clientOrderId}`),
      ...this.venue
        .waitingAlgos(ME)
        .filter(({ clientAlgoId }) => mine(clientAlgoId))
        .map(({ clientAlgoId }) => `stop ${clientAlgoId}`),
      ...symbols
        .filter((symbol) => scope === 'account' || ours.includes(symbol))
        .flatMap((symbol) => this.venue.positions(ME, symbol))
        .filter(({ symbol, amount }) => !this.witness.isDust(symbol, amount.replace('-', '') as Qty))
        .map(({ symbol, amount }) => `position ${symbol} ${amount}`),
    ];
  }

  /** Ends every process for good. */
  async ends(): Promise<void> {
    for (const life of this.#lives) {
      life.alive = false;
      await life.exchange.port.close();
    }
    this.venue.close();
  }

  #born(): Life {
    const stored = this.#lives.at(-1)?.engine.state.durable.stage;
    const life = new Life({
      ...{ dice: this.dice, witness: this.witness, story: this.story, venue: this.venue, journal: this.journal },
      clock: this.#clock,
      skewMs: () => this.#skewMs,
      judge: this.#invariants,
      holes: this.#holes,
      messages: this.#channel.open(),
      settings: this.#settings,
      stage: stored ?? this.weather.stage,
      store: (settings) => {
        this.#settings = settings;
      },
      mortality: () => this.#mortality(),
      wrote: (row, state) => this.#wrote(row, state),
      happened: (row, before, after) => this.#invariants.check(row, before, after),
      died: () => this.#clock.after(this.dice.of('restarts').whole(100, SLOWEST_RESTART_MS), () => this.#rises()),
    });
    this.#lives = [...this.#lives.slice(-3), life];
    if (this.#bannedUntil > this.now) life.faults.ban(this.#bannedUntil - this.now);
    life.start();
    return life;
  }

  #rises(): void {
    this.story.tell(this.now, 'world', () => '*** a new process begins');
    this.life = this.#born();
  }

  #wrote(row: JournalRow, state: string | undefined): void {
    this.witness.wrote(row);
    this.#invariants.wrote(row);
    this.largestState = Math.max(this.largestState, state?.length ?? 0);
  }

  #mortality(): Moment | undefined {
    if (this.witness.counts.crashes >= MAX_CRASHES || !this.dice.strikes('crash')) return undefined;
    return this.dice.of('moments').pick(['beforeWrite', 'afterWrite', 'afterEffects']);
  }

  #request(
    fact: Parameters<Life['engine']['request']>[0],
  ): { readonly refusal: import('../../../shared/domain/record.ts').Said | undefined } | undefined {
    if (!this.life.alive) return undefined;
    const answer = this.life.engine.request(fact);
    return 'halted' in answer ? undefined : answer;
  }

  #troubles(): void {
    const { dice, story, now, witness } = this;
    const { faults } = this.life;
    if (dice.strikes('ban')) {
      const ms = dice.of('bans').whole(3_000, 45_000);
      story.tell(now, 'world', () => `the exchange bans us for ${ms} ms`);
      this.#bannedUntil = now + ms;
      faults.ban(ms);
      witness.suffered('ban');
    }
    if (dice.strikes('cutStream')) {
      const stream = dice.of('cuts').pick(['account', 'prices'] as const);
      const ms = dice.of('cuts').whole(200, 12_000);
      story.tell(now, 'world', () => `the ${stream} stream is cut for ${ms} ms`);
      faults.cutStream(stream, ms);
      witness.suffered('stream cut');
    }
    if (dice.strikes('clockJump')) {
      this.#setsClock(dice.of('jumps').whole(-9_000, 9_000));
      witness.suffered('clock jump of seconds');
    }
    // Between two processes nobody can tell how far it was set: the stored end of a ban would then hold a start back for an hour.
    if (this.life.alive && dice.strikes('clockSetAnHour')) {
      this.#setsClock(dice.of('hours').pick([-HOUR_MS, HOUR_MS]));
      witness.suffered('clock jump of an hour');
    }
  }

  #setsClock(ms: number): void {
    this.story.tell(this.now, 'world', () => `our clock jumps by ${ms} ms`);
    this.#skewMs += ms;
  }

  /** A living process must not stand still, and its adapters must not throw. */
  #looksAlive(): void {
    const { life, witness } = this;
    if (!life.alive) return;
    if (life.engine.halted !== undefined) witness.breaks('R9', `the engine halted: ${life.engine.halted} ${life.reports.join(' ')}`);
    else if (life.reports.length > 0) witness.breaks('R9', life.reports.join('; '));
  }

  /** Timers one by one; promises settle in between, so that an answer is heard before the next thing happens. */
  async #pass(ms: number): Promise<void> {
    const clock = this.#clock;
    const until = clock.monotonic() + ms;
    for (let due = clock.nextDue(); due !== undefined && due <= until; due = clock.nextDue()) {
      clock.advance(due - clock.monotonic());
      if (this.#lives.some(({ exchange }) => exchange.outstanding > 0)) await new Promise((resolve) => setImmediate(resolve));
    }
    clock.advance(until - clock.monotonic());
  }
}
