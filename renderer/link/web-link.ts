import type { RefusalView } from '../../shared/contract/link.ts';
import { readFrame } from './frame.ts';
import type { HostLink } from './host-link.ts';

export interface WebSurroundings {
  /** Origin of the headless host, without a trailing slash. */
  readonly base: string;
  readonly token: string;
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
  const headers = { authorization: `Bearer ${around.token}` };

  const answer = async (path: string, init: RequestInit): Promise<unknown> => {
    const reply = await around.fetch(`${around.base}${path}`, { ...init, signal: AbortSignal.timeout(ANSWER_MS) });
    const body: unknown = await reply.json().catch(() => undefined);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : { ok: false, refusal: unreadable(reply.status) };
  };

  let failures = 0;
  const connect = (): void => {
    const url = new URL('/api/stream', around.base);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('token', around.token);
    const socket = around.openSocket(url.href);
    socket.onopen = () => {
      failures = 0;
      connections.tell({ open: true });
    };
    socket.onmessage = (message) => {
      const frame = readFrame(message.data);
      if (frame === undefined) return;
      if ('push' in frame) pushes.tell(frame.push);
      else snapshots.tell(frame.snapshot);
    };
    socket.onclose = () => {
      if (failures === 0) connections.tell({ open: false, since: around.now() });
      failures += 1;
      around.later(retryDelay(failures), connect);
    };
  };
  connect();

  return {
    send: async (command, args) =>
      (await answer(`/api/commands/${command}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(args),
      })) as Awaited<ReturnType<HostLink['send']>>,
    ask: async (query, args) => (await answer(`/api/${query}?${queryText(args)}`, { headers })) as never,
    snapshot: async () => {
      // The host answers the view flat beside its number; a refusal has neither.
      const { seq, at: _answeredAt, ...view } = (await answer('/api/snapshot', { headers })) as Readonly<Record<string, unknown>>;
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
