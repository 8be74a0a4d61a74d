import { sourceWords } from './words/sources.ts';
import { valueWords } from './words/values.ts';
import { words } from './words.ts';

/** Every sentence the engine can say has a code; the compiler demands both languages for each. */
export type SayCode = keyof typeof words;
export type Lang = 'ko' | 'en';

type Numbers = Readonly<Record<string, string>>;

/** Renders a decision in the trader's language: `{name}` is replaced by the number of that name, "—" when it is absent. */
export function say(said: { readonly code: SayCode; readonly numbers: Numbers }, lang: Lang): string {
  return words[said.code][lang].replace(/\{(\w+)\}/g, (_, name: string) => worded(name, said.numbers, lang));
}

/** A value can be a word ("up"), or the code of a sentence of its own: the lock in `by`, the state of a message source anywhere. */
function worded(name: string, numbers: Numbers, lang: Lang): string {
  const value = numbers[name];
  if (value === undefined) return '—';
  const word = valueWords[name]?.[value];
  if (word) return word[lang];
  return Object.hasOwn(name === 'by' ? words : sourceWords, value)
    ? say({ code: value as SayCode, numbers: { ...numbers, [name]: '—' } }, lang)
    : value;
}
