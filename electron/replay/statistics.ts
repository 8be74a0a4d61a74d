import {
  add,
  type Dec,
  gt,
  isPositive,
  type Percent,
  percentChange,
  type Quote,
  ratio,
  roundTo,
  sub,
  times,
  zero,
} from '../../shared/domain/decimal.ts';
import type { ClosedTrade, ExitReason, Verdict } from '../../shared/domain/record.ts';
import type { CandleSeries, Gap } from './candle-series.ts';
import type { EquityPoint, OpenPosition, ReplayOutcome } from './run-replay.ts';

export interface RuleCount {
  readonly rule: string;
  readonly code: string;
  readonly verdict: Verdict;
  readonly count: number;
}
export interface JudgedMessage {
  readonly at: number;
  readonly channelId: number;
  readonly messageId: number;
  readonly symbol: string | null;
  readonly verdict: Verdict | null;
  readonly rule: string | null;
  readonly code: string | null;
}
export interface TradeRow extends Omit<ClosedTrade, 'grossPnl'> {
  /** After fees; null when the fees are not known. */
  readonly pnl: Quote | null;
  /** Candles are missing while it was open: what happened there was not played. */
  readonly overGap: boolean;
}
export interface ExitCount {
  readonly exit: ExitReason;
  readonly trades: number;
  readonly pnl: Quote;
}

export interface Statistics {
  readonly period: { readonly from: string; readonly until: string; readonly ended: ReplayOutcome['ended'] };
  readonly messages: {
    readonly read: number;
    readonly notReplayed: number;
    readonly byVerdict: readonly { readonly verdict: Verdict | 'unjudged'; readonly count: number }[];
  };
  readonly rules: readonly RuleCount[];
  readonly trades: readonly TradeRow[];
  readonly money: {
    readonly start: Quote;
    readonly end: Quote;
    readonly net: Quote;
    readonly netPercent: Percent;
    readonly funding: Quote;
    readonly fees: Quote;
    /** Of the equity: once a minute while a position was open, and at each close. */
    readonly maxDrawdown: Quote;
    readonly maxDrawdownPercent: Percent;
    readonly wins: number;
    /** Percent; null without trades. */
    readonly winRate: Percent | null;
    readonly averagePnl: Quote | null;
    readonly averageRoi: Percent | null;
    readonly byExit: readonly ExitCount[];
  };
  readonly unresolved: {
    readonly positions: readonly (Omit<OpenPosition, 'openedAt'> & { readonly openedAt: string | null })[];
    readonly openOrders: number;
    readonly watched: ReplayOutcome['watched'];
  };
  readonly gaps: readonly { readonly symbol: string; readonly from: string; readonly until: string }[];
  /** Targets made of fewer closed candles than the 200 that the exchange would have served. */
  readonly shortTargets: readonly { readonly at: string; readonly symbol: string; readonly candles: number }[];
  readonly oddities: readonly string[];
}

export const timeOf = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');
const FULL_HISTORY = 200;

export function statisticsOf(outcome: ReplayOutcome, series: readonly CandleSeries[]): Statistics {
  const gapsOf = new Map(
    series.map((each) => [each.symbol, each.gaps().filter(({ from, until }) => until > outcome.from && from < outcome.until)]),
  );
  const trades = outcome.trades.map((trade) => rowOf(trade, gapsOf.get(trade.symbol) ?? []));
  return {
    period: { from: timeOf(outcome.from), until: timeOf(outcome.until), ended: outcome.ended },
    messages: {
      read: outcome.messages.length + outcome.notReplayed,
      notReplayed: outcome.notReplayed,
      byVerdict: countsOf(outcome.messages.map(({ verdict }) => verdict?.verdict ?? 'unjudged')).map(([verdict, count]) => ({
        verdict,
        count,
      })),
    },
    rules: rulesOf(outcome),
    trades,
    money: moneyOf(outcome, trades),
    unresolved: {
      positions: outcome.open.map((open) => ({ ...open, openedAt: open.openedAt === undefined ? null : timeOf(open.openedAt) })),
      openOrders: outcome.openOrders,
      watched: outcome.watched,
    },
    gaps: [...gapsOf].flatMap(([symbol, gaps]) => gaps.map(({ from, until }) => ({ symbol, from: timeOf(from), until: timeOf(until) }))),
    shortTargets: outcome.monitoring
      .filter(({ candles }) => candles < FULL_HISTORY)
      .map(({ at, symbol, candles }) => ({ at: timeOf(at), symbol, candles })),
    oddities: outcome.oddities.map(({ at, said }) => `${timeOf(at)} ${said.rule} ${said.code}`),
  };
}

