import type { ClockPort } from '../../../ports/clock.ts';

/** No answer came in time; the request may still have been carried out. */
export class NoAnswer extends Error {
  readonly what: string;
  readonly afterMs: number;
  constructor(what: string, afterMs: number) {
    super(`no answer to ${what} within ${Math.round(afterMs / 100) / 10} s`);
    this.what = what;
    this.afterMs = afterMs;
  }
}

/** The library's calls can stay open for ever (a swallowed request, a half-open socket): none is made without this. */
export async function within<T>(clock: Pick<ClockPort, 'after'>, ms: number, what: string, pending: Promise<T>): Promise<T> {
  let cancel = (): void => {};
  const late = new Promise<never>((_, reject) => {
    cancel = clock.after(ms, () => reject(new NoAnswer(what, ms)));
  });
  try {
    return await Promise.race([pending, late]);
  } finally {
    cancel();
  }
}
