import type { Refused, Unknown } from '../../../../shared/domain/order.ts';
import { codeTable, statusTable, surelyFailedTexts } from '../error-table.ts';

/** An answer of the exchange that is an error, taken before ccxt turns it into a class that depends on the host name. */
export class VenueFailure extends Error {
  readonly status: number;
  readonly code: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(answer: { status: number; code: number | undefined; text: string; retryAfterMs: number | undefined }) {
    super(answer.text);
    this.name = 'VenueFailure';
    this.status = answer.status;
    this.code = answer.code;
    this.retryAfterMs = answer.retryAfterMs;
  }
}

/** Documented shortest ban. */
const BAN_MS = 120_000;
const FIREWALL_MS = 60_000;
const PAUSE_MS = 5000;
/** The stated end of a ban is the exchange's clock and whole requests race it: a request too early lengthens the ban. */
const MARGIN_MS = 500;

export interface OwnTime {
  readonly now: number;
  /** Exchange's clock minus ours. */
  readonly offsetMs: number;
}

/**
 * Accepted is not here: this reads only what went wrong. `until` is own-clock ms; it is present exactly for
 * rateLimited and banned.
 */
export function classifyFailure(error: unknown, time: OwnTime, redact: (text: string) => string): Refused | Unknown {
  if (!(error instanceof VenueFailure)) return classifyTransport(error, redact);
  const { status, code } = error;
  const message = redact(error.message);
  const refused = (reason: Refused['reason']): Refused => ({ kind: 'refused', reason, code: code ?? status, message });
  const bannedUntil = /banned until (\d{13})/.exec(error.message)?.[1];
  if (status === 418 || bannedUntil !== undefined) {
    const until = bannedUntil !== undefined ? Number(bannedUntil) - time.offsetMs : time.now + (error.retryAfterMs ?? BAN_MS);
    return { ...refused('banned'), until: until + MARGIN_MS };
  }
  if (status === 429 || code === -1015) return { ...refused('rateLimited'), until: windowEnd(error, time) + MARGIN_MS };
  // "Too many requests" without the status of a limit and without an end: a pause, not a minute of blindness.
  if (code === -1003) return { ...refused('rateLimited'), until: time.now + (error.retryAfterMs ?? PAUSE_MS) };
  // The sentence proves it whatever code it comes with: the facts call both "not executed, send again".
  if (status === 503 && surelyFailedTexts.some((text) => error.message.includes(text))) return refused('overloaded');
  if (code !== undefined) {
    const verdict = codeTable[code] ?? 'unknown';
    return verdict === 'unknown' ? { kind: 'unknown', why: `HTTP ${status} ${code} ${message}` } : refused(verdict);
  }
  const verdict = statusTable[status];
  if (verdict === undefined) return { kind: 'unknown', why: `HTTP ${status} ${message}` };
  return verdict === 'rateLimited' ? { ...refused(verdict), until: time.now + FIREWALL_MS } : refused(verdict);
}

/** Without Retry-After: counters run per clock minute of the exchange, order counters also per ten seconds. */
function windowEnd(error: VenueFailure, time: OwnTime): number {
  if (error.retryAfterMs !== undefined) return time.now + error.retryAfterMs;
  const windowMs = error.message.includes('TEN_SECONDS') ? 10_000 : 60_000;
  const venueNow = time.now + time.offsetMs;
  return (Math.floor(venueNow / windowMs) + 1) * windowMs - time.offsetMs;
}

/** Failures to connect at all. The word "connect" matters: ECONNRESET and the like also happen after sending. */
const neverOpened = /\bconnect (?:ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL)\b|\bgetaddrinfo (?:ENOTFOUND|EAI_AGAIN)\b/;

function classifyTransport(error: unknown, redact: (text: string) => string): Refused | Unknown {
  const text = error instanceof Error ? `${error.name} ${error.message}` : String(error);
  const message = redact(text);
  return neverOpened.test(text) ? { kind: 'refused', reason: 'notSent', code: 0, message } : { kind: 'unknown', why: message };
}
