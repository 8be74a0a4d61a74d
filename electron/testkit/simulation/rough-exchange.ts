import type { OrderId } from '../../../shared/domain/ids.ts';
import type { CallKind, SimulatedFaults } from '../../adapters/exchange/simulated/simulated-line.ts';
import type { ClockPort } from '../../ports/clock.ts';
import type { AccountPicture, ExchangePort } from '../../ports/exchange.ts';
import type { Dice } from './dice.ts';
import { RoughStream } from './rough-stream.ts';
import type { Story } from './story.ts';
import type { Sending, Witness } from './witness.ts';

export interface RoughOptions {
  readonly inner: ExchangePort;
  readonly faults: SimulatedFaults;
  /** The world's clock, which does not jump; wires know no wall clock. */
  readonly clock: ClockPort;
  /** Own wall clock less the exchange's, ms. */
  readonly skewMs: () => number;
  readonly dice: Dice;
  readonly witness: Witness;
  readonly story: Story;
  /** A dead process sends nothing more and hears nothing more; what it has sent goes its way. */
  readonly alive: () => boolean;
  readonly judge: Judge;
  /** When a picture last missed a row, over all processes. */
  readonly holes: { at: number };
}

/** Sees requests at the moment they leave, and bans at the moment they are told. */
export interface Judge {
  called(): void;
  leaves(orderId: OrderId, sending: Sending): void;
  told(bannedUntil: number): void;
}

const never = new Promise<never>(() => {});
/** A request that arrives later than this is refused by the real exchange (recvWindow 5 s). */
const LATEST_ARRIVAL_MS = 4_000;
/** The adapter waits no longer for an answer; what it then says is its own word for "unknown". */
const GIVES_UP_AFTER_MS = 5_000;
const LATEST_ANSWER_MS = 9_000;
const ROUND_TRIP_MS = 20;
/** So long a query by id may not find a new order; the books, the history and the trades are other tables, and faster. */
const QUERY_LAG_MS = 12_000;
/** So long a new order may be missing from what the exchange's readers see. */
const READER_LAG_MS = 3_000;
/** A reader that missed a row has caught up by then: two pictures further apart than a moment do not lie alike. */
const HOLES_APART_MS = 45_000;

const refusals: Readonly<Record<CallKind, readonly [number, ...number[]]>> = {
  place: [-1008, -1021, -1000, -1007, -9_999, -1015, -2019, -2010, -2015],
  cancel: [-1008, -1021, -1000, -1006, -9_999, -2011],
  query: [-1008, -1021, -1000, -1015],
  set: [-1008, -1021, -1000, -9_999],
  read: [-1008, -1021, -1000, -1003, -2015],
};

/** Codes that come with a 5xx: overloaded, unknown execution, internal. */
const serverErrors: readonly number[] = [-1000, -1006, -1007, -1008];

/** The wire between engine and exchange on a bad day. Everything that leaves or arrives passes here, and the witness sees it. */
export class RoughExchange {
  readonly port: ExchangePort;
  readonly stream: RoughStream;
  readonly #o: RoughOptions;
  #pictures: { readonly at: number; readonly value: AccountPicture }[] = [];
  /** Calls that have not come back; the runner lets promises settle while there are any. */
  outstanding = 0;

