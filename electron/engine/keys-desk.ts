import type { KeysRequest, KeysView } from '../../shared/contract/keys.ts';
import type { Reply } from '../../shared/contract/link.ts';
import type { Said } from '../../shared/domain/record.ts';
import type { SayCode } from '../../shared/domain/say.ts';
import { say } from '../../shared/domain/say.ts';
import { faultOfKey, type KeyReading, untoldRights, warningsOfKey } from '../../shared/domain/venue-keys.ts';
import type { ClockPort } from '../ports/clock.ts';
import type { LazySecretsPort } from '../ports/secrets.ts';
import type { VenueAddress, VenueKeys, VenueKeysPort } from '../ports/venue-keys.ts';

export interface KeysDeskParts {
  readonly secrets: LazySecretsPort;
  readonly check: VenueKeysPort;
  readonly clock: Pick<ClockPort, 'now'>;
  /** Who is asked when no address is given; absent in the demo. */
  readonly venue: VenueAddress | undefined;
  /** The profile says that the engine trades with the stored keys. */
  readonly engineUsesStored: boolean;
}

type Check = Pick<KeysView, 'checkedAt' | 'checkedLast4' | 'permissions' | 'positionMode' | 'warnings' | 'refusal'>;
const NOT_CHECKED: Check = {
  checkedAt: null,
  checkedLast4: null,
  permissions: null,
  positionMode: null,
  warnings: [],
  refusal: null,
};
const RULE = 'W51';
/** Four characters of a short key would be too much of it. */
const LONG_ENOUGH = 12;
const SECRET_IS_WRONG = -1022;

/** The trader's way to the exchange's API keys: what they may do, and where they rest. Nothing here trades, and no key leaves it but to the engine. */
export class KeysDesk {
  readonly #parts: KeysDeskParts;
  readonly #listeners = new Set<() => void>();
  #check: Check = NOT_CHECKED;
  #last4: string | null = null;
  #present = false;
  #inUse = false;
  #unreadable: string | null = null;
  #busy = false;
  #handOver: ((keys: VenueKeys) => void) | undefined;

  constructor(parts: KeysDeskParts) {
    this.#parts = parts;
  }

  /** The keys of the last run, for an engine that trades with them. Half a pair, or one that cannot be opened, is told and kept. */
  async resume(report: (what: string) => void): Promise<VenueKeys | undefined> {
    const { secrets, engineUsesStored } = this.#parts;
    const [key, secret] = [await secrets.read('exchange.apiKey'), await secrets.read('exchange.apiSecret')];
    const broken = [key, secret].find((reading) => reading.kind === 'unreadable');
    if (broken?.kind === 'unreadable') {
      this.#unreadable = broken.why;
      report(`exchange keys: ${broken.why}`);
      return undefined;
    }
    if (key.kind !== 'present' || secret.kind !== 'present') {
      if (engineUsesStored) report('exchange keys: none are stored; entries stay locked until they are saved');
      return undefined;
    }
    this.#holds(key.text);
    this.#inUse = engineUsesStored;
    return { apiKey: key.text, apiSecret: secret.text };
  }

  /** For an engine that was started without keys: it gets the first ones that are saved. */
  onceSaved(handOver: (keys: VenueKeys) => void): void {
    this.#handOver = handOver;
  }

  view(): KeysView {
    const { secrets, venue } = this.#parts;
    return {
      present: this.#present,
      last4: this.#last4,
      inUse: this.#inUse,
      kept: secrets.kept,
      keptWhy: secrets.why === '' ? null : secrets.why,
      unreadable: this.#unreadable,
      venue: venue?.restUrl ?? null,
      ...this.#check,
    };
  }

