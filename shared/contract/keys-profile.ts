import { z } from 'zod';
import type { Result } from '../domain/result.ts';
import { err, ok } from '../domain/result.ts';
import type { ProfilePlaces } from './messages-profile.ts';
import type { Fault } from './read-with.ts';

/** The exchange's keys as a profile gives them; exactly one way. */
export interface GivenKeys {
  readonly apiKey?: string | undefined;
  readonly apiSecret?: string | undefined;
  readonly keysFile?: string | undefined;
  readonly keys?: 'stored' | undefined;
}
export interface ProfileKeys {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly keys?: 'stored';
}

const keyText = /^[\x21-\x7e]{1,512}$/;

/** The key travels in a header, the secret nowhere. */
export const apiKeyText = () =>
  z
    .string()
    .min(1)
    .max(512)
    .refine((text) => keyText.test(text), {
      error: 'must be printable ASCII without spaces',
      params: { ko: '공백 없는 ASCII 문자여야 합니다' },
    });

export function keysFrom(given: GivenKeys, { resolvePath, readSecret }: ProfilePlaces): Result<ProfileKeys, Fault> {
  const { apiKey, apiSecret, keysFile, keys } = given;
  const inProfile = apiKey !== undefined || apiSecret !== undefined;
  const ways = [inProfile, keysFile !== undefined, keys !== undefined].filter(Boolean).length;
  if (ways !== 1)
    return err({
      field: 'venue.apiKey',
      reason: {
        ko: 'apiKey와 apiSecret, keysFile, "keys":"stored" 가운데 하나만 적어야 합니다',
        en: 'give exactly one of apiKey with apiSecret, keysFile, and "keys":"stored"',
      },
    });
  if (keys === 'stored') return ok({ apiKey: '', apiSecret: '', keys });
  if (keysFile !== undefined) return keysInFile(readSecret(resolvePath(keysFile)));
  if (apiKey === undefined) return err({ field: 'venue.apiKey', reason: besideTheOther('apiSecret') });
  if (apiSecret === undefined) return err({ field: 'venue.apiSecret', reason: besideTheOther('apiKey') });
  return ok({ apiKey, apiSecret });
}

const besideTheOther = (other: string) => ({ ko: `${other}와 함께 적어야 합니다`, en: `is needed beside ${other}` });

function keysInFile(read: ReturnType<ProfilePlaces['readSecret']>): Result<ProfileKeys, Fault> {
  const fault = (reason: Fault['reason']) => err({ field: 'venue.keysFile', reason });
  if (!read.ok) return fault(read.error);
  const found = keysIn(read.value);
  if (found !== undefined && keyText.test(found.apiKey) && keyText.test(found.apiSecret)) return ok(found);
  return fault({
    ko: '{"apiKey":"…","apiSecret":"…"} 또는 API_KEY=… 와 API_SECRET=… 두 줄이어야 합니다',
    en: 'must hold {"apiKey":"…","apiSecret":"…"} or the lines API_KEY=… and API_SECRET=…',
  });
}

/** Nothing else may stand in the file: a misspelt name must not be passed over. */
function keysIn(text: string): { readonly apiKey: string; readonly apiSecret: string } | undefined {
  const named = text.startsWith('{') ? jsonIn(text) : linesIn(text);
  const { apiKey, apiSecret, ...rest } = named ?? {};
  return typeof apiKey === 'string' && typeof apiSecret === 'string' && Object.keys(rest).length === 0 ? { apiKey, apiSecret } : undefined;
}

function jsonIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

const lineNames: Readonly<Record<string, string>> = { API_KEY: 'apiKey', API_SECRET: 'apiSecret' };

/** As systemd and `docker --env-file` take them; blank lines and comments count for nothing, a name twice for a fault. */
function linesIn(text: string): Readonly<Record<string, unknown>> | undefined {
  const found: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, name = '', , value = ''] = /^\s*(?:export\s+)?(\w+)=(["']?)(.*)\2\s*$/.exec(line) ?? [];
    const field = lineNames[name];
    if (field === undefined || found[field] !== undefined) return undefined;
    found[field] = value.trim();
  }
  return found;
}
