import type { ClockPort } from '../../ports/clock.ts';
import type { Journal } from './journal.ts';

export const KEEP_DAYS = 90;
const DAY_MS = 24 * 3_600_000;
/** Between two slices events have their turn. */
const BREATH_MS = 20;

/** Forgets what is older than `keepDays`, soon after the start and then daily. Returns how to stop. */
export function keepBounded(
  journal: Pick<Journal, 'forgetBefore'>,
  clock: ClockPort,
  keepDays: number,
  report: (what: string) => void,
): () => void {
  let cancel = clock.after(BREATH_MS, slice);
  function slice(): void {
    let more = false;
    try {
      more = journal.forgetBefore(clock.now() - keepDays * DAY_MS);
    } catch (error) {
      // Forgetting can wait; whether the journal can still be written shows at the next event.
      report(`journal: old rows could not be forgotten: ${error instanceof Error ? error.message : String(error)}`);
    }
    cancel = clock.after(more ? BREATH_MS : DAY_MS, slice);
  }
  return () => cancel();
}
