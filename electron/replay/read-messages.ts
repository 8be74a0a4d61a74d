import { readInboxLine } from '../adapters/telegram/inbox/inbox-line.ts';
import { readMessage } from '../core/signal/read-message.ts';
import type { ReplayMessage } from './run-replay.ts';

/** What is wrong with one line of an input file. */
export interface BadLine {
  /** "messages.jsonl:12". */
  readonly where: string;
  readonly why: string;
}

export interface ReadMessages {
  /** In the order of arrival. */
  readonly messages: readonly ReplayMessage[];
  readonly bad: readonly BadLine[];
  /** How many lines say themselves when they were received. */
  readonly stamped: number;
}

const NEWLINE = 0x0a;

/**
 * Lines of the inbox or of our export. A line without `receivedAt` (own clock, ms) is taken to arrive `delayMs` after it was posted. Two
 * channels may follow each other in a file: what counts is the time.
 */
export function readMessages(name: string, bytes: Uint8Array, delayMs: number): ReadMessages {
  const messages: ReplayMessage[] = [];
  const bad: BadLine[] = [];
  let stamped = 0;
  let number = 0;
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start);
    const line = bytes.subarray(start, end === -1 ? bytes.length : end);
    start = end === -1 ? bytes.length : end + 1;
    number += 1;
    const read = readInboxLine(line, false);
    if (read === undefined) continue;
    const receivedAt = read.ok ? receivedAtOf(line) : undefined;
    if (!read.ok) bad.push({ where: `${name}:${number}`, why: read.why });
    else if (receivedAt === 'unreadable')
      bad.push({ where: `${name}:${number}`, why: 'receivedAt: must be whole milliseconds since 1970' });
    else {
      if (receivedAt !== undefined) stamped += 1;
      messages.push({ arrivesAt: receivedAt ?? read.message.sentAt + delayMs, fact: read.message });
    }
  }
  // Stable: what arrived in the same millisecond stays in the order of the file.
  return { messages: messages.toSorted((a, b) => a.arrivesAt - b.arrivesAt), bad, stamped };
}

function receivedAtOf(line: Uint8Array): number | undefined | 'unreadable' {
  const { receivedAt } = JSON.parse(new TextDecoder().decode(line)) as { readonly receivedAt?: unknown };
  if (receivedAt === undefined) return undefined;
  return Number.isSafeInteger(receivedAt) && (receivedAt as number) > 0 ? (receivedAt as number) : 'unreadable';
}

/** Symbols that the messages could lead to, in the order of the alphabet: only their candles are needed. */
export function symbolsSpokenOf(messages: readonly ReplayMessage[]): readonly string[] {
  const symbols = new Set<string>();
  for (const { fact } of messages) {
    const read = readMessage(fact.text);
    if ((read.kind === 'leadingMarket' || read.kind === 'risk') && read.ticker.ok) symbols.add(read.ticker.symbol);
  }
  return [...symbols].sort();
}
