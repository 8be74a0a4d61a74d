import type { MessageFact } from '../../../core/event.ts';

export type InboxLine = { readonly ok: true; readonly message: MessageFact } | { readonly ok: false; readonly why: string };

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** Seconds until the year 5138. Milliseconds written by mistake are far above it. */
const LARGEST_SECONDS = 1e11;

/** Reads one line (without its newline). `undefined` for a blank one. `backlog`: it stood there before the source was opened. Never throws; `why` names the field. */
export function readInboxLine(bytes: Uint8Array, backlog: boolean): InboxLine | undefined {
  let text: string;
  try {
    // Also drops a byte order mark at the head of the line.
    text = utf8.decode(bytes);
  } catch {
    return { ok: false, why: 'not valid UTF-8' };
  }
  if (text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, why: 'not JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, why: `must be a JSON object, got ${nameOf(value)}` };
  }
  return messageOf(value as Record<string, unknown>, backlog);
}

function messageOf(line: Record<string, unknown>, backlog: boolean): InboxLine {
  const { channelId, messageId, date, text, edited = false, caption = false } = line;
  const no = (field: string, must: string): InboxLine => ({
    ok: false,
    why: `${field}: must be ${must}, got ${nameOf(line[field])}`,
  });
  if (!Number.isSafeInteger(channelId) || channelId === 0) return no('channelId', 'a channel id such as -1002171239233');
  if (!Number.isSafeInteger(messageId) || (messageId as number) <= 0) return no('messageId', 'a whole number above 0');
  if (typeof date !== 'number' || !Number.isFinite(date) || date < 0) return no('date', 'seconds since 1970');
  if (date > LARGEST_SECONDS) return no('date', 'seconds since 1970, not milliseconds');
  if (typeof text !== 'string') return no('text', 'a string');
  if (typeof edited !== 'boolean') return no('edited', 'true or false');
  if (typeof caption !== 'boolean') return no('caption', 'true or false');
  return {
    ok: true,
    message: {
      type: 'MessageReceived',
      channelId: channelId as number,
      messageId: messageId as number,
      sentAt: Math.round(date * 1000),
      text,
      edited,
      backlog,
      caption,
      source: 'inbox',
    },
  };
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  // The text of a post may be private and long; its kind is enough to mend the writer.
  return typeof value === 'string' ? 'a string' : String(value);
}
