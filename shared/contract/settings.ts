import { z } from 'zod';
import type { Percent } from '../domain/decimal.ts';
import { cmp, readDec } from '../domain/decimal.ts';
import type { Settings } from '../domain/settings.ts';

const percent = (min: string, max: string, minInclusive = true) =>
  z.string().transform((text, ctx): Percent => {
    const value = readDec<'percent'>(text.trim());
    const low = readDec<'percent'>(min) as Percent;
    const high = readDec<'percent'>(max) as Percent;
    if (value === undefined || (minInclusive ? cmp(value, low) < 0 : cmp(value, low) <= 0) || cmp(value, high) > 0) {
      ctx.addIssue({
        code: 'custom',
        message: `must be decimal text ${minInclusive ? 'from' : 'above'} ${min} up to ${max} (percent), got ${JSON.stringify(text)}`,
        params: { ko: `${min} ${minInclusive ? '이상' : '초과'} ${max} 이하의 숫자 텍스트(%)여야 합니다: ${JSON.stringify(text)}` },
      });
      return z.NEVER;
    }
    return value;
  });
const channel = z
  .number()
  .int()
  .refine((id) => Number.isSafeInteger(id) && id !== 0, {
    error: 'must be a channel id such as -1002171239233',
    params: { ko: '-1002171239233 같은 채널 번호여야 합니다' },
  });

export const settingsSchema = z.strictObject({
  mode: z.enum(['aggressive', 'conservative']),
  mdd: percent('0', '100', false),
  tpRatio: percent('0', '99', false),
  firstEntryPercent: percent('0', '100', false),
  secondEntryPercent: percent('0', '1000', false),
  marginBufferPercent: percent('0', '99'),
  cooldownMinutes: z.number().min(0).max(1440),
  messageMaxAgeSeconds: z.number().min(1).max(86_400),
  wsFallbackSeconds: z.number().min(1).max(300),
  staleMarkPriceSeconds: z.number().min(2).max(600),
  breakEvenTrigger: z.enum(['atOrAbove', 'atOrBelow']),
  entryChannelId: channel,
  riskChannelId: channel,
}) satisfies z.ZodType<Settings, unknown>;

export const settingsPatchSchema = settingsSchema.partial();
export const settingKeys = Object.keys(settingsSchema.shape) as readonly (keyof Settings)[];
