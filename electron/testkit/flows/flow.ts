import { add, dec, sub } from '../../../shared/domain/decimal.ts';
import { bearsOurPrefix, symbolOf } from '../../../shared/domain/ids.ts';
import { CANDLE_MS } from '../../../shared/domain/market.ts';
import type { PositionMode } from '../../../shared/domain/order.ts';
import type { ClosedTrade, PhaseWord } from '../../../shared/domain/record.ts';
import { defaultSettings, type Settings } from '../../../shared/domain/settings.ts';
import { createCcxtExchange } from '../../adapters/exchange/ccxt/ccxt-exchange.ts';
import type { StreamPace } from '../../adapters/exchange/ccxt/stream-pace.ts';
import type { Journal } from '../../adapters/journal/journal.ts';
import { lostPast } from '../../adapters/journal/lost-past.ts';
import { MemoryJournal } from '../../adapters/journal/memory/memory-journal.ts';
import type { OpenedJournal } from '../../adapters/journal/open-journal.ts';
import { phaseOf } from '../../core/position/ladder.ts';
import type { OrderRecord } from '../../core/state.ts';
import { Engine } from '../../engine/engine.ts';
import { readState } from '../../engine/stored-state.ts';
import type { ClockPort } from '../../ports/clock.ts';
import type { StreamFact } from '../../ports/exchange.ts';
import type { BinanceServerOptions, LoggedRequest } from '../../simulator/binance/api.ts';
import { startTestExchange, type TestExchange, trader } from '../../simulator/binance/test-exchange.ts';
import type { AlgoOrder, Order } from '../../simulator/matching/order-record.ts';
import { Channel, leadingMarket, riskFor } from './channel.ts';
import { fastClock } from './fast-clock.ts';
import { Mortal } from './mortal.ts';
import { Relay } from './relay.ts';
import { until } from './until.ts';

export interface FlowOptions {
  readonly mode?: PositionMode;
  readonly settings?: Partial<Settings>;
  readonly server?: Partial<BinanceServerOptions>;
  readonly pace?: Partial<StreamPace>;
  /** Own-clock ms that an answer is waited for. */
  readonly answerWithinMs?: number;
  /** How much faster than real time the clock of engine and exchange runs. */
  readonly speed?: number;
  /** Hears every fact of the streams before the engine does. */
  readonly overhears?: (fact: StreamFact) => void;
  /** The exchange's clock ahead of ours, ms. */
  readonly skewMs?: number;
  /** Opened anew at every start of the engine, as a file is; default: one journal in memory. `refused` halts the engine from the start. */
  readonly openJournal?: () => Journal | OpenedJournal;
  /** A network between engine and exchange that can go away. */
  readonly relayed?: boolean;
}

const USUAL_SPEED = 5;
const quick: Partial<StreamPace> = { firstDelayMs: 100, maxDelayMs: 1000, pingEveryMs: 1000, pongWithinMs: 1500, silenceMs: 2500 };
const BTC = symbolOf('BTCUSDT');

/** Engine, ccxt adapter and embedded exchange joined by real sockets, with a trader's verbs. BTCUSDT stands at 100 before anything happens. */
export class Flow {
  readonly clock: ClockPort;
  readonly exchange: TestExchange;
  readonly channel: Channel;
  /** Faults that the engine reports as its own. */
  readonly reports: string[] = [];
  readonly #options: FlowOptions;
  #relay: Relay | undefined;
  readonly #openJournal: () => Journal | OpenedJournal;
  #running: { readonly engine: Engine; readonly mortal: Mortal; readonly journal: Journal } | undefined;

  private constructor(options: FlowOptions, clock: ClockPort, exchange: TestExchange) {
    this.#options = options;
    this.clock = clock;
    this.exchange = exchange;
    this.channel = new Channel(clock);
    const memory = new MemoryJournal('flow01');
    this.#openJournal = options.openJournal ?? (() => memory);
  }

  static async open(options: FlowOptions = {}): Promise<Flow> {
    const clock = fastClock(options.speed ?? USUAL_SPEED);
    const skewed: ClockPort = options.skewMs === undefined ? clock : { ...clock, now: () => clock.now() + (options.skewMs ?? 0) };
    const exchange = await startTestExchange(skewed, { beatMs: 250, ...options.server, ...(options.mode ? { mode: options.mode } : {}) });
    const flow = new Flow(options, clock, exchange);
    if (options.relayed) flow.#relay = await Relay.open(exchange.server.restUrl);
    flow.candleHighIs('110');
    return flow;
  }

