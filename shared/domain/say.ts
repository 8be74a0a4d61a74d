import { words } from './words.ts';

/** Every sentence the engine can say has a code; the compiler demands both languages for each. */
export type SayCode = keyof typeof words;
export type Lang = 'ko' | 'en';

/** Renders a decision in the trader's language: `{name}` is replaced by the number of that name, "—" when it is absent. */
export function say(said: { readonly code: SayCode; readonly numbers: Readonly<Record<string, string>> }, lang: Lang): string {
  return words[said.code][lang].replace(/\{(\w+)\}/g, (_, name: string) => said.numbers[name] ?? '—');
}
