import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BotCall {
  readonly method: string;
  readonly parameters: Record<string, unknown>;
  readonly at: number;
}

/** What stands instead of the answer to the next call. */
export type Fault =
  | { readonly kind: 'error'; readonly code: number; readonly description: string; readonly parameters?: object; readonly status?: number }
  | { readonly kind: 'raw'; readonly status: number; readonly body: string; readonly headers?: Record<string, string> }
  | { readonly kind: 'cut' }
  | { readonly kind: 'silence' };

/**
 * The Bot API on loopback: keeps updates until an offset confirms them, holds a long poll, knows webhooks and second pollers.
 * It follows the documentation; what the real server does beside it cannot be seen here.
 */
export async function startBotServer(token: string, secondMs = 1000) {
  const calls: BotCall[] = [];
  const faults: { readonly method: string; readonly fault: Fault }[] = [];
  const absent = new Set<number>();
  let queue: { readonly update_id: number }[] = [];
  let nextId = 855;
  let webhook = false;
  let release: () => void = () => {};
  let displace: () => void = () => {};

  const answer = (response: ServerResponse, status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const refuse = (response: ServerResponse, error_code: number, description: string, more: object = {}): void =>
    answer(response, error_code, { ok: false, error_code, description, ...more });

  const getUpdates = async (response: ServerResponse, parameters: Record<string, unknown>): Promise<void> => {
    if (webhook)
      return refuse(
        response,
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    displace();
    let displaced = false;
    const { offset } = parameters;
    if (typeof offset === 'number') queue = queue.filter(({ update_id }) => update_id >= offset);
    if (queue.length === 0)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Number(parameters.timeout) * secondMs);
        release = () => {
          clearTimeout(timer);
          resolve();
        };
        displace = () => {
          displaced = true;
          release();
        };
        response.on('close', release);
      });
    displace = () => {};
    if (displaced)
      return refuse(response, 409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running');
    answer(response, 200, { ok: true, result: queue.slice(0, Number(parameters.limit)) });
  };

  const perform = (response: ServerResponse, method: string, parameters: Record<string, unknown>): void => {
    if (method === 'getUpdates') return void getUpdates(response, parameters);
    if (method === 'deleteWebhook') {
      webhook = false;
      return answer(response, 200, { ok: true, result: true });
    }
    if (method === 'getChat' && absent.has(Number(parameters.chat_id))) return refuse(response, 400, 'Bad Request: chat not found');
    answer(response, 200, { ok: true, result: {} });
  };

  const misbehave = (response: ServerResponse, fault: Fault): void => {
    if (fault.kind === 'cut') response.destroy();
    else if (fault.kind === 'raw') response.writeHead(fault.status, fault.headers).end(fault.body);
    else if (fault.kind === 'error') {
      const { code, description, parameters, status = code } = fault;
      answer(response, status, { ok: false, error_code: code, description, ...(parameters && { parameters }) });
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const [, bot = '', method = ''] = (request.url ?? '').split('/');
    const parameters = JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, unknown>;
    calls.push({ method, parameters, at: performance.now() });
    const next = faults.findIndex((one) => one.method === method);
    const [found] = next === -1 ? [] : faults.splice(next, 1);
    if (found !== undefined) return misbehave(response, found.fault);
    if (bot !== `bot${token}`) return refuse(response, 401, 'Unauthorized');
    perform(response, method, parameters);
  };

  const server = createServer((request, response) => {
    // A client that hangs up in the middle of its request is no fault of the test.
    handle(request, response).catch(() => response.destroy());
  });
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const goDown = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });

  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    polls: () => calls.filter(({ method }) => method === 'getUpdates'),
    /** Puts an update into the queue as it is; the number is added unless it brings one. */
    has(update: object): void {
      const numbered = { update_id: nextId + 1, ...update };
      nextId = Math.max(nextId, Number.isSafeInteger(numbered.update_id) ? numbered.update_id : 0);
      queue.push(numbered);
      release();
    },
    waiting: () => queue.length,
    /** Continues the numbering from here, as after a quiet week. */
    renumbers: (from: number): void => {
      nextId = from;
    },
    fails: (fault: Fault, times = 1, method = 'getUpdates'): void => {
      for (let n = 0; n < times; n += 1) faults.push({ method, fault });
    },
    setWebhook(): void {
      webhook = true;
    },
    /** Another program asks for updates: whoever is waiting is thrown out. */
    secondPoller: (): void => displace(),
    isAbsentFrom: (channelId: number, gone = true): void => void (gone ? absent.add(channelId) : absent.delete(channelId)),
    goDown,
    comeBack: () => listen(port),
    close: goDown,
  };
}
