import { createRequire } from 'node:module';
import { helpers } from 'telegram';
import type { ServerKey } from './key-exchange.ts';

/** Adds a server's key to those that the library believes, in this process only; by itself it knows Telegram's two. */
export function believe({ fingerprint, n, e }: ServerKey): void {
  // Required, not imported: an import may get a copy of the list, which the library does not look at.
  const { _serverKeys } = createRequire(import.meta.url)('telegram/crypto/RSA.js') as typeof import('telegram/crypto/RSA.js');
  _serverKeys.set(fingerprint, { n: helpers.returnBigInt(n), e });
}
