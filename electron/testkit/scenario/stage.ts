import { defaultSettings, type Settings } from '../../../shared/domain/settings.ts';
import type { Stage as StageWord } from '../../../shared/domain/stage.ts';
import type { EngineEvent, Fact } from '../../core/event.ts';
import { type Durable, type EngineState, initialState, type OrderRecord, type OrderRole } from '../../core/state.ts';
import { type Decided, step } from '../../core/step.ts';
import { wakeAt } from '../../core/wake.ts';
import { stamp } from '../../engine/inbox.ts';
import { readState, writeState } from '../../engine/stored-state.ts';
import { type Both, both } from './both.ts';
import { render } from './render.ts';
import { marketOf } from './symbols.ts';
import { World } from './world.ts';

/** 2026-02-02 00:00 UTC, the first millisecond of a 3-minute candle. */
export const DAY = 1_769_990_400_000;
const BEAT_MS = 1000;
/** More than any honest moment has: an effect whose answer asks for the same effect would never end. */
const MOST_FACTS_AT_ONCE = 1000;
const TAG = 'row001';

export interface StageOptions {
  readonly settings?: Partial<Settings>;
  readonly stage?: StageWord;
  readonly show?: readonly string[];
  readonly mainSymbol?: string;
}

/** The engine and its world in virtual time: facts go through `step`, effects to the world, and its answers back, at once. */
export class Stage {
  readonly world = new World();
  readonly options: StageOptions;
  state: EngineState = initialState();
  now = DAY;
  #seq = 0;
  #tickedAt = 0;
  #facts: Fact[] = [];
  #draining = false;
  #started = false;
  #said: { readonly at: number; readonly words: Both }[] = [];
  #sent = new Set<string>();
  #messageId = 100;
  readonly #show: ReadonlySet<string>;
  /** Called with every step; what tests of properties look through. */
  observe: ((event: EngineEvent, before: EngineState, decided: Decided) => void) | undefined;

  constructor(options: StageOptions, startAt: number) {
    this.options = options;
    this.now = startAt;
    this.world.now = startAt;
    this.#tickedAt = startAt;
    this.#show = new Set(options.show ?? []);
  }

  /** Ids of both channels grow together, which is enough for either. */
  nextMessageId(): number {
    this.#messageId += 1;
    return this.#messageId;
  }

  /** A new process: what is durable goes through the stored text, everything else is asked for again. */
  start(): void {
    const durable = this.#seq === 0 ? initialState().durable : storedAndRead(this.state.durable);
    this.#started = true;
    this.state = { durable, live: this.state.live };
    this.tell({
      type: 'EngineStarted',
      stage: this.options.stage ?? 'live',
      settings: { ...defaultSettings, ...this.options.settings },
      orderTag: TAG,
      venue: 'binance-usdm',
      troubles: [],
    });
    if (this.world.streaming) this.tell(this.world.frame('stream'));
  }

  /** One fact, and everything that follows from it at this moment. */
  tell(...facts: readonly Fact[]): void {
    this.#facts.push(...facts);
    if (this.#draining) return;
    this.#draining = true;
    let taken = 0;
    for (let fact = this.#facts.shift(); fact !== undefined; fact = this.#facts.shift()) {
      this.#take(fact);
      taken += 1;
      if (taken > MOST_FACTS_AT_ONCE) throw new Error(`engine and exchange go round in circles: ${fact.type}`);
    }
    this.#draining = false;
  }

  #take(fact: Fact): void {
    this.#seq += 1;
    const before = this.state;
    const event = stamp(fact, this.#seq, this.now, before);
    const decided = step(before, event);
    this.state = decided.state;
    const sentBefore = (orderId: string): boolean => this.#sent.has(orderId);
    const mainSymbol = marketOf(this.options.mainSymbol ?? 'SOL');
    for (const words of render({ before, decided, show: this.#show, mainSymbol, sentBefore })) this.#said.push({ at: this.now, words });
    this.observe?.(event, before, decided);
    for (const effect of decided.effects) {
      if (effect.type === 'PlaceOrder') this.#sent.add(effect.orderId);
      const role = 'orderId' in effect ? decided.state.durable.orders[effect.orderId]?.role : undefined;
      this.#facts.push(...this.world.answer(effect, role));
    }
  }

  /** Lets time pass up to and with `until`: a frame of prices and a tick each second, and a tick whenever the core asked for one. */
  passUntil(until: number): void {
    while (this.#started) {
      const beat = (Math.floor(this.now / BEAT_MS) + 1) * BEAT_MS;
      const wake = this.#wake();
      const next = wake !== undefined && wake < beat ? wake : beat;
      if (next > until) break;
      this.#setNow(next);
      if (next === beat && this.world.streaming) this.tell(this.world.frame('stream'));
      this.#tick();
    }
    this.#setNow(until);
  }

  /** What the core wants to do at this very moment. */
  settle(): void {
    for (let wake = this.#wake(); wake !== undefined && wake <= this.now; wake = this.#wake()) this.#tick();
  }

  #wake(): number | undefined {
    const at = wakeAt(this.state);
    return at === undefined || at <= this.#tickedAt ? undefined : Math.max(at, this.now);
  }

  #tick(): void {
    this.#tickedAt = this.now;
    this.tell({ type: 'ClockTicked' });
  }

  /** Own time jumps, and nothing happens meanwhile: the machine sleeps, or its clock is set. */
  jump(ms: number): void {
    this.#setNow(this.now + ms);
  }

  /** The beat after a jump tells it. */
  beatAfterJump(lostMs: number): void {
    this.#tickedAt = this.now;
    this.tell({ type: 'ClockTicked', lostMs });
  }

  #setNow(now: number): void {
    this.now = now;
    this.world.now = now;
  }

  /** The latest order of ours in that role. A scenario that names one that never was is wrong. */
  order(role: OrderRole): OrderRecord {
    const found = Object.values(this.state.durable.orders).findLast((order) => order.role === role);
    if (!found) throw new Error(`no ${role} order so far`);
    return found;
  }

  /** What was done since this was last asked, each thing with its time unless that is now. */
  takeSaid(): readonly Both[] {
    const said = this.#said.map(({ at, words: [ko, en] }) =>
      at === this.now ? both(ko, en) : both(`${clockText(at)} ${ko}`, `${clockText(at)} ${en}`),
    );
    this.#said = [];
    return said;
  }
}

/** What a restart finds of it on disk. */
export function storedAndRead(durable: Durable): Durable {
  const stored = readState(writeState(durable));
  if (!stored.ok) throw new Error(stored.error);
  return stored.value;
}

/** "09:00:05" or "09:00:05.250" to ms, and back. */
export function clockAt(text: string): number {
  const match = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{3}))?$/.exec(text);
  if (!match) throw new Error(`not a time of day: ${text}`);
  const [, hours = '0', minutes = '0', seconds = '0', ms = '0'] = match;
  return DAY + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms);
}
export function clockText(at: number): string {
  const ms = at - DAY;
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const whole = `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}`;
  return ms % 1000 === 0 ? whole : `${whole}.${String(ms % 1000).padStart(3, '0')}`;
}
