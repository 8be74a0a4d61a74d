import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ClockPort } from '../../../ports/clock.ts';

/** For tests: a loopback server that notes every request word by word and answers what the test says. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  /** Query of GET and DELETE, body of POST and PUT, without timestamp value and signature. */
  readonly text: string;
  readonly rightlySigned: boolean;
}
export interface FakeAnswer {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long the answer is on its way. */
  readonly afterMs?: number;
}
export type Reply = FakeAnswer | 'hang' | 'cut';

export const API_KEY = 'key-of-the-fake-venue';
export const API_SECRET = 'secret-of-the-fake-venue';

export interface FakeVenue {
  readonly restUrl: string;
  readonly wsUrl: string;
  readonly sent: SentRequest[];
  readonly dialled: string[];
  readonly heard: string[];
  /** Answers for "METHOD /path"; the last one given stays. */
  answer(call: string, ...replies: readonly Reply[]): void;
  sentTo(call: string): readonly SentRequest[];
  push(stream: 'market' | 'private', frame: unknown): void;
  sockets(stream: 'market' | 'private'): readonly WebSocket[];
  stop(): Promise<void>;
}

export async function startFakeVenue(atPort = 0): Promise<FakeVenue> {
  const replies = new Map<string, Reply[]>();
  const sent: SentRequest[] = [];
  const dialled: string[] = [];
  const heard: string[] = [];
  const connections = new Set<Socket>();
  const streams: Record<'market' | 'private', WebSocket[]> = { market: [], private: [] };

  const http = createServer((request, response) => {
    void serve(request, response);
  });
  const sockets = new WebSocketServer({ server: http });
  http.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  sockets.on('connection', (socket, request) => {
    const url = request.url ?? '';
    dialled.push(url);
    const list = streams[url.includes('listenKey') ? 'private' : 'market'];
    list.push(socket);
    socket.on('close', () => list.splice(list.indexOf(socket), 1));
    socket.on('message', (data) => {
      heard.push(String(data));
      socket.send('{"result":null,"id":1}');
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    let body = '';
    for await (const part of request) body += String(part);
    const text = query || body;
    const [signedPart = '', signature] = text.split('&signature=');
    const rightlySigned =
      signature === createHmac('sha256', API_SECRET).update(signedPart).digest('hex') && request.headers['x-mbx-apikey'] === API_KEY;
    sent.push({ method: request.method ?? '', path, text: signedPart.replace(/timestamp=\d+/, 'timestamp'), rightlySigned });
    const list = replies.get(`${request.method} ${path}`) ?? [{ status: 404, body: 'no such path' }];
    const reply = (list.length > 1 ? list.shift() : list[0]) ?? 'cut';
    if (reply === 'hang') return;
    if (reply === 'cut') {
      request.socket.destroy();
      return;
    }
    if (reply.afterMs !== undefined) await new Promise((resolve) => setTimeout(resolve, reply.afterMs));
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
  }

  await new Promise<void>((resolve) => http.listen(atPort, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    restUrl: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}/ws`,
    sent,
    dialled,
    heard,
    answer: (call, ...given) => replies.set(call, [...given]),
    sentTo: (call) => sent.filter(({ method, path }) => `${method} ${path}` === call),
    push: (stream, frame) => {
      for (const socket of streams[stream]) socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
    },
    sockets: (stream) => streams[stream],
    stop: () =>
      new Promise((resolve) => {
        for (const socket of connections) socket.destroy();
        sockets.close();
        http.close(() => resolve());
      }),
  };
}

/** Real time; the streams of these tests run with shortened waits. */
export const realClock: ClockPort = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Waits for something that other processes of the loop bring about; fails after two seconds. */
export async function until(what: string, met: () => boolean): Promise<void> {
  const deadline = performance.now() + 2_000;
  while (!met()) {
    if (performance.now() > deadline) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
