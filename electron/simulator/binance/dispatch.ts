import type { ClockPort } from '../../ports/clock.ts';
import type { MarketFeed } from '../matching/market-feed.ts';
import type { Venue } from '../matching/venue.ts';
import type { ApiAccount, RateLimits, RequestFault } from './api.ts';
import type { Countdowns } from './countdowns.ts';
import type { LimitBook } from './limits.ts';
import type { ListenKeys } from './listen-keys.ts';
import type { Params } from './params.ts';
import { Refusal } from './refusal.ts';
import type { WireLog } from './request-log.ts';
import type { Route, RouteContext } from './route.ts';
import { accountRoutes } from './routes/account-routes.ts';
import { algoRoutes } from './routes/algo-routes.ts';
import { configRoutes } from './routes/config-routes.ts';
import { historyRoutes } from './routes/history-routes.ts';
import { keyRoutes } from './routes/key-routes.ts';
import { listenKeyRoutes } from './routes/listen-key-routes.ts';
import { marketRoutes } from './routes/market-routes.ts';
import { orderRoutes } from './routes/order-routes.ts';
import { accountOfKey, checkSigned, notPermitted } from './security.ts';
import type { WireFaults } from './wire-faults.ts';

const routes = new Map<string, Route>(
  [marketRoutes, orderRoutes, algoRoutes, accountRoutes, configRoutes, historyRoutes, listenKeyRoutes, keyRoutes]
    .flat()
    .map((route) => [`${route.method} ${route.path}`, route]),
);

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  /** Query and body as sent, for the signature. */
  readonly raw: string;
  readonly params: Params;
  readonly apiKey: string | undefined;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface DispatchParts {
  readonly venue: Venue;
  readonly feed: MarketFeed;
  readonly clock: ClockPort;
  readonly accounts: readonly ApiAccount[];
  readonly limits: RateLimits;
  readonly limitBook: LimitBook;
  readonly listenKeys: ListenKeys;
  readonly countdowns: Countdowns;
  readonly faults: WireFaults;
  readonly log: WireLog;
  /** Waits on the exchange's clock; never resolves after the server was closed. */
  readonly pause: (ms: number) => Promise<void>;
}

/** One request from door to door. `undefined`: the connection is cut without an answer. */
export async function dispatch(parts: DispatchParts, request: WireRequest): Promise<WireAnswer | undefined> {
  const fault = parts.faults.take(request.method, request.path, request.params);
  if (fault?.kind === 'dropBeforeExecuting') return logged(parts, request, undefined);
  if (fault?.kind === 'answer' && fault.executes !== true) return logged(parts, request, faultAnswer(parts, fault));
  if (fault?.kind === 'delayExecution') await parts.pause(fault.ms);
  const answer = carryOut(parts, request);
  if (fault?.kind === 'delayAnswer') await parts.pause(fault.ms);
  if (fault?.kind === 'dropAfterExecuting') return logged(parts, request, undefined);
  return logged(parts, request, fault?.kind === 'answer' ? faultAnswer(parts, fault) : answer);
}

function faultAnswer(parts: DispatchParts, fault: Extract<RequestFault, { kind: 'answer' }>): WireAnswer {
  const isText = typeof fault.body === 'string';
  return {
    status: fault.status,
    headers: { ...parts.limitBook.headers(parts.clock.now(), undefined), 'Content-Type': isText ? 'text/html' : 'application/json' },
    body: typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body),
  };
}

function carryOut(parts: DispatchParts, request: WireRequest): WireAnswer {
  const now = parts.clock.now();
  const route = routes.get(`${request.method} ${request.path}`);
  const breach = parts.limitBook.charge(weightOf(route, request.params), now);
  if (breach !== undefined) return answerOf(parts, undefined, { status: breach.status, body: { code: breach.code, msg: breach.message } });
  if (route === undefined)
    return { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<html><body>404 Not Found</body></html>' };
  let accountId = '';
  let permissions: RouteContext['permissions'] = {};
  try {
    if (route.security !== 'public') {
      const account = accountOfKey(parts.accounts, request.apiKey);
      if (route.security === 'signed') checkSigned(account, request.raw, request.params, now);
      if (account.permissions?.enableFutures === false && request.path.startsWith('/fapi/')) throw notPermitted();
      accountId = account.accountId;
      permissions = account.permissions ?? {};
    }
    const tooMany = route.isOrder === true ? parts.limitBook.chargeOrder(accountId, now) : undefined;
    if (tooMany !== undefined) {
      return answerOf(parts, accountId, { status: tooMany.status, body: { code: tooMany.code, msg: tooMany.message } });
    }
    const { venue, feed, listenKeys, countdowns, limits } = parts;
    const body = route.run({ params: request.params, accountId, permissions, at: now, venue, feed, listenKeys, countdowns, limits });
    return answerOf(parts, route.isOrder === true ? accountId : undefined, { status: 200, body });
  } catch (error) {
    if (error instanceof Refusal)
      return answerOf(parts, undefined, { status: error.status, body: { code: error.code, msg: error.message } });
    throw error;
  }
}

const weightOf = (route: Route | undefined, params: Params): number =>
  route === undefined ? 1 : typeof route.weight === 'number' ? route.weight : route.weight(params);

function answerOf(
  parts: DispatchParts,
  orderAccount: string | undefined,
  answer: { readonly status: number; readonly body: unknown },
): WireAnswer {
  const headers = { ...parts.limitBook.headers(parts.clock.now(), orderAccount), 'Content-Type': 'application/json' };
  return { status: answer.status, headers, body: JSON.stringify(answer.body) };
}

/** A cut connection is logged with status 0. */
function logged(parts: DispatchParts, request: WireRequest, answer: WireAnswer | undefined): WireAnswer | undefined {
  const { signature: _, ...params } = request.params;
  const code = answer === undefined || answer.status === 200 ? undefined : /^\{"code":(-?\d+)/.exec(answer.body)?.[1];
  parts.log.write({
    at: parts.clock.now(),
    method: request.method,
    path: request.path,
    params,
    weight: weightOf(routes.get(`${request.method} ${request.path}`), request.params),
    status: answer?.status ?? 0,
    code: code === undefined ? undefined : Number(code),
  });
  return answer;
}
