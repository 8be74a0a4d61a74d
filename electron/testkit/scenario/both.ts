/** The same words in both languages of the trader. */
export type Both = readonly [ko: string, en: string];

export const both = (ko: string, en: string): Both => [ko, en];
export const joined = (parts: readonly Both[], separator: string): Both => [
  parts.map(([ko]) => ko).join(separator),
  parts.map(([, en]) => en).join(separator),
];
