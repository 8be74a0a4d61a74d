// ccxt exports only its root, which loads every exchange (330 ms, 149 MB); this file alone takes 100 ms and 83 MB.
import binanceusdm from '../../../../node_modules/ccxt/js/src/binanceusdm.js';
import { parseExactJson } from './exact-json.ts';
import { VenueFailure } from './venue-failure.ts';

export interface VenueAccess {
  /** Origin, for instance https://fapi.binance.com; /fapi/v1 and so on are added. */
  readonly restUrl: string;
  /** Origin of /sapi, for instance https://api.binance.com; only the check of a key asks there. */
  readonly spotUrl?: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** A request older than this is refused by the exchange, so an unanswered order cannot come to life later (D17). */
export const RECV_WINDOW_MS = 3_000;
/** Nothing listens there: a call that is not meant to be made fails on this machine instead of leaving it. */
const NOWHERE = '127.0.0.1:9';

export type Headers = Readonly<Record<string, string | undefined>>;

/**
 * ccxt as signer and sender: paths, signature, connection pool. Decisions are not left to it: no limiter, no retry, no
 * loadMarkets, no precision rounding, no error classes. Only its raw calls are used.
 */
export class VenueClient extends binanceusdm {
  readonly #answered: (headers: Headers) => void;

  constructor(access: VenueAccess, now: () => number, answered: (headers: Headers) => void, giveUpMs: number) {
    super({
      apiKey: access.apiKey,
      secret: access.apiSecret,
      enableRateLimit: false,
      timeout: giveUpMs,
      options: { recvWindow: RECV_WINDOW_MS, fetchCurrencies: false, adjustForTimeDifference: false },
    });
    this.#answered = answered;
    this.milliseconds = now;
    const origin = access.restUrl.replace(/\/+$/, '');
    this.urls.api = {
      ...pointNowhere(this.urls.api),
      fapiPublic: `${origin}/fapi/v1`,
      fapiPrivate: `${origin}/fapi/v1`,
      fapiPrivateV2: `${origin}/fapi/v2`,
      fapiPrivateV3: `${origin}/fapi/v3`,
      ...(access.spotUrl === undefined ? {} : { sapi: `${access.spotUrl.replace(/\/+$/, '')}/sapi/v1` }),
    };
  }

  /** Exchange's clock minus ours; ccxt subtracts its `timeDifference` from every timestamp it signs. */
  correctClock(offsetMs: number): void {
    this.options.timeDifference = -offsetMs;
  }

  /** Ends idle and running connections; ccxt's own close() only knows WebSockets. */
  async disconnect(): Promise<void> {
    await this.close();
    const dispatcher: { destroy(): Promise<void> } | undefined = this.fetchDispatcher;
    await dispatcher?.destroy();
  }

  /** ccxt's own loses digits of long ids when a space follows the colon. */
  override parseJson(text: string): unknown {
    try {
      return parseExactJson(text);
    } catch {
      return undefined;
    }
  }

  /** Sees every answer with its headers before anything is thrown. */
  override handleErrors(
    status: number,
    reason: string,
    _url: string,
    _method: string,
    headers: Record<string, string>,
    body: string,
    answer: unknown,
  ): undefined {
    this.#answered(headers);
    const code = codeOf(answer);
    if (status < 400 && (code === undefined || code >= 0)) return undefined;
    throw new VenueFailure({ status, code, text: messageOf(answer) ?? (body || reason), retryAfterMs: retryAfterOf(headers) });
  }
}

function pointNowhere(urls: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(urls as Record<string, unknown>).map(([name, url]) => [
      name,
      typeof url !== 'string' ? pointNowhere(url) : `${url.startsWith('ws') ? 'ws' : 'http'}://${NOWHERE}`,
    ]),
  );
}

/** Errors are `{code, msg}`; some successes carry `code: 200` or `"200"` too. */
function codeOf(answer: unknown): number | undefined {
  const code = answer !== null && typeof answer === 'object' && 'code' in answer ? Number(answer.code) : Number.NaN;
  return Number.isInteger(code) ? code : undefined;
}

function messageOf(answer: unknown): string | undefined {
  return answer !== null && typeof answer === 'object' && 'msg' in answer && typeof answer.msg === 'string' ? answer.msg : undefined;
}

function retryAfterOf(headers: Headers): number | undefined {
  const seconds = Number(headers['Retry-After'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
