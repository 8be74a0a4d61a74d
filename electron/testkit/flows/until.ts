const LOOK_EVERY_MS = 4;
const PATIENCE_MS = 25_000;

/** Waits for a condition, never for a time. Says what was waited for and how things stood when it does not come. */
export async function until(what: string, holds: () => boolean, standing: () => string): Promise<void> {
  const giveUp = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > giveUp) throw new Error(`not within ${PATIENCE_MS / 1000} s: ${what}\n${standing()}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
