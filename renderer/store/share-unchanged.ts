/**
 * Gives back `next`, but with every subtree that equals the one in `prev` replaced by that very object.
 * Slices arrive whole, every second; this keeps the identity of what did not change, so only leaf cells render.
 */
export function shareUnchanged<T>(prev: unknown, next: T): T {
  if (Object.is(prev, next)) return next;
  if (Array.isArray(prev) && Array.isArray(next)) return shareArray(prev, next) as T;
  if (isRecord(prev) && isRecord(next)) return shareRecord(prev, next) as T;
  return next;
}

function shareArray(prev: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const shared = next.map((item, index) => shareUnchanged(prev[index], item));
  return prev.length === next.length && shared.every((item, index) => Object.is(item, prev[index])) ? prev : shared;
}

function shareRecord(prev: Readonly<Record<string, unknown>>, next: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const keys = Object.keys(next);
  const shared: Record<string, unknown> = {};
  let same = keys.length === Object.keys(prev).length;
  for (const key of keys) {
    shared[key] = shareUnchanged(prev[key], next[key]);
    same &&= key in prev && Object.is(shared[key], prev[key]);
  }
  return same ? prev : shared;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
