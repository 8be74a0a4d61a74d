import { add, cost, type Price, type Qty, type Quote, sub, zero } from '../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../shared/domain/ids.ts';
import type { ClosedTrade, Said } from '../../shared/domain/record.ts';
import type { Journal } from '../adapters/journal/journal.ts';
import type { MessageFact } from '../core/event.ts';
import type { MessageRow } from '../ports/journal.ts';
import { quietUntil } from './quiet.ts';
import { ACCOUNT, type DeskTerms, ReplayDesk } from './replay-desk.ts';
import { SparseJournal } from './sparse-journal.ts';

export interface ReplayMessage {
  /** When the engine hears it, ms. */
  readonly arrivesAt: number;
  readonly fact: MessageFact;
}

export interface ReplayTerms extends Omit<DeskTerms, 'journal' | 'startsAt'> {
  /** In the order of arrival; at least one. */
  readonly messages: readonly ReplayMessage[];
  /** False plays every second; the result is the same (a test says so). */
  readonly leaps?: boolean;
  /** Sees every row; for tests. */
  readonly journal?: Journal;
  readonly told?: (at: number, from: number, until: number) => void;
}

export interface EquityPoint {
  readonly at: number;
  readonly wallet: Quote;
  /** Wallet and what the open position would bring at the last price, before fees. */
  readonly equity: Quote;
}
export interface OpenPosition {
  readonly symbol: MarketSymbol;
  /** Negative: short. */
  readonly amount: Qty;
  readonly entryPrice: Price;
  readonly openedAt: number | undefined;
  /** The last price there was; absent without any. */
  readonly lastPrice: Price | undefined;
  readonly unrealized: Quote | undefined;
}
export interface MonitorStarted {
  readonly at: number;
  readonly symbol: MarketSymbol;
  /** Closed candles that its target was made of; the exchange would have served 200. */
  readonly candles: number;
}

export interface ReplayOutcome {
  readonly from: number;
  readonly until: number;
  readonly ended: 'allDone' | 'endOfCandles' | 'endOfCandlesWhileOpen' | 'halted';
  readonly halted: string | undefined;
  /** In the order of arrival. */
  readonly messages: readonly MessageRow[];
  readonly notReplayed: number;
  readonly monitoring: readonly MonitorStarted[];
  readonly trades: readonly ClosedTrade[];
  readonly equity: readonly EquityPoint[];
  readonly funding: Quote;
  readonly open: readonly OpenPosition[];
  readonly openOrders: number;
  readonly watched: readonly { readonly symbol: MarketSymbol; readonly target: Price | undefined }[];
  /** Moments at which the engine said that its price source was dead or an order unknown: a replay has neither. */
  readonly oddities: readonly { readonly at: number; readonly said: Said }[];
  readonly seconds: { readonly played: number; readonly leapt: number };
}

const ALL = Number.MAX_SAFE_INTEGER;
/** For the start-up checks. */
const RUN_UP_MS = 60_000;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const TELL_EVERY_S = 86_400;

