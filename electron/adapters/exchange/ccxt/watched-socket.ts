import { WebSocket } from 'ws';
import type { ClockPort } from '../../../ports/clock.ts';
import { reconnectDelay, type StreamPace } from './stream-pace.ts';

export interface SocketPlan {
  /** Asked before every dial. `notBefore` (own-clock ms) holds the next dial back, for a ban. */
  readonly url: () => Promise<{ readonly url: string } | { readonly why: string; readonly notBefore?: number }>;
  /** Sent as soon as the socket is open. */
  readonly greeting: string | undefined;
  /** 'data': dead after `silenceMs` without a frame that `received` calls alive. 'pong': dead when a ping stays unanswered. */
  readonly proofOfLife: 'data' | 'pong';
  readonly opened: () => void;
  /** Says whether the frame proves that the stream lives; a text is the reason to drop the connection. */
  readonly received: (text: string) => boolean | { readonly drop: string; readonly atOnce?: boolean };
  /** Told once per connection or failed dial. */
  readonly lost: (why: string) => void;
}

/**
 * A connection that is always wanted: dials, watches, redials with back-off, until closed. What `ws` calls open is not
 * believed; only data or pongs are.
 */
export class WatchedSocket {
  readonly #plan: SocketPlan;
  readonly #clock: ClockPort;
  readonly #pace: StreamPace;
  readonly #chance: () => number;
  #socket: WebSocket | undefined;
  #openedAt: number | undefined;
  #failures = 0;
  #cancelTimer = (): void => {};
  #closed = false;

  constructor(plan: SocketPlan, clock: ClockPort, pace: StreamPace, chance: () => number) {
    this.#plan = plan;
    this.#clock = clock;
    this.#pace = pace;
    this.#chance = chance;
  }

  start(): void {
    void this.#dial();
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer();
    this.#release();
  }

  /** Ends the present connection; `atOnce` when the reason is known and mended by a new one. */
  drop(why: string, atOnce = false): void {
    if (this.#closed) return;
    this.#release();
    this.#cancelTimer();
    const lived = this.#openedAt === undefined ? 0 : this.#clock.monotonic() - this.#openedAt;
    this.#openedAt = undefined;
    if (lived >= this.#pace.healthyMs) this.#failures = 0;
    // A connection that ends at once after every dial must not be redialled in a loop, however good the reason sounds.
    const prompt = atOnce && (this.#failures === 0 || lived > this.#pace.firstDelayMs);
    const delay = prompt ? 0 : reconnectDelay(this.#pace, this.#failures, this.#chance());
    this.#failures += 1;
    this.#plan.lost(why);
    this.#wait(delay, () => void this.#dial());
  }

  async #dial(): Promise<void> {
    const target = await this.#plan.url();
    if (this.#closed) return;
    if (!('url' in target)) {
      this.drop(target.why);
      const held = (target.notBefore ?? 0) - this.#clock.now();
      if (held > 0) this.#wait(held, () => void this.#dial());
      return;
    }
    const socket = openSocket(target.url);
    if (socket === undefined) {
      this.drop('the address is no WebSocket address');
      return;
    }
    this.#socket = socket;
    this.#wait(this.#pace.openWithinMs, () => this.drop(`not open after ${this.#pace.openWithinMs} ms`));
    socket.on('open', () => this.#open(socket));
    socket.on('message', (data) => this.#receive(socket, String(data)));
    socket.on('pong', () => this.#proved(socket));
    socket.on('error', (error) => this.#ended(socket, error.message));
    socket.on('close', (code) => this.#ended(socket, `closed by the exchange (${code})`));
  }

  #open(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    this.#openedAt = this.#clock.monotonic();
    if (this.#plan.greeting !== undefined) socket.send(this.#plan.greeting);
    this.#plan.opened();
    this.#proved(socket);
  }

  #receive(socket: WebSocket, text: string): void {
    if (socket !== this.#socket) return;
    const said = this.#plan.received(text);
    if (typeof said === 'object') this.drop(said.drop, said.atOnce);
    else if (said && this.#plan.proofOfLife === 'data') this.#proved(socket);
  }

  /** Life was seen: the next proof is due anew. */
  #proved(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    if (this.#plan.proofOfLife === 'data') {
      this.#wait(this.#pace.silenceMs, () => this.drop(`no data for ${this.#pace.silenceMs} ms`));
      return;
    }
    this.#wait(this.#pace.pingEveryMs, () => {
      socket.ping();
      this.#wait(this.#pace.pongWithinMs, () => this.drop(`no pong within ${this.#pace.pongWithinMs} ms`));
    });
  }

  #ended(socket: WebSocket, why: string): void {
    if (socket === this.#socket) this.drop(why);
  }

  /** A half-open socket never finishes a polite close, so it is cut. */
  #release(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.terminate();
  }

  #wait(delayMs: number, run: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(delayMs, run);
  }
}

/** `ws` throws on an address it cannot read; nobody stands above this timer to catch it. */
function openSocket(url: string): WebSocket | undefined {
  try {
    return new WebSocket(url, { perMessageDeflate: false, maxPayload: 32 * 1024 * 1024, followRedirects: false });
  } catch {
    return undefined;
  }
}
