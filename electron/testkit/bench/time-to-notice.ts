import { ACCOUNT_WITHIN_MS, deafnesses, PRICES_WITHIN_MS, timeToNotice } from '../flows/time-to-notice.ts';
import type { Bench, Line } from './measure.ts';

/** Moments within the turns of the watchdogs at which the streams fail, all at once and in real time. */
const moments = [0, 3_000, 6_000, 9_000, 12_000];

/** How long a dead stream behind an open socket goes unnoticed; the worst of all moments is held against the budget. */
export const streamsNoticed: Bench = {
  name: 'streams',
  run: (): Promise<readonly Line[]> =>
    Promise.all(
      deafnesses.map(async (deafness): Promise<Line> => {
        const budget = deafness.stream === 'prices' ? PRICES_WITHIN_MS : ACCOUNT_WITHIN_MS;
        const times = await Promise.all(moments.map((quietMs) => timeToNotice(deafness, { speed: 1, quietMs })));
        const worst = Math.max(...times);
        return {
          what: `${deafness.stream} stream: ${deafness.what}, noticed after`,
          budget: `≤ ${budget / 1000} s`,
          measured: `${seconds(Math.min(...times))} to ${seconds(worst)} (${times.length} moments)`,
          held: worst <= budget,
        };
      }),
    ),
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
