/**
 * Characters that a reader of the channel cannot see: format and control characters, joiners and variation selectors.
 * White space (tab and line ends included) is visible: it separates, and must never be dropped from inside a ticker.
 */
const invisible = /(?![\t-\r\u0085])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const unevenSpace = /\s\s|[^\S ]/;
const spaces = /\s+/g;
const word = /[\p{L}\p{N}]/u;

export function dropInvisible(text: string): string {
  for (let i = 0; i < text.length; i += 1) {
    if (!isPlainlyVisible(text.charCodeAt(i))) return text.replace(invisible, '');
  }
  return text;
}

/** ASCII, Hangul, and the two ranges of symbols and emoji that the channels use: nearly every line is only these. */
const isPlainlyVisible = (code: number): boolean =>
  (code >= 0x20 && code < 0x7f) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xd83c && code <= 0xd83e) ||
  (code >= 0xdc00 && code <= 0xdfff) ||
  (code >= 0x2190 && code <= 0x2bff);

/** Every run of white space becomes one space, none at the ends. */
export const collapseSpaces = (text: string): string => (unevenSpace.test(text) ? text.replace(spaces, ' ') : text).trim();
export const dropSpaces = (text: string): string => text.replace(spaces, '');

/** Has a letter or digit of any script; emoji, punctuation and space have none. */
export const hasWord = (text: string): boolean => word.test(text);

/** The first colon, ASCII or full-width; -1 without one. */
export function colonIn(text: string): number {
  const narrow = text.indexOf(':');
  const wide = text.indexOf('：');
  return narrow === -1 || (wide !== -1 && wide < narrow) ? wide : narrow;
}

/** Short enough for a log line; the whole text is in the journal. */
export function excerpt(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 120 ? `${trimmed.slice(0, 120)}…` : trimmed;
}
