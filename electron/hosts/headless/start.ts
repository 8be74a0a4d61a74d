import type { Profile } from '../../../shared/contract/profile.ts';
import type { Result } from '../../../shared/domain/result.ts';
import { readProfile } from '../read-profile.ts';
import type { Compose, Running } from '../running.ts';
import { firstLine, refusalOfProfile, stopInTime } from '../running.ts';
import { serve } from '../serve.ts';
import { isLoopbackHost, newToken } from './access.ts';
import { readHeadlessArgs } from './options.ts';
import type { HeadlessServer } from './server.ts';
import { startHeadlessServer } from './server.ts';

declare const __VIGIL_VERSION__: string;

export interface HeadlessParts {
  readonly args: readonly string[];
  readonly page: string;
  readonly takeDataFolder: (path: string) => Result<{ readonly path: string; release(): void }, string>;
  readonly compose: Compose;
  /** Prints its findings; true when nothing failed. Changes nothing. */
  readonly check: (
    given: { readonly dataDir: string; readonly profileFile: string | undefined; readonly profile: Result<Profile, string> },
    print: (line: string) => void,
  ) => Promise<boolean>;
}

/** Exit codes: 0 stopped on request, 1 failed, 2 refused (arguments, data folder, profile, address). */
const FAILED = 1;
const REFUSED = 2;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs until a signal. Standard output carries the ready line (or the findings of `--check`) and nothing else; everything for people goes to standard error. */
export async function startHeadless(parts: HeadlessParts): Promise<void> {
  keepStandardOutputForTheReadyLine();
  outliveTheReaders();
  const args = readHeadlessArgs(parts.args);
  if (!args.ok) return leave(REFUSED, args.error);
  const profile = await readProfile(args.value.profile, args.value.dataDir);
  if (args.value.check) {
    const { dataDir, profile: profileFile } = args.value;
    const passed = await parts.check({ dataDir, profileFile, profile }, (line) => void process.stdout.write(`${line}\n`));
    process.exit(passed ? 0 : REFUSED);
  }
  if (!profile.ok) return leave(REFUSED, profile.error);
  const folder = parts.takeDataFolder(args.value.dataDir);
  if (!folder.ok) return leave(REFUSED, folder.error);

  const started: { running?: Running; server?: HeadlessServer } = {};
  const stop = stopOnce(async (clean) => {
    await started.server?.stop();
    await started.running?.stop(clean);
    folder.value.release();
  });
  stopOnSignals(stop, () => started.running);
  try {
    started.running = await parts.compose({ dataDir: folder.value.path, profile: profile.value, version: __VIGIL_VERSION__ });
  } catch (error) {
    const refusal = refusalOfProfile(error);
    return refusal === undefined ? leave(FAILED, `cannot start: ${firstLine(error)}`) : leave(REFUSED, refusal);
  }
  const { link, metrics, health } = started.running;
  const token = newToken();
  try {
    started.server = await startHeadlessServer({
      door: serve(link, (bug) => say(`internal error: ${stackOf(bug)}`)),
      listen: args.value.listen,
      token,
      page: parts.page,
      metrics,
      health,
      report: (bug) => say(`internal error: ${stackOf(bug)}`),
    });
  } catch (error) {
    await stopInTime(() => stop(true));
    return leave(REFUSED, `--listen: ${firstLine(error)}`);
  }
  const { url } = started.server;
  process.stdout.write(`${JSON.stringify({ ready: true, url, token })}\n`);
  if (!isLoopbackHost(args.value.listen.host)) say('warning: this address can be reached from other machines, without encryption');
  say(`Vigil is running: ${url}/#token=${token}`);
}

function keepStandardOutputForTheReadyLine(): void {
  console.log = console.error;
  console.info = console.error;
  console.debug = console.error;
}

/** Who read the output may end before us: a line that nobody takes is lost, and is no reason to end or to halt. */
function outliveTheReaders(): void {
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
}

function leave(code: number, line: string): never {
  say(line);
  process.exit(code);
}

function stopOnce(stop: (clean: boolean) => Promise<void>): (clean: boolean) => Promise<void> {
  let stopping: Promise<void> | undefined;
  return (clean) => {
    stopping ??= stop(clean);
    return stopping;
  };
}

function stopOnSignals(stop: (clean: boolean) => Promise<void>, running: () => Running | undefined): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => {
      void stopInTime(() => stop(true)).then((inTime) => process.exit(inTime ? 0 : FAILED));
    });
  // With a position open, ending would take its exit rules away: the engine survives, or halts where everybody can see why.
  const fail = (bug: unknown): void => {
    say(`uncaught: ${stackOf(bug)}`);
    const engine = running();
    if (engine) return engine.fault(bug);
    void stopInTime(() => stop(false)).then(() => process.exit(FAILED));
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
}

const stackOf = (bug: unknown): string => (bug instanceof Error ? (bug.stack ?? bug.message) : String(bug));
