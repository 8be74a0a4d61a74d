import type { Sentence } from '../format/sentence.ts';

/** What the engine said. The rounded text is read; hovering and copying the whole of it give every digit. */
export function SentenceText({ sentence: { text, full }, className }: { sentence: Sentence; className?: string }) {
  return (
    <span
      title={full === text ? undefined : full}
      className={className}
      onCopy={(event) => {
        if (full === text || window.getSelection()?.toString().trim() !== text) return;
        event.clipboardData.setData('text/plain', full);
        event.preventDefault();
      }}
    >
      {text}
    </span>
  );
}
