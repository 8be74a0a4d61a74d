import type { Profile } from '../../shared/contract/profile.ts';
import type { Result } from '../../shared/domain/result.ts';
import { lookAtKeyFileSecrets, type SecretsLook } from '../adapters/secrets/look.ts';
import type { VenueKeys } from '../ports/venue-keys.ts';
import { alarmCheck } from './alarm-check.ts';
import { folderCheck, modesCheck } from './folder-check.ts';
import { journalCheck, storedState } from './journal-check.ts';
import { type Check, fail, ok, runChecks } from './run-checks.ts';
import { secretsCheck } from './secrets-check.ts';
import { sourceChecks } from './source-checks.ts';
import { venueChecks } from './venue-check.ts';

export interface CheckStart {
  readonly dataDir: string;
  readonly profileFile: string | undefined;
  /** The error is the line a start would refuse with. */
  readonly profile: Result<Profile, string>;
}

/** Everything a start needs, looked at without starting, sending or changing anything. True when nothing failed. */
export async function checkStart({ dataDir, profileFile, profile }: CheckStart, print: (line: string) => void): Promise<boolean> {
  const always = [folderCheck(dataDir), modesCheck(dataDir, profileFile), journalCheck(dataDir)];
  if (!profile.ok) return runChecks([refusedProfile(profile.error), ...always], print);
  const look = lookAtKeyFileSecrets(dataDir);
  return runChecks([profileCheck(profile.value, profileFile), ...always, ...(await profileChecks(dataDir, profile.value, look))], print);
}

async function profileChecks(dataDir: string, profile: Profile, look: SecretsLook): Promise<readonly Check[]> {
  const { venue } = profile;
  const read = async (name: 'exchange.apiKey' | 'exchange.apiSecret' | 'telegram.session') =>
    look.kind === 'there' ? await look.read(name) : ({ kind: 'absent' } as const);
  const stored = async (): Promise<VenueKeys | undefined> => {
    const [key, secret] = [await read('exchange.apiKey'), await read('exchange.apiSecret')];
    return key.kind === 'present' && secret.kind === 'present' ? { apiKey: key.text, apiSecret: secret.text } : undefined;
  };
  return [
    secretsCheck(look, profile),
    ...(venue === undefined
      ? []
      : venueChecks({ venue, keys: venue.keys === 'stored' ? await stored() : venue, bannedUntil: storedState(dataDir)?.bannedUntil })),
    ...sourceChecks(profile, () => read('telegram.session')),
    alarmCheck(dataDir, profile, look),
  ];
}

/** The refusal already begins with the word. */
const refusedProfile = (error: string): Check => ({ name: 'profile', run: async () => [fail(error.replace(/^profile: /, ''))] });

const profileCheck = ({ stage, venue }: Profile, file: string | undefined): Check => ({
  name: 'profile',
  run: async () => [ok(`${file ?? 'none, the demo'}; stage ${stage}, ${venue === undefined ? 'the simulator' : venue.restUrl}`)],
});
