import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MarketSymbol, symbolOf } from '../../shared/domain/ids.ts';
import type { Candle } from '../../shared/domain/market.ts';
import { createKlineHistory, type KlineHistory, MINUTES_A_PAGE } from '../adapters/exchange/ccxt/kline-history.ts';
import type { ClockPort } from '../ports/clock.ts';
import type { Reading } from '../ports/exchange.ts';
import { MINUTE_MS } from './candle-series.ts';

export interface DownloadTerms {
  readonly venue: string;
  /** Candles are kept here as `BTCUSDT-1m.csv`, the answer to exchangeInfo as `exchangeInfo.json`. */
  readonly folder: string;
  readonly symbols: readonly string[];
  /** Both ms; `until` is cut at the last candle that has ended. */
  readonly from: number;
  readonly until: number;
  readonly clock: ClockPort;
  readonly tell: (line: string) => void;
}

/** Which span of each symbol the folder holds. */
type Index = Readonly<Record<string, { readonly from: number; readonly until: number }>>;

const RETRIES = 3;
const RETRY_MS = 1_000;
/** A ban that lasts longer is not waited for. */
const LONGEST_WAIT_MS = 5 * MINUTE_MS;

/** Fetches what the folder does not hold yet, page by page. A symbol is written when it is whole. Throws a sentence when the venue does not answer. */
export async function downloadCandles(terms: DownloadTerms): Promise<void> {
  const { venue, folder, symbols, clock, tell } = terms;
  const from = Math.floor(terms.from / MINUTE_MS) * MINUTE_MS;
  const until = Math.floor(Math.min(terms.until, clock.now()) / MINUTE_MS) * MINUTE_MS;
  mkdirSync(folder, { recursive: true });
  const index = readIndex(folder);
  const missing = symbols.filter((symbol) => !((index[symbol]?.from ?? Infinity) <= from && (index[symbol]?.until ?? 0) >= until));
  if (missing.length === 0) return tell(`${folder} holds all candles already`);
  const history = createKlineHistory({ restUrl: venue, clock });
  try {
    const info = await patiently(() => history.readExchangeInfo(), 'exchangeInfo', clock, tell);
    write(join(folder, 'exchangeInfo.json'), `${JSON.stringify(info)}\n`);
    const listed = namesOf(info);
    const held: Record<string, { readonly from: number; readonly until: number }> = { ...index };
    for (const [n, symbol] of missing.entries()) {
      if (listed.has(symbol)) {
        const candles = await minutesOf(history, symbolOf(symbol), { from, until }, clock, tell);
        write(join(folder, `${symbol}-1m.csv`), csvOf(candles));
        tell(
          `${symbol}: ${candles.length} candles (${n + 1} of ${missing.length}, weight ${history.weight().usedWeight} of ${history.weight().weightLimit})`,
        );
      } else tell(`${symbol}: the venue does not list it`);
      held[symbol] = { from, until };
      write(join(folder, 'downloaded.json'), `${JSON.stringify(held, null, 2)}\n`);
    }
  } finally {
    await history.close();
  }
}

type Span = { readonly from: number; readonly until: number };

async function minutesOf(
  history: KlineHistory,
  symbol: MarketSymbol,
  { from, until }: Span,
  clock: ClockPort,
  tell: DownloadTerms['tell'],
) {
  const candles: Candle[] = [];
  // A page ends where the next one begins, so the loop is bounded by the span whatever the venue answers.
  for (let start = from; start < until; start += MINUTES_A_PAGE * MINUTE_MS) {
    const end = Math.min(until, start + MINUTES_A_PAGE * MINUTE_MS) - 1;
    const page = await patiently(() => history.readMinutes(symbol, start, end), symbol, clock, tell);
    for (const candle of page) if (candle.openTime >= start && candle.openTime <= end) candles.push(candle);
  }
  return candles;
}

/** A budget that is short for now is waited for; anything else is asked for again a few times. */
async function patiently<T>(ask: () => Promise<Reading<T>>, what: string, clock: ClockPort, tell: DownloadTerms['tell']): Promise<T> {
  for (let failures = 0; ; ) {
    const reading = await ask();
    if (reading.kind === 'read') return reading.value;
    const waitMs = reading.until === undefined ? RETRY_MS : reading.until - clock.now();
    if (reading.until === undefined) failures += 1;
    if (failures > RETRIES || waitMs > LONGEST_WAIT_MS) throw new Error(`${what}: ${reading.message}`);
    tell(`${what}: ${reading.message}; again in ${Math.ceil(waitMs / 1000)} s`);
    await new Promise<void>((resolve) => clock.after(Math.max(0, waitMs), resolve));
  }
}

const csvOf = (candles: readonly Candle[]): string =>
  [
    'openTime,open,high,low,close',
    ...candles.map(({ openTime, open, high, low, close }) => [openTime, open, high, low, close].join(',')),
    '',
  ].join('\n');

function namesOf(info: unknown): ReadonlySet<string> {
  const { symbols } = info as { readonly symbols: readonly { readonly symbol?: unknown }[] };
  return new Set(symbols.map(({ symbol }) => String(symbol)));
}

function readIndex(folder: string): Index {
  try {
    return JSON.parse(readFileSync(join(folder, 'downloaded.json'), 'utf8')) as Index;
  } catch {
    // Absent or damaged: everything is fetched again.
    return {};
  }
}

/** Whole or not at all. */
function write(path: string, text: string): void {
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}
