import type { ClockPort } from '../../../ports/clock.ts';

/** What the Bot API answered. No text in it ever holds the token. */
export type BotAnswer =
  | { readonly kind: 'ok'; readonly result: unknown }
  /** The server understood and said no. `retryAfterMs`: its own wish, to be met exactly. */
  | { readonly kind: 'refused'; readonly code: number; readonly description: string; readonly retryAfterMs: number | undefined }
  /** No usable answer: network, 5xx, silence, something that is not the Bot API. */
  | { readonly kind: 'failed'; readonly why: string };

export interface BotApi {
  /** Never rejects. `deadlineMs` bounds the whole call, the body included. */
  call(method: string, parameters: object, deadlineMs: number): Promise<BotAnswer>;
  /** Ends the calls under way and makes later ones fail at once. */
  close(): void;
}

/** A hundred updates with the longest posts and all their decoration stay far below it. */
const LARGEST_ANSWER = 16 * 1024 * 1024;
const LONGEST_DESCRIPTION = 200;
const SHORTEST_SECRET = 6;

export function createBotApi(apiUrl: string, token: string, clock: Pick<ClockPort, 'after'>): BotApi {
  const closing = new AbortController();
  const base = apiUrl.replace(/\/+$/, '');
  // The part behind the colon alone is the secret; a server may echo any of these. One too short to be a secret would blot out plain words.
  const secrets = [token, encodeURIComponent(token), token.slice(token.indexOf(':') + 1)].filter(({ length }) => length >= SHORTEST_SECRET);

  const clean = (text: string): string =>
    secrets
      .reduce((rest, secret) => rest.replaceAll(secret, '<token>'), text)
      .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .slice(0, LONGEST_DESCRIPTION);

  return {
    async call(method, parameters, deadlineMs) {
      const deadline = new AbortController();
      const forgetDeadline = clock.after(deadlineMs, () => deadline.abort());
      try {
        const response = await fetch(`${base}/bot${token}/${method}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(parameters),
          // A redirect would carry the token in the address to wherever the answer says.
          redirect: 'manual',
          signal: AbortSignal.any([deadline.signal, closing.signal]),
        });
        return answerOf(response.status, await textOf(response), clean);
      } catch (error) {
        if (deadline.signal.aborted) return { kind: 'failed', why: `no answer within ${Math.round(deadlineMs / 1000)} s` };
        return { kind: 'failed', why: reasonOf(error) };
      } finally {
        forgetDeadline();
      }
    },
    close: () => closing.abort(),
  };
}

function answerOf(status: number, text: string | undefined, clean: (text: string) => string): BotAnswer {
  if (text === undefined) return { kind: 'failed', why: `an answer above ${LARGEST_ANSWER} bytes` };
  const body = bodyOf(text);
  if (body?.ok === true && status === 200) return { kind: 'ok', result: body.result };
  const code = body?.ok === false && Number.isInteger(body.error_code) ? (body.error_code as number) : status;
  if (code < 400 || code >= 500) return { kind: 'failed', why: code === 200 ? 'the answer is not one of the Bot API' : `HTTP ${code}` };
  const description = typeof body?.description === 'string' ? clean(body.description) : '';
  return { kind: 'refused', code, description, retryAfterMs: retryAfterOf(body?.parameters) };
}

function bodyOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function retryAfterOf(parameters: unknown): number | undefined {
  const seconds: unknown = (parameters as { retry_after?: unknown } | null | undefined)?.retry_after;
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds * 1000) : undefined;
}

async function textOf(response: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > LARGEST_ANSWER) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The code only: fetch puts the address, and with it the token, into some of its messages. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown } };
  const code = cause?.code;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? `no connection (${code})` : 'no connection';
}
