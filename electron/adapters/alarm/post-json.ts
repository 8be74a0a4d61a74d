import type { AlarmOutcome } from '../../ports/alarm.ts';

export interface Posting {
  readonly url: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Must not be in what is told; the other side's words are the only place it could come from. */
  readonly secrets: readonly string[];
}

const READ_AT_MOST = 8_192;
const QUOTED_AT_MOST = 120;
const SHORTEST_SECRET = 6;

/**
 * One POST, judged. No redirect is followed: it would carry the alarm and its signature somewhere nobody named. What is told of a
 * failure is the status or the system's code, never an error text, which may quote the URL.
 */
export async function postJson({ url, body, headers = {}, signal, secrets }: Posting): Promise<AlarmOutcome> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body,
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    return { kind: 'retry', why: systemCodeOf(error) };
  }
  if (response.ok) {
    await response.body?.cancel().catch(() => {});
    return { kind: 'delivered' };
  }
  const answer = await readShort(response);
  const said = withoutSecrets(descriptionIn(answer), [...secrets, ...partsOf(url)]).slice(0, QUOTED_AT_MOST);
  const why = said === '' ? `HTTP ${response.status}` : `HTTP ${response.status} ${said}`;
  if (response.status === 429) {
    const afterMs = retryAfterMs(answer, response.headers.get('retry-after'));
    return { kind: 'retry', why, ...(afterMs === undefined ? {} : { afterMs }) };
  }
  return response.status >= 500 || response.status === 408 ? { kind: 'retry', why } : { kind: 'refused', why };
}

/** `fetch` wraps the socket's error; only its code is safe and short. */
function systemCodeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /^[A-Z_0-9]{3,40}$/.test(code) ? code : 'no connection';
}

/** The other side may answer with anything, of any length. */
async function readShort(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > READ_AT_MOST) return undefined;
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Telegram says `description`, Discord `message`. */
function descriptionIn(answer: unknown): string {
  if (!isObject(answer)) return '';
  const text = [answer.description, answer.message].find((each) => typeof each === 'string') ?? '';
  return String(text).replace(/[^\x20-\x7e]+/g, ' ');
}

/** Before the text is cut: half a token would be no match. One too short to be a secret would blot out plain words. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    .reduce((clean, secret) => clean.replaceAll(secret, '•••'), text);
}

/** Whoever made the address may have put a key into its path or its query. */
function partsOf(address: string): readonly string[] {
  const { href, pathname, search, searchParams } = new URL(address);
  return [address, href, `${pathname}${search}`, ...pathname.split('/'), ...searchParams.values()];
}

/** Seconds, from Telegram's `parameters`, Discord's body or the header, in that order. */
function retryAfterMs(answer: unknown, header: string | null): number | undefined {
  const body = isObject(answer) ? answer : {};
  const parameters = isObject(body.parameters) ? body.parameters : {};
  const seconds = [parameters.retry_after, body.retry_after, header === null ? undefined : Number(header)].find(
    (each): each is number => typeof each === 'number' && Number.isFinite(each) && each >= 0,
  );
  return seconds === undefined ? undefined : Math.ceil(seconds * 1000);
}
