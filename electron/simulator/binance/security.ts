import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ApiAccount } from './api.ts';
import { missing, optionalWhole, type Params } from './params.ts';
import { Refusal } from './refusal.ts';

const usualWindowMs = 5000;
const longestWindowMs = 60_000;

/** -2014 / -2015: who asks. */
export function accountOfKey(accounts: readonly ApiAccount[], apiKey: string | undefined): ApiAccount {
  if (apiKey === undefined || apiKey === '') throw new Refusal(-2014, 'API-key format invalid.', 401);
  const account = accounts.find((candidate) => candidate.apiKey === apiKey);
  if (account === undefined) throw notPermitted();
  return account;
}

/** One code for three reasons: the exchange does not tell which. */
export const notPermitted = (): Refusal => new Refusal(-2015, 'Invalid API-key, IP, or permissions for action', 401);

/** -1021 and -1022. `raw` is the query or body exactly as it was sent. */
export function checkSigned(account: ApiAccount, raw: string, params: Params, now: number): void {
  const timestamp = optionalWhole(params, 'timestamp');
  if (timestamp === undefined) throw missing('timestamp');
  const window = Math.min(optionalWhole(params, 'recvWindow') ?? usualWindowMs, longestWindowMs);
  if (timestamp >= now + 1000) throw new Refusal(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
  if (now - timestamp > window) throw new Refusal(-1021, 'Timestamp for this request is outside of the recvWindow.');
  const parts = /^(.*)&signature=([0-9a-fA-F]{64})$/s.exec(raw);
  if (params.signature === undefined) throw missing('signature');
  const expected = createHmac('sha256', account.apiSecret)
    .update(parts?.[1] ?? '')
    .digest();
  if (parts?.[2] === undefined || !timingSafeEqual(expected, Buffer.from(parts[2], 'hex'))) {
    throw new Refusal(-1022, 'Signature for this request is not valid.');
  }
}
