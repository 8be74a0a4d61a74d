import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BinanceServer, BinanceServerOptions, RateLimits } from './api.ts';
import { Countdowns } from './countdowns.ts';
import { type DispatchParts, dispatch, type WireRequest } from './dispatch.ts';
import { LimitBook } from './limits.ts';
import { ListenKeys } from './listen-keys.ts';
import { MarketFrames } from './market-frames.ts';
import { WireLog } from './request-log.ts';
import { StreamHub } from './stream-hub.ts';
import { userDataFrames } from './user-data-frames.ts';
import { UserDataLane } from './user-data-lane.ts';
import { WireFaults } from './wire-faults.ts';

const usualLimits: RateLimits = { weightPerMinute: 2400, ordersPer10Seconds: 300, ordersPerMinute: 1200 };
const longestBody = 64 * 1024;

/** Serves the venue in Binance's USDⓈ-M dialect on 127.0.0.1. Resolves when it listens. */
export async function startBinanceServer(options: BinanceServerOptions): Promise<BinanceServer> {
  const { venue, feed, clock, accounts } = options;
  const limits = { ...usualLimits, ...options.limits };
  const limitBook = new LimitBook(limits);
  const listenKeys = new ListenKeys(options.listenKeyMs ?? 3_600_000);
  const hub = new StreamHub({
    clock,
    listenKeys,
    frames: new MarketFrames(feed),
    socketMs: options.socketMs ?? 86_400_000,
    pingMs: options.pingMs ?? 180_000,
  });
  const lane = new UserDataLane((accountId, frame) => hub.sendUserData(accountId, frame));
  const faults = new WireFaults({ clock, limits: limitBook, hub, lane });
  const log = new WireLog();
  const countdowns = new Countdowns();
  const timers = new Timers(clock);
  const parts: DispatchParts = {
    venue,
    feed,
    clock,
    accounts,
    limits,
    limitBook,
    listenKeys,
    countdowns,
    faults,
    log,
    pause: (ms) => new Promise((resolve) => timers.after(ms, resolve)),
  };

  const stopListening = venue.listen((event) => {
    for (const frame of userDataFrames(event, clock.now())) lane.push(event.accountId, JSON.stringify(frame));
  });

  const http = createServer((request, response) => {
    // A bug of ours must be readable at the client, not look like a broken line.
    serve(parts, request, response).catch((error: unknown) => {
      response.writeHead(500, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ code: -1000, msg: `the embedded exchange failed: ${String(error)}` }));
    });
  });
  // A client that reuses a connection must not race against its closing.
  http.keepAliveTimeout = 120_000;
  http.headersTimeout = 125_000;
  http.on('upgrade', (request, socket, head) => hub.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  });

  const beatMs = options.beatMs ?? 1000;
  const beat = (): void => {
    const now = clock.now();
    venue.passTime(now);
    for (const due of countdowns.takeDue(now)) venue.cancelAllOrders(due.accountId, due.symbol, now);
    for (const accountId of listenKeys.expired(now)) hub.endKey(accountId);
    hub.beat();
    timers.after(beatMs - (clock.now() % beatMs), beat);
  };
  timers.after(beatMs - (clock.now() % beatMs), beat);

  const { port } = http.address() as AddressInfo;
  return {
    restUrl: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}/ws`,
    venue,
    faults,
    log,
    async close() {
      timers.stop();
      stopListening();
      hub.close();
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeAllConnections();
      await closed;
    },
  };
}

async function serve(parts: DispatchParts, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await dispatch(parts, await readRequest(incoming));
  if (answer === undefined) {
    incoming.socket.destroy();
    return;
  }
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const url = new URL(incoming.url ?? '/', 'http://loopback');
  const query = (incoming.url ?? '').split('?')[1] ?? '';
  let body = '';
  for await (const chunk of incoming) {
    body += String(chunk);
    if (body.length > longestBody) throw new Error('request body too long');
  }
  const raw = query + body;
  const apiKey = incoming.headers['x-mbx-apikey'];
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    raw,
    params: { ...Object.fromEntries(new URLSearchParams(query)), ...Object.fromEntries(new URLSearchParams(body)) },
    apiKey: typeof apiKey === 'string' ? apiKey : undefined,
  };
}

/** Wake-ups that all end when the server closes. */
class Timers {
  readonly #clock: BinanceServerOptions['clock'];
  readonly #cancels = new Set<() => void>();
  #stopped = false;

  constructor(clock: BinanceServerOptions['clock']) {
    this.#clock = clock;
  }

  after(ms: number, run: () => void): void {
    if (this.#stopped) return;
    const cancel = this.#clock.after(ms, () => {
      this.#cancels.delete(cancel);
      run();
    });
    this.#cancels.add(cancel);
  }

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }
}
