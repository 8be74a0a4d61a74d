/** One sentence in both languages; names in braces are keys of `numbers`. */
export interface Words {
  readonly ko: string;
  readonly en: string;
}
