import type { RefusalView } from '../../shared/contract/link.ts';
import { readFrame } from './frame.ts';
import type { HostLink } from './host-link.ts';

export interface WebSurroundings {
  /** Origin of the headless host, without a trailing slash. */
  readonly base: string;
  readonly token: string;
  /** The address can bring another token while the page is open: a restarted host has a new one. */
  readonly onToken: (listener: (token: string) => void) => void;
  readonly fetch: typeof fetch;
  readonly openSocket: (url: string) => WebSocket;
  readonly now: () => number;
  readonly later: (ms: number, run: () => void) => void;
}

/** After the nth failure in a row; the first try is quick because most breaks are restarts. */
export const retryDelay = (failures: number): number => Math.min(10_000, 500 * 2 ** Math.max(0, failures - 1));
const ANSWER_MS = 15_000;

/** HTTP for commands and questions, one WebSocket for pushes; reconnects for ever. A rejected promise means: not known whether it arrived. */
export function createWebLink(around: WebSurroundings): HostLink {
  const pushes = listeners<Parameters<Parameters<HostLink['onPush']>[0]>[0]>();
  const snapshots = listeners<Parameters<Parameters<HostLink['onSnapshot']>[0]>[0]>();
  const connections = listeners<Parameters<Parameters<HostLink['onConnection']>[0]>[0]>();
  let token = around.token;

  const answer = async (path: string, init?: { readonly method: string; readonly body: string }): Promise<unknown> => {
    const used = token;
    const reply = await around.fetch(`${around.base}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${used}`, ...(init && { 'content-type': 'application/json' }) },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    // A browser does not tell why a socket was refused, an HTTP answer does; while the screen is stale it asks every second.
    if (reply.status === 401 && used === token) connections.tell({ open: false, since: around.now(), why: 'token' });
    const body: unknown = await reply.json().catch(() => undefined);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : { ok: false, refusal: unreadable(reply.status) };
  };

  let failures = 0;
  let socket: WebSocket | undefined;
  const connect = (): void => {
    const url = new URL('/api/stream', around.base);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('token', token);
    const mine = around.openSocket(url.href);
    socket = mine;
    mine.onopen = () => {
      if (mine !== socket) return;
      failures = 0;
      connections.tell({ open: true });
    };
    mine.onmessage = (message) => {
      if (mine !== socket) return;
      const frame = readFrame(message.data);
      if (frame === undefined) return;
      if ('push' in frame) pushes.tell(frame.push);
      else snapshots.tell(frame.snapshot);
    };
    mine.onclose = () => {
      if (mine !== socket) return;
      if (failures === 0) connections.tell({ open: false, since: around.now(), why: 'lost' });
      failures += 1;
      around.later(retryDelay(failures), () => {
        if (mine === socket) connect();
      });
    };
  };
  connect();
  around.onToken((next) => {
    if (next === token) return;
    token = next;
    const before = socket;
    connect();
    before?.close();
  });

  return {
    send: async (command, args) =>
      (await answer(`/api/commands/${command}`, {
        method: 'POST',
        body: JSON.stringify(args),
      })) as Awaited<ReturnType<HostLink['send']>>,
    ask: async (query, args) =>
      (await (longQueries.has(query)
        ? answer(`/api/queries/${query}`, { method: 'POST', body: JSON.stringify(args) })
        : answer(`/api/${query}?${queryText(args)}`))) as never,
    snapshot: async () => {
      // The host answers the view flat beside its number; a refusal has neither.
      const { seq, at: _answeredAt, ...view } = (await answer('/api/snapshot')) as Readonly<Record<string, unknown>>;
      const frame = 'engine' in view ? readFrame(JSON.stringify({ snapshot: { seq, view } })) : undefined;
      if (frame === undefined || !('snapshot' in frame)) throw new Error('the host answered no snapshot');
      return frame.snapshot;
    },
    onPush: pushes.add,
    onSnapshot: snapshots.add,
    onConnection: connections.add,
    onMenu: () => () => undefined,
  };
}

/** Their text does not fit into an address. */
const longQueries: ReadonlySet<string> = new Set(['lab.read']);

export function queryText(args: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
}

const unreadable = (status: number): RefusalView => ({
  code: 'unreadableReply',
  numbers: { status: String(status) },
  message: { ko: `서버 응답을 읽을 수 없습니다 (HTTP ${status})`, en: `The host's answer is unreadable (HTTP ${status})` },
});

function listeners<T>() {
  const all = new Set<(value: T) => void>();
  return {
    add: (listener: (value: T) => void) => {
      all.add(listener);
      return () => {
        all.delete(listener);
      };
    },
    tell: (value: T) => {
      for (const listener of all) listener(value);
    },
  };
}
