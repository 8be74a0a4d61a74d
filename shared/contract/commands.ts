import { z } from 'zod';
import { stages } from '../domain/stage.ts';
import { alarmCommands } from './alarms.ts';
import { keysCommands } from './keys.ts';
import { labQueries } from './lab.ts';
import { settingsPatchSchema } from './settings.ts';
import { telegramCommands, telegramQueries } from './telegram.ts';

/** One line per command; hosts treat every body as unknown and validate it here, at the one door. */
export const commands = {
  'settings.update': z.strictObject({ settings: settingsPatchSchema }),
  'entries.pause': z.strictObject({}),
  'entries.resume': z.strictObject({}),
  'emergency.close': z.strictObject({ scope: z.enum(['bot', 'account']).default('bot') }),
  'stage.request': z.strictObject({ stage: z.enum(stages) }),
  'stage.rollback': z.strictObject({}),
  /** Demo only: how fast the story runs. */
  'demo.speed': z.strictObject({ speed: z.number().min(1).max(20) }),
  /** Takes a critical notice off the screen; the audit keeps it. */
  'notice.acknowledge': z.strictObject({ seq: z.number().int().nonnegative() }),
  ...telegramCommands,
  ...alarmCommands,
  ...keysCommands,
} as const;

export type Command = keyof typeof commands;
export type Args<C extends Command> = z.input<(typeof commands)[C]>;
export const commandNames = Object.keys(commands) as readonly Command[];

/** Questions about the past or the market; answered once, not streamed. */
export const queries = {
  audit: z.strictObject({ after: z.number().int().nonnegative().default(0), limit: z.number().int().min(1).max(1000).default(200) }),
  trades: z.strictObject({ limit: z.number().int().min(1).max(1000).default(200) }),
  messages: z.strictObject({ limit: z.number().int().min(1).max(1000).default(200) }),
  candles: z.strictObject({
    symbol: z.string().regex(/^[A-Z0-9]{1,30}$/),
    interval: z.enum(['1m', '3m', '15m']).default('3m'),
    limit: z.number().int().min(1).max(500).default(200),
  }),
  ...labQueries,
  ...telegramQueries,
} as const;
export type Query = keyof typeof queries;
export type QueryArgs<Q extends Query> = z.input<(typeof queries)[Q]>;
export const queryNames = Object.keys(queries) as readonly Query[];