export async function runReplay(terms: ReplayTerms): Promise<ReplayOutcome> {
  const { messages, market, leaps = true } = terms;
  const first = messages[0];
  if (first === undefined) throw new Error('no messages');
  const startsAt = Math.floor((first.arrivesAt - RUN_UP_MS) / SECOND_MS) * SECOND_MS;
  const endOfCandles = market.symbols.reduce((end, { series }) => Math.max(end, series.until), 0);
  const endOf = new Map(market.symbols.map(({ rules, series }) => [rules.symbol, series.until]));
  const journal = terms.journal ?? new SparseJournal('replay');
  const desk = new ReplayDesk({ ...terms, journal, startsAt });
  const { clock, engine } = desk;
  const equity: EquityPoint[] = [pointOf(desk)];
  const seconds = { played: 0, leapt: 0 };
  let posted = 0;
  let tradeClosed = false;
  engine.watch(({ log }) => {
    if (log.some(({ kind }) => kind === 'trade')) tradeClosed = true;
  });

  const ended = (): ReplayOutcome['ended'] | undefined => {
    const now = clock.now();
    if (engine.halted !== undefined) return 'halted';
    const { ladder, monitors } = engine.state.durable;
    if (ladder !== undefined && now >= (endOf.get(ladder.symbol) ?? 0)) return 'endOfCandlesWhileOpen';
    if (now >= endOfCandles) return 'endOfCandles';
    const heard = (messages[posted - 1]?.arrivesAt ?? 0) + SECOND_MS < now;
    return posted === messages.length && heard && monitors.length === 0 && desk.idle ? 'allDone' : undefined;
  };

  desk.start();
  let end = ended();
  while (end === undefined) {
    const now = clock.now();
    const leap =
      leaps && desk.idle ? quietUntil(engine.state, market.symbols, now, messages[posted]?.arrivesAt ?? endOfCandles) : undefined;
    if (leap !== undefined) {
      seconds.leapt += (leap - now) / SECOND_MS;
      clock.setWall(leap);
      continue;
    }
    for (let next = messages[posted]; next !== undefined && next.arrivesAt <= now + SECOND_MS; next = messages[posted]) {
      desk.post(next.fact, next.arrivesAt);
      posted += 1;
    }
    await desk.passes(SECOND_MS);
    seconds.played += 1;
    if (seconds.played % TELL_EVERY_S === 0) terms.told?.(clock.now(), startsAt, endOfCandles);
    if (tradeClosed || (clock.now() % MINUTE_MS === 0 && engine.state.durable.ladder !== undefined)) equity.push(pointOf(desk));
    tradeClosed = false;
    end = ended();
  }

  equity.push(pointOf(desk));
  const outcome: ReplayOutcome = {
    ...{ from: startsAt, until: clock.now(), ended: end, halted: engine.halted, notReplayed: messages.length - posted, equity, seconds },
    messages: journal.messages(ALL).toReversed(),
    trades: journal.trades(ALL).toReversed(),
    ...notesOf(journal),
    ...standingOf(desk),
  };
  await desk.stop();
  return outcome;
}

function pointOf({ clock, venue, market }: ReplayDesk): EquityPoint {
  const { wallet, positions } = venue.account(ACCOUNT);
  const equity = positions.reduce((sum, { symbol, amount, entryPrice }) => {
    const price = amount === '0' ? undefined : market.lastPrice(symbol);
    return price === undefined ? sum : add(sum, cost(sub(price, entryPrice), amount));
  }, wallet);
  return { at: clock.now(), wallet, equity };
}

/** What the account holds at the end, and what the engine waits for. */
function standingOf({ engine, venue, market }: ReplayDesk): Pick<ReplayOutcome, 'funding' | 'open' | 'openOrders' | 'watched'> {
  const { ladder, monitors } = engine.state.durable;
  const payments = venue.incomes(ACCOUNT).filter(({ type }) => type === 'FUNDING_FEE');
  const held = venue.account(ACCOUNT).positions.filter(({ amount }) => amount !== '0');
  return {
    funding: payments.reduce((sum, { amount }) => add(sum, amount), zero<'quote'>()),
    open: held.map(({ symbol, amount, entryPrice }) => {
      const lastPrice = market.lastPrice(symbol);
      const openedAt = ladder?.symbol === symbol ? ladder.openedAt : undefined;
      return { symbol, amount, entryPrice, openedAt, lastPrice, unrealized: lastPrice && cost(sub(lastPrice, entryPrice), amount) };
    }),
    openOrders: venue.openOrders(ACCOUNT).length + venue.waitingAlgos(ACCOUNT).length,
    watched: monitors.map(({ symbol, plan }) => ({ symbol, target: plan.status === 'waiting' ? plan.target : undefined })),
  };
}

const odd: ReadonlySet<string> = new Set(['safetyLocked', 'illegalPhaseMove', 'portFaulted', 'orderUnknown']);

function notesOf(journal: Journal): Pick<ReplayOutcome, 'monitoring' | 'oddities'> {
  const monitoring: MonitorStarted[] = [];
  const oddities: { readonly at: number; readonly said: Said }[] = [];
  for (const { at, entry } of journal.audit(0, ALL)) {
    if (entry.kind !== 'note') continue;
    const { rule, code, numbers, symbol } = entry;
    if (code === 'monitoringStarted' && symbol !== undefined) monitoring.push({ at, symbol, candles: Number(numbers.candles) });
    if (odd.has(code)) oddities.push({ at, said: { rule, code, numbers } });
  }
  return { monitoring, oddities };
}
