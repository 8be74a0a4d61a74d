import { z } from 'zod';
import type { Result } from '../domain/result.ts';
import { err, ok } from '../domain/result.ts';
import { isLoopback } from './loopback.ts';
import type { Fault } from './read-with.ts';

/** One source of channel messages. All are of equal rank; a post that comes through two of them counts once. */
export type MessagesProfile =
  | { readonly kind: 'story' }
  | { readonly kind: 'inbox'; readonly path: string }
  | { readonly kind: 'drop'; readonly path: string }
  | { readonly kind: 'telegram-bot'; readonly token: string; readonly apiUrl: string }
  | { readonly kind: 'telegram-user' };

/** What only the host knows: where the profile file lies, and the data folder. */
export interface ProfilePlaces {
  /** The inbox when the profile names none. */
  readonly defaultInbox: string;
  readonly resolvePath: (path: string) => string;
  /** The text of a file that only its owner may read; the error says what is wrong with it. */
  readonly readSecret: (path: string) => Result<string, { readonly ko: string; readonly en: string }>;
}

const TELEGRAM = 'https://api.telegram.org';
/** More would only be a mistake; the names of sources reach this far too. */
const MOST_SOURCES = 8;
/** Also what may stand in an address unescaped. */
const tokenText = /^[A-Za-z0-9:_-]{3,256}$/;

const path = z.string().min(1).max(4096);

export const sourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('story') }),
  z.strictObject({ kind: z.literal('inbox'), path: path.optional() }),
  z.strictObject({ kind: z.literal('drop'), path }),
  z
    .strictObject({
      kind: z.literal('telegram-bot'),
      token: z.string().regex(tokenText, 'must be a bot token such as 123456:ABC-def').optional(),
      tokenFile: path.optional(),
      apiUrl: z.string().max(2048).superRefine(refuseUnsafe).default(TELEGRAM),
    })
    .superRefine(({ token, tokenFile }, ctx) => {
      if ((token === undefined) === (tokenFile === undefined))
        ctx.addIssue({
          code: 'custom',
          path: ['token'],
          message: 'give either token or tokenFile',
          params: { ko: 'token과 tokenFile 중 하나만 적으세요' },
        });
    }),
  // The account itself is signed in to by commands; its keys rest with the secrets, not in a profile.
  z.strictObject({ kind: z.literal('telegram-user') }),
]);
type Given = z.output<typeof sourceSchema>;

export const sourcesSchema = z.array(sourceSchema).min(1).max(MOST_SOURCES);

/** `given` as one source or several; the fault names the one by its place. */
export function messagesFrom(
  given: Given | readonly Given[] | undefined,
  hasVenue: boolean,
  places: ProfilePlaces,
): Result<readonly MessagesProfile[], Fault> {
  const list = given === undefined ? [{ kind: hasVenue ? 'inbox' : 'story' } as const] : Array.isArray(given) ? given : [given as Given];
  const sources: MessagesProfile[] = [];
  const seen = new Set<string>();
  for (const [index, one] of list.entries()) {
    const field = Array.isArray(given) ? `messages.${index}` : 'messages';
    const source = sourceFrom(one, field, places);
    if (!source.ok) return source;
    const key = JSON.stringify(source.value);
    if (seen.has(key)) return err({ field, reason: { ko: '같은 소스가 두 번 적혀 있습니다', en: 'the same source is named twice' } });
    seen.add(key);
    sources.push(source.value);
  }
  return ok(sources);
}

function sourceFrom(given: Given, field: string, { defaultInbox, resolvePath, readSecret }: ProfilePlaces): Result<MessagesProfile, Fault> {
  switch (given.kind) {
    case 'inbox':
      return ok({ kind: 'inbox', path: given.path === undefined ? defaultInbox : resolvePath(given.path) });
    case 'drop':
      return ok({ kind: 'drop', path: resolvePath(given.path) });
    case 'telegram-bot': {
      const token: Result<string, Fault['reason']> =
        given.tokenFile === undefined ? ok(given.token ?? '') : readSecret(resolvePath(given.tokenFile));
      if (!token.ok) return err({ field: `${field}.tokenFile`, reason: token.error });
      if (!tokenText.test(token.value))
        return err({ field: `${field}.tokenFile`, reason: { ko: '봇 토큰이 들어 있지 않습니다', en: 'does not hold a bot token' } });
      return ok({ kind: 'telegram-bot', token: token.value, apiUrl: given.apiUrl });
    }
    case 'telegram-user':
    case 'story':
      return ok({ kind: given.kind });
  }
}

/** The token travels in the address: in clear only to this machine. */
function refuseUnsafe(text: string, ctx: z.RefinementCtx<string>): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const refuse = (message: string): void => ctx.addIssue({ code: 'custom', message });
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) refuse('must be a URL starting with https:// or http://');
  else if (url.username !== '' || url.password !== '') refuse('must not carry a user name or password');
  else if (url.search !== '' || url.hash !== '') refuse('must not carry a query or a fragment');
  else if (url.protocol === 'http:' && !isLoopback(url.hostname))
    refuse('must be https unless it is on this machine (127.0.0.0/8, localhost, ::1)');
}