  constructor(options: RoughOptions) {
    this.#o = options;
    const { inner } = options;
    this.stream = new RoughStream(options);
    const read = <T>(name: string, run: () => Promise<T>): Promise<T> => this.#call('read', name, run);
    this.port = {
      open: (tell) => inner.open((fact) => this.stream.hears(fact, tell)),
      close: () => inner.close(),
      readMarkets: () => read('readMarkets', () => inner.readMarkets()),
      readClock: () =>
        read('readClock', async () => {
          const clock = await inner.readClock();
          return clock.kind === 'read' ? { ...clock, value: { ...clock.value, offsetMs: -options.skewMs() } } : clock;
        }),
      readCandles: (symbol, limit, interval) => read('readCandles', () => inner.readCandles(symbol, limit, interval)),
      readAccount: () => read('readAccount', () => this.#picture()),
      readEntryConditions: (symbol) => read('readEntryConditions', () => inner.readEntryConditions(symbol)),
      readBalances: () => read('readBalances', () => inner.readBalances()),
      readMarkPrices: (symbols) => read('readMarkPrices', () => inner.readMarkPrices(symbols)),
      setLeverage: (symbol) => this.#call('set', `setLeverage ${symbol}`, () => inner.setLeverage(symbol)),
      setMarginType: (symbol) => this.#call('set', `setMarginType ${symbol}`, () => inner.setMarginType(symbol)),
      placeOrder: (orderId, terms) => this.#place(orderId, () => inner.placeOrder(orderId, terms)),
      cancelOrder: (symbol, orderId, venueOrderId, book) =>
        this.#call('cancel', `cancel ${orderId}`, () => inner.cancelOrder(symbol, orderId, venueOrderId, book)),
      cancelSymbolOrders: (symbol, book) =>
        this.#call('cancel', `cancelAll ${symbol} ${book}`, () => inner.cancelSymbolOrders(symbol, book)),
      queryOrder: (symbol, orderId, book) =>
        this.#call('query', `query ${orderId}`, async () => {
          const sending = options.witness.sending(orderId);
          const fresh = options.clock.now() - sending.lastAt < QUERY_LAG_MS;
          const unseen = fresh && options.dice.strikes('falseNotFound');
          if (unseen) options.witness.suffered('new order not found yet');
          const asked = unseen ? ({ kind: 'notFound' } as const) : await inner.queryOrder(symbol, orderId, book);
          if (asked.kind === 'notFound') sending.notFounds += 1;
          return asked;
        }),
      traceOrder: (symbol, orderId, book, since) =>
        this.#call('query', `trace ${orderId}`, async () => {
          const sending = options.witness.sending(orderId);
          const arrivedAt = options.clock.now();
          const fresh = arrivedAt - sending.lastAt < READER_LAG_MS;
          const unseen = fresh && options.dice.strikes('falseNotFound');
          const traced = unseen ? ({ kind: 'notFound' } as const) : await inner.traceOrder(symbol, orderId, book, since);
          if (traced.kind === 'notFound') sending.untracedAt = arrivedAt;
          return traced;
        }),
      weight: () => inner.weight(),
    };
  }

  async #place(orderId: OrderId, run: () => Promise<Awaited<ReturnType<ExchangePort['placeOrder']>>>) {
    const { witness, clock, alive, judge } = this.#o;
    if (!alive()) return never;
    const sending = witness.sending(orderId);
    judge.leaves(orderId, sending);
    sending.count += 1;
    sending.lastAt = clock.now();
    sending.underWay += 1;
    sending.told = 'nothing';
    sending.notFounds = 0;
    sending.untracedAt = undefined;
    return this.#call(
      'place',
      `place ${orderId}`,
      async () => {
        const outcome = await run();
        sending.underWay -= 1;
        return outcome;
      },
      (outcome) => {
        sending.told = outcome.kind;
      },
    );
  }

  /** Once a second: what the exchange's readers that lag behind may still show. */
  remembers(): void {
    const { inner, clock, dice, alive } = this.#o;
    if (!alive() || !dice.possible('stalePicture')) return;
    const at = clock.now();
    void inner.readAccount().then((read) => {
      this.#pictures = this.#pictures.filter((picture) => clock.now() - picture.at <= READER_LAG_MS);
      if (read.kind === 'read') this.#pictures.push({ at, value: read.value });
    });
  }

  /** A picture that misses a row, as readers that lag behind show for a moment. */
  async #picture(): Promise<Awaited<ReturnType<ExchangePort['readAccount']>>> {
    const { inner, dice, story, clock, holes, witness } = this.#o;
    const read = await inner.readAccount();
    if (read.kind !== 'read' || clock.now() - holes.at < HOLES_APART_MS) return read;
    const earlier = this.#pictures.find((picture) => clock.now() - picture.at <= READER_LAG_MS);
    if (earlier && rowsOf(earlier.value) !== rowsOf(read.value) && dice.strikes('stalePicture')) {
      holes.at = clock.now();
      witness.suffered('stale snapshot');
      story.tell(clock.now(), 'wire', () => `the account picture is ${clock.now() - earlier.at} ms old`);
      return { ...read, value: earlier.value };
    }
    if (!dice.strikes('holedPicture')) return read;
    holes.at = clock.now();
    witness.suffered('partial snapshot');
    const { orders, positions } = read.value;
    const lost = dice.of('holes').whole(0, orders.length + positions.length - 1);
    const value: AccountPicture = {
      ...read.value,
      orders: orders.filter((_, at) => at !== lost),
      positions: positions.filter((_, at) => at !== lost - orders.length),
    };
    story.tell(clock.now(), 'wire', () => 'the account picture misses a row');
    return { ...read, value };
  }

  async #call<T>(kind: CallKind, name: string, run: () => Promise<T>, told?: (answer: T) => void): Promise<T> {
    const { witness, story, clock, alive } = this.#o;
    if (!alive()) return never;
    witness.counts.calls += 1;
    this.#o.judge.called();
    const requestMs = this.#delay(LATEST_ARRIVAL_MS);
    const answerMs = this.#delay(LATEST_ANSWER_MS);
    if (requestMs > 0) witness.suffered('request late');
    if (answerMs > 0) witness.suffered('answer late');
    const comes = this.#travels(kind, name, run, requestMs, answerMs);
    const answer = requestMs + answerMs + ROUND_TRIP_MS > GIVES_UP_AFTER_MS ? await this.#givesUp<T>(kind, name) : await comes;
    if (!alive()) return never;
    told?.(answer);
    story.tell(clock.now(), 'wire', () => `${name}: ${wordsOf(answer)}`);
    return this.#inOwnTime(answer);
  }

  /** The whole way there and back, also when nobody waits for its end any more. */
  async #travels<T>(kind: CallKind, name: string, run: () => Promise<T>, requestMs: number, answerMs: number): Promise<T> {
    this.outstanding += 1;
    try {
      if (requestMs > 0) await this.#pause(requestMs, `${name}: request delayed`);
      this.#spoil(kind, name);
      const answer = await run();
      if (answerMs > 0) await this.#pause(answerMs, `${name}: answer delayed`);
      return answer;
    } finally {
      this.outstanding -= 1;
    }
  }

  async #givesUp<T>(kind: CallKind, name: string): Promise<T> {
    this.#o.witness.suffered('answer later than anybody waits');
    await this.#pause(GIVES_UP_AFTER_MS, `${name}: will be given up after`);
    const why = `no answer within ${GIVES_UP_AFTER_MS} ms`;
    const unknown: Readonly<Record<CallKind, object>> = {
      place: { kind: 'unknown', why },
      cancel: { kind: 'unknown', why },
      set: { kind: 'unknown', why },
      query: { kind: 'failed', why },
      read: { kind: 'unread', part: name, reason: 'other', code: 0, message: why },
    };
    return unknown[kind] as T;
  }

  #delay(longestMs: number): number {
    const { dice } = this.#o;
    return dice.strikes('delay') ? dice.of('delays').whole(20, longestMs) : 0;
  }

  /** Puts at most one fault in the way of the call that follows at once. */
  #spoil(kind: CallKind, name: string): void {
    const { dice, faults, inner, story, clock, witness } = this.#o;
    const say = (what: string): void => story.tell(clock.now(), 'wire', () => `${name}: ${what}`);
    // While banned nothing is carried out, and a fault would wait for a later call.
    if (inner.weight().bannedUntil !== undefined) return;
    if (name === 'readMarkPrices' && this.stream.blind) {
      faults.loseRequest(kind);
      return say('the request is lost: no prices at all');
    }
    if (dice.strikes('lostAnswer')) {
      faults.loseAnswer(kind);
      witness.suffered('answer lost after execution');
      return say('the answer will be lost');
    }
    if (dice.strikes('lostRequest')) {
      faults.loseRequest(kind);
      witness.suffered('request lost');
      return say('the request is lost');
    }
    if (!dice.strikes('refusal')) return;
    const code = dice.of('codes').pick(refusals[kind]);
    faults.refuse(kind, code);
    witness.suffered(serverErrors.includes(code) ? 'refused with 5xx' : 'refused with another code');
    say(`will be answered ${code}`);
  }

  #pause(ms: number, why: string): Promise<void> {
    this.#o.story.tell(this.#o.clock.now(), 'wire', () => `${why} ${ms} ms`);
    return new Promise((resolve) => this.#o.clock.after(ms, resolve));
  }

  /** Moments in answers are told in the engine's own time. */
  #inOwnTime<T>(answer: T): T {
    const { until } = answer as { readonly until?: number };
    if (until === undefined) return answer;
    this.#o.judge.told(until);
    const own = until + this.#o.skewMs();
    return { ...answer, until: own };
  }
}

const rowsOf = ({ orders, positions }: AccountPicture): string => JSON.stringify([orders, positions]);

const wordsOf = (answer: unknown): string => {
  const { kind, reason, code, why, until } = answer as Readonly<Record<string, unknown>>;
  return [kind, reason, code, why, until === undefined ? undefined : `until ${String(until)}`]
    .filter((part) => part !== undefined)
    .join(' ');
};
