import type { SecretName, SecretsPort } from '../../ports/secrets.ts';

/** Forgotten when the process ends: for machines without a safe place. */
export function sessionOnlySecrets(why: string): SecretsPort {
  const known = new Map<SecretName, string>();
  return {
    kept: 'thisSession',
    why,
    async read(name) {
      const text = known.get(name);
      return text === undefined ? { kind: 'absent' } : { kind: 'present', text };
    },
    async write(name, text) {
      known.set(name, text);
    },
    async forget(name) {
      known.delete(name);
    },
  };
}
