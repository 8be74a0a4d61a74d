export const HOLD_MS = 1500;

/** Holding is one uninterrupted press: repeats of a held key neither restart nor shorten it. */
export const startsHold = (event: { readonly key: string; readonly repeat: boolean }): boolean =>
  !event.repeat && (event.key === ' ' || event.key === 'Enter');
export const endsHold = (event: { readonly key: string }): boolean => event.key === ' ' || event.key === 'Enter';
export const heldShare = (since: number, now: number): number => Math.min(1, Math.max(0, (now - since) / HOLD_MS));
