import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Bench, type Line, notMeasured, spreadOf } from './measure.ts';

const RUNS = 5;
const READY_MS = 1500;
const RSS_MB = 250;
const GIVE_UP_MS = 20_000;
const SETTLE_MS = 5000;
const entry = fileURLToPath(new URL('../../../out/server/headless.js', import.meta.url));

const READY = 'headless host ready (spawn to the ready line, fresh data folder)';
const MEMORY = 'headless host memory, 5 s after ready (the budget speaks of an hour)';

/** The built host in demo, started as a stranger would. An hour of demo is not run here: the line says what was. */
export const headlessStart: Bench = {
  name: 'headless',
  run: async (): Promise<readonly Line[]> => {
    if (!existsSync(entry)) return [notMeasured(READY, `≤ ${READY_MS} ms`, 'nothing is built: npm run build')];
    const times: number[] = [];
    let rssMb: number | undefined;
    for (let run = 0; run < RUNS; run += 1) {
      const found = await startOnce(run === RUNS - 1);
      if (typeof found === 'string') return [notMeasured(READY, `≤ ${READY_MS} ms`, found)];
      times.push(found.readyMs);
      rssMb = found.rssMb;
    }
    const { p50 } = spreadOf(times);
    const slowest = Math.max(...times);
    return [
      {
        what: READY,
        budget: `≤ ${READY_MS} ms`,
        measured: `p50 ${p50.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms (${RUNS} starts)`,
        held: slowest <= READY_MS,
      },
      rssMb === undefined
        ? notMeasured(MEMORY, `≤ ${RSS_MB} MB`, 'this system does not tell another process’s memory')
        : { what: MEMORY, budget: `≤ ${RSS_MB} MB`, measured: `${rssMb.toFixed(0)} MB`, held: rssMb <= RSS_MB },
    ];
  },
};

async function startOnce(settle: boolean): Promise<{ readonly readyMs: number; readonly rssMb: number | undefined } | string> {
  const dir = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
  const started = performance.now();
  const child = spawn(process.execPath, [entry, '--data-dir', dir], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    if (!(await saysReady(child))) return 'the host ended or was silent before its ready line';
    const readyMs = performance.now() - started;
    if (settle) await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    return { readyMs, rssMb: rssMbOf(child.pid) };
  } finally {
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await once(child, 'exit');
    rmSync(dir, { recursive: true, force: true });
  }
}

async function saysReady(child: ChildProcess): Promise<boolean> {
  if (child.stdout === null) return false;
  const giveUp = setTimeout(() => child.kill('SIGKILL'), GIVE_UP_MS);
  try {
    for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('{"ready":true')) return true;
    return false;
  } finally {
    clearTimeout(giveUp);
  }
}

function rssMbOf(pid: number | undefined): number | undefined {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return undefined;
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}
