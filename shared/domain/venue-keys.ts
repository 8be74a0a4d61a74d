import type { PositionMode } from './order.ts';

/** What the exchange tells about an API key. `ipRestricted` is no right but a fence: the key works from named addresses only. */
export const keyRights = [
  'reading',
  'futures',
  'withdrawals',
  'ipRestricted',
  'internalTransfer',
  'universalTransfer',
  'spotAndMargin',
  'margin',
  'options',
  'portfolioMargin',
] as const;
export type KeyRight = (typeof keyRights)[number];

/** Null: the exchange did not tell. Absent is never "no". */
export type KeyPermissions = Readonly<Record<KeyRight, boolean | null>>;

export type KeyReading =
  | {
      readonly kind: 'read';
      readonly permissions: KeyPermissions;
      /** Null when it was not read; `modeTrouble` says why, and is null where it was not asked for. */
      readonly positionMode: PositionMode | null;
      readonly modeTrouble: string | null;
      /** Exchange's clock minus ours, ms. */
      readonly clockOffsetMs: number;
    }
  /** The exchange does not take the key. */
  | { readonly kind: 'refused'; readonly code: number; readonly message: string }
  /** Nothing is known about the key. */
  | { readonly kind: 'unknown'; readonly why: string };

export type KeyWarning = 'keyOpenToAll' | 'keyCanTransfer';
export type KeyFault = 'keyCanWithdraw' | 'keyWithoutFutures' | 'keyWithoutReading' | 'keyUntold';

/** Without these four nothing can be said for or against a key. */
const needed: readonly KeyRight[] = ['reading', 'futures', 'withdrawals', 'ipRestricted'];

/** The worst fault first: a key that can withdraw is told so, whatever else is wrong with it. */
export function faultOfKey(permissions: KeyPermissions): KeyFault | undefined {
  if (permissions.withdrawals === true) return 'keyCanWithdraw';
  if (needed.some((right) => permissions[right] === null)) return 'keyUntold';
  if (permissions.reading === false) return 'keyWithoutReading';
  return permissions.futures === false ? 'keyWithoutFutures' : undefined;
}

export const untoldRights = (permissions: KeyPermissions): readonly KeyRight[] => needed.filter((right) => permissions[right] === null);

export function warningsOfKey(permissions: KeyPermissions): readonly KeyWarning[] {
  const canTransfer = permissions.internalTransfer === true || permissions.universalTransfer === true;
  return [
    ...(permissions.ipRestricted === false ? (['keyOpenToAll'] as const) : []),
    ...(canTransfer ? (['keyCanTransfer'] as const) : []),
  ];
}
