import type { Sentence } from '../format/sentence.ts';

const bound = '\u00a0';
/** A comparison does not break over two lines: "> 0" alone on the next one would be read without its left side. */
const bindComparisons = (text: string): string => text.replace(/ (?=[%≤≥<>])|(?<=[≤≥<>]) /g, bound);

/** What the engine said. The rounded text is read; hovering and copying the whole of it give every digit. */
export function SentenceText({ sentence: { text, full }, className }: { sentence: Sentence; className?: string }) {
  return (
    <span
      title={full === text ? undefined : full}
      className={className}
      onCopy={(event) => {
        if (window.getSelection()?.toString().trim().replaceAll(bound, ' ') !== text) return;
        event.clipboardData.setData('text/plain', full);
        event.preventDefault();
      }}
    >
      {bindComparisons(text)}
    </span>
  );
}
