import { type Bench, notMeasured } from './measure.ts';

export const frameToOrder: Bench = {
  name: 'latency',
  run: () => [
    notMeasured('mark-price frame → order request on the wire, loopback', '≤ 3 ms p50, ≤ 10 ms p99', 'the composition is not there yet'),
  ],
};
