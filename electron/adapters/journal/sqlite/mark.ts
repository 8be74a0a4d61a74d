import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';

const DIGITS = 16;

/**
 * The number of the last row that must not be lost, kept beside the database: SQLite opens a journal whose side file (`-wal`) is gone or
 * cut short without a word, as it was at some earlier time. What the file says is a hint and never a reason to stop: without it a loss goes
 * unseen, but no order id comes twice (`orderTag`).
 */
export class Mark {
  /** What the process before had written; 0 when nobody knows. */
  readonly found: number;
  readonly #file: number | undefined;

  constructor(path: string) {
    this.#file = attempt(() => openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600));
    const text = attempt(() => readFileSync(path, 'latin1')) ?? '';
    this.found = /^\d{16}\n/.test(text) ? Number(text.slice(0, DIGITS)) : 0;
  }

  /** Outlives the process at once. A power cut may take it back, which only makes it say less. */
  raiseTo(seq: number): void {
    const file = this.#file;
    if (file !== undefined) attempt(() => writeSync(file, `${String(seq).padStart(DIGITS, '0')}\n`, 0));
  }

  close(): void {
    const file = this.#file;
    if (file !== undefined) attempt(() => closeSync(file));
  }
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
