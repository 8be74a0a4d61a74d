import type { Dec, Price } from '../../shared/domain/decimal.ts';
import { readDec } from '../../shared/domain/decimal.ts';
import type { Said } from '../../shared/domain/record.ts';
import type { Lang } from '../../shared/domain/say.ts';
import { say } from '../../shared/domain/say.ts';
import { plainText } from './hostile-text.ts';
import { formatPrice, formatQty, formatQuote, formatSigned, minus } from './number.ts';

/** One sentence of the engine: as it is read, and with every digit the engine told. */
export interface Sentence {
  readonly text: string;
  readonly full: string;
}

type Format = (value: Dec<never>, tickSize: Price | null) => string;
const price: Format = (value, tickSize) => formatPrice(value, tickSize);
const signed: Format = (value) => formatSigned(value);

/** Names of numbers whose meaning is the same in every sentence. */
const formats: Readonly<Record<string, Format>> = {
  trigger: price,
  target: price,
  price,
  average: price,
  mark: price,
  roi: signed,
  pnl: signed,
  qty: (value) => formatQty(value),
  sum: (value) => formatQuote(value),
};

/** Ids look like numbers and are none: they must read as the sender wrote them. */
const ids: ReadonlySet<string> = new Set(['channelId', 'messageId', 'lastId', 'orderId', 'venueOrderId', 'tradeId', 'raw', 'key', 'value']);

/** Rounds what a person reads; without a tick a price keeps its own digits, up to eight. */
export function sentenceOf(said: Pick<Said, 'code' | 'numbers'>, lang: Lang, tickSize: Price | null): Sentence {
  const numbers = Object.fromEntries(Object.entries(said.numbers).map(([name, text]) => [name, shown(name, text, tickSize)]));
  return { text: plainText(say({ code: said.code, numbers }, lang)), full: plainText(say(said, lang)) };
}

function shown(name: string, text: string, tickSize: Price | null): string {
  const value = ids.has(name) ? undefined : readDec<never>(text);
  if (value === undefined) return text;
  return formats[name]?.(value, tickSize) ?? text.replace('-', minus);
}
