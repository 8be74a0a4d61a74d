import type { MarketFeed } from '../matching/market-feed.ts';
import type { Venue } from '../matching/venue.ts';
import type { ApiPermissions, RateLimits } from './api.ts';
import type { Countdowns } from './countdowns.ts';
import type { ListenKeys } from './listen-keys.ts';
import type { Params } from './params.ts';

export interface RouteContext {
  readonly params: Params;
  /** Owner of the key; empty on public routes. */
  readonly accountId: string;
  /** Of the key; what is not named is as usual. */
  readonly permissions: Partial<ApiPermissions>;
  /** The exchange's time, ms. */
  readonly at: number;
  readonly venue: Venue;
  readonly feed: MarketFeed;
  readonly listenKeys: ListenKeys;
  readonly countdowns: Countdowns;
  readonly limits: RateLimits;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** public: nothing. key: API key only. signed: key, timestamp and signature. */
  readonly security: 'public' | 'key' | 'signed';
  /** Request weight on the address. */
  readonly weight: number | ((params: Params) => number);
  /** Counts on the account's order limits. */
  readonly isOrder?: true;
  /** The JSON body of the answer; refusals are thrown. */
  readonly run: (context: RouteContext) => unknown;
}
