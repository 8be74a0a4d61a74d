import type { FieldsReading } from './fields.ts';
import { readFields } from './fields.ts';
import type { TickerReading } from './ticker.ts';
import { readEntryTicker, readRiskTicker, readTitle } from './ticker.ts';
import { dropInvisible, dropSpaces, hasWord } from './visible-text.ts';

export type { FieldName, FieldsReading } from './fields.ts';
export type { TickerFault, TickerReading } from './ticker.ts';

export type ReadMessage =
  /** Shown, never acted on (W00). */
  | { readonly kind: 'entrySignal'; readonly symbol: string | undefined }
  | { readonly kind: 'leadingMarket'; readonly ticker: TickerReading; readonly fields: FieldsReading }
  | { readonly kind: 'risk'; readonly ticker: TickerReading }
  | { readonly kind: 'other' };

/** No known first line comes near it; patterns never see a longer one. */
const LONGEST_FIRST_LINE = 1000;

/**
 * What a channel post says, by its first line that has words. Total and linear in the length of the text; nothing is looked up
 * and no rule is applied here. A risk message may read as `risk` with an unreadable ticker: R00-1 ignores it, the log names it.
 */
export function readMessage(text: string): ReadMessage {
  const { lines, first } = messageLines(text);
  const line = lines[first];
  if (line === undefined || line.length > LONGEST_FIRST_LINE) return { kind: 'other' };
  const ticker = readTitle(line);
  if (ticker !== undefined) return { kind: 'leadingMarket', ticker, fields: readFields(lines, first) };
  return readSentenceMessage(line);
}

/** `first`: the line that decides the kind; -1 when none has words. */
export function messageLines(text: string): { readonly lines: readonly string[]; readonly first: number } {
  // Telegram puts this selector behind half of its emoji.
  const lines = text.replaceAll('\ufe0f', '').split('\n');
  return { lines, first: lines.findIndex(hasWord) };
}

/** Words outrank the emoji: a risk sentence under a wrong emoji is still a risk sentence. */
function readSentenceMessage(line: string): ReadMessage {
  const joined = dropSpaces(dropInvisible(line));
  if (joined.includes('숏리스크관리권장')) return { kind: 'risk', ticker: readRiskTicker(line) };
  if (joined.startsWith('💥') || joined.includes('숏진입신호')) {
    const ticker = readEntryTicker(line);
    return { kind: 'entrySignal', symbol: ticker.ok ? ticker.symbol : undefined };
  }
  return joined.startsWith('🥈') ? { kind: 'risk', ticker: readRiskTicker(line) } : { kind: 'other' };
}
