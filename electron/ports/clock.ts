/** Own time and wake-ups. The simulation gives a virtual one. */
export interface ClockPort {
  /** ms since epoch, own clock. */
  now(): number;
  /** ms that only grow; for measuring, never for stamping. */
  monotonic(): number;
  /** Calls once after the delay; returns how to take it back. */
  after(delayMs: number, run: () => void): () => void;
}
