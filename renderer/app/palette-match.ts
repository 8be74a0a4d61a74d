export interface Findable {
  readonly label: string;
  /** The same in the other language: a trader types what the hand knows. */
  readonly also: string;
}

/** Every typed word must occur. */
export function matchingItems<T extends Findable>(items: readonly T[], typed: string): readonly T[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter(({ label, also }) => {
    const text = `${label} ${also}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The marked row after a step, round the ends. */
export function movedMark(mark: number, step: 1 | 0 | -1, count: number): number {
  if (count === 0) return 0;
  return step === 0 ? Math.min(mark, count - 1) : (mark + step + count) % count;
}
