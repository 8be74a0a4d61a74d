import type { Args } from '../../../shared/contract/commands.ts';
import type { RefusalView } from '../../../shared/contract/link.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { fields } from './fields.ts';

type Key = keyof Settings;
/** What the trader typed, only for fields that were touched. */
export type Draft = Readonly<Partial<Record<Key, string>>>;
export type Patch = Args<'settings.update'>['settings'];
export interface Form {
  readonly draft: Draft;
  readonly errors: Readonly<Partial<Record<Key, string>>>;
}
export const untouched: Form = { draft: {}, errors: {} };

export const shownText = (settings: Settings, draft: Draft, key: Key): string => draft[key] ?? String(settings[key]);

/** Typing what is already stored is no change; editing a field takes its error away. */
export function edited(form: Form, settings: Settings, key: Key, text: string): Form {
  const { [key]: _, ...draft } = form.draft;
  const { [key]: __, ...errors } = form.errors;
  return { draft: text === String(settings[key]) ? draft : { ...draft, [key]: text }, errors };
}

export const changedKeys = (draft: Draft): readonly Key[] => Object.keys(draft) as Key[];

/** The patch for the door, or the fields that are no numbers: those the door could only call "wrong type". */
export function patchOf(draft: Draft): { readonly patch: Patch } | { readonly notNumbers: readonly Key[] } {
  const patch: Record<string, string | number> = {};
  const notNumbers: Key[] = [];
  for (const key of changedKeys(draft)) {
    const text = (draft[key] ?? '').trim();
    const { kind } = fields[key];
    if (kind === 'choice') patch[key] = text;
    else if (!/^-?\d+(\.\d+)?$/.test(text)) notNumbers.push(key);
    else patch[key] = kind === 'percent' ? text : Number(text);
  }
  return notNumbers.length > 0 ? { notNumbers } : { patch: patch as Patch };
}

/** The door names a field by its path ("settings.mdd"); the last part is ours. */
export function fieldOf(refusal: Pick<RefusalView, 'field'>): Key | undefined {
  const name = refusal.field?.split('.').at(-1);
  return name !== undefined && name in fields ? (name as Key) : undefined;
}

export const withError = (form: Form, keys: readonly Key[], message: string): Form => ({
  ...form,
  errors: { ...form.errors, ...Object.fromEntries(keys.map((key) => [key, message])) },
});
