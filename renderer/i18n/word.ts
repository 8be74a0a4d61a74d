/** One text in both languages side by side: a missing translation does not compile. */
export interface Word {
  readonly ko: string;
  readonly en: string;
}
export type WordTable = Readonly<Record<string, Word>>;
