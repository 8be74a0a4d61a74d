import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { symbolOf } from '../../../shared/domain/ids.ts';
import { collapseSpaces, colonIn, dropInvisible, excerpt, hasWord } from './visible-text.ts';

export type TickerFault =
  /** No "(TICKER)" on the title line, or more than one, or something between it and the title. */
  | 'parentheses'
  /** Not the sentence "Binance : XXXUSDT.P 에서 숏 …" (R00-1). */
  | 'sentence'
  | 'empty'
  /** Something other than A–Z and 0–9. */
  | 'character'
  | 'tooLong'
  /** No ".P" at the end (R00-1). */
  | 'perpetualSuffix'
  /** Not quoted in USDT. */
  | 'quote';

/** `raw` is what stood in the message (W51-1), `symbol` the candidate `{TICKER}USDT`, not yet looked up (W04, R00-2). */
export type TickerReading =
  | { readonly ok: true; readonly raw: string; readonly ticker: string; readonly symbol: MarketSymbol }
  | { readonly ok: false; readonly raw: string; readonly why: TickerFault };

const MAX_TICKER = 26;
const latin = /^[A-Za-z0-9]+$/;
/** Spaces are collapsed before; "실시간 주도마켓 분석" is the same title. */
const title = /실시간 ?주도 ?마켓 ?분석/;

const unreadable = (raw: string, why: TickerFault): TickerReading => ({ ok: false, raw: excerpt(raw), why });

/**
 * Reads `🔥 실시간 주도 마켓 분석 (TICKER)`, with or without the flame (section 2.3, W03). `undefined` when the line is not that title:
 * a sentence that only mentions it has words before it.
 */
export function readTitle(line: string): TickerReading | undefined {
  const open = line.indexOf('(');
  const head = collapseSpaces(dropInvisible(open === -1 ? line : line.slice(0, open)));
  const found = title.exec(head);
  if (found === null || hasWord(head.slice(0, found.index))) return undefined;
  const close = line.indexOf(')', open);
  if (open === -1 || close === -1) return unreadable(line, 'parentheses');
  const raw = line.slice(open + 1, close);
  const beside = head.slice(found.index + found[0].length) + line.slice(close + 1);
  if (raw.includes('(') || /[()]/.test(beside) || hasWord(beside)) return unreadable(line, 'parentheses');
  return normaliseTicker(raw, dropInvisible(raw).trim());
}

/** ASCII is checked before upper-casing: "ſ" and "ı" would turn into the letters S and I. */
function normaliseTicker(raw: string, visible: string): TickerReading {
  if (visible === '') return unreadable(raw, 'empty');
  if (visible.length > MAX_TICKER) return unreadable(raw, 'tooLong');
  if (!latin.test(visible)) return unreadable(raw, 'character');
  const ticker = visible.toUpperCase();
  return { ok: true, raw, ticker, symbol: symbolOf(`${ticker}USDT`) };
}

const riskWords = /^에서 ?숏 ?리스크 ?관리 ?권장/;
const entryWords = /^에서 ?숏 ?진입 ?신호/;

/** `🥈 Binance : XXXUSDT.P 에서 숏 리스크관리 권장` and nothing else but emoji and punctuation (R00, R00-1). */
export function readRiskTicker(line: string): TickerReading {
  return readSentence(line, riskWords, false);
}

/** `💥 Binance : XXXUSDT.P 에서 숏 진입 신호 발생!` */
export function readEntryTicker(line: string): TickerReading {
  return readSentence(line, entryWords, true);
}

function readSentence(line: string, words: RegExp, moreWordsAllowed: boolean): TickerReading {
  const text = collapseSpaces(dropInvisible(line));
  const colon = colonIn(text);
  const venue = text.slice(0, Math.max(0, colon)).trimEnd();
  const from = text.indexOf('에서', colon);
  const found = from === -1 ? null : words.exec(text.slice(from));
  const saysBinance = /binance$/i.test(venue) && !hasWord(venue.slice(0, -'binance'.length));
  if (colon === -1 || !saysBinance || found === null) return unreadable(line, 'sentence');
  if (!moreWordsAllowed && hasWord(text.slice(from + found[0].length))) return unreadable(line, 'sentence');
  const raw = text.slice(colon + 1, from).trim();
  if (!/\.P$/i.test(raw)) return unreadable(raw, 'perpetualSuffix');
  const pair = raw.slice(0, -'.P'.length);
  if (!/USDT$/i.test(pair)) return unreadable(raw, 'quote');
  return normaliseTicker(raw, pair.slice(0, -'USDT'.length));
}
