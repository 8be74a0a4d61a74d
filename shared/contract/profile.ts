import { z } from 'zod';
import type { Result } from '../domain/result.ts';
import { err } from '../domain/result.ts';
import type { Settings } from '../domain/settings.ts';
import type { Stage } from '../domain/stage.ts';
import { stages } from '../domain/stage.ts';
import type { Fault } from './read-with.ts';
import { readWith } from './read-with.ts';
import { settingKeys, settingsPatchSchema } from './settings.ts';

export interface VenueProfile {
  readonly kind: 'binance-usdm';
  /** Origin without a trailing slash; the adapter adds /fapi/v1 and so on. */
  readonly restUrl: string;
  readonly wsUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}

export type MessagesProfile = { readonly kind: 'story' } | { readonly kind: 'inbox'; readonly path: string };

/** What a host is started with. Absent venue: the in-process demo exchange. */
export interface Profile {
  readonly stage: Stage;
  readonly venue?: VenueProfile;
  readonly messages: MessagesProfile;
  readonly settings?: Partial<Settings>;
}

/** What only the host knows: where the profile file lies, and the data folder. */
export interface ProfilePlaces {
  /** The inbox when the profile names none. */
  readonly defaultInbox: string;
  readonly resolvePath: (path: string) => string;
}

const venueSchema = z.strictObject({
  kind: z.literal('binance-usdm'),
  restUrl: address(['http:', 'https:']).transform((url) => new URL(url).origin),
  wsUrl: address(['ws:', 'wss:']),
  apiKey: key(),
  apiSecret: key(),
});

const messagesSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('story') }),
  z.strictObject({ kind: z.literal('inbox'), path: z.string().min(1).max(4096).optional() }),
  z.looseObject({ kind: z.enum(['telegram-user', 'telegram-bot']) }).refine(() => false, {
    path: ['kind'],
    message: 'reading Telegram is not supported in this version; use "inbox" or "story"',
  }),
]);

const profileSchema = z
  .strictObject({
    stage: z.enum(stages).default('demo'),
    venue: venueSchema.optional(),
    messages: messagesSchema.optional(),
    settings: settingsPatchSchema.optional(),
  })
  .superRefine((profile, ctx) => {
    if (profile.stage !== 'demo' && profile.venue === undefined)
      ctx.addIssue({
        code: 'custom',
        path: ['stage'],
        message: `'${profile.stage}' needs a venue; only loopback venues are supported in this version`,
      });
  });

/** Reads a profile; the fault names the field and the reason. */
export function parseProfile(input: unknown, places: ProfilePlaces): Result<Profile, Fault> {
  const read = readWith(profileSchema, input);
  if (!read.ok) return err(read.error);
  const { stage, venue, messages, settings } = read.value;
  return {
    ok: true,
    value: {
      stage,
      ...(venue === undefined ? {} : { venue }),
      messages: readMessages(messages, venue !== undefined, places),
      ...(settings === undefined ? {} : { settings: presentOnly(settings) }),
    },
  };
}

function readMessages(
  given: z.output<typeof messagesSchema> | undefined,
  hasVenue: boolean,
  { defaultInbox, resolvePath }: ProfilePlaces,
): MessagesProfile {
  if (given?.kind === 'inbox') return { kind: 'inbox', path: given.path === undefined ? defaultInbox : resolvePath(given.path) };
  if (given === undefined && hasVenue) return { kind: 'inbox', path: defaultInbox };
  return { kind: 'story' };
}

/** A key with the value `undefined` would overwrite a default when the patch is spread. */
function presentOnly(patch: z.output<typeof settingsPatchSchema>): Partial<Settings> {
  return Object.fromEntries(settingKeys.flatMap((name) => (patch[name] === undefined ? [] : [[name, patch[name]]])));
}

function key() {
  return z
    .string()
    .min(1)
    .max(512)
    .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');
}

/** An origin on this machine. Orders to any other host are not possible in this version, whatever the stage. */
function address(protocols: readonly string[]) {
  return z
    .string()
    .max(2048)
    .superRefine((text, ctx) => {
      const fault = faultOfAddress(text, protocols);
      if (fault !== undefined) ctx.addIssue({ code: 'custom', message: fault });
    });
}

function faultOfAddress(text: string, protocols: readonly string[]): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !protocols.includes(url.protocol))
    return `must be a URL starting with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`;
  if (url.username !== '' || url.password !== '') return 'must not carry a user name or password';
  if (!isLoopback(url.hostname))
    return `must be on this machine (127.0.0.0/8, localhost, ::1), got ${url.hostname}: only loopback venues are supported in this version`;
  if (protocols.includes('http:') && (url.pathname !== '/' || url.search !== '' || url.hash !== ''))
    return 'must be an origin without a path, such as http://127.0.0.1:8080';
  return undefined;
}

/** The URL parser has already turned "127.1" and "0x7f000001" into dotted form, so a textual test is exact. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}
