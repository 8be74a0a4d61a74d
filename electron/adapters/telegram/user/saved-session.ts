import type { TelegramCredentials } from '../../../ports/telegram-account.ts';

/** What is kept between runs: one text, as secret as the account itself. */
export const writeSavedSession = ({ apiId, apiHash }: TelegramCredentials, session: string): string =>
  JSON.stringify({ version: 1, apiId, apiHash, session });

/** Undefined when it is not one of ours; never quotes what it read. */
export function readSavedSession(text: string): { readonly credentials: TelegramCredentials; readonly session: string } | undefined {
  try {
    const { version, apiId, apiHash, session } = JSON.parse(text) as Record<string, unknown>;
    if (version !== 1 || typeof apiId !== 'number' || typeof apiHash !== 'string' || typeof session !== 'string') return undefined;
    // The library throws on anything else, in the middle of connecting.
    if (!Number.isSafeInteger(apiId) || apiId <= 0 || apiHash === '' || !/^1[A-Za-z0-9+/]{340,420}={0,2}$/.test(session)) return undefined;
    return { credentials: { apiId, apiHash }, session };
  } catch {
    return undefined;
  }
}
