import type { ClockPort } from '../../ports/clock.ts';
import type { MarketFeed } from '../matching/market-feed.ts';
import type { Venue } from '../matching/venue.ts';

export interface ApiAccount {
  /** Account of the venue that this key trades. */
  readonly accountId: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** What differs from a key that may read and trade futures from one address. */
  readonly permissions?: Partial<ApiPermissions>;
}

/** As /sapi/v1/account/apiRestrictions names them. */
export interface ApiPermissions {
  readonly ipRestrict: boolean;
  readonly enableReading: boolean;
  readonly enableFutures: boolean;
  readonly enableWithdrawals: boolean;
  readonly enableInternalTransfer: boolean;
  readonly permitsUniversalTransfer: boolean;
  readonly enableSpotAndMarginTrading: boolean;
  readonly enableMargin: boolean;
  readonly enableVanillaOptions: boolean;
  readonly enablePortfolioMarginTrading: boolean;
}

export interface RateLimits {
  readonly weightPerMinute: number;
  readonly ordersPer10Seconds: number;
  readonly ordersPerMinute: number;
}

export interface BinanceServerOptions {
  readonly venue: Venue;
  readonly feed: MarketFeed;
  /** The exchange's own clock; give one with an offset to imitate clock skew. */
  readonly clock: ClockPort;
  readonly accounts: readonly ApiAccount[];
  /** 0 (default): any free port. Always 127.0.0.1. */
  readonly port?: number;
  readonly limits?: Partial<RateLimits>;
  /** Life of a listenKey after its last POST or PUT; default 60 minutes. */
  readonly listenKeyMs?: number;
  /** Age at which every socket is dropped; default 24 h. */
  readonly socketMs?: number;
  /** Time between two beats (mark frames, candles, funding, expiries); default 1000. */
  readonly beatMs?: number;
  /** Default 3 minutes; a socket that answers no ping for three of them is dropped. */
  readonly pingMs?: number;
}

export interface BinanceServer {
  /** Origin of REST: "http://127.0.0.1:PORT". */
  readonly restUrl: string;
  /** Ends in "/ws", which ccxt needs to route its streams: "ws://127.0.0.1:PORT/ws". */
  readonly wsUrl: string;
  readonly venue: Venue;
  readonly faults: Faults;
  readonly log: RequestLog;
  /** Ends all sockets and timers; resolves when nothing is left running. */
  close(): Promise<void>;
}

export interface LoggedRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Without signature. */
  readonly params: Readonly<Record<string, string>>;
  readonly weight: number;
  readonly status: number;
  /** Body code of a refusal. */
  readonly code: number | undefined;
}

export interface RequestLog {
  /** Newest last; at most the last 10 000. */
  all(): readonly LoggedRequest[];
  /** By method and path, for instance `of('POST', '/fapi/v1/order')`. */
  of(method: string, path: string): readonly LoggedRequest[];
  clear(): void;
}

/** Which request is hit; every part is optional. */
export interface RequestMatch {
  readonly method?: string;
  /** Full path, "/fapi/v1/order". */
  readonly path?: string;
  readonly where?: (params: Readonly<Record<string, string>>) => boolean;
}

export type RequestFault =
  /** The request is carried out, then the connection is cut without an answer. */
  | { readonly kind: 'dropAfterExecuting' }
  /** The connection is cut before anything happens. */
  | { readonly kind: 'dropBeforeExecuting' }
  /** Carried out at once, answered late. */
  | { readonly kind: 'delayAnswer'; readonly ms: number }
  /** Carried out late, then answered. */
  | { readonly kind: 'delayExecution'; readonly ms: number }
  /** Any answer; `executes` says whether the request was carried out all the same. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string | { readonly code: number; readonly msg: string };
      readonly executes?: boolean;
    };

export type StreamKind = 'market' | 'private' | 'all';

/** Breaks the wire on purpose. Every verb works at once; requests and frames already under way are not touched. */
export interface Faults {
  /** The next matching request (or the next `times` of them) meets the fault. */
  next(match: RequestMatch, fault: RequestFault, times?: number): void;
  /** Bans the address (418) for so long, as if limits had been broken. */
  ban(ms: number): void;
  /** Answers 429 to everything until the running minute ends. */
  exhaustWeight(): void;
  /** Half-open sockets: they stay open, nothing is sent, pings are not answered. */
  silence(streams: StreamKind): void;
  /** Silent subscriptions: as `silence`, but the sockets live and pings are answered. */
  mute(streams: StreamKind): void;
  /** Ends silence and muteness; what was said meanwhile is lost. */
  speak(streams: StreamKind): void;
  /** Cuts the sockets without a closing handshake; new ones are accepted. */
  cut(streams: StreamKind): void;
  /** Refuses new sockets until `acceptSockets`. */
  refuseSockets(streams: StreamKind): void;
  acceptSockets(streams: StreamKind): void;
  /** The next frames of user data are sent twice. */
  duplicateUserData(frames: number): void;
  /** The next frames of user data are lost. */
  loseUserData(frames: number): void;
  /** User data waits until `releaseUserData`, which sends it in order or reversed. */
  holdUserData(): void;
  releaseUserData(order?: 'inOrder' | 'reversed'): void;
  /** The account's listenKey dies now: the event (unless `untold`), then silence on its sockets. */
  expireListenKey(accountId: string, how?: 'told' | 'untold'): void;
  /** Takes back every fault above. */
  clear(): void;
}
