import { describe, expect, test, vi } from 'vitest';
import { ACCOUNT_WITHIN_MS, deafnesses, PRICES_WITHIN_MS, timeToNotice } from './time-to-notice.ts';

vi.setConfig({ testTimeout: 60_000 });

/**
 * Fast enough to be short, slow enough that a busy machine is not taken for a late watchdog. `quietMs` are moments within the turns of
 * the watchdog at which the stream fails.
 */
const pace = {
  prices: { within: PRICES_WITHIN_MS, speed: 2, quietMs: [0, 400, 900] },
  account: { within: ACCOUNT_WITHIN_MS, speed: 10, quietMs: [0, 7_000, 13_000] },
} as const;

describe.concurrent('a stream that is dead behind an open socket is noticed in time', () => {
  test.each(deafnesses)('$stream: $what', async (deafness) => {
    const { within, speed, quietMs } = pace[deafness.stream];
    const times = await Promise.all(quietMs.map((quiet) => timeToNotice(deafness, { speed, quietMs: quiet })));
    for (const ms of times) expect(ms).toBeLessThanOrEqual(within);
  });
});
