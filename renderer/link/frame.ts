import type { Push, View } from '../../shared/contract/view.ts';

export type Frame = { readonly push: Push } | { readonly snapshot: { readonly seq: number; readonly view: View } };

/** Reads one text frame of the stream. The host is trusted for the content; only the shape that the store relies on is checked. */
export function readFrame(text: unknown): Frame | undefined {
  const value = parse(text);
  if (!isRecord(value)) return undefined;
  const snapshot = value.snapshot;
  if (isRecord(snapshot)) return isCount(snapshot.seq) && isRecord(snapshot.view) ? (value as Frame) : undefined;
  if (isCount(value.since) && isCount(value.seq) && isRecord(value.changed)) return { push: value as unknown as Push };
  return undefined;
}

function parse(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