  watch(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  async send(given: KeysRequest, seq: number): Promise<Reply> {
    if (this.#busy) return refused(saidOf('keysBusy', {}));
    this.#busy = true;
    try {
      const refusal = await this.#perform(given);
      return refusal === undefined ? { ok: true, seq } : refused(refusal);
    } finally {
      this.#busy = false;
      for (const changed of this.#listeners) changed();
    }
  }

  #perform(given: KeysRequest): Promise<Said | undefined> {
    switch (given.command) {
      case 'keys.check':
        return this.#ask(given.args);
      case 'keys.save':
        return this.#save(given.args);
      case 'keys.forget':
        return this.#forget();
    }
  }

  async #ask(given: VenueKeys & AddressGiven): Promise<Said | undefined> {
    const at = addressOf(given, this.#parts.venue);
    if (at === undefined) return saidOf('keysNoVenue', {});
    const reading = await this.#parts.check.check({ apiKey: given.apiKey, apiSecret: given.apiSecret }, at);
    const refusal = verdictOf(reading);
    this.#check = {
      checkedAt: this.#parts.clock.now(),
      checkedLast4: tailOf(given.apiKey),
      permissions: reading.kind === 'read' ? reading.permissions : null,
      positionMode: reading.kind === 'read' ? reading.positionMode : null,
      warnings: reading.kind === 'read' ? warningsOfKey(reading.permissions).map((code) => saidOf(code, {})) : [],
      refusal: refusal ?? null,
    };
    return refusal;
  }

  async #save(given: VenueKeys & AddressGiven): Promise<Said | undefined> {
    const refusal = await this.#ask(given);
    if (refusal !== undefined) return refusal;
    const failure = await this.#store(given);
    if (failure !== undefined) return this.#told(saidOf('keysNotStored', { why: failure }));
    this.#holds(given.apiKey);
    this.#inUse = this.#handOver !== undefined;
    this.#handOver?.({ apiKey: given.apiKey, apiSecret: given.apiSecret });
    this.#handOver = undefined;
    return undefined;
  }

  /** Both or none: a key beside the secret of another would lock the account out. */
  async #store({ apiKey, apiSecret }: VenueKeys): Promise<string | undefined> {
    const { secrets } = this.#parts;
    const before = await secrets.read('exchange.apiKey');
    // What cannot be read could not be put back.
    if (before.kind === 'unreadable') return before.why;
    try {
      await secrets.write('exchange.apiKey', apiKey);
    } catch (error) {
      return reasonOf(error);
    }
    try {
      await secrets.write('exchange.apiSecret', apiSecret);
      return undefined;
    } catch (error) {
      const undone = before.kind === 'present' ? secrets.write('exchange.apiKey', before.text) : secrets.forget('exchange.apiKey');
      await undone.catch(() => undefined);
      return reasonOf(error);
    }
  }

  async #forget(): Promise<Said | undefined> {
    const { secrets } = this.#parts;
    try {
      // The secret first: it is the half that signs.
      await secrets.forget('exchange.apiSecret');
      await secrets.forget('exchange.apiKey');
    } catch (error) {
      return this.#told(saidOf('keysNotForgotten', { why: reasonOf(error) }));
    }
    this.#present = false;
    this.#last4 = null;
    this.#unreadable = null;
    this.#check = NOT_CHECKED;
    return undefined;
  }

  #holds(apiKey: string): void {
    this.#present = true;
    this.#last4 = tailOf(apiKey);
    this.#unreadable = null;
  }

  #told(refusal: Said): Said {
    this.#check = { ...this.#check, refusal };
    return refusal;
  }
}

interface AddressGiven {
  readonly restUrl?: string | undefined;
  readonly spotUrl?: string | undefined;
}

/** A typed address is another exchange: the spot side of the profile does not belong to it. */
function addressOf({ restUrl, spotUrl }: AddressGiven, venue: VenueAddress | undefined): VenueAddress | undefined {
  const base: VenueAddress | undefined = restUrl === undefined ? venue : { restUrl };
  const spot = spotUrl ?? base?.spotUrl;
  return base && { restUrl: base.restUrl, ...(spot === undefined ? {} : { spotUrl: spot }) };
}

/** Why these keys are not taken; undefined when they are. */
function verdictOf(reading: KeyReading): Said | undefined {
  if (reading.kind === 'unknown') return saidOf('keyUnknown', { why: reading.why });
  if (reading.kind === 'refused') {
    const numbers = { code: String(reading.code), message: reading.message };
    return saidOf(reading.code === SECRET_IS_WRONG ? 'keySecretWrong' : 'keyNotTaken', numbers);
  }
  const fault = faultOfKey(reading.permissions);
  if (fault !== undefined) return saidOf(fault, fault === 'keyUntold' ? { rights: untoldRights(reading.permissions).join(', ') } : {});
  if (reading.positionMode === null) return saidOf('keyModeUnknown', { why: reading.modeTrouble ?? '' });
  return undefined;
}

const saidOf = (code: SayCode, numbers: Said['numbers']): Said => ({ rule: RULE, code, numbers });

function refused(said: Said): Reply {
  const { rule, code, numbers } = said;
  return { ok: false, refusal: { code, rule, numbers, message: { ko: say(said, 'ko'), en: say(said, 'en') } } };
}

const tailOf = (apiKey: string): string | null => (apiKey.length >= LONG_ENOUGH ? apiKey.slice(-4) : null);
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown reason');
