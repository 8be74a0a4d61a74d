import { parseArgs } from 'node:util';
import { isLoopback } from '../../shared/contract/loopback.ts';
import { type Dec, dec, gt, gte, type Quote, readDec, times } from '../../shared/domain/decimal.ts';
import type { PathChoice } from './history-market.ts';

export interface Options {
  readonly messages: string;
  /** A file, a folder, or `venue`. */
  readonly candles: string;
  /** Origin of the venue; set exactly when candles come from it. */
  readonly venue: string | undefined;
  /** Where downloaded candles are kept. */
  readonly cache: string;
  readonly days: number;
  readonly symbols: string | undefined;
  readonly settings: string | undefined;
  readonly funding: string | undefined;
  readonly entryChannel: number | undefined;
  readonly riskChannel: number | undefined;
  readonly wallet: Quote;
  /** Shares: "0.0002" is 0.02 %. */
  readonly makerFee: string;
  readonly takerFee: string;
  readonly spreadPercent: number;
  readonly delayMs: number;
  readonly path: PathChoice;
  readonly out: string | undefined;
  readonly strict: boolean;
}

export const usage = `npm run replay -- --messages FILE --candles FILE|FOLDER|venue [options]

  --messages FILE       received messages, one JSON line each (export of the app, or an inbox file)
  --candles PATH        candles of 1 or 3 minutes (or 1 second): CSV or JSONL, a file or a folder; or "venue"
  --venue URL           with --candles venue: origin of an exchange on this machine
  --cache FOLDER        where downloaded candles are kept (default: replay-candles)
  --days N              with --candles venue: candles for N days after the last message (default: 3)
  --symbols FILE        exchangeInfo as JSON: tick, step, smallest order
  --settings FILE       settings as in a profile; what is absent is the default
  --entry-channel ID    --risk-channel ID
  --wallet USDT         start of the wallet (default: 10000)
  --maker-fee PERCENT   (default: 0.02)      --taker-fee PERCENT   (default: 0.05)
  --spread PERCENT      distance of bid and ask from the price (default: one tick)
  --funding FILE        CSV symbol,fundingTime,fundingRate
  --path CHOICE         pessimistic | highFirst | lowFirst (default: pessimistic)
  --delay MS            from posting to hearing, for lines without receivedAt (default: 1000)
  --out FOLDER          writes trades.csv, equity.csv, rules.csv, report.json
  --strict              a bad line ends the replay
`;

const paths: readonly string[] = ['pessimistic', 'highFirst', 'lowFirst'] satisfies readonly PathChoice[];

/** Or what is wrong, in a sentence. */
export function readOptions(words: readonly string[]): Options | 'help' | { readonly fault: string } {
  const read = readWords(words);
  if (typeof read !== 'string') return read;
  return read === 'help' ? read : { fault: read };
}

function readWords(words: readonly string[]): Options | string {
  const text = { type: 'string' } as const;
  let given: Readonly<Record<string, string | boolean | undefined>>;
  try {
    given = parseArgs({
      args: joinNegatives(words),
      options: {
        ...{ messages: text, candles: text, venue: text, cache: text, days: text, symbols: text, settings: text, funding: text },
        ...{ 'entry-channel': text, 'risk-channel': text, wallet: text, 'maker-fee': text, 'taker-fee': text, spread: text },
        ...{ path: text, delay: text, out: text, strict: { type: 'boolean' }, help: { type: 'boolean' } },
      },
    }).values;
  } catch (error) {
    return (error as Error).message;
  }
  if (given.help === true) return 'help';
  const word = (name: string): string | undefined => (typeof given[name] === 'string' ? given[name] : undefined);
  const [messages, candles, venue, path = 'pessimistic'] = ['messages', 'candles', 'venue', 'path'].map(word);
  if (messages === undefined) return '--messages is missing';
  if (candles === undefined) return '--candles is missing';
  const venueFault = candles === 'venue' ? faultOfVenue(venue) : venue === undefined ? undefined : '--venue goes with --candles venue';
  if (venueFault !== undefined) return venueFault;
  if (!paths.includes(path)) return `--path must be one of ${paths.join(', ')}`;

  const wallet = readDec<'quote'>(word('wallet') ?? '10000');
  if (wallet === undefined || !gt(wallet, dec('0'))) return '--wallet must be an amount above 0';
  const makerFee = share(word('maker-fee') ?? '0.02');
  const takerFee = share(word('taker-fee') ?? '0.05');
  if (makerFee === undefined || takerFee === undefined) return '--maker-fee and --taker-fee must be percents from 0 to 100';
  if (share(word('spread') ?? '0') === undefined) return '--spread must be a percent from 0 to 100';
  const delayMs = whole(word('delay') ?? '1000', 0, 3_600_000);
  if (delayMs === undefined) return '--delay must be milliseconds from 0 to 3600000';
  const days = whole(word('days') ?? '3', 0, 60);
  if (days === undefined) return '--days must be a whole number from 0 to 60';
  const channels = ['entry-channel', 'risk-channel'].map(word).map((id) => (id === undefined ? undefined : Number(id)));
  if (channels.some((id) => id !== undefined && (!Number.isSafeInteger(id) || id === 0)))
    return '--entry-channel and --risk-channel must be channel ids such as -1002171239233';
  const [entryChannel, riskChannel] = channels;
  return {
    ...{
      messages,
      candles,
      venue: venue === undefined ? undefined : new URL(venue).origin,
      cache: word('cache') ?? 'replay-candles',
      days,
    },
    ...{ symbols: word('symbols'), settings: word('settings'), funding: word('funding'), out: word('out'), strict: given.strict === true },
    ...{ entryChannel, riskChannel, wallet, makerFee, takerFee, delayMs, path: path as PathChoice },
    spreadPercent: Number(word('spread') ?? '0'),
  };
}

/** Channel ids begin with a minus, which the parser takes for an option of its own unless it stands behind "=". */
function joinNegatives(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    if (/^-\d/.test(word) && before?.startsWith('--')) joined[joined.length - 1] = `${before}=${word}`;
    else joined.push(word);
  }
  return joined;
}

/** Percent to share. */
function share(percent: string): Dec<'ratio'> | undefined {
  const value = readDec<'ratio'>(percent);
  if (value === undefined || !gte(value, dec('0')) || gt(value, dec('100'))) return undefined;
  return times(value, '0.01');
}

function whole(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= least && value <= most ? value : undefined;
}

function faultOfVenue(venue: string | undefined): string | undefined {
  if (venue === undefined) return '--candles venue needs --venue URL';
  const url = URL.canParse(venue) ? new URL(venue) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) return '--venue must be a URL starting with http:// or https://';
  if (url.username !== '' || url.password !== '') return '--venue must not carry a user name or password: candles are public';
  if (!isLoopback(url.hostname))
    return `--venue must be on this machine, got ${url.hostname}: only loopback venues are supported in this version`;
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return '--venue must be an origin without a path';
  return undefined;
}
