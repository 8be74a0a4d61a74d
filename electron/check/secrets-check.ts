import type { Profile } from '../../shared/contract/profile.ts';
import type { SecretsLook } from '../adapters/secrets/look.ts';
import type { SecretName } from '../ports/secrets.ts';
import { type Check, type Finding, fail, ok, warn } from './run-checks.ts';

/** What the profile counts on. */
const neededSecrets = ({ venue, messages }: Profile): readonly SecretName[] => [
  ...(venue?.keys === 'stored' ? (['exchange.apiKey', 'exchange.apiSecret'] as const) : []),
  ...(messages.some(({ kind }) => kind === 'telegram-user') ? (['telegram.session'] as const) : []),
];

export function secretsCheck(look: SecretsLook, profile: Profile): Check {
  const needed = neededSecrets(profile);
  return {
    name: 'secrets',
    async run() {
      if (look.kind === 'broken') return [fail(look.why)];
      const stored = look.kind === 'there' ? look.names : [];
      const missing = needed
        .filter((name) => !stored.includes(name))
        .map((name) => fail(`${name} is not stored, and the profile counts on it`));
      if (look.kind === 'none') return missing.length > 0 ? missing : [ok('none stored')];
      const found = await Promise.all(
        look.names.map(async (name): Promise<Finding> => {
          const reading = await look.read(name);
          if (reading.kind === 'present') return ok(`${name} is readable`);
          const why = reading.kind === 'unreadable' ? reading.why : 'it is gone';
          return needed.includes(name) ? fail(why) : warn(why);
        }),
      );
      return [...missing, ...found];
    },
  };
}
