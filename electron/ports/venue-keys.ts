import type { KeyReading } from '../../shared/domain/venue-keys.ts';

export interface VenueKeys {
  readonly apiKey: string;
  readonly apiSecret: string;
}

export interface VenueAddress {
  /** Origin of the futures side. */
  readonly restUrl: string;
  /** Origin of the side that tells about keys; the futures side when absent. */
  readonly spotUrl?: string;
}

/** Asks the exchange what a key may do. Reads only, keeps nothing, never throws; no answer of it holds the key. */
export interface VenueKeysPort {
  check(keys: VenueKeys, at: VenueAddress): Promise<KeyReading>;
}
