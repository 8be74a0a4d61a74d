/** Waiting times of both streams, ms; tests shorten them. */
export interface StreamPace {
  /** Mark prices come every second: this long without one means the stream is dead, whatever the socket says. Told within 5 s. */
  readonly silenceMs: number;
  /** Silence is normal for an account, so there the line itself is asked. */
  readonly pingEveryMs: number;
  readonly pongWithinMs: number;
  readonly openWithinMs: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** A connection that lived this long makes the next delay short again. */
  readonly healthyMs: number;
  /** The key dies after 60 minutes without renewal; renewing it this often also tells that it died without a word. */
  readonly renewKeyEveryMs: number;
  readonly renewKeyAgainMs: number;
  /** A stream that has said nothing for so long is compared with the positions, and again after a doubt. */
  readonly probeEveryMs: number;
  readonly probeAgainMs: number;
  readonly orderToldWithinMs: number;
}

export const defaultPace: StreamPace = {
  silenceMs: 4_500,
  pingEveryMs: 15_000,
  pongWithinMs: 10_000,
  openWithinMs: 10_000,
  firstDelayMs: 500,
  maxDelayMs: 30_000,
  healthyMs: 30_000,
  renewKeyEveryMs: 20_000,
  renewKeyAgainMs: 10_000,
  probeEveryMs: 12_000,
  probeAgainMs: 3_000,
  orderToldWithinMs: 10_000,
};

/** Doubles from the first to the longest delay, minus up to half by chance, so that many programs do not return in step. */
export function reconnectDelay(pace: StreamPace, failures: number, chance: number): number {
  const full = Math.min(pace.maxDelayMs, pace.firstDelayMs * 2 ** Math.min(failures, 20));
  return Math.round(full * (1 - chance / 2));
}
