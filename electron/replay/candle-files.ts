import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { symbolOf } from '../../shared/domain/ids.ts';
import { type CandleRow, CandleSeries } from './candle-series.ts';
import { unitsOfPrice } from './price-units.ts';
import type { BadLine } from './read-messages.ts';

export interface ReadCandles {
  readonly series: readonly CandleSeries[];
  readonly bad: readonly BadLine[];
  /** Symbols whose candles cannot be used, and why. */
  readonly unusable: readonly { readonly symbol: string; readonly why: string }[];
  /** Rows that said the same as an earlier one. */
  readonly repeated: number;
}

const SECOND_MS = 1_000;
const fields = ['openTime', 'open', 'high', 'low', 'close'] as const;
type Field = (typeof fields)[number];
type Cells = Readonly<Partial<Record<Field | 'symbol', string>>>;

/** "BTCUSDT-1m-2026-10.csv", as the exchange names its public files. */
const namedFile = /^([A-Z0-9]+)-(?:1s|1m|3m)(?:-[\w-]+)?\.(?:csv|jsonl)$/;
const candleFile = /\.(csv|jsonl)$/;

/** One file, or all `.csv` and `.jsonl` files of a folder. Only the wanted symbols are kept. */
export function readCandleFiles(path: string, wanted: ReadonlySet<string>): ReadCandles {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => candleFile.test(name))
        .sort()
        .map((name) => join(path, name))
    : [path];
  const collected = new CandleCollector(wanted);
  for (const file of files) {
    const own = namedFile.exec(basename(file))?.[1];
    if (own === undefined || wanted.has(own)) collected.file(basename(file), readFileSync(file, 'utf8'), own);
  }
  return collected.end();
}

export class CandleCollector {
  readonly #wanted: ReadonlySet<string>;
  readonly #rows = new Map<string, Map<number, CandleRow>>();
  readonly #bad: BadLine[] = [];
  #repeated = 0;

  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted;
  }

  /** `own`: the symbol that the file's name tells, for rows that name none. */
  file(name: string, text: string, own: string | undefined): void {
    let columns: readonly string[] | undefined;
    for (const [at, raw] of text
      .replace(/^\uFEFF/, '')
      .split('\n')
      .entries()) {
      const line = raw.trim();
      if (line === '') continue;
      if (at === 0 && !line.startsWith('{') && /[a-z]/i.test(line.split(',')[0] ?? '')) {
        const named = columnsOf(line);
        if (named !== undefined) {
          columns = named;
          continue;
        }
      }
      const cells = line.startsWith('{') ? cellsOfJson(line) : cellsOfCsv(line, columns);
      const why = typeof cells === 'string' ? cells : this.#take(cells, own);
      if (why !== undefined) this.#bad.push({ where: `${name}:${at + 1}`, why });
    }
  }

  end(): ReadCandles {
    const series: CandleSeries[] = [];
    const unusable: { readonly symbol: string; readonly why: string }[] = [];
    for (const [symbol, rows] of [...this.#rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const made = CandleSeries.of(symbolOf(symbol), [...rows.values()]);
      if (typeof made === 'string') unusable.push({ symbol, why: made });
      else series.push(made);
    }
    return { series, unusable, bad: this.#bad, repeated: this.#repeated };
  }

  #take(cells: Cells, own: string | undefined): string | undefined {
    const symbol = cells.symbol ?? own;
    if (symbol === undefined) return 'symbol: neither a column nor the name of the file tells it';
    if (!this.#wanted.has(symbol)) return undefined;
    const row = rowOf(cells);
    if (typeof row === 'string') return row;
    const known = this.#rows.get(symbol) ?? new Map<number, CandleRow>();
    this.#rows.set(symbol, known);
    const twin = known.get(row.openTime);
    if (twin === undefined) {
      known.set(row.openTime, row);
      return undefined;
    }
    if (fields.some((field) => twin[field] !== row[field]))
      return `${symbol} ${row.openTime}: an earlier row says otherwise; the earlier one is kept`;
    this.#repeated += 1;
    return undefined;
  }
}

/** A head line names its columns: ours (`openTime`) or the exchange's (`open_time`). */
function columnsOf(line: string): readonly string[] | undefined {
  const columns = line.split(',').map((name) => name.trim().replace(/^"|"$/g, '').replace('open_time', 'openTime'));
  return fields.every((field) => columns.includes(field)) ? columns : undefined;
}

/** The exchange's own order of columns, for files without a head line. */
const binanceColumns: readonly string[] = ['openTime', 'open', 'high', 'low', 'close', 'volume'];

function cellsOfCsv(line: string, columns: readonly string[] = binanceColumns): Cells | string {
  const values = line.split(',');
  if (values.length < Math.min(columns.length, 5)) return `${values.length} columns, at least ${Math.min(columns.length, 5)} are needed`;
  return Object.fromEntries(columns.map((name, n) => [name, values[n]?.trim().replace(/^"|"$/g, '')]));
}

function cellsOfJson(line: string): Cells | string {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  const cells: Partial<Record<Field | 'symbol', string>> = {};
  for (const name of [...fields, 'symbol'] as const) {
    const cell = value[name];
    if (typeof cell === 'string' || typeof cell === 'number') cells[name] = String(cell);
  }
  return cells;
}

function rowOf(cells: Cells): CandleRow | string {
  const openTime = /^\d{1,17}$/.test(cells.openTime ?? '') ? Number(cells.openTime) : undefined;
  if (openTime === undefined) return `openTime: must be milliseconds since 1970, got ${quoted(cells.openTime)}`;
  if (openTime > 1e14) return `openTime: must be milliseconds, not microseconds, got ${openTime}`;
  if (openTime % SECOND_MS !== 0) return `openTime: ${openTime} is no whole second`;
  const prices = { open: 0, high: 0, low: 0, close: 0 };
  for (const name of ['open', 'high', 'low', 'close'] as const) {
    const units = unitsOfPrice(cells[name] ?? '');
    if (units === undefined) return `${name}: must be a price above 0 with at most 8 decimals, got ${quoted(cells[name])}`;
    prices[name] = units;
  }
  const { open, high, low, close } = prices;
  if (high < Math.max(open, close) || low > Math.min(open, close)) return 'high and low do not enclose open and close';
  return { openTime, ...prices };
}

const quoted = (cell: string | undefined): string => (cell === undefined ? 'nothing' : JSON.stringify(cell.slice(0, 40)));
