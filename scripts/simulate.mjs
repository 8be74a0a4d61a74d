import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { inRoot } from './build.mjs';
import { demandNode } from './node-version.mjs';

/**
 * `npm run simulate -- --seeds 2000` runs that many worlds, from `--from` on (default 1), on all cores. A seed that breaks a rule is told as
 * a story; `npm run simulate -- --seed S` tells the story of one, and `--without crash,ban` leaves troubles out of it.
 */
demandNode();
const given = new Map();
for (let at = 2; at < process.argv.length; at += 2) {
  const name = process.argv[at];
  const value = process.argv[at + 1];
  const known = ['--seeds', '--from', '--seed', '--without'].includes(name);
  const whole = name === '--without' || /^\d+$/.test(value ?? '');
  if (!known || !whole || value === undefined) {
    process.stderr.write('usage: npm run simulate -- [--seeds N] [--from S] | --seed S [--without trouble,…]\n');
    process.exit(2);
  }
  given.set(name, value);
}

const seeds = (...words) =>
  spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', inRoot('electron/testkit/simulation/run-seeds.ts'), ...words.map(String)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );

if (given.has('--seed')) process.exitCode = await tell(given.get('--seed'), given.get('--without'));
else process.exitCode = await runAll(Number(given.get('--seeds') ?? 2000), Number(given.get('--from') ?? 1));

/** Prints one world as a story; gives 1 when a rule broke. */
async function tell(seed, without) {
  const child = seeds(seed, 'story', ...(without === undefined ? [] : [without]));
  child.stdout.pipe(process.stdout);
  return new Promise((resolve) => child.on('close', resolve));
}

async function runAll(count, from) {
  const began = performance.now();
  const workers = Math.max(1, Math.min(availableParallelism(), count));
  const sum = { seeds: 0, events: 0, fills: 0, orders: 0, closed: 0, crashes: 0, calls: 0, hours: 0 };
  const faults = new Map();
  const broken = [];
  const take = (line) => {
    const outcome = JSON.parse(line);
    sum.seeds += 1;
    sum.hours += outcome.lasted / 3_600_000;
    for (const [name, value] of Object.entries(outcome.counts)) sum[name] += value;
    for (const [kind, times] of Object.entries(outcome.faults)) faults.set(kind, (faults.get(kind) ?? 0) + times);
    if (outcome.broken.length === 0) return;
    broken.push(outcome);
    // A long run tells at once what it found.
    process.stderr.write(`seed ${outcome.seed} broke: ${outcome.broken[0].rule}: ${outcome.broken[0].what}\n`);
  };
  const progress = setInterval(() => process.stderr.write(`${sum.seeds} of ${count} worlds, ${broken.length} broken\n`), 30_000);
  const codes = await Promise.all(
    Array.from({ length: workers }, (_, worker) => {
      const share = Math.floor(count / workers) + (worker < count % workers ? 1 : 0);
      const child = seeds(from + worker, share, workers);
      createInterface({ input: child.stdout }).on('line', take);
      return new Promise((resolve) => child.on('close', resolve));
    }),
  );
  clearInterval(progress);
  const seconds = (performance.now() - began) / 1000;
  broken.sort((a, b) => a.seed - b.seed);
  for (const { seed, broken: sentences } of broken) process.stdout.write(`seed ${seed}: ${sentences[0].rule}: ${sentences[0].what}\n`);
  if (broken[0] !== undefined) {
    process.stdout.write(`\nThe story of seed ${broken[0].seed} (again: npm run simulate -- --seed ${broken[0].seed}):\n\n`);
    await tell(broken[0].seed);
  }
  const seen = [...faults].sort(([, a], [, b]) => b - a);
  for (const [kind, times] of seen) process.stdout.write(`${String(times).padStart(9)}  ${kind}\n`);
  process.stdout.write(
    `${sum.seeds} worlds, ${sum.hours.toFixed(0)} h of trading, ${sum.events} events, ${sum.orders} orders, ${sum.fills} fills, ` +
      `${sum.closed} closed trades, ${sum.crashes} deaths, ${sum.calls} requests in ${seconds.toFixed(0)} s ` +
      `(${(sum.seeds / seconds).toFixed(1)} worlds a second): ${broken.length} broken\n`,
  );
  return broken.length > 0 || codes.some((code) => code !== 0) || sum.seeds !== count ? 1 : 0;
}
