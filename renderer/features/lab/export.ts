import type { MessagePage } from '../../../shared/contract/lab.ts';

/** All received messages as lines of JSON, page by page; `told` hears how many there are so far. */
export async function collectLines(
  ask: (after: number) => Promise<MessagePage>,
  told: (count: number) => void,
): Promise<readonly string[]> {
  const lines: string[] = [];
  let after: number | null = 0;
  while (after !== null) {
    const page: MessagePage = await ask(after);
    for (const line of page.lines) lines.push(JSON.stringify(line));
    told(lines.length);
    // A page that does not move on would be asked for ever.
    after = page.next !== null && page.next > after ? page.next : null;
  }
  return lines;
}

/** UTC, so that two exports sort by name wherever they were made. */
export const fileNameAt = (at: number): string => `vigil-messages-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '')}Z.jsonl`;
