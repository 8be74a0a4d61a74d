import type { MessageFact } from '../../../core/event.ts';
import { readInboxLine } from '../inbox/inbox-line.ts';

export type DropContent =
  | { readonly kind: 'messages'; readonly messages: readonly MessageFact[] }
  /** It may still be growing: it is empty, or only its last line is bad and has no end. */
  | { readonly kind: 'unfinished'; readonly faults: readonly string[] }
  | { readonly kind: 'refused'; readonly faults: readonly string[] };

const NEWLINE = 0x0a;
const MOST_FAULTS = 20;

/**
 * A file counts as a whole or not at all: of a file with one bad line nothing is told, because a line told now would make the mended ones
 * before it look old to the core.
 */
export function readDrop(bytes: Uint8Array, backlog: boolean): DropContent {
  const messages: MessageFact[] = [];
  const faults: string[] = [];
  let number = 0;
  let lastIsBad = false;
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, from);
    const end = newline === -1 ? bytes.length : newline;
    const line = readInboxLine(bytes.subarray(from, end), backlog);
    number += 1;
    lastIsBad = line?.ok === false && newline === -1;
    if (line?.ok === true) messages.push({ ...line.message, source: 'drop' });
    else if (line?.ok === false) faults.push(`line ${number}: ${line.why}`);
    from = end + 1;
  }
  if (faults.length === 0 && messages.length === 0) return { kind: 'unfinished', faults: ['no line with a message'] };
  if (faults.length === 0) return { kind: 'messages', messages };
  if (faults.length === 1 && lastIsBad) return { kind: 'unfinished', faults };
  const more = faults.length - MOST_FAULTS;
  return { kind: 'refused', faults: more > 0 ? [...faults.slice(0, MOST_FAULTS), `${more} more`] : faults };
}
