import { type Dec, roundTo } from '../../shared/domain/decimal.ts';
import type { Report } from './report.ts';
import { timeOf } from './statistics.ts';

const MOST_NAMED = 20;

/** The report as a person reads it. The same report gives the same text. */
export function reportText(report: Report): string {
  return [
    section('Period', periodLines(report)),
    section('Assumptions', report.assumptions),
    section('Input', inputLines(report)),
    section('Messages', messageLines(report)),
    section('Rules that decided', ruleLines(report)),
    section(`Trades (${report.trades.length})`, tradeLines(report)),
    section('Equity', equityLines(report)),
    section('Not resolved', unresolvedLines(report)),
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): string => `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`;

/** Columns as wide as their widest cell; numbers stand to the right. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = (rows[0] ?? []).map((_, n) => {
    const cells = rows.map((row) => row[n] ?? '');
    return { width: Math.max(...cells.map(({ length }) => length)), right: cells.slice(1).every((cell) => /^[-—\d.]*$/.test(cell)) };
  });
  const spell = (cell: string, n: number): string => {
    const { width, right } = columns[n] ?? { width: 0, right: false };
    return right ? cell.padStart(width) : cell.padEnd(width);
  };
  return rows.map((row) => row.map(spell).join('  ').trimEnd());
}

/** Two decimals, half-up, also when they are zeros. */
function money(value: Dec<string> | null): string {
  if (value === null) return '—';
  const [whole = '', rest = ''] = roundTo(value, 2).split('.');
  return `${whole}.${rest.padEnd(2, '0')}`;
}

function some<T>(things: readonly T[], spell: (thing: T) => string): readonly string[] {
  const named = things.slice(0, MOST_NAMED).map(spell);
  return things.length > MOST_NAMED ? [...named, `… and ${things.length - MOST_NAMED} more (report.json has all)`] : named;
}

const endings: Readonly<Record<Report['period']['ended'], string>> = {
  allDone: 'all messages heard, nothing watched, nothing open',
  endOfCandles: 'the candles end here',
  endOfCandlesWhileOpen: 'the candles of an open position or order end here; what came later was not replayed',
  halted: 'the engine halted',
};

const periodLines = ({ period, halted }: Report): readonly string[] => [
  `${period.from} to ${period.until}: ${endings[period.ended]}`,
  ...(halted === null ? [] : [`halted: ${halted}`]),
];

function inputLines({ input, gaps, shortTargets, oddities }: Report): readonly string[] {
  const head = ['symbol', 'each s', 'candles', 'from', 'until', 'tick', 'step', 'smallest order'];
  const lines = [
    ...table([
      head,
      ...input.symbols.map((row) => [
        ...[row.symbol, String(row.seconds), String(row.count), row.from, row.until],
        ...[row.tickSize, row.stepSize, `${row.minNotional}${input.rulesAssumed ? ' (assumed)' : ''}`],
      ]),
    ]),
  ];
  const unknown = 'the exchange of this replay does not know them';
  if (input.noCandlesFor.length > 0) lines.push(`no candles for: ${input.noCandlesFor.join(', ')} (${unknown})`);
  if (input.notListed.length > 0) lines.push(`not in the exchangeInfo: ${input.notListed.join(', ')} (${unknown})`);
  lines.push(...input.unusable.map(({ symbol, why }) => `candles of ${symbol} are not used: ${why}`));
  if (input.repeatedCandles > 0) lines.push(`${input.repeatedCandles} candles stood twice`);
  const named = (what: string, things: readonly string[]): void => {
    if (things.length > 0) lines.push(`${things.length} ${what}:`, ...some(things, (thing) => `  ${thing}`));
  };
  named(
    'bad lines left out',
    input.badLines.map(({ where, why }) => `${where}: ${why}`),
  );
  named(
    'holes in the candles, where no price was told',
    gaps.map(({ symbol, from, until }) => `${symbol} ${from} to ${until}`),
  );
  named(
    'targets were made of fewer than 200 closed candles',
    shortTargets.map(({ at, symbol, candles }) => `${at} ${symbol}: ${candles}`),
  );
  named('things that a replay should not meet', oddities);
  return lines;
}

function messageLines({ messages }: Report): readonly string[] {
  const counts = messages.byVerdict.map(({ verdict, count }) => `${verdict} ${count}`);
  const rest = messages.notReplayed > 0 ? [`${messages.notReplayed} were not replayed: they came after the end`] : [];
  return [`${messages.read} read: ${counts.join(' · ') || 'none judged'}`, ...rest];
}

function ruleLines({ rules }: Report): readonly string[] {
  if (rules.length === 0) return ['none'];
  return table([
    ['rule', 'what it said', 'verdict', 'times'],
    ...rules.map(({ rule, code, verdict, count }) => [rule, code, verdict, String(count)]),
  ]);
}

function tradeLines({ trades }: Report): readonly string[] {
  if (trades.length === 0) return ['none'];
  const head = ['symbol', 'opened', 'closed', 'step', 'qty', 'entry', 'exit', 'why', 'fees', 'PnL', 'ROI %', ''];
  const rows = trades.map((trade) => [
    ...[trade.symbol, secondOf(trade.openedAt), secondOf(trade.closedAt), String(trade.step), trade.qty],
    ...[trade.entryAverage, trade.exitAverage, trade.exit],
    ...[money(trade.fees), money(trade.pnl), money(trade.roi)],
    trade.overGap ? 'over a hole' : '',
  ]);
  return table([head, ...rows]);
}
const secondOf = (at: number): string => timeOf(Math.floor(at / 1000) * 1000);

function equityLines({ money: sums }: Report): readonly string[] {
  const lines = [
    `wallet ${money(sums.start)} → ${money(sums.end)} (${money(sums.net)}, ${money(sums.netPercent)} %), fees of closed trades ${money(sums.fees)}, funding ${money(sums.funding)}`,
    `largest drawdown ${money(sums.maxDrawdown)} (${money(sums.maxDrawdownPercent)} %)`,
  ];
  if (sums.winRate !== null)
    lines.push(`won ${sums.wins} (${sums.winRate} %), average PnL ${money(sums.averagePnl)}, average ROI ${money(sums.averageRoi)} %`);
  if (sums.byExit.length > 0)
    lines.push(...table([['exit', 'trades', 'PnL'], ...sums.byExit.map(({ exit, trades, pnl }) => [exit, String(trades), money(pnl)])]));
  return lines;
}

function unresolvedLines({ unresolved }: Report): readonly string[] {
  const lines = unresolved.positions.map(
    ({ symbol, amount, entryPrice, openedAt, lastPrice, unrealized }) =>
      `${symbol} ${amount} at ${entryPrice} since ${openedAt ?? '—'} is still open: ${money(unrealized ?? null)} USDT at the last price ${lastPrice ?? '—'}. It counts as no trade`,
  );
  if (unresolved.openOrders > 0) lines.push(`${unresolved.openOrders} orders still stand`);
  lines.push(
    ...some(unresolved.watched, ({ symbol, target }) => `${symbol} is still watched${target === undefined ? '' : `, target ${target}`}`),
  );
  return lines.length > 0 ? lines : ['nothing'];
}
