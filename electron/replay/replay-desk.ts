import type { Quote } from '../../shared/domain/decimal.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { createVirtualClock, letPass, type VirtualClock } from '../adapters/clock/virtual-clock.ts';
import { createSimulatedExchange } from '../adapters/exchange/simulated/simulated-exchange.ts';
import type { Journal } from '../adapters/journal/journal.ts';
import type { MessageFact } from '../core/event.ts';
import { Engine } from '../engine/engine.ts';
import type { MessagesPort } from '../ports/messages.ts';
import { Venue } from '../simulator/matching/venue.ts';
import { HistoryMarket, type HistoryTerms } from './history-market.ts';

export const ACCOUNT = 'replay';
/** There and back. */
export const LATENCY_MS = 100;
const SECOND_MS = 1_000;

export interface DeskTerms {
  readonly market: Omit<HistoryTerms, 'now' | 'holdsShort'>;
  readonly journal: Journal;
  readonly settings: Settings;
  readonly wallet: Quote;
  readonly makerFee: string;
  readonly takerFee: string;
  /** A whole second, ms. */
  readonly startsAt: number;
}

/** The engine that trades, on the past: same core, same shell, the exchange in a box, time that passes when told. */
export class ReplayDesk {
  readonly clock: VirtualClock;
  readonly market: HistoryMarket;
  readonly venue: Venue;
  readonly engine: Engine;
  readonly reports: string[] = [];
  readonly #settings: Settings;
  readonly #tag: string;
  #tell: Parameters<MessagesPort['open']>[0] = () => {};

  constructor({ market, journal, settings, wallet, makerFee, takerFee, startsAt }: DeskTerms) {
    this.clock = createVirtualClock(startsAt);
    const { clock } = this;
    this.market = new HistoryMarket({
      ...market,
      now: startsAt,
      holdsShort: (symbol) =>
        this.engine.state.durable.ladder?.symbol === symbol && this.engine.state.durable.ladder.openedAt !== undefined,
    });
    this.venue = new Venue(this.market);
    this.venue.openAccount({ id: ACCOUNT, wallet, makerFee, takerFee }, startsAt);
    const { exchange } = createSimulatedExchange({ venue: this.venue, accountId: ACCOUNT, clock, latencyMs: LATENCY_MS });
    const source: MessagesPort = {
      source: 'inbox',
      open: (tell) => {
        this.#tell = tell;
      },
      close: async () => {},
    };
    this.#settings = settings;
    this.#tag = journal.orderTag();
    this.engine = new Engine(
      { clock, exchange, journal, messages: [source], settings: { read: () => ({ settings, complaints: [] }), write: () => {} } },
      (what) => this.reports.push(what),
    );
  }

  start(): void {
    this.#beat();
    this.engine.start({
      stage: 'paper',
      settings: this.#settings,
      orderTag: this.#tag,
      venue: 'replay',
      troubles: [],
    });
  }

  post(message: MessageFact, at: number): void {
    this.clock.after(at - this.clock.now(), () => this.#tell(message));
  }

  /** Nothing at the exchange and nothing under way: only waiting marks could still matter. */
  get idle(): boolean {
    const { durable, live } = this.engine.state;
    if (durable.ladder || durable.preparation || durable.lateShorts.length > 0 || live.recovery) return false;
    if (durable.monitors.some(({ plan }) => plan.status !== 'waiting')) return false;
    return (
      this.venue.openOrders(ACCOUNT).length === 0 &&
      this.venue.waitingAlgos(ACCOUNT).length === 0 &&
      this.venue.account(ACCOUNT).positions.every(({ amount }) => amount === '0')
    );
  }

  passes(ms: number): Promise<void> {
    return letPass(this.clock, ms);
  }

  async stop(): Promise<void> {
    const stopped = this.engine.stop();
    await this.passes(10_000);
    await stopped;
    this.venue.close();
  }

  /** Begun before the engine's own timers, so that prices stand before they are told. */
  #beat(): void {
    this.clock.after(SECOND_MS, () => {
      this.#beat();
      this.market.moveTo(this.clock.now());
    });
  }
}
