import { settingKeys, settingsSchema } from '../../../shared/contract/settings.ts';
import type { Settings } from '../../../shared/domain/settings.ts';

/**
 * Takes each setting for itself: one unreadable value is refused with its reason and `previous` stays in its place, the others
 * hold. A setting that is absent is not complained about: files of older versions lack the newer ones.
 */
export function readSettings(
  found: Readonly<Record<string, unknown>>,
  previous: Settings,
): { readonly settings: Settings; readonly complaints: readonly string[] } {
  const complaints: string[] = [];
  const values: Record<string, unknown> = {};
  for (const key of settingKeys) {
    values[key] = previous[key];
    if (!Object.hasOwn(found, key)) continue;
    const read = settingsSchema.shape[key].safeParse(found[key]);
    if (read.success) values[key] = read.data;
    else complaints.push(`${key}: ${read.error.issues.map((issue) => issue.message).join('; ')}; ${previous[key]} stays`);
  }
  for (const key of Object.keys(found)) {
    if (!Object.hasOwn(settingsSchema.shape, key)) complaints.push(`${key}: no such setting; left out`);
  }
  return { settings: settingsSchema.parse(values), complaints };
}
