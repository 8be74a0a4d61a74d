import { z } from 'zod';
import type { Result } from '../domain/result.ts';
import { err, ok } from '../domain/result.ts';
import type { Settings } from '../domain/settings.ts';
import type { Stage } from '../domain/stage.ts';
import { stages } from '../domain/stage.ts';
import { type AlarmsConfig, alarmsFrom, alarmsSchema } from './alarms.ts';
import { apiKeyText, keysFrom } from './keys-profile.ts';
import { loopbackAddress, loopbackOrigin } from './loopback-address.ts';
import { type MessagesProfile, messagesFrom, type ProfilePlaces, sourceSchema, sourcesSchema } from './messages-profile.ts';
import type { Fault } from './read-with.ts';
import { readWith } from './read-with.ts';
import { settingKeys, settingsPatchSchema } from './settings.ts';

export interface VenueProfile {
  readonly kind: 'binance-usdm';
  /** Origin without a trailing slash; the adapter adds /fapi/v1 and so on. */
  readonly restUrl: string;
  readonly wsUrl: string;
  /** Origin of /sapi, which tells what a key may do; `restUrl` when absent. */
  readonly spotUrl?: string;
  /** Both empty with `keys`. */
  readonly apiKey: string;
  readonly apiSecret: string;
  /** The keys rest with the secrets of this machine. */
  readonly keys?: 'stored';
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
  restUrl: loopbackOrigin(),
  wsUrl: loopbackAddress(['ws:', 'wss:']),
  spotUrl: loopbackOrigin().optional(),
  apiKey: apiKeyText().optional(),
  apiSecret: apiKeyText().optional(),
  keysFile: z.string().min(1).max(4096).optional(),
  keys: z.literal('stored').optional(),
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
  const keyed = venue && venueFrom(venue, places);
  if (keyed?.ok === false) return keyed;
  return {
    ok: true,
    value: {
      stage,
      ...(keyed === undefined ? {} : { venue: keyed.value }),
      messages: messages.value,
      ...(settings === undefined ? {} : { settings: presentOnly(settings) }),
      ...(journal === undefined ? {} : { journal }),
      ...(alarms === undefined ? {} : { alarms: alarmsFrom(alarms, places.resolvePath) }),
    },
  };
}

function venueFrom(read: z.output<typeof venueSchema>, places: ProfilePlaces): Result<VenueProfile, Fault> {
  const { kind, restUrl, wsUrl, spotUrl, ...given } = read;
  const keys = keysFrom(given, places);
  if (!keys.ok) return keys;
  return ok({ kind, restUrl, wsUrl, ...(spotUrl === undefined ? {} : { spotUrl }), ...keys.value });
}

/** A key with the value `undefined` would overwrite a default when the patch is spread. */
function presentOnly(patch: z.output<typeof settingsPatchSchema>): Partial<Settings> {
  return Object.fromEntries(settingKeys.flatMap((name) => (patch[name] === undefined ? [] : [[name, patch[name]]])));
}
