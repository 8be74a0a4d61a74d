import { z } from 'zod';
import type { PositionMode } from '../domain/order.ts';
import type { Said } from '../domain/record.ts';
import type { KeyPermissions } from '../domain/venue-keys.ts';
import { apiKeyText } from './keys-profile.ts';
import { loopbackOrigin } from './loopback-address.ts';

const pasted = () => z.string().trim().pipe(apiKeyText());

/** Without addresses the exchange of the running profile is asked. */
const given = z.strictObject({
  apiKey: pasted(),
  apiSecret: pasted(),
  restUrl: loopbackOrigin().optional(),
  spotUrl: loopbackOrigin().optional(),
});

/** Spread into the commands of the contract. Key and secret travel inwards only. */
export const keysCommands = {
  /** Asks the exchange what the key may do; stores nothing. */
  'keys.check': given,
  /** Checks again and stores what passed. */
  'keys.save': given,
  'keys.forget': z.strictObject({}),
} as const;
export type KeysCommand = keyof typeof keysCommands;
export type KeysRequest = {
  [C in KeysCommand]: { readonly command: C; readonly args: z.output<(typeof keysCommands)[C]> };
}[KeysCommand];

/** The slice of the view. Holds no key; null is unknown. */
export interface KeysView {
  readonly present: boolean;
  /** Of the stored key. */
  readonly last4: string | null;
  /** The engine trades with the stored keys now; else they serve the next start of a profile with `"keys":"stored"`. */
  readonly inUse: boolean;
  /** Where they rest; null while nothing was stored yet. `thisSession`: they end with the program, `keptWhy` says why. */
  readonly kept: 'keychain' | 'keyFile' | 'thisSession' | null;
  readonly keptWhy: string | null;
  /** Why stored keys cannot be read. */
  readonly unreadable: string | null;
  /** Who is asked when no address is given; null in the demo. */
  readonly venue: string | null;
  /** All below is of the last check in this run; own-clock ms. */
  readonly checkedAt: number | null;
  readonly checkedLast4: string | null;
  readonly permissions: KeyPermissions | null;
  readonly positionMode: PositionMode | null;
  readonly warnings: readonly Said[];
  readonly refusal: Said | null;
}
