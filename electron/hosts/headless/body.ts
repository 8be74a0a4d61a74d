import type { IncomingMessage } from 'node:http';
import { REQUEST_LIMIT_BYTES } from '../serve.ts';

export type Body = { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'tooLarge' } | { readonly kind: 'unreadable' };

/** Reads a JSON body up to the limit; an empty one is `{}`. Never throws; stops keeping bytes at the limit. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > REQUEST_LIMIT_BYTES) return { kind: 'tooLarge' };
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > REQUEST_LIMIT_BYTES) return { kind: 'tooLarge' };
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString('utf8');
    return { kind: 'json', value: text.trim() === '' ? {} : JSON.parse(text) };
  } catch {
    return { kind: 'unreadable' };
  }
}
