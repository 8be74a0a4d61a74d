/** Telegram posts and exchange messages are hostile: no bidi overrides, zero-width or control characters, and not endless. */
const limit = 4096;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must go
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

export function plainText(text: string): string {
  const clean = text.replace(unsafe, '');
  return clean.length > limit ? `${clean.slice(0, limit)}…` : clean;
}
