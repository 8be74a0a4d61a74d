import { parseArgs } from 'node:util';
import type { Result } from '../../../shared/domain/result.ts';
import { err, ok } from '../../../shared/domain/result.ts';
import type { Listen } from './access.ts';
import { isLoopbackHost, parseListen } from './access.ts';

export interface HeadlessArgs {
  readonly dataDir: string;
  readonly listen: Listen;
  readonly profile: string | undefined;
  /** Look at everything a start needs, and end. */
  readonly check: boolean;
}

export const USAGE = 'usage: npm run headless -- --data-dir DIR [--listen 127.0.0.1:PORT] [--profile FILE] [--allow-remote] [--check]';

/** Reads the command line; the error is one line. */
export function readHeadlessArgs(args: readonly string[]): Result<HeadlessArgs, string> {
  const read = readFlags(args);
  if (!read.ok) return read;
  const { 'data-dir': dataDir, listen: listenText, profile, 'allow-remote': allowRemote, check } = read.value;
  if (dataDir === undefined || dataDir === '') return err(`--data-dir: is needed (${USAGE})`);
  const listen = parseListen(listenText ?? '127.0.0.1:0');
  if (listen === undefined) return err(`--listen: must be HOST:PORT such as 127.0.0.1:8080, got ${JSON.stringify(listenText)}`);
  if (!isLoopbackHost(listen.host) && allowRemote !== true)
    return err(
      `--listen: ${listen.host} can be reached from other machines and the connection is not encrypted; add --allow-remote to accept that`,
    );
  return ok({ dataDir, listen, profile, check: check === true });
}

function readFlags(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'data-dir': { type: 'string' },
        listen: { type: 'string' },
        profile: { type: 'string' },
        'allow-remote': { type: 'boolean' },
        check: { type: 'boolean' },
      },
    });
    return ok(values);
  } catch (error) {
    return err(`${error instanceof Error ? error.message.split('\n')[0] : 'unreadable arguments'} (${USAGE})`);
  }
}
