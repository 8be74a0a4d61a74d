import { Refusal } from '../refusal.ts';
import type { Route, RouteContext } from '../route.ts';

const path = '/fapi/v1/listenKey';

function extend({ listenKeys, accountId, at }: RouteContext): unknown {
  if (!listenKeys.extend(accountId, at)) throw new Refusal(-1125, 'This listenKey does not exist.');
  return { listenKey: listenKeys.open(accountId, at) };
}

function end({ listenKeys, accountId }: RouteContext): unknown {
  listenKeys.end(accountId);
  return {};
}

export const listenKeyRoutes: readonly Route[] = [
  { method: 'POST', path, security: 'key', weight: 1, run: (it) => ({ listenKey: it.listenKeys.open(it.accountId, it.at) }) },
  { method: 'PUT', path, security: 'key', weight: 1, run: extend },
  { method: 'DELETE', path, security: 'key', weight: 1, run: end },
];
