import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { readPageFile } from '../page.ts';
import type { Door } from '../serve.ts';
import { badRequest, internal, tooLarge } from '../serve.ts';
import type { Listen } from './access.ts';
import { authority, bearerOf, createTokenCheck, hostIsOurs, originIsOurs } from './access.ts';
import { answerJson, answerText, foreignHost, foreignOrigin, notFound, statusOf, unauthorised, wrongMethod } from './answer.ts';
import { readBody } from './body.ts';
import { streamTo } from './stream.ts';

export interface HeadlessOptions {
  readonly door: Door;
  readonly listen: Listen;
  readonly token: string;
  /** Folder of the built page. */
  readonly page: string;
  readonly metrics: () => string;
  readonly health: () => { readonly ok: boolean; readonly why: string };
  readonly report: (bug: unknown) => void;
}

export interface HeadlessServer {
  readonly url: string;
  /** Ends every connection at once; resolves when the port is free. */
  stop(): Promise<void>;
}

/** Starts the HTTP + WebSocket host; rejects when the address cannot be had. */
export async function startHeadlessServer(options: HeadlessOptions): Promise<HeadlessServer> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000, maxHeaderSize: 16 * 1024 });
  const listen = await listenOn(server, options.listen);
  const tokenIsRight = createTokenCheck(options.token);
  const streams = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false });

  server.on('request', (request, response) => {
    void answerRequest(request, response, options, listen, tokenIsRight).catch((bug) => {
      options.report(bug);
      if (!response.headersSent) answerJson(response, 500, internal());
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const status = upgradeStatus(request, listen, tokenIsRight);
    if (status !== 101) return refuseUpgrade(socket, status);
    streams.handleUpgrade(request, socket, head, (stream) => streamTo(stream, options.door, options.report));
  });

  return {
    url: `http://${authority(listen)}`,
    stop: () => stopServer(server, streams),
  };
}

function listenOn(server: Server, listen: Listen): Promise<Listen> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen.port, listen.host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve({ host: listen.host, port: typeof address === 'object' && address !== null ? address.port : listen.port });
    });
  });
}

function stopServer(server: Server, streams: WebSocketServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const stream of streams.clients) stream.terminate();
    server.closeAllConnections();
  });
}

async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  options: HeadlessOptions,
  listen: Listen,
  tokenIsRight: (offered: string | undefined) => boolean,
): Promise<void> {
  const path = pathOf(request);
  if (!hostIsOurs(request.headers.host, listen)) return answerJson(response, 403, foreignHost);
  if (!originIsOurs(request)) return answerJson(response, 403, foreignOrigin);
  if (path === '/healthz') return answerHealth(response, options.health());
  if (path !== '/metrics' && !path.startsWith('/api/')) return answerPage(request, response, path, options.page);
  if (!tokenIsRight(bearerOf(request))) return answerJson(response, 401, unauthorised);
  if (path.startsWith('/api/commands/')) return answerCommand(request, response, path.slice('/api/commands/'.length), options.door);
  if (path.startsWith('/api/queries/')) return answerLongQuery(request, response, path.slice('/api/queries/'.length), options.door);
  if (request.method !== 'GET') return answerJson(response, 405, wrongMethod);
  if (path === '/metrics') return answerText(response, 200, 'text/plain; version=0.0.4; charset=utf-8', options.metrics());
  if (path === '/api/snapshot') return answerSnapshot(response, options.door);
  return answerQuery(request, response, path.slice('/api/'.length), options.door);
}

function answerHealth(response: ServerResponse, health: { readonly ok: boolean; readonly why: string }): void {
  answerText(response, health.ok ? 200 : 503, 'text/plain; charset=utf-8', health.ok ? 'ok' : health.why);
}

async function answerPage(request: IncomingMessage, response: ServerResponse, path: string, page: string): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return answerJson(response, 405, wrongMethod);
  const file = await readPageFile(page, path, "'self'");
  if (file === undefined) return answerJson(response, 404, notFound);
  response.writeHead(200, { ...file.headers, 'content-length': file.body.length });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

function answerCommand(request: IncomingMessage, response: ServerResponse, name: string, door: Door): Promise<void> {
  return answerPosted(request, response, (args) => door.send(name, args));
}

/** What does not fit into an address: a whole message as text. */
function answerLongQuery(request: IncomingMessage, response: ServerResponse, name: string, door: Door): Promise<void> {
  return answerPosted(request, response, (args) => door.ask(name, args));
}

async function answerPosted(
  request: IncomingMessage,
  response: ServerResponse,
  run: (args: unknown) => ReturnType<Door['send' | 'ask']>,
): Promise<void> {
  if (request.method !== 'POST') return answerJson(response, 405, wrongMethod);
  const body = await readBody(request);
  if (body.kind === 'tooLarge') {
    // The rest of the body is not read; without this the client would go on sending it.
    response.setHeader('connection', 'close');
    return answerJson(response, 413, tooLarge());
  }
  if (body.kind === 'unreadable')
    return answerJson(response, 400, badRequest('', { ko: '본문이 JSON이 아닙니다', en: 'The body is not JSON' }));
  const reply = await run(body.value);
  answerJson(response, statusOf(reply), reply);
}

async function answerSnapshot(response: ServerResponse, door: Door): Promise<void> {
  const { seq, view } = await door.snapshot();
  answerJson(response, 200, { seq, at: Date.now(), ...view });
}

async function answerQuery(request: IncomingMessage, response: ServerResponse, name: string, door: Door): Promise<void> {
  const reply = await door.ask(name, queryArgs(request));
  // An address is not a command: the door's word for an unknown name would mislead here.
  if (!reply.ok && reply.refusal.code === 'unknownCommand') return answerJson(response, 404, notFound);
  answerJson(response, statusOf(reply), reply);
}

const wholeNumbers: ReadonlySet<string> = new Set(['after', 'limit', 'channelId']);

/** Query strings carry text only; what must be a whole number becomes one, all else is left to the schema. */
function queryArgs(request: IncomingMessage): Record<string, unknown> {
  const params = urlOf(request)?.searchParams ?? new URLSearchParams();
  return Object.fromEntries(
    [...params].map(([key, text]) => [key, wholeNumbers.has(key) && /^-?\d{1,16}$/.test(text) ? Number(text) : text]),
  );
}

/** The request target is hostile text: absolute and malformed ones have no path here. */
function urlOf(request: IncomingMessage): URL | undefined {
  const target = request.url ?? '';
  return target.startsWith('/') && URL.canParse(`http://host${target}`) ? new URL(`http://host${target}`) : undefined;
}

const pathOf = (request: IncomingMessage): string => urlOf(request)?.pathname ?? '';

function upgradeStatus(request: IncomingMessage, listen: Listen, tokenIsRight: (offered: string | undefined) => boolean): number {
  if (!hostIsOurs(request.headers.host, listen) || !originIsOurs(request)) return 403;
  if (pathOf(request) !== '/api/stream') return 404;
  // A browser cannot set headers on a WebSocket, so the token may come in the address.
  return tokenIsRight(bearerOf(request) ?? urlOf(request)?.searchParams.get('token') ?? undefined) ? 101 : 401;
}

function refuseUpgrade(socket: Socket, status: number): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
