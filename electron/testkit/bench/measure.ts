/** One line of the table. `measured` says "not measured: …" with the reason when a piece is missing; never an invented number. */
export interface Line {
  readonly what: string;
  readonly budget: string;
  readonly measured: string;
  /** Absent when nothing was measured or no number was set as budget. */
  readonly held?: boolean;
}
/** Measures one thing; lines come in the order they are printed. */
export interface Bench {
  readonly name: string;
  run(): Promise<readonly Line[]> | readonly Line[];
}

export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly samples: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), samples: sorted.length };
}

/** Results are kept here and exported, so that no compiler can drop the work as unused. */
export let sink: unknown;

const WARM_UP_MS = 300;
const BATCHES = 400;
const BATCH_US = 500;

/**
 * Microseconds for one call of `run`. A call of less than a microsecond cannot be timed alone: each sample is the mean of a batch
 * of about half a millisecond, so p99 is that of batches (it shows collector pauses, not a single slow call).
 */
export function microsecondsOf(run: (n: number) => unknown): Spread {
  const warmUntil = performance.now() + WARM_UP_MS;
  let calls = 0;
  while (performance.now() < warmUntil) sink = run(calls++);
  const perBatch = Math.max(1, Math.round((calls / WARM_UP_MS / 1000) * BATCH_US));
  const samples: number[] = [];
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const started = performance.now();
    for (let n = 0; n < perBatch; n += 1) sink = run(n);
    samples.push(((performance.now() - started) * 1000) / perBatch);
  }
  return spreadOf(samples);
}

export const microsecondLine = (what: string, budgetUs: number, { p50, p99, samples }: Spread): Line => ({
  what,
  budget: `≤ ${budgetUs} µs`,
  measured: `p50 ${p50.toFixed(2)} µs, p99 ${p99.toFixed(2)} µs (${samples} batches)`,
  held: p50 <= budgetUs,
});

/** Several whole runs; the slowest decides, because a budget is a promise. */
export function perSecondLine(
  what: string,
  budget: number | undefined,
  runs: readonly { readonly events: number; readonly ms: number }[],
): Line {
  const rates = runs.map(({ events, ms }) => Math.round((events / ms) * 1000)).sort((a, b) => a - b);
  const slowest = rates[0] ?? Number.NaN;
  return {
    what,
    budget: budget === undefined ? '—' : `≥ ${budget}/s`,
    measured: `median ${rates[rates.length >> 1]}/s, slowest ${slowest}/s (${rates.length} runs of ${runs[0]?.events} events)`,
    ...(budget === undefined ? {} : { held: slowest >= budget }),
  };
}

export const notMeasured = (what: string, budget: string, why: string): Line => ({ what, budget, measured: `not measured: ${why}` });
