const KEY = 'vigil.token';

export interface TokenPlace {
  readonly hash: string;
  /** Takes the token off the address bar, so that it is in no history entry and no screenshot. */
  forgetHash(): void;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
}

/** The address fragment brings the token once; the session remembers it over a reload. "" when there is none. */
export function takeToken(place: TokenPlace): string {
  const brought = new URLSearchParams(place.hash.replace(/^#/, '')).get('token');
  if (brought === null || brought === '') return place.storage.getItem(KEY) ?? '';
  place.storage.setItem(KEY, brought);
  place.forgetHash();
  return brought;
}
