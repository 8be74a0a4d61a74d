import type { ClockPort } from '../../ports/clock.ts';
import type { Faults, RequestFault, RequestMatch, StreamKind } from './api.ts';
import type { LimitBook } from './limits.ts';
import type { Params } from './params.ts';
import type { StreamHub } from './stream-hub.ts';
import type { UserDataLane } from './user-data-lane.ts';

interface Waiting {
  readonly match: RequestMatch;
  readonly fault: RequestFault;
  times: number;
}

export class WireFaults implements Faults {
  readonly #clock: ClockPort;
  readonly #limits: LimitBook;
  readonly #hub: StreamHub;
  readonly #lane: UserDataLane;
  #waiting: Waiting[] = [];

  constructor(parts: { readonly clock: ClockPort; readonly limits: LimitBook; readonly hub: StreamHub; readonly lane: UserDataLane }) {
    this.#clock = parts.clock;
    this.#limits = parts.limits;
    this.#hub = parts.hub;
    this.#lane = parts.lane;
  }

  /** The fault this request meets, oldest first; using it up. */
  take(method: string, path: string, params: Params): RequestFault | undefined {
    const hit = this.#waiting.find(({ match }) => matches(match, method, path, params));
    if (hit === undefined) return undefined;
    hit.times -= 1;
    if (hit.times <= 0) this.#waiting = this.#waiting.filter((waiting) => waiting !== hit);
    return hit.fault;
  }

  next(match: RequestMatch, fault: RequestFault, times = 1): void {
    this.#waiting.push({ match, fault, times });
  }
  ban(ms: number): void {
    this.#limits.ban(ms, this.#clock.now());
  }
  exhaustWeight(): void {
    this.#limits.exhaust(this.#clock.now());
  }
  silence(streams: StreamKind): void {
    this.#hub.silence(streams);
  }
  mute(streams: StreamKind): void {
    this.#hub.mute(streams);
  }
  speak(streams: StreamKind): void {
    this.#hub.speak(streams);
  }
  cut(streams: StreamKind): void {
    this.#hub.cut(streams);
  }
  refuseSockets(streams: StreamKind): void {
    this.#hub.refuse(streams);
  }
  acceptSockets(streams: StreamKind): void {
    this.#hub.accept(streams);
  }
  duplicateUserData(frames: number): void {
    this.#lane.duplicate(frames);
  }
  loseUserData(frames: number): void {
    this.#lane.lose(frames);
  }
  holdUserData(): void {
    this.#lane.hold();
  }
  releaseUserData(order: 'inOrder' | 'reversed' = 'inOrder'): void {
    this.#lane.release(order);
  }
  expireListenKey(accountId: string, how: 'told' | 'untold' = 'told'): void {
    this.#hub.endKey(accountId, how);
  }
  clear(): void {
    this.#waiting = [];
    this.#limits.forgive();
    this.#hub.speak('all');
    this.#hub.accept('all');
    this.#lane.clear();
  }
}

const matches = (match: RequestMatch, method: string, path: string, params: Params): boolean =>
  (match.method === undefined || match.method === method) &&
  (match.path === undefined || match.path === path) &&
  (match.where === undefined || match.where(params));
