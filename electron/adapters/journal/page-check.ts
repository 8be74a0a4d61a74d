import type { ClockPort } from '../../ports/clock.ts';
import type { Journal } from './journal.ts';

/** Between two slices events have their turn. */
const BREATH_MS = 20;

/** Checks what a start had no time for, beside the running engine; `damaged` is told once. Returns how to stop. */
export function checkBesides(journal: Pick<Journal, 'checkNext'>, clock: ClockPort, damaged: (why: string) => void): () => void {
  let cancel = clock.after(BREATH_MS, slice);
  function slice(): void {
    try {
      if (journal.checkNext()) cancel = clock.after(BREATH_MS, slice);
    } catch (error) {
      damaged(error instanceof Error ? error.message : String(error));
    }
  }
  return () => cancel();
}
