import type { SourceKind, SourceName } from '../../core/event.ts';
import type { MessagesPort } from '../../ports/messages.ts';

/** Several sources of one kind get a number from the second on ("inbox 2"; a profile holds at most eight): health is kept by name, and one must not hide the other. */
export function nameApart(sources: readonly MessagesPort[]): readonly MessagesPort[] {
  const seen = new Map<SourceName, number>();
  return sources.map((port) => {
    const count = (seen.get(port.source) ?? 0) + 1;
    seen.set(port.source, count);
    if (count === 1) return port;
    const source = `${port.source as SourceKind} ${count}` as SourceName;
    return {
      source,
      open: (tell) => port.open((fact) => tell({ ...fact, source })),
      close: () => port.close(),
      ...(port.reading && { reading: port.reading }),
    };
  });
}
