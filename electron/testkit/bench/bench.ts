import { availableParallelism, cpus } from 'node:os';
import { atrTarget } from './atr-target.ts';
import { busyMarket } from './busy-market.ts';
import { engineThroughput } from './engine-throughput.ts';
import { evaluation } from './evaluate-monitors.ts';
import { frameToOrder } from './frame-to-order.ts';
import { headlessStart } from './headless-start.ts';
import { journalAppend } from './journal-append.ts';
import type { Line } from './measure.ts';
import { parseMessage } from './parse-message.ts';
import { streamsNoticed } from './time-to-notice.ts';

/** `npm run bench` for all, `npm run bench -- parse atr` for some. Prints what was measured on this machine; asserts nothing. */
const benches = [
  parseMessage,
  atrTarget,
  evaluation,
  engineThroughput,
  journalAppend,
  frameToOrder,
  streamsNoticed,
  busyMarket,
  headlessStart,
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(`no such bench: ${unknown.join(', ')}; there are: ${benches.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const mark = ({ held }: Line): string => (held === undefined ? ' ' : held ? '✓' : '✗');

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${process.platform}\n`);
console.log('  | what | budget | measured | command');
for (const bench of benches) {
  if (wanted.length > 0 && !wanted.includes(bench.name)) continue;
  for (const line of await bench.run()) {
    console.log(`${mark(line)} | ${line.what} | ${line.budget} | ${line.measured} | npm run bench -- ${bench.name}`);
  }
}
