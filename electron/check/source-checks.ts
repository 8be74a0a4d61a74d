import { accessSync, constants, existsSync, statSync } from 'node:fs';
import type { Profile } from '../../shared/contract/profile.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { createBotApi } from '../adapters/telegram/bot/bot-api.ts';
import { readSavedSession } from '../adapters/telegram/user/saved-session.ts';
import type { SecretReading } from '../ports/secrets.ts';
import { type Check, codeOf, type Finding, fail, ok, warn } from './run-checks.ts';

type Source = Profile['messages'][number];
const BOT_DEADLINE_MS = 10_000;

/** No post is fetched and no update confirmed: what waits for Vigil goes on waiting. */
export const sourceChecks = (profile: Profile, session: () => Promise<SecretReading>): readonly Check[] =>
  profile.messages.map((source) => ({ name: `messages ${source.kind}`, run: async () => [await findingOf(source, session)] }));

function findingOf(source: Source, session: () => Promise<SecretReading>): Finding | Promise<Finding> {
  switch (source.kind) {
    case 'story':
      return ok('the story of the demo');
    case 'inbox':
      return inboxFinding(source.path);
    case 'drop':
      return dropFinding(source.path);
    case 'telegram-bot':
      return botFinding(source);
    case 'telegram-user':
      return session().then(sessionFinding);
  }
}

function inboxFinding(path: string): Finding {
  if (!existsSync(path)) return warn(`${path} is not there yet; it is read as soon as it is`);
  return trouble(path, constants.R_OK, 'isFile') ?? ok(`${path} is readable`);
}

function dropFinding(path: string): Finding {
  if (!existsSync(path)) return fail(`${path} is not there; Vigil does not make it`);
  return trouble(path, constants.R_OK | constants.W_OK | constants.X_OK, 'isDirectory') ?? ok(`${path} can be read and emptied`);
}

function trouble(path: string, rights: number, kind: 'isFile' | 'isDirectory'): Finding | undefined {
  try {
    if (!statSync(path)[kind]()) return fail(`${path} is no ${kind === 'isFile' ? 'file' : 'folder'}`);
    accessSync(path, rights);
    return undefined;
  } catch (error) {
    return fail(`${path} cannot be used: ${codeOf(error)}`);
  }
}

async function botFinding({ apiUrl, token }: Extract<Source, { kind: 'telegram-bot' }>): Promise<Finding> {
  const api = createBotApi(apiUrl, token, systemClock);
  const answer = await api.call('getMe', {}, BOT_DEADLINE_MS);
  api.close();
  if (answer.kind === 'failed') return fail(`${apiUrl} does not answer: ${answer.why}`);
  if (answer.kind === 'refused') return fail(`the token is refused: ${answer.code} ${answer.description}`);
  const name = (answer.result as { readonly username?: unknown } | null)?.username;
  return ok(typeof name === 'string' ? `the bot is @${name}` : 'the token is accepted');
}

function sessionFinding(reading: SecretReading): Finding {
  if (reading.kind === 'unreadable') return fail(`the session cannot be read: ${reading.why}`);
  if (reading.kind === 'absent') return fail('nobody is signed in; sign in once in the app');
  return readSavedSession(reading.text) === undefined
    ? fail('the session is not one of this program; sign in again')
    : ok('a session is stored (Telegram was not asked: one session belongs to one process)');
}
