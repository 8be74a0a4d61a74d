import { z } from 'zod';
import type { Result } from '../domain/result.ts';
import { err, ok } from '../domain/result.ts';

/** What is wrong with an input: the first fault only, because one sentence is what a person can act on. */
export interface Fault {
  /** Dotted path ("settings.mdd"); empty when the input as a whole is to blame. */
  readonly field: string;
  readonly reason: { readonly ko: string; readonly en: string };
}

const korean = z.locales.ko().localeError;
const english = z.locales.en().localeError;
const REASON_LIMIT = 300;

/** Reads unknown input by a schema; never throws for any input. */
export function readWith<T>(schema: z.ZodType<T, unknown>, input: unknown): Result<T, Fault> {
  const read = schema.safeParse(input, { error: english });
  if (read.success) return ok(read.data);
  const en = read.error.issues[0];
  const ko = schema.safeParse(input, { error: korean }).error?.issues[0];
  return err({ field: fieldOf(en), reason: { ko: oneLine(ownKorean(en) ?? ko?.message ?? ''), en: oneLine(en?.message ?? '') } });
}

/** Our own rules carry their Korean sentence beside the English one; zod knows only its own. */
function ownKorean(issue: z.core.$ZodIssue | undefined): string | undefined {
  const ko: unknown = issue?.code === 'custom' ? issue.params?.ko : undefined;
  return typeof ko === 'string' ? ko : undefined;
}

function fieldOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return '';
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return oneLine([...issue.path, ...unknownKey].map(String).join('.'));
}

/** Messages may quote the input, which is hostile: no line breaks or control characters reach a terminal or a log. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the purpose
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
  return clean.length > REASON_LIMIT ? `${clean.slice(0, REASON_LIMIT)}…` : clean;
}
