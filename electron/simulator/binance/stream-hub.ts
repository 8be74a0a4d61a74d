import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ClockPort } from '../../ports/clock.ts';
import type { StreamKind } from './api.ts';
import type { ListenKeys } from './listen-keys.ts';
import type { MarketFrames } from './market-frames.ts';

interface Peer {
  readonly socket: WebSocket;
  readonly kind: 'market' | 'private';
  /** listenKey of a private socket. */
  readonly key: string | undefined;
  /** Opened as /stream: payloads are wrapped with the stream's name. */
  readonly wrapped: boolean;
  readonly subscriptions: Set<string>;
  readonly openedAt: number;
  lastPong: number;
  second: number;
  messagesInSecond: number;
}

export interface HubOptions {
  readonly clock: ClockPort;
  readonly listenKeys: ListenKeys;
  readonly frames: MarketFrames;
  readonly socketMs: number;
  readonly pingMs: number;
}

/** The exchange drops a client that says more than this. */
const messagesPerSecond = 10;
const missedPings = 3;

/** All WebSockets: who listens to what, how long they live, and how they can be made to misbehave. */
export class StreamHub {
  readonly #options: HubOptions;
  // Pings are answered by hand, so that a silenced socket answers none.
  readonly #acceptor = new WebSocketServer({ noServer: true, autoPong: false });
  readonly #peers = new Set<Peer>();
  /** Nothing is sent to a kind that is in one of these; pings of the silent are not answered either. */
  readonly #silent = new Set<Peer['kind']>();
  readonly #mute = new Set<Peer['kind']>();
  readonly #refused = new Set<Peer['kind']>();
  #lastPing: number;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#lastPing = options.clock.now();
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'ws://loopback');
    const place = placeOf(url);
    if (place === undefined || this.#refused.has(place.kind)) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    if (place.key !== undefined && this.#options.listenKeys.accountOf(place.key, this.#options.clock.now()) === undefined) {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#acceptor.handleUpgrade(request, socket, head, (ws) => this.#admit(ws, place));
  }

  /** Goes to the account's sockets whose key still lives. */
  sendUserData(accountId: string, frame: string): void {
    const now = this.#options.clock.now();
    for (const peer of this.#peers) {
      if (peer.key !== undefined && this.#options.listenKeys.accountOf(peer.key, now) === accountId) this.#send(peer, frame);
    }
  }

  /** The key dies: one last event, then nothing more, while the socket stays open. */
  endKey(accountId: string, how: 'told' | 'untold' = 'told'): void {
    const key = this.#options.listenKeys.end(accountId);
    if (key === undefined || how === 'untold') return;
    const frame = JSON.stringify({ e: 'listenKeyExpired', E: this.#options.clock.now(), listenKey: key });
    for (const peer of this.#peers) if (peer.key === key) this.#send(peer, frame);
  }

  /** Once a beat: market frames, pings, and the end of sockets that are too old or do not answer. */
  beat(): void {
    const now = this.#options.clock.now();
    const wanted = new Set([...this.#peers].flatMap((peer) => [...peer.subscriptions]));
    const frames = this.#options.frames.beat(wanted, now);
    for (const peer of this.#peers) {
      for (const stream of peer.subscriptions) {
        for (const payload of frames.get(stream) ?? []) {
          this.#send(peer, peer.wrapped ? `{"stream":${JSON.stringify(stream)},"data":${payload}}` : payload);
        }
      }
      const unanswered = now - peer.lastPong > this.#options.pingMs * missedPings;
      if (now - peer.openedAt > this.#options.socketMs || unanswered) peer.socket.terminate();
    }
    if (now - this.#lastPing < this.#options.pingMs) return;
    this.#lastPing = now;
    for (const peer of this.#peers) if (!this.#silent.has(peer.kind)) peer.socket.ping();
  }

  silence(streams: StreamKind): void {
    for (const kind of kindsOf(streams)) this.#silent.add(kind);
  }
  mute(streams: StreamKind): void {
    for (const kind of kindsOf(streams)) this.#mute.add(kind);
  }
  speak(streams: StreamKind): void {
    for (const kind of kindsOf(streams)) {
      this.#silent.delete(kind);
      this.#mute.delete(kind);
    }
  }
  refuse(streams: StreamKind): void {
    for (const kind of kindsOf(streams)) this.#refused.add(kind);
  }
  accept(streams: StreamKind): void {
    for (const kind of kindsOf(streams)) this.#refused.delete(kind);
  }
  cut(streams: StreamKind): void {
    for (const peer of this.#peers) if (kindsOf(streams).includes(peer.kind)) peer.socket.terminate();
  }
  close(): void {
    this.cut('all');
    this.#acceptor.close();
  }

  #admit(socket: WebSocket, place: Place): void {
    const now = this.#options.clock.now();
    const peer: Peer = {
      socket,
      kind: place.kind,
      key: place.key,
      wrapped: place.wrapped,
      subscriptions: new Set(place.streams),
      openedAt: now,
      lastPong: now,
      second: 0,
      messagesInSecond: 0,
    };
    this.#peers.add(peer);
    socket.on('close', () => this.#peers.delete(peer));
    // A reset by the client is followed by 'close'; without a listener it would end the process.
    socket.on('error', () => socket.terminate());
    socket.on('pong', () => {
      peer.lastPong = this.#options.clock.now();
    });
    socket.on('ping', (data) => {
      if (!this.#silent.has(peer.kind)) socket.pong(data);
    });
    socket.on('message', (data) => this.#hear(peer, String(data)));
  }

  #hear(peer: Peer, message: string): void {
    const second = Math.floor(this.#options.clock.now() / 1000);
    peer.messagesInSecond = peer.second === second ? peer.messagesInSecond + 1 : 1;
    peer.second = second;
    if (peer.messagesInSecond > messagesPerSecond) {
      peer.socket.close(1008, 'Too many requests');
      return;
    }
    const request = readRequest(message);
    if (request === undefined) {
      this.#send(peer, JSON.stringify({ error: { code: 2, msg: 'Invalid request: malformed message' } }));
      return;
    }
    for (const stream of request.params) {
      if (request.method === 'SUBSCRIBE') peer.subscriptions.add(stream);
      else peer.subscriptions.delete(stream);
    }
    this.#send(peer, JSON.stringify({ result: null, id: request.id }));
  }

  #send(peer: Peer, frame: string): void {
    const isHeard = !this.#silent.has(peer.kind) && !this.#mute.has(peer.kind);
    if (isHeard && peer.socket.readyState === peer.socket.OPEN) peer.socket.send(frame);
  }
}

interface Place {
  readonly kind: Peer['kind'];
  readonly key: string | undefined;
  readonly wrapped: boolean;
  readonly streams: readonly string[];
}

/** Which stream a URL means. `/ws` without a route serves everything, for clients that do not route. */
function placeOf(url: URL): Place | undefined {
  const [, route, form, rest] = /^(?:\/(market|public|private))?\/(ws|stream)(?:\/([^/]*))?$/.exec(url.pathname) ?? [];
  if (form === undefined) return undefined;
  const looksLikeKey = rest !== undefined && /^[0-9a-f]{64}$/.test(rest);
  const key = url.searchParams.get('listenKey') ?? (looksLikeKey ? rest : undefined);
  if (route === 'private') return key === undefined ? undefined : { kind: 'private', key, wrapped: false, streams: [] };
  if (route === undefined && key !== undefined) return { kind: 'private', key, wrapped: false, streams: [] };
  const streams = url.searchParams.get('streams')?.split('/') ?? [];
  return { kind: 'market', key: undefined, wrapped: form === 'stream', streams };
}

const kindsOf = (streams: StreamKind): readonly Peer['kind'][] => (streams === 'all' ? ['market', 'private'] : [streams]);

interface StreamRequest {
  readonly method: 'SUBSCRIBE' | 'UNSUBSCRIBE';
  readonly params: readonly string[];
  readonly id: unknown;
}

function readRequest(message: string): StreamRequest | undefined {
  try {
    const read = JSON.parse(message) as Partial<Record<keyof StreamRequest, unknown>> | null;
    const method = read?.method;
    if (method !== 'SUBSCRIBE' && method !== 'UNSUBSCRIBE') return undefined;
    const params = read?.params;
    if (!Array.isArray(params) || !params.every((stream) => typeof stream === 'string')) return undefined;
    return { method, params, id: read?.id ?? null };
  } catch {
    return undefined;
  }
}
