import type { VenueProfile } from '../../shared/contract/profile.ts';
import { say } from '../../shared/domain/say.ts';
import { faultOfKey, type KeyPermissions, keyRights, untoldRights, warningsOfKey } from '../../shared/domain/venue-keys.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { createCcxtExchange } from '../adapters/exchange/ccxt/ccxt-exchange.ts';
import { createKeyCheck } from '../adapters/exchange/ccxt/key-check.ts';
import type { AccountPicture } from '../ports/exchange.ts';
import type { VenueKeys } from '../ports/venue-keys.ts';
import { type Check, type Finding, fail, ok, warn } from './run-checks.ts';

export interface VenueToCheck {
  readonly venue: VenueProfile;
  /** Undefined: the profile counts on stored keys that cannot be had. */
  readonly keys: VenueKeys | undefined;
  /** Own-clock ms, of the last run: a request too early lengthens a ban. */
  readonly bannedUntil: number | undefined;
}

/** Vigil corrects for it; a machine that is so far off has another trouble, though. */
const FAR_OFF_MS = 1000;

/** Reads only: no stream is opened, no setting touched. */
export function venueChecks({ venue, keys, bannedUntil }: VenueToCheck): readonly Check[] {
  const { restUrl, wsUrl } = venue;
  const open = ({ apiKey, apiSecret }: VenueKeys) =>
    createCcxtExchange({ restUrl, wsUrl, apiKey, apiSecret, clock: systemClock, ...(bannedUntil === undefined ? {} : { bannedUntil }) });
  const reachable: Check = {
    name: 'venue',
    async run() {
      const exchange = open({ apiKey: '', apiSecret: '' });
      try {
        const clock = await exchange.readClock();
        if (clock.kind === 'unread') return [fail(`${restUrl} does not answer: ${clock.message}`)];
        const offsetMs = Math.round(clock.value.offsetMs);
        const text = `${restUrl} answers within ${Math.ceil(clock.value.roundTripMs)} ms, its clock differs by ${offsetMs} ms`;
        return [Math.abs(offsetMs) > FAR_OFF_MS ? warn(`${text}: set the clock of this machine`) : ok(text)];
      } finally {
        await exchange.close();
      }
    },
  };
  if (keys === undefined)
    return [reachable, { name: 'key permissions', run: async () => [fail('no keys: save them in the app, then check again')] }];
  return [
    reachable,
    { name: 'key permissions', run: () => permissionFindings(venue, keys, bannedUntil) },
    {
      name: 'account',
      async run() {
        const exchange = open(keys);
        try {
          // Signed requests carry the exchange's time, as in a start.
          await exchange.readClock();
          const account = await exchange.readAccount();
          return account.kind === 'unread'
            ? [fail(`cannot be read (${account.part}): ${account.message}`)]
            : accountFindings(account.value);
        } finally {
          await exchange.close();
        }
      },
    },
  ];
}

async function permissionFindings(venue: VenueProfile, keys: VenueKeys, bannedUntil: number | undefined): Promise<readonly Finding[]> {
  const check = createKeyCheck({ clock: systemClock, bannedUntil: () => bannedUntil });
  const { restUrl, spotUrl } = venue;
  const reading = await check.check(
    { apiKey: keys.apiKey, apiSecret: keys.apiSecret },
    { restUrl, ...(spotUrl === undefined ? {} : { spotUrl }) },
  );
  // The engine does not ask for them: an exchange that tells nothing about keys can still be traded on.
  if (reading.kind === 'unknown') return [warn(`not known: ${reading.why}`)];
  if (reading.kind === 'refused') return [fail(`the exchange does not take the key: ${reading.code} ${reading.message}`)];
  const { permissions, positionMode, modeTrouble } = reading;
  const fault = faultOfKey(permissions);
  const said = (code: Parameters<typeof say>[0]['code'], numbers: Record<string, string> = {}): string => say({ code, numbers }, 'en');
  return [
    fault === undefined ? ok(allowedIn(permissions)) : fail(said(fault, { rights: untoldRights(permissions).join(', ') })),
    ...warningsOfKey(permissions).map((code) => warn(said(code))),
    ...(modeTrouble === null ? [] : [warn(`position mode not known: ${modeTrouble}`)]),
    ...(positionMode === null ? [] : [ok(`position mode ${positionMode}`)]),
  ];
}

function allowedIn(permissions: KeyPermissions): string {
  const allowed = keyRights.filter((right) => right !== 'ipRestricted' && permissions[right] === true);
  return `${allowed.join(', ')}; no withdrawals${permissions.ipRestricted === true ? '; restricted by IP' : ''}`;
}

function accountFindings({ positions, orders, balances }: AccountPicture): readonly Finding[] {
  const wallet = ok(`wallet ${balances.wallet} USDT, available ${balances.available} USDT`);
  if (positions.length === 0 && orders.length === 0) return [wallet, ok('flat: no position, no order')];
  const standing = [
    ...positions.map(({ symbol, amount }) => `position ${symbol} ${amount}`),
    ...orders.map(({ symbol, side, type }) => `order ${symbol} ${side} ${type}`),
  ];
  return [
    wallet,
    warn(
      `stands: ${standing.slice(0, MOST_SHOWN).join(', ')}${standing.length > MOST_SHOWN ? ` and ${standing.length - MOST_SHOWN} more` : ''}`,
    ),
  ];
}
const MOST_SHOWN = 10;