export const judgedOf = (outcome: ReplayOutcome): readonly JudgedMessage[] =>
  outcome.messages.map(({ receivedAt, channelId, messageId, verdict }) => ({
    ...{ at: receivedAt, channelId, messageId, symbol: verdict?.symbol ?? null },
    ...{ verdict: verdict?.verdict ?? null, rule: verdict?.rule ?? null, code: verdict?.code ?? null },
  }));

function rulesOf({ messages }: ReplayOutcome): readonly RuleCount[] {
  const heads = new Map<string, Omit<RuleCount, 'count'>>();
  const names = messages.flatMap(({ verdict }) => {
    if (verdict === undefined) return [];
    const name = `${verdict.rule} ${verdict.code} ${verdict.verdict}`;
    heads.set(name, { rule: verdict.rule, code: verdict.code, verdict: verdict.verdict });
    return [name];
  });
  return countsOf(names).flatMap(([name, count]) => {
    const head = heads.get(name);
    return head === undefined ? [] : [{ ...head, count }];
  });
}

/** Most frequent first; equal ones by their name. */
function countsOf<T extends string>(values: readonly T[]): readonly (readonly [T, number])[] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

function rowOf(trade: ClosedTrade, gaps: readonly Gap[]): TradeRow {
  const { symbol, openedAt, closedAt, step, qty, entryAverage, exitAverage, exit, fees, grossPnl, roi } = trade;
  return {
    ...{ symbol, openedAt, closedAt, step, qty, exit, fees, roi: roundTo(roi, 4) },
    ...{ entryAverage: roundTo(entryAverage, 8), exitAverage: roundTo(exitAverage, 8) },
    pnl: fees === null ? null : roundTo(sub(grossPnl, fees), 8),
    overGap: gaps.some(({ from, until }) => from < closedAt && until > openedAt),
  };
}

function moneyOf({ equity, funding }: ReplayOutcome, trades: readonly TradeRow[]): Statistics['money'] {
  const start = equity[0]?.wallet ?? zero<'quote'>();
  const end = equity.at(-1)?.wallet ?? start;
  const known = trades.flatMap(({ pnl }) => (pnl === null ? [] : [pnl]));
  const wins = known.filter((pnl) => isPositive(pnl)).length;
  const byExit = countsOf(trades.map(({ exit }) => exit)).map(([exit, count]) => ({
    ...{ exit, trades: count },
    pnl: sumOf(trades.flatMap((trade) => (trade.exit === exit && trade.pnl !== null ? [trade.pnl] : []))),
  }));
  return {
    ...{ start, end, net: sub(end, start), netPercent: roundTo(percentChange(end, start) ?? zero(), 4), funding, ...drawdownOf(equity) },
    fees: sumOf(trades.flatMap(({ fees }) => (fees === null ? [] : [fees]))),
    ...{ wins, byExit },
    winRate: shareOf(wins, trades.length),
    averagePnl: meanOf(known),
    averageRoi: meanOf(trades.map(({ roi }) => roi)),
  };
}

const sumOf = <U extends string>(values: readonly Dec<U>[]): Dec<U> => values.reduce((sum, value) => add(sum, value), zero<U>());
const meanOf = <U extends string>(values: readonly Dec<U>[]): Dec<U> | null => {
  const mean = ratio(sumOf(values), String(values.length) as Dec<U>);
  return mean === undefined ? null : (roundTo(mean, 4) as unknown as Dec<U>);
};

/** Percent; null of nothing. */
function shareOf(part: number, all: number): Percent | null {
  const share = ratio(String(part) as Percent, String(all) as Percent);
  return share === undefined ? null : roundTo(times(share as unknown as Percent, '100'), 2);
}

function drawdownOf(equity: readonly EquityPoint[]): { readonly maxDrawdown: Quote; readonly maxDrawdownPercent: Percent } {
  let peak = equity[0]?.equity ?? zero<'quote'>();
  let [maxDrawdown, maxDrawdownPercent] = [zero<'quote'>(), zero<'percent'>()];
  for (const point of equity) {
    if (gt(point.equity, peak)) peak = point.equity;
    const fall = sub(peak, point.equity);
    if (gt(fall, maxDrawdown)) maxDrawdown = fall;
    const percent = percentChange(point.equity, peak);
    if (percent !== undefined && gt(sub(zero<'percent'>(), percent), maxDrawdownPercent))
      maxDrawdownPercent = sub(zero<'percent'>(), percent);
  }
  return { maxDrawdown: roundTo(maxDrawdown, 8), maxDrawdownPercent: roundTo(maxDrawdownPercent, 4) };
}
