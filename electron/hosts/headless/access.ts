import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Who may talk to the headless host: the right place (Host), the right page (Origin), the right token. */

export const newToken = (): string => randomBytes(32).toString('base64url');

export interface Listen {
  readonly host: string;
  readonly port: number;
}

/** "127.0.0.1:8080", "[::1]:0", "localhost:9000". Port 0 lets the system choose. */
export function parseListen(text: string): Listen | undefined {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([\w.-]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port > 65_535 || (match?.[1] !== undefined && isIP(match[1]) !== 6)) return undefined;
  return { host, port };
}

export const isLoopbackHost = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** "host:port" as a browser writes it: IPv6 in brackets. */
export const authority = ({ host, port }: Listen): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

/**
 * A page of a foreign site can be made to resolve to 127.0.0.1 (DNS rebinding), but it cannot hide its name: an address
 * or "localhost" with our port is ours, a name only when it is the one we listen on.
 */
export function hostIsOurs(header: string | undefined, listen: Listen): boolean {
  const sent = header === undefined ? undefined : parseListen(header.includes(':', header.lastIndexOf(']') + 1) ? header : `${header}:80`);
  if (sent === undefined || sent.port !== listen.port) return false;
  if (sent.host === listen.host || isLoopbackHost(sent.host)) return true;
  // Listening beyond loopback (--allow-remote): any address of this machine may be the one that was dialled.
  return !isLoopbackHost(listen.host) && isIP(sent.host) !== 0;
}

/** Programs send no Origin; a browser sends its page's, which must be ours. */
export const originIsOurs = (request: IncomingMessage): boolean =>
  request.headers.origin === undefined || request.headers.origin === `http://${request.headers.host}`;

export function createTokenCheck(token: string): (offered: string | undefined) => boolean {
  const expected = Buffer.from(token);
  return (offered) => {
    const given = Buffer.from(offered ?? '');
    // The length of the token is no secret; its characters are compared in constant time.
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
}

export function bearerOf(request: IncomingMessage): string | undefined {
  return /^Bearer ([\w-]{1,128})$/i.exec(request.headers.authorization ?? '')?.[1];
}
