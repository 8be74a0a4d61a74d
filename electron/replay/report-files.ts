import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from './report.ts';
import type { EquityPoint } from './run-replay.ts';
import { timeOf } from './statistics.ts';

/** `trades.csv`, `equity.csv`, `rules.csv` and `report.json`: numbers as decimal text, times in UTC. Older files of these names are replaced. */
export function writeReport(folder: string, report: Report, equity: readonly EquityPoint[]): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of reportFiles(report, equity)) writeFileSync(join(folder, name), text);
}

export function reportFiles(report: Report, equity: readonly EquityPoint[]): readonly (readonly [name: string, text: string])[] {
  return [
    [
      'trades.csv',
      csv([
        ['symbol', 'openedAt', 'closedAt', 'step', 'qty', 'entryAverage', 'exitAverage', 'exit', 'fees', 'pnl', 'roiPercent', 'overGap'],
        ...report.trades.map((trade) => [
          ...[trade.symbol, timeOf(trade.openedAt), timeOf(trade.closedAt), String(trade.step), trade.qty],
          ...[trade.entryAverage, trade.exitAverage, trade.exit, trade.fees ?? '', trade.pnl ?? '', trade.roi, String(trade.overGap)],
        ]),
      ]),
    ],
    ['equity.csv', csv([['at', 'wallet', 'equity'], ...equity.map(({ at, wallet, equity: worth }) => [timeOf(at), wallet, worth])])],
    [
      'rules.csv',
      csv([
        ['rule', 'code', 'verdict', 'count'],
        ...report.rules.map(({ rule, code, verdict, count }) => [rule, code, verdict, String(count)]),
      ]),
    ],
    ['report.json', `${JSON.stringify(report, null, 2)}\n`],
  ];
}

/** No cell can hold a comma or a quote: symbols, times, numbers and words of ours. */
const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => `${row.join(',')}\n`).join('');
