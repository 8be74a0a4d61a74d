import { z } from 'zod';
import type { Result } from '../domain/result.ts';
import { err } from '../domain/result.ts';
import type { Settings } from '../domain/settings.ts';
import type { Stage } from '../domain/stage.ts';
import { stages } from '../domain/stage.ts';
import { type AlarmsConfig, alarmsFrom, alarmsSchema } from './alarms.ts';
import { isLoopback } from './loopback.ts';
import { type MessagesProfile, messagesFrom, type ProfilePlaces, sourceSchema, sourcesSchema } from './messages-profile.ts';
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

/** What a host is started with. Absent venue: the in-process demo exchange. */
export interface Profile {
  readonly stage: Stage;
  readonly venue?: VenueProfile;
  readonly messages: readonly MessagesProfile[];
  readonly settings?: Partial<Settings>;
  /** How long events are kept in the data folder; trades are kept for ever. */
  readonly journal?: { readonly keepDays: number };
  readonly alarms?: AlarmsConfig;
}

const venueSchema = z.strictObject({
  kind: z.literal('binance-usdm'),
  restUrl: address(['http:', 'https:']).transform((url) => new URL(url).origin),
  wsUrl: address(['ws:', 'wss:']),
  apiKey: key(),
  apiSecret: key(),
});

/** Either word of the profile has its own schema, so that a fault is named by the place where it stands. */
const profileSchema = <M extends z.ZodType>(messages: M) =>
  z
    .strictObject({
      stage: z.enum(stages).default('demo'),
      venue: venueSchema.optional(),
      messages: messages.optional(),
      settings: settingsPatchSchema.optional(),
      journal: z.strictObject({ keepDays: z.int().min(1).max(36_500) }).optional(),
      alarms: alarmsSchema.optional(),
    })
    .superRefine((profile, ctx) => {
      if (profile.stage !== 'demo' && profile.venue === undefined)
        ctx.addIssue({
          code: 'custom',
          path: ['stage'],
          message: `'${profile.stage}' needs a venue; only loopback venues are supported in this version`,
        });
    });
const oneSource = profileSchema(sourceSchema);
const severalSources = profileSchema(sourcesSchema);

/** Reads a profile; the fault names the field and the reason. */
export function parseProfile(input: unknown, places: ProfilePlaces): Result<Profile, Fault> {
  const several = Array.isArray((input as { messages?: unknown } | null | undefined)?.messages);
  const read = several ? readWith(severalSources, input) : readWith(oneSource, input);
  if (!read.ok) return err(read.error);
  const { stage, venue, settings, journal, alarms } = read.value;
  const messages = messagesFrom(read.value.messages, venue !== undefined, places);
  if (!messages.ok) return messages;
  return {
    ok: true,
    value: {
      stage,
      ...(venue === undefined ? {} : { venue }),
      messages: messages.value,
      ...(settings === undefined ? {} : { settings: presentOnly(settings) }),
      ...(journal === undefined ? {} : { journal }),
      ...(alarms === undefined ? {} : { alarms: alarmsFrom(alarms, places.resolvePath) }),
    },
  };
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
