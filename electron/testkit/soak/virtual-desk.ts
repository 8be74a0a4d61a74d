import { dec } from '../../../shared/domain/decimal.ts';
import { symbolOf } from '../../../shared/domain/ids.ts';
import { defaultSettings, type Settings } from '../../../shared/domain/settings.ts';
import { createVirtualClock, letPass } from '../../adapters/clock/virtual-clock.ts';
import { createSimulatedExchange } from '../../adapters/exchange/simulated/simulated-exchange.ts';
import type { Journal } from '../../adapters/journal/journal.ts';
import { Engine } from '../../engine/engine.ts';
import { EngineLink } from '../../engine/link.ts';
import type { ClockPort } from '../../ports/clock.ts';
import type { JournalPort } from '../../ports/journal.ts';
import type { MarketFeed } from '../../simulator/matching/market-feed.ts';
import { Venue } from '../../simulator/matching/venue.ts';
import { Channel } from '../flows/channel.ts';

/** 2026-09-21 14:13:20 UTC, on a whole second. */
export const BEGINNING = 1_790_000_000_000;
const ME = 'me';

export interface DeskOptions {
  readonly feed: MarketFeed;
  readonly journal: Journal;
  readonly settings?: Partial<Settings>;
  /** Why the engine must not run from the start. */
  readonly broken?: unknown;
  /** What stands between the engine and its journal. */
  readonly append?: JournalPort['append'];
  /** Sees the engine's clock. */
  readonly clock?: (clock: ClockPort) => ClockPort;
}

/** The real engine over the simulated exchange, without a wire, in virtual time. */
export class VirtualDesk {
  readonly clock = createVirtualClock(BEGINNING);
  readonly venue: Venue;
  readonly faults: ReturnType<typeof createSimulatedExchange>['faults'];
  readonly exchange: ReturnType<typeof createSimulatedExchange>['exchange'];
  readonly channel: Channel;
  readonly engine: Engine;
  readonly link: EngineLink;
  readonly reports: string[] = [];
  readonly #start: () => void;

  constructor({ feed, journal, settings: changes, broken, append, clock: seen }: DeskOptions) {
    this.venue = new Venue(feed);
    this.venue.openAccount({ id: ME, wallet: dec('10000'), mode: 'ONE-WAY' }, BEGINNING);
    const { exchange, faults } = createSimulatedExchange({ venue: this.venue, accountId: ME, clock: this.clock, latencyMs: 20 });
    this.exchange = exchange;
    this.faults = faults;
    const clock = seen?.(this.clock) ?? this.clock;
    this.channel = new Channel(clock);
    const settings = { ...defaultSettings, ...changes };
    const port: JournalPort = append
      ? {
          append,
          load: () => journal.load(),
          audit: (after, limit) => journal.audit(after, limit),
          trades: (limit) => journal.trades(limit),
          messages: (limit) => journal.messages(limit),
          close: () => journal.close(),
        }
      : journal;
    const ports = {
      clock,
      exchange,
      messages: [this.channel],
      journal: port,
      settings: { read: () => ({ settings, complaints: [] }), write: () => {} },
    };
    this.engine = new Engine(ports, (what) => this.reports.push(what), broken);
    this.link = new EngineLink({
      engine: this.engine,
      journal: port,
      exchange,
      clock,
      version: '0',
      loopback: true,
      accountTail: undefined,
      demo: undefined,
    });
    this.#start = () => this.engine.start({ stage: 'live', settings, orderTag: journal.orderTag(), venue: 'box', troubles: [] });
  }

  start(): void {
    this.#start();
  }

  /** What stands at the exchange. */
  get stands() {
    return {
      positions: this.venue.account(ME).positions.filter(({ amount }) => amount !== '0'),
      orders: this.venue.openOrders(ME),
      stops: this.venue.waitingAlgos(ME),
    };
  }

  /** By hand of somebody else on the same account. */
  sells(symbol: string, qty: string): void {
    this.venue.placeOrder(ME, { symbol: symbolOf(symbol), side: 'SELL', type: 'MARKET', qty: dec(qty) }, this.clock.now());
  }

  passes(ms: number): Promise<void> {
    return letPass(this.clock, ms);
  }
}