  /** A process begins. Resolves when the recovery lock is off, unless `recovers` is false. */
  async starts(recovers = true): Promise<void> {
    const opened = this.#openJournal();
    const { journal, refused } = 'refused' in opened ? opened : { journal: opened, refused: undefined };
    const mortal = new Mortal(this.clock);
    const stored = readState(journal.load().state);
    const bannedUntil = stored.ok ? stored.value.bannedUntil : undefined;
    const exchange = mortal.exchange(
      createCcxtExchange({
        ...(this.#relay?.urls ?? this.exchange.server),
        ...trader,
        clock: mortal.clock,
        pace: { ...quick, ...this.#options.pace },
        ...(this.#options.answerWithinMs === undefined ? {} : { answerWithinMs: this.#options.answerWithinMs }),
        ...(bannedUntil === undefined ? {} : { bannedUntil }),
      }),
      this.#options.overhears,
    );
    const settings: Settings = { ...defaultSettings, mode: 'aggressive', ...this.#options.settings };
    const engine = new Engine(
      {
        clock: mortal.clock,
        exchange,
        messages: [mortal.messages(this.channel)],
        journal: mortal.journal(journal),
        settings: { read: () => ({ settings, complaints: [] }), write: () => {} },
      },
      (what) => mortal.alive && this.reports.push(what),
      refused,
    );
    this.#running = { engine, mortal, journal };
    engine.start({
      stage: 'live',
      settings,
      orderTag: journal.orderTag(),
      venue: this.exchange.server.restUrl,
      troubles: [],
      entriesOff: lostPast(journal.problems()),
    });
    if (recovers) await this.until('the recovery lock is off', () => !this.engine.state.live.recovery && this.streamsAreOpen());
  }

  /** As by SIGTERM. */
  async stops(): Promise<void> {
    await this.#running?.engine.stop();
  }

  /** As by SIGKILL: nothing more is written, told or sent from this moment on; what had left is the exchange's business. */
  async dies(): Promise<void> {
    await this.#running?.mortal.dies();
    this.#running?.journal.close();
  }

  async close(): Promise<void> {
    await this.dies();
    await this.#relay?.goesDown();
    await this.exchange.close();
  }

  get engine(): Engine {
    if (!this.#running) throw new Error('the flow was not started');
    return this.#running.engine;
  }
  get journal(): Journal {
    if (!this.#running) throw new Error('the flow was not started');
    return this.#running.journal;
  }

  get network(): Relay {
    if (!this.#relay) throw new Error('the flow has no network of its own');
    return this.#relay;
  }

  // ── the world's verbs ──────────────────────────────────────────────────────────────────────────────────────────────

  /** The last closed 3-minute candle, whichever it is when the message comes: the aggressive target (W15). */
  candleHighIs(high: string): void {
    const openTime = Math.floor(this.clock.now() / CANDLE_MS) * CANDLE_MS;
    const row = (n: number) => [openTime + n * CANDLE_MS, '100', high, '99', '100'] as const;
    this.exchange.market.setCandles('BTCUSDT', '3m', [-3, -2, -1, 0, 1].map(row));
  }
  markIs(mark: string): void {
    this.exchange.setMark('BTCUSDT', mark);
  }
  /** Moves the mark and waits until the engine has seen it. */
  async marks(mark: string): Promise<void> {
    this.markIs(mark);
    await this.until(`the engine sees ${mark}`, () => this.engine.state.live.marks[BTC] === mark);
  }
  /** A book that offers just this much to our sells (bids) and buys (asks). */
  depthIs(bids: readonly (readonly [string, string])[], asks: readonly (readonly [string, string])[] = []): void {
    this.exchange.setDepth('BTCUSDT', bids, asks);
  }
  depthIsGenerous(): void {
    this.exchange.market.freeDepth('BTCUSDT');
  }
  leadingMarket(ticker = 'BTC'): number {
    return this.channel.posts(leadingMarket(ticker));
  }
  /** The same post told a second time, as after a reconnect. */
  repeats(messageId: number): void {
    this.channel.posts(leadingMarket('BTC'), { messageId });
  }
  risk(ticker = 'BTC'): number {
    return this.channel.posts(riskFor(ticker));
  }

  // ── stations of the ladder ─────────────────────────────────────────────────────────────────────────────────────────

  async reachesMonitoring(): Promise<void> {
    this.leadingMarket();
    await this.until('a target is watched', () => this.engine.state.durable.monitors.some(({ plan }) => plan.status === 'waiting'));
  }
  /** The entry rests at 110: the mark stands above the trigger 109.89 and below the target. */
  async reachesEntryOrder(): Promise<void> {
    await this.reachesMonitoring();
    this.markIs('109.9');
    await this.until('the entry works', () => this.order('entry1')?.status === 'working');
  }
  async reachesPhase1(): Promise<void> {
    await this.reachesEntryOrder();
    this.markIs('110.02');
    await this.reaches('PHASE1');
  }
  /** The second entry rests at 126.5; its trigger is 126.3735. */
  async reachesSecondEntry(): Promise<void> {
    await this.reachesPhase1();
    this.markIs('126.4');
    await this.until('the second entry works', () => this.order('entry2')?.status === 'working');
  }
  /** Both entries filled, the MDD stop stands. Nothing is offered for sale, so that the break-even exit (W43, D4) has to rest. */
  async reachesPhase2WithStop(): Promise<void> {
    await this.reachesSecondEntry();
    this.depthIs([['126.5', '1000']]);
    await this.until('the MDD stop works', () => this.order('mddStop')?.status === 'working');
  }

  // ── questions and waiting ──────────────────────────────────────────────────────────────────────────────────────────

  readonly symbol = BTC;
  get phase(): PhaseWord {
    const { durable } = this.engine.state;
    if (durable.ladder) return phaseOf(durable, durable.ladder);
    return durable.monitors.length > 0 || durable.preparation ? 'MONITORING' : 'IDLE';
  }
  /** The latest order of ours in this role. */
  order(role: OrderRecord['role']): OrderRecord | undefined {
    return Object.values(this.engine.state.durable.orders)
      .filter((order) => order.role === role)
      .at(-1);
  }
  streamsAreOpen(): boolean {
    const { prices, account } = this.engine.state.live.streams;
    return prices.open && account.open;
  }
  async reaches(phase: PhaseWord): Promise<void> {
    await this.until(`phase ${phase}`, () => this.phase === phase);
  }
  async says(code: string): Promise<void> {
    await this.until(`"${code}" is said`, () => this.codes().includes(code));
  }
  until(what: string, holds: () => boolean): Promise<void> {
    return until(what, holds, () => `phase ${this.phase}\n${this.lastWords()}`);
  }

  codes(): readonly string[] {
    return this.journal.audit(0, 1_000_000).flatMap(({ entry }) => (entry.kind === 'trade' ? [] : [entry.code]));
  }
  trades(): readonly ClosedTrade[] {
    return this.journal.trades(100);
  }
  requests(method: string, path: string): readonly LoggedRequest[] {
    return this.exchange.server.log.of(method, path);
  }
  /** Every order the exchange has ever accepted, ours and by hand, oldest first. */
  ordersAtVenue(): readonly Order[] {
    return this.exchange.venue.orders(trader.accountId);
  }
  stopsAtVenue(): readonly AlgoOrder[] {
    return this.exchange.venue.algos(trader.accountId);
  }
  openAtVenue(): number {
    const { venue } = this.exchange;
    return venue.openOrders(trader.accountId).length + venue.waitingAlgos(trader.accountId).length;
  }
  /** Signed; "0" when there is none. */
  positionAtVenue(): string {
    const rows = this.exchange.venue.positions(trader.accountId, BTC);
    return rows.find(({ amount }) => amount !== '0')?.amount ?? '0';
  }
  /** Sides and kinds of all orders that the exchange accepted, for instance "SELL LIMIT 110". */
  accepted(): readonly string[] {
    const plain = this.ordersAtVenue().filter(({ algoId }) => algoId === undefined);
    return [
      ...plain.map(({ side, type, price }) => (type === 'MARKET' ? `${side} MARKET` : `${side} LIMIT ${price}`)),
      ...this.stopsAtVenue().map(({ side, type, triggerPrice }) => `${side} ${type} ${triggerPrice}`),
    ];
  }
  /** How everything stands once a symbol has started over; compared with `flatAfter(n)`. */
  ending() {
    const entered = this.ordersAtVenue().filter(({ side, clientOrderId }) => side === 'SELL' && bearsOurPrefix(clientOrderId));
    const sum = (quantities: readonly string[]): string => quantities.reduce((total, qty) => String(add(dec(total), dec(qty))), '0');
    return {
      phase: this.phase,
      position: this.positionAtVenue(),
      open: this.openAtVenue(),
      trades: this.trades().length,
      // The journal's trades hold exactly what the exchange filled: nothing doubled, nothing forgotten.
      unexplained: String(sub(dec(sum(entered.map(({ filledQty }) => filledQty))), dec(sum(this.trades().map(({ qty }) => qty))))),
      halted: this.engine.halted,
      reports: this.reports,
    };
  }
  lastWords(count = 25): string {
    return this.journal
      .audit(0, 1_000_000)
      .slice(-count)
      .map(({ entry }) => (entry.kind === 'trade' ? 'trade' : `${entry.rule} ${entry.code} ${JSON.stringify(entry.numbers)}`))
      .concat(this.reports)
      .join('\n');
  }
}

/** Opens a flow, starts it, runs the story and closes everything, whatever happens. */
export async function inFlow(options: FlowOptions, story: (flow: Flow) => Promise<void>): Promise<void> {
  const flow = await Flow.open(options);
  try {
    await flow.starts();
    await story(flow);
  } finally {
    await flow.close();
  }
}

export const flatAfter = (trades: number): ReturnType<Flow['ending']> => ({
  phase: 'IDLE',
  position: '0',
  open: 0,
  trades,
  unexplained: '0',
  halted: undefined,
  reports: [],
});
