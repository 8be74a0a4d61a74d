import type { Command, Query } from '../../shared/contract/commands.ts';
import { commands, queries } from '../../shared/contract/commands.ts';
import type { Link, QueryReply, RefusalView, Reply } from '../../shared/contract/link.ts';
import { readWith } from '../../shared/contract/read-with.ts';

/** The one validated way in: hosts hand over what they received, unread. Never throws. */
export interface Door extends Pick<Link, 'snapshot' | 'onPush'> {
  send(name: unknown, args: unknown): Promise<Reply>;
  ask(name: unknown, args: unknown): Promise<QueryReply<Query>>;
}

interface Refused {
  readonly ok: false;
  readonly refusal: RefusalView;
}

/** Largest request, as JSON; every legal one is far below. */
export const REQUEST_LIMIT_BYTES = 64 * 1024;

export function serve(link: Link, report: (bug: unknown) => void): Door {
  async function answer<Name extends string, Answer>(
    schemas: Readonly<Record<Name, Parameters<typeof readWith>[0]>>,
    name: unknown,
    args: unknown,
    run: (name: Name, args: never) => Promise<Answer>,
  ): Promise<Answer | Refused> {
    try {
      // An own key only: "constructor" and "__proto__" are not commands.
      if (typeof name !== 'string' || !Object.hasOwn(schemas, name)) return unknownName(name);
      if (!fits(args)) return tooLarge();
      const read = readWith(schemas[name as Name], args);
      if (!read.ok) return badRequest(read.error.field, read.error.reason);
      return await run(name as Name, read.value as never);
    } catch (bug) {
      report(bug);
      return internal();
    }
  }
  return {
    send: (name, args) => answer<Command, Reply>(commands, name, args, (command, read) => link.send(command, read)),
    ask: (name, args) => answer<Query, QueryReply<Query>>(queries, name, args, (query, read) => link.ask(query, read)),
    snapshot: () => link.snapshot(),
    onPush: (listener) => link.onPush(listener),
  };
}

/** False for what is too large, and for what cannot be JSON at all (cycles, big integers). */
function fits(args: unknown): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(args) ?? '') <= REQUEST_LIMIT_BYTES;
  } catch {
    return false;
  }
}

export function refuse(code: string, ko: string, en: string, field?: string): Refused {
  return { ok: false, refusal: { code, ...(field === undefined ? {} : { field }), message: { ko, en } } };
}

export const badRequest = (field: string, reason: { readonly ko: string; readonly en: string }): Refused =>
  field === ''
    ? refuse('badRequest', reason.ko, reason.en)
    : refuse('badRequest', `${field}: ${reason.ko}`, `${field}: ${reason.en}`, field);

export const unknownName = (name: unknown): Refused => {
  const shown = typeof name === 'string' && /^[\w.-]{1,64}$/.test(name) ? ` "${name}"` : '';
  return refuse('unknownCommand', `알 수 없는 명령입니다${shown}`, `Unknown command${shown}`);
};

export const tooLarge = (): Refused => refuse('tooLarge', '요청이 너무 크거나 읽을 수 없습니다', 'The request is too large or unreadable');

export const internal = (): Refused => refuse('internal', '내부 오류입니다. 로그를 확인하세요', 'Internal error; see the log');
