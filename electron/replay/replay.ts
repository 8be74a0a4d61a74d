import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readWith } from '../../shared/contract/read-with.ts';
import { settingsPatchSchema } from '../../shared/contract/settings.ts';
import { defaultSettings, type Settings } from '../../shared/domain/settings.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { assumptionsOf } from './assumptions.ts';
import { type ReadCandles, readCandleFiles } from './candle-files.ts';
import { downloadCandles } from './download.ts';
import { readFunding } from './funding-file.ts';
import { FundingHistory, type FundingRow } from './funding-history.ts';
import type { ListedSymbol } from './history-market.ts';
import { type Options, readOptions, usage } from './options.ts';
import { type BadLine, readMessages, symbolsSpokenOf } from './read-messages.ts';
import { reportOf } from './report.ts';
import { writeReport } from './report-files.ts';
import { reportText } from './report-text.ts';
import { type ReplayMessage, runReplay } from './run-replay.ts';
import { assumedRules, readExchangeInfo } from './symbol-rules.ts';

export interface Terminal {
  /** The report. */
  readonly print: (text: string) => void;
  /** Progress and faults. */
  readonly tell: (line: string) => void;
}

/** An input that cannot be used; the sentence is for the person who gave it. */
class Unusable extends Error {}

const MOST_TOLD = 20;
const DAY_MS = 86_400_000;
/** 200 closed three-minute candles, the running one, and some air. */
const CANDLES_BEFORE_MS = 210 * 180_000;

/** The exit code: 0 replayed, 1 the engine halted or the output could not be written, 2 the input cannot be used. */
export async function replay(words: readonly string[], { print, tell }: Terminal): Promise<number> {
  const options = readOptions(words);
  if (options === 'help') {
    print(usage);
    return 0;
  }
  if ('fault' in options) {
    tell(`${options.fault}\nnpm run replay -- --help`);
    return 2;
  }
  try {
    return await replayWith(options, { print, tell });
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    tell(error.message);
    return 2;
  }
}

async function replayWith(options: Options, { print, tell }: Terminal): Promise<number> {
  const settings = settingsOf(options);
  const read = readMessages(basename(options.messages), contentsOf(options.messages), options.delayMs);
  const funding =
    options.funding === undefined ? undefined : readFunding(basename(options.funding), contentsOf(options.funding).toString());
  const spokenOf = symbolsSpokenOf(read.messages);
  if (read.messages.length === 0) throw new Unusable(`${options.messages}: no message could be read${reasons(read.bad)}`);
  const candles = await candlesOf(options, spokenOf, read.messages, tell);
  const badLines = [...read.bad, ...(funding?.bad ?? [])];
  const allBad = [...badLines, ...candles.bad];
  if (options.strict && allBad.length > 0) throw new Unusable(`${allBad.length} bad lines${reasons(allBad)}`);
  const { symbols, rulesFrom } = listedOf(options, candles);
  if (symbols.length === 0)
    throw new Unusable(`no candles for any symbol of the messages (${spokenOf.join(', ') || 'they name none'})${reasons(allBad)}`);

  const outcome = await runReplay({
    ...{ messages: read.messages, settings, wallet: options.wallet, makerFee: options.makerFee, takerFee: options.takerFee },
    market: { symbols, path: options.path, spreadPercent: options.spreadPercent, funding: new FundingHistory(fundingRows(funding)) },
    told: (at, from, until) => tell(`${new Date(at).toISOString().slice(0, 10)}: ${Math.floor(((at - from) / (until - from)) * 100)} %`),
  });
  const assumptions = assumptionsOf({
    ...{ options, settings, symbols, rulesFrom, stamped: read.stamped },
    messages: read.messages.length,
  });
  const report = reportOf({
    ...{ outcome, candles, symbols, badLines, spokenOf, assumptions, settings },
    rulesAssumed: rulesFrom === undefined,
  });
  print(reportText(report));
  if (options.out !== undefined) {
    writeReport(options.out, report, outcome.equity);
    tell(`written to ${options.out}`);
  }
  return outcome.halted === undefined ? 0 : 1;
}

const fundingRows = (funding: { readonly rows: readonly FundingRow[] } | undefined): readonly FundingRow[] => funding?.rows ?? [];

function settingsOf({ settings: path, entryChannel, riskChannel }: Options): Settings {
  const channels = {
    ...(entryChannel !== undefined && { entryChannelId: entryChannel }),
    ...(riskChannel !== undefined && { riskChannelId: riskChannel }),
  };
  if (path === undefined) return { ...defaultSettings, ...channels };
  const read = readWith(settingsPatchSchema, jsonOf(path));
  if (!read.ok) throw new Unusable(`${path}: ${read.error.field}: ${read.error.reason.en}`);
  const given = Object.fromEntries(Object.entries(read.value).filter(([, value]) => value !== undefined));
  return { ...defaultSettings, ...given, ...channels };
}

async function candlesOf(
  { candles, venue, cache, days }: Options,
  spokenOf: readonly string[],
  messages: readonly ReplayMessage[],
  tell: Terminal['tell'],
): Promise<ReadCandles> {
  const [first, last] = [messages[0]?.arrivesAt ?? 0, messages.at(-1)?.arrivesAt ?? 0];
  try {
    if (venue !== undefined)
      await downloadCandles({
        ...{ venue, folder: cache, symbols: spokenOf, clock: systemClock, tell },
        ...{ from: first - CANDLES_BEFORE_MS, until: last + days * DAY_MS },
      });
    return readCandleFiles(venue === undefined ? candles : cache, new Set(spokenOf));
  } catch (error) {
    throw new Unusable(`${venue ?? candles}: ${(error as Error).message}`);
  }
}

/** What the exchange of the replay lists: symbols with candles and, where an exchangeInfo is given, with a row in it. */
function listedOf(
  { symbols: given, venue, cache }: Options,
  { series }: ReadCandles,
): { readonly symbols: readonly ListedSymbol[]; readonly rulesFrom: string | undefined } {
  const path = given ?? (venue === undefined ? undefined : join(cache, 'exchangeInfo.json'));
  if (path === undefined) return { symbols: series.map((each) => ({ series: each, rules: assumedRules(each) })), rulesFrom: undefined };
  const read = readExchangeInfo(contentsOf(path).toString());
  if (typeof read === 'string') throw new Unusable(`${path}: ${read}`);
  const symbols = series.flatMap((each) => {
    const rules = read.rules.get(each.symbol);
    return rules === undefined ? [] : [{ series: each, rules }];
  });
  return { symbols, rulesFrom: basename(path) };
}

function contentsOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Unusable(`${path}: ${(error as Error).message}`);
  }
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(contentsOf(path).toString());
  } catch (error) {
    throw error instanceof Unusable ? error : new Unusable(`${path}: not JSON`);
  }
}

function reasons(bad: readonly BadLine[]): string {
  const told = bad.slice(0, MOST_TOLD).map(({ where, why }) => `\n  ${where}: ${why}`);
  return bad.length > MOST_TOLD ? `:${told.join('')}\n  … and ${bad.length - MOST_TOLD} more` : bad.length > 0 ? `:${told.join('')}` : '';
}
